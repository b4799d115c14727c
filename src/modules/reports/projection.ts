import { clockRowOf } from '#kernel/clock-row.ts';
import { isSameLimit } from '#kernel/limits-moved.ts';
import { type FormerFacts, formerRows } from '#modules/complaints/facade.ts';
import type { IndexDigest } from '#platform/crypto/keyring.ts';
import type { Projection } from '#platform/verify.ts';
import { FromVault, type ProjectedTable, type Row, type Stored } from '#platform/verify-rows.ts';
import { clocksOf, type LawFacts } from './clocks.ts';
import { compartmentOf, fold, type Report, type ReportEvent } from './report.ts';
import { rowColumns, rowOf } from './store.ts';

const tables: readonly ProjectedTable[] = [
  {
    table: 'report',
    key: [],
    columns: rowColumns,
    byLaw: ['due_on', 'due_rule', 'provisional'],
  },
  {
    table: 'case_clock',
    key: ['rule'],
    columns: ['bureau', 'started_on', 'due_on', 'sure_until', 'provisional', 'state', 'reckoning'],
    byLaw: ['started_on', 'due_on', 'sure_until', 'provisional', 'state', 'reckoning'],
    isSame: isSameLimit,
  },
  { table: 'reporter', key: ['person'], columns: ['bureau', 'account', 'phone_version', 'phone_digest'] },
  { table: 'case_access', key: ['principal', 'role'], columns: ['bureau'] },
];

/** The marks of a telephone under every version of the key that is still held. */
type MarksOf = (phone: string) => readonly Pick<IndexDigest, 'version' | 'digest'>[];

/** How `verify` refolds reports. `formerOf`: the laws that held before, newest first. */
export const reportProjection = (
  lawOf: (tenant: string) => LawFacts,
  marksOf: MarksOf,
  formerOf: (tenant: string) => readonly FormerFacts[] = () => [],
): Projection => ({
  kind: 'report',
  tables,
  expect: ({ tenant }, events, stored) => {
    const state = fold(events.map(({ type, payload }) => ({ type, payload })) as ReportEvent[]);
    const bureau = compartmentOf(state.bureau);
    const rowsUnder = (law: LawFacts) => {
      const clocks = clocksOf(state, law);
      return { report: [rowOf(state, clocks)], case_clock: clocks.map((clock) => ({ ...clockRowOf(clock), bureau })) };
    };
    return {
      name: state.number,
      bureau,
      rows: {
        ...rowsUnder(lawOf(tenant)),
        reporter: reporterOf(state, stored, marksOf),
        case_access: waysIn(state, stored),
      },
      formerly: formerRows(events, formerOf(tenant), rowsUnder),
      locators: [],
    };
  },
});

/** Until the report is retired or its reporter erased. The account stands in no event (Order 121 art. 35), so only the mark of the phone is derived. */
const reporterOf = (state: Report, stored: Stored, marksOf: MarksOf): Row[] => {
  if (state.reporter === null || state.reporterErased !== null || state.phase === 'retired') return [];
  const { person, fields } = state.reporter;
  const [row] = stored('reporter');
  const { account, phone_version } = row ?? {};
  const bureau = compartmentOf(state.bureau);
  const phone_digest =
    fields.phone === undefined
      ? row?.['phone_digest']
      : new FromVault(fields.phone.entry, (phone, { phone_version: version }) =>
          marksOf(String(phone))
            .find((mark) => mark.version === version)
            ?.digest.toString('hex'),
        );
  return [{ person, bureau, account, phone_version, phone_digest }];
};

/** Whoever reported by an account of their own, as the reporter's row has it, and nobody else. */
const waysIn = ({ bureau }: Report, stored: Stored): Row[] =>
  stored('reporter').flatMap(({ account }) =>
    account == null ? [] : [{ principal: account, role: 'reporter', bureau: compartmentOf(bureau) }],
  );
