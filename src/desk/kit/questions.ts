import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { BureausToName, CaseCompetence } from '#modules/complaints/competence-contract.ts';
import type { Colleague, Cover, DeskSession, SavedView, WorklistCounts } from '#modules/complaints/desk-contract.ts';
import type { IncidentList } from '#modules/complaints/incidents/contract.ts';
import type { CaseMediator } from '#modules/complaints/mediation-contract.ts';
import type { OpenQuestions } from '#modules/complaints/rivals/contract.ts';
import type {
  CodeItem,
  OperatorSearchAnswer,
  OrganisationItem,
  UnitDetail,
  UnitItem,
} from '#modules/directory/contract.ts';
import { queryText, read, rememberCsrf } from './api.ts';

/** What the desk asks the server, each under the key by which its answer is kept. */
export const keys = {
  session: ['session'],
  counts: ['counts'],
  worklist: ['worklist'],
  views: ['views'],
  covers: ['covers'],
  case: (number: string) => ['case', number],
  rivals: ['rivals'],
  staff: (bureau: string) => ['staff', bureau],
} as const;

const minute = 60_000;

export const useSession = () =>
  useQuery({
    queryKey: keys.session,
    queryFn: async ({ signal }) => {
      const session = await read<DeskSession>('/session', signal);
      rememberCsrf(session.csrf);
      return session;
    },
    staleTime: 5 * minute,
    retry: false,
  });

/** Of all one sees, or of one station of it. */
export const useCounts = (station?: string) =>
  useQuery({
    queryKey: [...keys.counts, station ?? 'all'],
    queryFn: ({ signal }) =>
      read<WorklistCounts>(
        station === undefined ? '/worklist/counts' : `/worklist/counts?station=${encodeURIComponent(station)}`,
        signal,
      ),
    staleTime: minute / 2,
    refetchInterval: minute,
  });

/** How many questions of other bureaus wait for an answer; nobody is asked who works on no cases. */
export const useOpenRivals = (isAsked: boolean) =>
  useQuery({
    queryKey: [...keys.rivals, 'open'],
    queryFn: ({ signal }) => read<OpenQuestions>('/competence-questions/open', signal),
    staleTime: minute / 2,
    refetchInterval: minute,
    enabled: isAsked,
  });

export const useCase = (number: string) =>
  useQuery({
    queryKey: keys.case(number),
    queryFn: ({ signal }) => read<CaseView>(`/complaints/${encodeURIComponent(number)}`, signal),
    staleTime: 10_000,
  });

/** Asked until the case is decided on, and anew after each act: a failed call may move it to another bureau. */
export const useCompetence = (view: Pick<CaseView, 'number' | 'version' | 'phase'>) =>
  useQuery({
    queryKey: [...keys.case(view.number), 'competence', view.version],
    queryFn: ({ signal }) => read<CaseCompetence>(`/complaints/${encodeURIComponent(view.number)}/competence`, signal),
    enabled: beforeDecision.has(view.phase),
    staleTime: 5 * minute,
  });

/** Which bureaus an act about competence would take, asked when its form opens. */
export const useBureausToName = (view: Pick<CaseView, 'number' | 'version'>, act: string) =>
  useQuery({
    queryKey: [...keys.case(view.number), 'bureaus', act, view.version],
    queryFn: ({ signal }) =>
      read<BureausToName>(`/complaints/${encodeURIComponent(view.number)}/bureaus-to-name/${act}`, signal),
    staleTime: 5 * minute,
  });

/** Whom a superior may name in answer to a request. */
export const useBureausOfRequest = (id: string | undefined) =>
  useQuery({
    queryKey: [...keys.rivals, 'bureaus', id],
    queryFn: ({ signal }) => read<BureausToName>(`/competence-questions/${id}/bureaus-to-name`, signal),
    enabled: id !== undefined,
    staleTime: 5 * minute,
  });

const beforeDecision: ReadonlySet<string> = new Set([
  'awaiting-registration',
  'received',
  'under-review',
  'competence-dispute',
]);

export const useStaff = (bureau: string | undefined) =>
  useQuery({
    queryKey: keys.staff(bureau ?? ''),
    queryFn: ({ signal }) => read<Colleague[]>(`/staff${queryText({ bureau })}`, signal),
    staleTime: 5 * minute,
  });

/** Who may preside over the mediation of this case, and why others may not. */
export const useMediators = (view: Pick<CaseView, 'number' | 'version'>) =>
  useQuery({
    queryKey: [...keys.case(view.number), 'mediators', view.version],
    queryFn: ({ signal }) => read<CaseMediator[]>(`/complaints/${encodeURIComponent(view.number)}/mediators`, signal),
    staleTime: minute,
  });

export const useBureaus = () =>
  useQuery({
    queryKey: ['bureaus'],
    queryFn: ({ signal }) => read<UnitItem[]>('/bureaus', signal),
    staleTime: 30 * minute,
  });

/** One unit with its powers, rooms and hours. */
export const useUnitDetail = (id: string | null) =>
  useQuery({
    queryKey: ['bureaus', id],
    queryFn: ({ signal }) => read<UnitDetail>(`/bureaus/${id}`, signal),
    enabled: id !== null,
    staleTime: 5 * minute,
  });

export const useBodies = () =>
  useQuery({
    queryKey: ['organisations'],
    queryFn: ({ signal }) => read<OrganisationItem[]>('/organisations', signal),
    staleTime: 5 * minute,
  });

export const useIncidents = () =>
  useQuery({
    queryKey: ['incidents'],
    queryFn: async ({ signal }) => (await read<IncidentList>('/incidents', signal)).rows,
  });

export const useCodes = (system: string) =>
  useQuery({
    queryKey: ['codes', system],
    queryFn: ({ signal }) => read<CodeItem[]>(`/codes/${system}`, signal),
    staleTime: 60 * minute,
  });

export const useOperators = (q: string) =>
  useQuery({
    queryKey: ['operators', q],
    queryFn: ({ signal }) => read<OperatorSearchAnswer>(`/operators${queryText({ q })}`, signal),
    enabled: q.trim().length >= 2,
    placeholderData: keepPreviousData,
    staleTime: minute,
  });

export const useSavedViews = () =>
  useQuery({
    queryKey: keys.views,
    queryFn: async ({ signal }) => (await read<{ views: SavedView[] }>('/views', signal)).views,
    staleTime: 5 * minute,
  });

export const useCovers = () =>
  useQuery({
    queryKey: keys.covers,
    queryFn: ({ signal }) => read<Cover[]>('/staff/covers', signal),
    staleTime: minute,
  });
