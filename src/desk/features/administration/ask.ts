import { useQuery } from '@tanstack/react-query';
import { type Day, dayOf } from '#kernel/day.ts';
import type { LocalForms } from '#modules/complaints/local-forms/contract.ts';
import type { CodeTable, OperatorFile } from '#modules/directory/register-contract.ts';
import type { AuthorityView, OrganisationView, StaffPost, UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { read } from '../../kit/api.ts';
import { useSession } from '../../kit/questions.ts';
import { asDay } from '../../kit/when.ts';

/** What administrators ask the server; answers of the platform's own routes are said here as they come. */
export const adminKeys = {
  units: ['administration', 'units'],
  authorities: ['administration', 'authorities'],
  posts: ['administration', 'posts'],
  accounts: ['administration', 'accounts'],
  organisations: ['administration', 'organisations'],
  operator: ['administration', 'operator'],
  codes: ['administration', 'codes'],
  localForms: ['administration', 'local-forms'],
  dataRequests: ['data-requests'],
  holds: ['legal-holds'],
  sessions: ['own', 'sessions'],
  tokens: ['own', 'tokens'],
} as const;

export type Grant = {
  readonly id: string;
  readonly role: string;
  readonly bureau: string;
  readonly from: string;
  readonly to: string | null;
  readonly covers: string | null;
};

export type Account = {
  readonly account: string;
  /** None where nobody can sign in to it yet. */
  readonly login: string | null;
  readonly status: 'active' | 'locked' | 'left';
  readonly secondFactor: boolean;
  readonly lockedUntil: string | null;
  readonly grants: readonly Grant[];
};

export type DataRequest = {
  readonly id: string;
  readonly tenant: string;
  readonly bureau: string;
  readonly kind: string;
  readonly via: string;
  readonly identityCheck: string | null;
  readonly number: string | null;
  readonly madeAt: string;
  readonly dueOn: string;
  readonly state: string;
  readonly answeredAt: string | null;
  readonly basis: string | null;
  readonly letter: string | null;
  readonly servedOn: string | null;
  readonly telling: string | null;
  readonly toldOn: string | null;
  readonly toldWay: string | null;
  readonly largePrint: boolean;
  readonly emptiedOn: string | null;
};

export const useToday = (): Day => {
  const session = useSession();
  return asDay(session.data?.today) ?? dayOf(new Date(session.dataUpdatedAt));
};

export const useHasRole = (role: string): boolean => useSession().data?.roles.includes(role) ?? false;

const asking = <T>(queryKey: readonly string[], path: string, enabled = true) => ({
  queryKey,
  queryFn: ({ signal }: { signal: AbortSignal }) => read<T>(path, signal),
  enabled,
});

export const useUnits = () => useQuery(asking<UnitHistory[]>(adminKeys.units, '/administration/units'));
export const useAuthorities = () =>
  useQuery(asking<AuthorityView[]>(adminKeys.authorities, '/administration/authorities'));
export const usePosts = () => useQuery(asking<StaffPost[]>(adminKeys.posts, '/administration/posts'));
export const useAccounts = (enabled: boolean) => useQuery(asking<Account[]>(adminKeys.accounts, '/accounts', enabled));
export const useOrganisations = () =>
  useQuery(asking<OrganisationView[]>(adminKeys.organisations, '/administration/organisations'));
export const useOperatorFile = (id: string) =>
  useQuery(asking<OperatorFile>([...adminKeys.operator, id], `/administration/operators/${id}`));
export const useCodeTables = () => useQuery(asking<CodeTable[]>(adminKeys.codes, '/administration/code-tables'));
export const useLocalForms = () => useQuery(asking<LocalForms>(adminKeys.localForms, '/administration/local-forms'));
