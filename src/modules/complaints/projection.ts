import { clockColumns, clockRowOf } from '#kernel/clock-row.ts';
import { isSameLimit } from '#kernel/limits-moved.ts';
import { maskOf } from '#kernel/mask.ts';
import type { PastEvent, Projection } from '#platform/verify.ts';
import { FromVault, type ProjectedTable, type Row } from '#platform/verify-rows.ts';
import { clocksOf, type LawFacts } from './clocks.ts';
import type { Complaint, ComplaintEvent, Sealed } from './complaint.ts';
import { type FormerFacts, formerRows } from './former-rows.ts';
import { leftClocks } from './proving/left-clocks.ts';
import { livedThrough } from './proving/paper-rows.ts';
import { accessTold, locatorsTold, mayBeFoundBy, mayStillSee } from './proving/ways-in-told.ts';
import { rowColumns, rowOf } from './row.ts';
import { successorOf } from './succession.ts';

const limitColumns = clockColumns.filter((name) => name !== 'rule');

const tables: readonly ProjectedTable[] = [
  {
    table: 'complaint',
    key: [],
    columns: ['number', 'channel', 'complainant_masked', 'respondent_name', 'filed_at', 'changed_at', ...rowColumns],
    byLaw: ['due_on', 'due_rule', 'provisional'],
  },
  {
    table: 'case_clock',
    key: ['rule'],
    columns: ['bureau', ...limitColumns],
    byLaw: limitColumns,
    isSame: isSameLimit,
  },
  {
    table: 'complaint_paper',
    key: ['n'],
    columns: [
      ...[
        'code',
        'number',
        'recipients',
        'template_version',
        'entry',
        'data_hash',
        'made_at',
        'signed_scan',
        'scan_hash',
        'title',
        'english_title',
        'copy',
      ],
    ],
  },
  {
    table: 'outcome_register',
    key: ['version'],
    columns: ['kind', 'reference', 'decided_on', 'result', 'recorded_at'],
  },
  {
    table: 'case_access',
    key: ['principal', 'role'],
    columns: ['bureau'],
  },
];

/** How `verify` refolds complaints and what it compares them with. `formerOf`: the laws that held before, newest first. */
export const complaintProjection = (
  lawOf: (tenant: string) => LawFacts,
  formerOf: (tenant: string) => readonly FormerFacts[] = () => [],
): Projection => ({
  kind: 'complaint',
  tables,
  expect: ({ tenant }, events) => {
    const acts = events.map(({ type, payload }) => ({ type, payload })) as ComplaintEvent[];
    const { state, states, papers, deliveries, notices, provable } = livedThrough(events);
    const story = { acts, states };
    const filed = filingIn(acts);
    const clocks = clocksOf(state, lawOf(tenant));
    const { bureau } = state;
    return {
      name: state.number,
      bureau,
      rows: {
        complaint: [{ ...rowOf(state, clocks), ...namesOf(acts), ...momentsOf(events), ...origin(state) }],
        case_clock: clocks.map((clock) => ({ ...clockRowOf(clock), bureau })),
        complaint_paper: papers,
        paper_delivery: deliveries,
        public_notice: notices,
        case_access: accessTold(story, state),
        outcome_register: outcomesOf(events),
      },
      mayRemain: {
        case_clock: leftClocks(story.states),
        case_access: mayStillSee(story, state),
      },
      formerly: formerRows(events, formerOf(tenant), (law) => {
        const then = clocksOf(state, law);
        return { complaint: [rowOf(state, then)], case_clock: then.map((clock) => ({ ...clockRowOf(clock), bureau })) };
      }),
      locators: locatorsTold(story, filed, state),
      mayBeFoundBy: mayBeFoundBy(story, filed),
      provable,
    };
  },
});

/** What reconsideration bodies and courts said, a line each. */
const outcomesOf = (events: readonly PastEvent[]): Row[] =>
  events.flatMap(({ type, payload, version, at }) => {
    if (type !== 'OutcomeRecorded') return [];
    const { kind, reference, decidedOn, result } = (payload ?? {}) as Record<string, unknown>;
    return [{ version, kind, reference, decided_on: decidedOn, result, recorded_at: at }];
  });

const origin = (state: Complaint) => ({ number: state.number, channel: state.channel });

const momentsOf = (events: readonly PastEvent[]) => ({ filed_at: events[0]?.at, changed_at: events.at(-1)?.at });

/** The two names a row shows: as filed, and the complainant's as proven since. */
const namesOf = (acts: readonly ComplaintEvent[]): Row => {
  const filed = filingIn(acts);
  let first = filed.parties.find((party) => party.kind === 'complainant')?.person;
  const names = new Map<string, Sealed | undefined>(filed.parties.map(({ person, fields }) => [person, fields.name]));
  for (const act of acts) {
    if ((act.type === 'ProofSupplied' || act.type === 'PersonCorrected') && act.payload.person !== undefined)
      names.set(act.payload.person, act.payload.fields?.name ?? names.get(act.payload.person));
    first = successorOf(act) ?? first;
  }
  const name = names.get(first ?? '');
  let respondent = filed.parties.find((party) => party.kind === 'respondent')?.fields.name;
  for (const act of acts)
    if (act.type === 'ParticularsCompleted' || act.type === 'PlatformDataReceived')
      respondent = act.payload.fields?.name ?? respondent;
  return {
    complainant_masked: name === undefined ? '' : new FromVault(name.entry, (value) => maskOf('name', value)),
    respondent_name: respondent === undefined ? null : new FromVault(respondent.entry, (value) => String(value)),
  };
};

const filingIn = (acts: readonly ComplaintEvent[]) => {
  const [first] = acts;
  if (first?.type !== 'ComplaintFiled') throw new Error('a complaint begins with ComplaintFiled');
  return first.payload;
};
