import type { Translate } from '#kernel/translate.ts';
import type { Problem } from '#modules/complaints/case-contract.ts';
import { faultsOf } from './act-answer.ts';

export type PlacedFaults = {
  readonly atFields: readonly { readonly name: string; readonly texts: readonly string[] }[];
  /** What is about no field of the form. */
  readonly elsewhere: readonly string[];
};

/** A fault of a list names the line; a form may send its fields within a member of the body. */
const placeOf = (path: string, names: ReadonlySet<string>): { name: string; line: number | undefined } | undefined => {
  const parts = path.split('.');
  const at = parts.findIndex((_, i) => names.has(parts.slice(i).join('.')) || names.has(parts[i] ?? ''));
  if (at < 0) return undefined;
  const whole = parts.slice(at).join('.');
  if (names.has(whole)) return { name: whole, line: undefined };
  const next = parts[at + 1] ?? '';
  return { name: parts[at] ?? '', line: /^\d+$/.test(next) ? Number(next) + 1 : undefined };
};

/** What the server said no to, sorted to the fields where it is to be put right. */
export const placeFaults = (problem: Problem, names: ReadonlySet<string>, t: Translate): PlacedFaults => {
  const atFields = new Map<string, string[]>();
  const elsewhere: string[] = [];
  for (const { field, text } of faultsOf(problem)) {
    const place = placeOf(field, names);
    // Of the whole refusal the text is its title, which is shown where no field takes it.
    if (place === undefined) elsewhere.push(...(problem.field === undefined ? [text] : []));
    else {
      const said = place.line === undefined ? text : t('desk:acts.atLine', { n: place.line, text });
      atFields.set(place.name, [...(atFields.get(place.name) ?? []), said]);
    }
  }
  return { atFields: [...atFields].map(([name, texts]) => ({ name, texts })), elsewhere };
};

/** The whole of it in one line each, for a place without fields. */
export const problemLines = (problem: Problem): readonly string[] => [
  problem.detail ?? problem.title,
  ...(problem.faults ?? []).map(({ message }) => message),
];
