/** Addresses of the desk below `/desk`, and the few of the site the desk leads to. */
export const deskRoot = '/desk';

export const paths = {
  /** Where the day of whoever it is begins. */
  home: '/desk',
  signIn: '/account/staff',
  signOut: '/account/logout',
  /** Opened beside the desk: the provider asks anew, and the page it ends at says that one may go back. */
  providerAgain: '/account/provider/again?to=/account/staff/again/done',
  demoCast: '/demo/cast',
  site: '/',
  /** Copyright notices of what others wrote of the desk, made when it is built. */
  licences: '/desk/licences.txt',
  file: '/file',
} as const;

export const routes = {
  cases: '/cases',
  caseOf: (number: string): string => `/cases/${encodeURIComponent(number)}`,
  entry: '/new',
  team: '/team',
  owed: '/papers',
  questions: '/questions',
  rivals: '/competence',
  questionOf: (number: string): string => `/questions/${encodeURIComponent(number)}`,
  incidents: '/incidents',
  incidentOf: (id: string): string => `/incidents/${encodeURIComponent(id)}`,
  reports: '/reports',
  reportOf: (number: string): string => `/reports/${encodeURIComponent(number)}`,
  outcomes: '/outcomes',
  dataRequests: '/administration/data-requests',
  rules: '/law',
  calendar: '/law/calendar',
} as const;
