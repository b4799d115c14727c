import type { FaultCode } from './verify-faults.ts';
import type { ProjectedTable, Row } from './verify-rows.ts';

/** What a case is found by: its number, somebody's account, an operator, a number of another system, an answer code. */
export type Locator = { readonly kind: string; readonly key: string };

export const locatorTable: ProjectedTable = { table: 'case_locator', key: ['key_kind', 'key'], columns: ['kind'] };

type Expected = {
  readonly locators: readonly Locator[];
  readonly mayBeFoundBy?: (locator: Locator, all: readonly Locator[]) => boolean;
};

type LocatorFault = { readonly code: FaultCode; readonly detail: string };

/** Both ways: a case that is no longer found by what its acts say, and one that is found by what no act says. */
export const compareLocators = (
  kind: string,
  stored: readonly Row[],
  { locators, mayBeFoundBy }: Expected,
): LocatorFault[] => {
  const found = stored.map((row) => ({ kind: String(row['key_kind']), key: String(row['key']), of: row['kind'] }));
  const there = new Set(found.map(textOf));
  const asked = new Set(locators.map(textOf));
  return [
    ...[...new Map(locators.map((one) => [textOf(one), one])).values()]
      .filter((one) => !there.has(textOf(one)))
      .map((one) => ({ code: 'locator-missing', detail: one.kind }) as const),
    ...found
      .filter(
        (one) =>
          one.of !== kind ||
          !(
            asked.has(textOf(one)) ||
            mayBeFoundBy?.(
              one,
              found.filter((other) => other.kind === one.kind),
            ) === true
          ),
      )
      .map((one) => ({ code: 'locator-unexpected', detail: shown(one) }) as const),
  ];
};

const textOf = ({ kind, key }: Locator): string => `${kind} ${key}`;

/** The hash of an answer code helps nobody who reads a report. */
const shown = (one: Locator): string => (one.kind === 'answer-code' ? one.kind : textOf(one));
