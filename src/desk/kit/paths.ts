/** Addresses of the desk below `/desk`, and the few of the site the desk leads to. */
export const deskRoot = '/desk';

export const paths = {
  home: '/desk/cases',
  signIn: '/account/staff',
  signOut: '/account/logout',
  demoCast: '/demo/cast',
  site: '/',
} as const;

export const routes = {
  cases: '/cases',
  caseOf: (number: string): string => `/cases/${encodeURIComponent(number)}`,
  entry: '/new',
  team: '/team',
  owed: '/papers',
  outcomes: '/outcomes',
  rules: '/law',
  calendar: '/law/calendar',
} as const;
