import { hand } from '../../kit/hand.ts';
import { filesIn } from '../../kit/handed-in.ts';
import type { Values } from './act-field.ts';

/** What was typed into a form that was closed or overtaken, until the case is left. Never leaves the window's memory. */
const kept = new Map<string, Values>();

const keyOf = (number: string, act: string): string => `${number} ${act}`;

export const keepDraft = (number: string, act: string, values: Values): void => {
  kept.set(keyOf(number, act), values);
};
export const draftOf = (number: string, act: string): Values | undefined => kept.get(keyOf(number, act));
export const dropDraft = (number: string, act: string): void => {
  kept.delete(keyOf(number, act));
};
/** The case is left: files chosen for its forms and never sent are taken back. */
export const dropDraftsOf = (number: string): void => {
  for (const [key, values] of kept) {
    if (!key.startsWith(`${number} `)) continue;
    hand.letGo(filesIn(values));
    kept.delete(key);
  }
};
