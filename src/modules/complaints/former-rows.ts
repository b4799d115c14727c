import type { LawFacts } from './clocks.ts';

/** A law that is no longer in force; `until` is when another took its place, null where that is not known. */
export type FormerFacts = LawFacts & { readonly until: Date | null; readonly untilPutRight?: true };

type Past = { readonly type: string; readonly at: Date };
type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

const reckonsAnew: ReadonlySet<string> = new Set(['CalendarReckonedAnew', 'SettingReckonedAnew', 'RuleReckonedAnew']);

/**
 * What a case's rows may still say: what an earlier law gave, as long as no act has reckoned the case anew after that law had
 * gone. Each law is applied once, and only when a row is looked for.
 */
export const formerRows = (
  events: readonly Past[],
  former: readonly FormerFacts[],
  rowsUnder: (law: LawFacts) => Rows,
): ((table: string) => Iterable<Rows[string]>) => {
  const made: Rows[] = [];
  const anew = events.findLast(({ type }) => reckonsAnew.has(type))?.at;
  const isPutRight = events.some(({ type }) => type === 'RuleReckonedAnew');
  const open = former.filter(
    ({ until, untilPutRight }) =>
      (until === null || anew === undefined || until > anew) && !(isPutRight && untilPutRight === true),
  );
  return function* (table) {
    for (const [i, law] of open.entries()) {
      const rows = made[i] ?? rowsUnder(law);
      made[i] = rows;
      yield rows[table] ?? [];
    }
  };
};
