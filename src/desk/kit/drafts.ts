import { hand } from './hand.ts';
import { filesIn } from './handed-in.ts';

type Values = Readonly<Record<string, unknown>>;

/** What was typed into a form that was closed or overtaken: of a case until it is left, else until it is sent. Never leaves the window's memory. */
const kept = new Map<string, Values>();

/** `place`: the number of a case, of a question; the address of whatever else the form is about. */
const keyOf = (place: string, act: string): string => `${place} ${act}`;

export const keepDraft = (place: string, act: string, values: Values): void => {
  kept.set(keyOf(place, act), values);
};
export const draftOf = (place: string, act: string): Values | undefined => kept.get(keyOf(place, act));
export const dropDraft = (place: string, act: string): void => {
  kept.delete(keyOf(place, act));
};
/** The case is left: files chosen for its forms and never sent are taken back. */
export const dropDraftsOf = (place: string): void => {
  for (const [key, values] of kept) {
    if (!key.startsWith(`${place} `)) continue;
    hand.letGo(filesIn(values));
    kept.delete(key);
  }
};
