import type { Refusal } from '#kernel/refusal.ts';
import type { VaultValue } from './vault.ts';

type Opened = readonly (VaultValue | Refusal)[];

/** Entry → value of what could be opened; what was erased is not among them. */
export const openedValuesOf = (opened: Opened): Map<string, VaultValue['value']> =>
  new Map(opened.flatMap((one) => ('refusal' in one ? [] : [[one.entry, one.value] as const])));

/** The same for entries that hold plain text. */
export const openedTextsOf = (opened: Opened): Map<string, string> =>
  new Map([...openedValuesOf(opened)].map(([entry, value]) => [entry, String(value)]));
