import { useState } from 'react';
import { isConflict } from './act-answer.ts';
import { problemOf } from './api.ts';
import { draftOf, keepDraft } from './drafts.ts';
import type { Seen } from './what-changed.ts';

/** What was seen when the draft was begun: what a colleague did before it was opened anew is news all the same. */
const seenWith = (draft: string | null, act: string): Seen | undefined =>
  draft === null || draftOf(draft, act) === undefined ? undefined : (draftOf(draft, `${act} seen`) as Seen | undefined);

type Watched = { readonly draft: string | null; readonly act: string; readonly error: unknown };

/**
 * A form is decided on what was on screen when it was opened, whatever has been fetched behind it since: that version is
 * sent. Once the server has said that somebody was first, and the person has been shown what is new, the present one is.
 */
export const useSeen = (seen: Seen, { draft, act, error }: Watched) => {
  const [opened, setOpened] = useState<Seen>(() => seenWith(draft, act) ?? seen);
  const [hasBeenTold, setHasBeenTold] = useState(false);
  const isRefused = isConflict(problemOf(error));
  if (isRefused && !hasBeenTold) setHasBeenTold(true);
  return {
    version: hasBeenTold ? seen.version : opened.version,
    overtaken: hasBeenTold || opened.version !== seen.version ? opened : undefined,
    isRefused,
    /** With a draft, of which it is to be remembered what it was written on. */
    keep: () => draft !== null && keepDraft(draft, `${act} seen`, opened),
    begin: () => {
      setOpened(seen);
      setHasBeenTold(false);
    },
  };
};
