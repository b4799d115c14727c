import {
  ApartmentOutlined,
  BankOutlined,
  FileProtectOutlined,
  LockOutlined,
  ProfileOutlined,
  ShopOutlined,
  TagsOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { RouteObject } from 'react-router';
import { routes } from '../../kit/paths.ts';

/** Pages of those who keep the directory, let people in, watch over it, and answer for personal data. */
const pages = {
  units: '/administration/units',
  people: '/administration/people',
  organisations: '/administration/organisations',
  operators: '/administration/operators',
  codes: '/administration/codes',
  audit: '/administration/audit',
  dataRequests: routes.dataRequests,
  holds: '/administration/holds',
} as const;

export const ownPage = '/own';

type PageName = keyof typeof pages;
type Entry = { readonly to: string; readonly text: string; readonly icon: ReactNode };

const icons: Readonly<Record<PageName, ReactNode>> = {
  units: <ApartmentOutlined aria-hidden />,
  people: <UserOutlined aria-hidden />,
  organisations: <BankOutlined aria-hidden />,
  operators: <ShopOutlined aria-hidden />,
  codes: <TagsOutlined aria-hidden />,
  audit: <ProfileOutlined aria-hidden />,
  dataRequests: <FileProtectOutlined aria-hidden />,
  holds: <LockOutlined aria-hidden />,
};

/** In the order of the navigation; what a role does not open is not shown to it. */
const pagesOf: Readonly<Record<string, readonly PageName[]>> = {
  'system-administrator': ['units', 'people', 'organisations', 'operators', 'codes'],
  'security-administrator': ['people', 'units'],
  auditor: ['audit', 'people', 'units'],
  'bureau-head': ['dataRequests', 'holds', 'operators'],
  'intake-officer': ['dataRequests', 'operators'],
  handler: ['holds', 'operators'],
  mediator: ['operators'],
};

/** Navigation entries for these roles; `text` is a key of the locale files. */
export const administrationEntries = (roles: readonly string[]): Entry[] => {
  const names = new Set(roles.flatMap((role) => pagesOf[role] ?? []));
  return [...names].map((name) => ({ to: pages[name], text: `administration:nav.${name}`, icon: icons[name] }));
};

/** Where the day of somebody begins who works on no cases. */
export const firstAdministrationPage = (roles: readonly string[]): string | undefined =>
  administrationEntries(roles)[0]?.to;

export const administrationRoutes: RouteObject[] = [
  {
    path: 'administration/units',
    lazy: async () => ({ Component: (await import('./units/units-page.tsx')).UnitsPage }),
  },
  {
    path: 'administration/people',
    lazy: async () => ({ Component: (await import('./people/people-page.tsx')).PeoplePage }),
  },
  {
    path: 'administration/organisations',
    lazy: async () => ({ Component: (await import('./registers/organisations-page.tsx')).OrganisationsPage }),
  },
  {
    path: 'administration/operators',
    lazy: async () => ({ Component: (await import('./registers/operators-page.tsx')).OperatorsPage }),
  },
  {
    path: 'administration/codes',
    lazy: async () => ({ Component: (await import('./registers/codes-page.tsx')).CodesPage }),
  },
  {
    path: 'administration/audit',
    lazy: async () => ({ Component: (await import('./trail/audit-page.tsx')).AuditPage }),
  },
  {
    path: 'administration/data-requests',
    lazy: async () => ({ Component: (await import('./trail/data-requests-page.tsx')).DataRequestsPage }),
  },
  {
    path: 'administration/holds',
    lazy: async () => ({ Component: (await import('./trail/holds-page.tsx')).HoldsPage }),
  },
  { path: 'own', lazy: async () => ({ Component: (await import('./own/own-page.tsx')).OwnPage }) },
];
