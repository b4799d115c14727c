import { isRefusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { Complaint } from './complaint.ts';
import type { LoadedComplaint } from './store.ts';

type Told = Pick<Complaint, 'channel' | 'storyWritten' | 'notInSource'>;

/** Only short filings of before it was marked at the filing have to be read for it. */
const maySayWhere = ({ channel, storyWritten, notInSource }: Told): boolean =>
  channel === 'web-short' && storyWritten !== true && notInSource?.includes('facts') !== true;

/** What the site files in place of a story that was told by voice or photo. */
const wordsInPlace = ['filing:short.inFile', 'filing:facts.inRecordingWords'] as const;

/** The story as it is read: words that only say where it is are said in the reader's language, on papers in Chinese, whichever they were filed in. */
export const storyRead = (context: Context, text: string, t: Translate): string => {
  const key = wordsInPlace.find((one) => isSaid(context, one, text));
  return key === undefined ? text : t(key);
};

const isSaid = (context: Context, key: (typeof wordsInPlace)[number], text: string): boolean =>
  (['zh-CN', 'en'] as const).some((language) => context.texts(language)(key) === text.trim());

/** In place of the story stands where it is: the words the site put there for whoever sent a recording or a photo and typed nothing. */
export const saysWhere = (context: Context, state: Told, text: string | null): boolean =>
  maySayWhere(state) && text !== null && isSaid(context, 'filing:short.inFile', text);

/** The same for an act, which has opened nothing yet. */
export const storyLeftIn = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
): Promise<boolean> => {
  if (!maySayWhere(state)) return false;
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: state.facts.entry });
  return !isRefusal(opened) && saysWhere(context, state, String(opened.value));
};
