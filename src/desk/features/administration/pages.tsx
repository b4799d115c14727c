import {
  ApartmentOutlined,
  BankOutlined,
  FileProtectOutlined,
  FormOutlined,
  LockOutlined,
  ProfileOutlined,
  ShopOutlined,
  TagsOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { RouteObject } from 'react-router';
import { type AdministrationPage, administered, doors } from '../../kit/doors.ts';

export const ownPage = doors.own.address;

type Entry = { readonly to: string; readonly text: string; readonly icon: ReactNode };

const icons: Readonly<Record<AdministrationPage, ReactNode>> = {
  units: <ApartmentOutlined aria-hidden />,
  people: <UserOutlined aria-hidden />,
  organisations: <BankOutlined aria-hidden />,
  operators: <ShopOutlined aria-hidden />,
  codes: <TagsOutlined aria-hidden />,
  localForms: <FormOutlined aria-hidden />,
  audit: <ProfileOutlined aria-hidden />,
  dataRequests: <FileProtectOutlined aria-hidden />,
  holds: <LockOutlined aria-hidden />,
};

const pagesOf: Readonly<Record<string, readonly AdministrationPage[]>> = administered;

/** Navigation entries for these roles; `text` is a key of the locale files. */
export const administrationEntries = (roles: readonly string[]): Entry[] => {
  const names = new Set(roles.flatMap((role) => pagesOf[role] ?? []));
  return [...names].map((name) => ({ to: doors[name].address, text: `administration:nav.${name}`, icon: icons[name] }));
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
    path: 'administration/local-forms',
    lazy: async () => ({ Component: (await import('./letters/local-forms-page.tsx')).LocalFormsPage }),
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
