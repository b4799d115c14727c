import { mayTakeDown } from '#kernel/taking-down.ts';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { routes } from './paths.ts';
import { caseRoles } from './views.ts';

export type Who = Pick<DeskSession, 'roles' | 'desks'>;

/** What a page asks of whoever opens it; silent of one that everybody on the desk may read. */
type Door = {
  readonly address: string;
  readonly roles?: readonly string[];
  readonly desk?: 'reports';
  /** Where one role shuts what another opens. */
  readonly also?: (roles: readonly string[]) => boolean;
  readonly explains?: true;
};

const workOnCases = [...caseRoles];

/** Pages of those who keep the directory, let people in, watch over it, and answer for personal data; in the order of the navigation. */
export const administered = {
  'system-administrator': ['units', 'people', 'organisations', 'operators', 'codes', 'localForms'],
  'security-administrator': ['people', 'units'],
  auditor: ['audit', 'people', 'units'],
  'bureau-head': ['dataRequests', 'holds', 'operators', 'localForms'],
  'intake-officer': ['dataRequests', 'operators'],
  handler: ['holds', 'operators'],
  mediator: ['operators'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AdministrationPage = (typeof administered)[keyof typeof administered][number];

const administeredBy = (page: AdministrationPage): readonly string[] =>
  Object.entries(administered).flatMap(([role, pages]) => (pages.some((one) => one === page) ? [role] : []));

/** Every page of the desk and who may open it: what the navigation shows, the search offers and the router lets through. */
export const doors = {
  cases: { address: routes.cases, roles: workOnCases },
  entry: {
    address: routes.entry,
    roles: workOnCases.filter((role) => mayTakeDown('complaint', [role])),
    also: (roles: readonly string[]) => mayTakeDown('complaint', roles),
    explains: true,
  },
  questions: { address: routes.questions, roles: workOnCases },
  reports: { address: routes.reports, roles: workOnCases, desk: 'reports' },
  rivals: { address: routes.rivals, roles: workOnCases },
  incidents: { address: routes.incidents, roles: workOnCases },
  team: { address: routes.team, roles: workOnCases },
  owed: { address: routes.owed, roles: workOnCases },
  outcomes: { address: routes.outcomes, roles: workOnCases },
  rules: { address: routes.rules },
  calendar: { address: routes.calendar },
  own: { address: '/own' },
  units: { address: '/administration/units', roles: administeredBy('units') },
  people: { address: '/administration/people', roles: administeredBy('people') },
  organisations: { address: '/administration/organisations', roles: administeredBy('organisations') },
  operators: { address: '/administration/operators', roles: administeredBy('operators') },
  codes: { address: '/administration/codes', roles: administeredBy('codes') },
  localForms: { address: '/administration/local-forms', roles: administeredBy('localForms') },
  audit: { address: '/administration/audit', roles: administeredBy('audit') },
  dataRequests: { address: routes.dataRequests, roles: administeredBy('dataRequests') },
  holds: { address: '/administration/holds', roles: administeredBy('holds') },
} as const satisfies Readonly<Record<string, Door>>;

export type DoorName = keyof typeof doors;

const isDoor = (name: string): name is DoorName => name in doors;
const names = Object.keys(doors).filter(isDoor);

const doorOf = (name: DoorName): Door => doors[name];

export const mayOpen = (name: DoorName, { roles, desks }: Who): boolean => {
  const { roles: asked, desk, also } = doorOf(name);
  const isAsked = asked === undefined || roles.some((role) => asked.includes(role));
  return isAsked && (desk === undefined || desks.includes(desk)) && (also === undefined || also(roles));
};

/** The page behind this door says in its own words who may, and what others can do. */
export const explainsItself = (name: DoorName): boolean => doorOf(name).explains === true;

/** Whom to ask: the roles a page is for. */
export const whoOpens = (name: DoorName): { readonly roles: readonly string[]; readonly desk?: 'reports' } => {
  const { roles = [], desk } = doorOf(name);
  return { roles, ...(desk === undefined ? {} : { desk }) };
};

/** The page behind an address of the desk, or the list it stands in; silent of what is no page. */
export const doorAt = (pathname: string): DoorName | undefined =>
  names
    .filter((name) => pathname === doors[name].address || pathname.startsWith(`${doors[name].address}/`))
    .sort((a, b) => doors[b].address.length - doors[a].address.length)[0];
