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
export const dropDraftsOf = (number: string): void => {
  for (const key of kept.keys()) if (key.startsWith(`${number} `)) kept.delete(key);
};
