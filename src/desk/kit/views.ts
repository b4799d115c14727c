import type { DeskSession, WorklistView } from '#modules/complaints/desk-contract.ts';

/** The questions behind the fixed views, in the words of the worklist's query. */
export const viewQueries: Readonly<Record<WorklistView, Readonly<Record<string, string>>>> = {
  mine: { handler: 'me', open: 'true' },
  unassigned: { handler: 'none', open: 'true' },
  overdue: { due: 'overdue' },
  soon: { due: 'soon' },
  review: { phase: 'received,under-review' },
  mediating: { phase: 'mediating,interrupted,appraisal' },
  recusals: { phase: 'interrupted' },
  unregistered: { phase: 'awaiting-registration' },
  'to-end': { toEnd: 'true', open: 'true' },
  'closed-unarchived': {
    phase: 'refused,transferred,directed-elsewhere,agreed,terminated,withdrawn',
    archived: 'false',
  },
  'all-open': { open: 'true' },
};

export const viewNames = Object.keys(viewQueries).filter((name): name is WorklistView => name in viewQueries);

export const filterNames = [
  'q',
  'phase',
  'due',
  'handler',
  'bureau',
  'station',
  'objectCode',
  'problemCode',
  'incident',
  'duplicates',
  'open',
] as const;
/** Only where a bureau in companion standing has such filings; elsewhere it would be an empty line for ever. */
export const isViewOffered = (view: WorklistView, count: number | undefined): boolean =>
  view !== 'unregistered' || (count ?? 0) > 0;

export type FilterName = (typeof filterNames)[number];

/** What the address bar says, as the worklist's query; filters beside a view narrow it. */
export const queryFrom = (address: URLSearchParams): Record<string, string> => {
  const view = viewNames.find((name) => name === address.get('view'));
  const query: Record<string, string> = view ? { ...viewQueries[view] } : {};
  for (const name of filterNames) {
    const value = address.get(name);
    if (value !== null && value !== '') query[name] = value;
  }
  return query;
};

export const viewOf = (address: URLSearchParams): WorklistView | 'custom' => {
  const named = viewNames.find((name) => name === address.get('view'));
  return named ?? 'custom';
};

export const addressOf = (view: WorklistView): string => `?view=${view}`;

/** Administrators and auditors have no cases: they get no lists of them. */
export const caseRoles: ReadonlySet<string> = new Set([
  'intake-officer',
  'handler',
  'mediator',
  'bureau-head',
  'association-mediator',
  'leader',
]);

/** Without that desk reports do not exist: nothing leads there. */
export const holdsReports = ({ desks }: Pick<DeskSession, 'desks'>): boolean => desks.includes('reports');
