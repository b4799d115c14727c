import type { Projection } from '#platform/verify.ts';
import type { ProjectedTable } from '#platform/verify-rows.ts';
import { clocksOf, type LawFacts } from './clocks.ts';
import { compartmentOf, fold, type ReportEvent } from './report.ts';
import { rowOf } from './store.ts';

/** Two kinds of stream may not both lay claim to a shared table, so the clocks are compared through the row's due day. */
const tables: readonly ProjectedTable[] = [
  {
    table: 'report',
    key: [],
    columns: [
      'bureau',
      'number',
      'version',
      'phase',
      'source',
      'is_named',
      'operator',
      'problem_code',
      'food',
      'received_on',
      'due_on',
      'due_rule',
      'provisional',
      'transferred_on',
      'owed',
    ],
    waits: (stored, columns) =>
      stored['provisional'] === true && columns.every((column) => column === 'due_on' || column === 'provisional'),
  },
];

/** How `verify` refolds reports. */
export const reportProjection = (lawOf: (tenant: string) => LawFacts): Projection => ({
  kind: 'report',
  tables,
  expect: ({ tenant }, events) => {
    const state = fold(events.map(({ type, payload }) => ({ type, payload })) as ReportEvent[]);
    const bureau = compartmentOf(state.bureau);
    return {
      name: state.number,
      bureau,
      rows: { report: [rowOf(state, clocksOf(state, lawOf(tenant)))] },
      locators: [],
    };
  },
});
