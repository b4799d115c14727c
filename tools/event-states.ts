import { evolve as foldIncident, type Incident, type IncidentEvent } from '#modules/complaints/incidents/incident.ts';
import { evolve as foldReport, type Report, type ReportEvent } from '#modules/reports/report.ts';

const sealed = { entry: 'entry', commitment: 'commitment' };
const on = '2026-06-10';

type Kind<S, E extends { readonly type: string }> = {
  readonly title: string;
  readonly source: string;
  readonly evolve: (state: S | undefined, event: E) => S;
  readonly begins: readonly E['type'][];
  readonly stateOf: (state: S) => string;
  /** One of each; a new event has no diagram until it stands here. */
  readonly samples: { readonly [T in E['type']]: Extract<E, { type: T }> };
};

export type EventStep = { readonly from: string | null; readonly event: string; readonly to: string };

/** From every beginning through every event, each folded by the module's own `evolve`. */
export const walkEvents = <S, E extends { readonly type: string }>(kind: Kind<S, E>): EventStep[] => {
  const samples = kind.samples as Readonly<Record<string, E>>;
  const steps: EventStep[] = [];
  const met = new Set<string>();
  const visit = (state: S): void => {
    const from = kind.stateOf(state);
    if (met.has(from)) return;
    met.add(from);
    for (const [event, sample] of Object.entries(samples)) {
      if (kind.begins.includes(event)) continue;
      const next = kind.evolve(state, sample);
      steps.push({ from, event, to: kind.stateOf(next) });
      visit(next);
    }
  };
  for (const event of kind.begins) {
    const sample = samples[event];
    if (sample === undefined) throw new Error(`no sample of ${event}`);
    const state = kind.evolve(undefined, sample);
    steps.push({ from: null, event, to: kind.stateOf(state) });
    visit(state);
  }
  return steps;
};

const filing = {
  number: 'sample',

  bureau: 'bureau#reports',
  intake: 'intake',
  receivedOn: on,
  source: { by: 'reporter', channel: 'web' },
  reporter: { person: 'person', fields: {} },
  reported: { fields: {} },
  clue: sealed,
  food: false,
  evidence: [],
  contentHash: 'hash',
} as const;

export const reportKind: Kind<Report, ReportEvent> = {
  title: 'a report',
  source: 'src/modules/reports/report.ts',
  evolve: foldReport,
  begins: ['ReportFiled', 'ClueFound'],
  stateOf: (state) =>
    state.prolongedOn === null || state.phase !== 'verifying' ? state.phase : `${state.phase}_prolonged`,
  samples: {
    ReportFiled: { type: 'ReportFiled', payload: filing },
    ClueFound: { type: 'ClueFound', payload: filing },
    ReportReceiptCorrected: {
      type: 'ReportReceiptCorrected',
      payload: { was: on, receivedOn: on, on, approvedBy: 'head', reasons: sealed, moved: [] },
    },
    CalendarReckonedAnew: { type: 'CalendarReckonedAnew', payload: { on, year: 2026, moved: [], confirmed: [] } },
    SettingReckonedAnew: {
      type: 'SettingReckonedAnew',
      payload: { on, rule: 'CMP-05', name: 'switch', moved: [], confirmed: [] },
    },
    RuleReckonedAnew: { type: 'RuleReckonedAnew', payload: { on, rule: 'CMP-06', moved: [], confirmed: [] } },
    VerificationProlonged: { type: 'VerificationProlonged', payload: { on, approvedBy: 'head', reasons: sealed } },
    ReportTransferred: { type: 'ReportTransferred', payload: { on, to: 'body', reasons: sealed, papers: [] } },
    ReportTold: { type: 'ReportTold', payload: { n: 1, channel: 'letter', outcome: 'sent', on } },
    ReporterAnswered: { type: 'ReporterAnswered', payload: { on, request: 'request', papers: [] } },
    ReporterCorrected: { type: 'ReporterCorrected', payload: { fields: {} } },
    ReporterErased: { type: 'ReporterErased', payload: { person: 'person', basis: 'pipl 47(1)(3)', on } },
    LegalHoldPlaced: { type: 'LegalHoldPlaced', payload: { hold: 'hold' } },
    LegalHoldLifted: { type: 'LegalHoldLifted', payload: { hold: 'hold' } },
    ReportRetired: { type: 'ReportRetired', payload: { rule: 'RET-05', years: 10, on } },
  },
};

const paper = {
  n: 1,
  code: 'incident-announcement',
  number: null,
  templateVersion: '1',
  data: sealed,
  dataHash: 'hash',
} as const;

export const incidentKind: Kind<Incident, IncidentEvent> = {
  title: 'an event with many complaints',
  source: 'src/modules/complaints/incidents/incident.ts',
  evolve: foldIncident,
  begins: ['IncidentOpened'],
  stateOf: ({ phase, verification, announcedOn }) =>
    phase === 'closed'
      ? phase
      : [phase, ...(verification === null ? [] : ['verified']), ...(announcedOn === null ? [] : ['announced'])].join(
          '_',
        ),
  samples: {
    IncidentOpened: {
      type: 'IncidentOpened',
      payload: { number: 'sample', title: sealed, bureau: 'bureau', openedOn: on },
    },
    IncidentFactsKept: { type: 'IncidentFactsKept', payload: { on, facts: sealed } },
    IncidentVerified: { type: 'IncidentVerified', payload: { on, finding: sealed } },
    IncidentPaperMade: { type: 'IncidentPaperMade', payload: { on, paper } },
    IncidentAnnouncementWithdrawn: { type: 'IncidentAnnouncementWithdrawn', payload: { n: 1, on, reasons: sealed } },
    IncidentSealedCopyKept: {
      type: 'IncidentSealedCopyKept',
      payload: { n: 1, file: 'file', sha256: 'hash', pages: 1 },
    },
    IncidentPaperServed: {
      type: 'IncidentPaperServed',
      payload: { service: 1, n: 1, way: 'posted-up', at: 'instant', to: sealed },
    },
    IncidentServiceProofKept: {
      type: 'IncidentServiceProofKept',
      payload: { service: 1, file: 'file', sha256: 'hash', pages: 1 },
    },
    IncidentServiceTakenBack: { type: 'IncidentServiceTakenBack', payload: { service: 1, on, reasons: sealed } },
    BatchOrdered: { type: 'BatchOrdered', payload: { batch: 'batch', act: 'accept', cases: 1, body: sealed } },
    IncidentClosed: { type: 'IncidentClosed', payload: { on } },
    PersonErased: { type: 'PersonErased', payload: { complaint: 'sample', basis: 'basis', lessened: {} } },
  },
};

export const eventDocument = <S, E extends { readonly type: string }>(kind: Kind<S, E>): string => {
  const steps = walkEvents(kind);
  // What follows an end is refused before it becomes an event.
  const arrows = steps.filter(({ from, to }) => from !== to && from !== 'closed');
  const moving = new Set(arrows.map(({ event }) => event));
  const staying = [...new Set(steps.map(({ event }) => event))].filter((event) => !moving.has(event));
  return `${[
    `# The states of ${kind.title}`,
    '',
    'Generated by `node tools/states-doc.ts`: do not edit. Found by folding every event from every beginning with',
    `\`evolve\` of \`${kind.source}\`.`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...arrows.map(({ from, event, to }) => `  ${from ?? '[*]'} --> ${to}: ${event}`),
    ...(arrows.some(({ to }) => to === 'closed') ? ['  closed --> [*]'] : []),
    '```',
    ...(staying.length === 0 ? [] : ['', `No state changes by ${staying.map((event) => `\`${event}\``).join(', ')}.`]),
  ].join('\n')}\n`;
};
