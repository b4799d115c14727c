import type { Actor } from '#kernel/actor.ts';
import { maskOf } from '#kernel/mask.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { problemOf } from '#platform/http/problem.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import type { Sealed } from '../complaint.ts';
import { inWholeAuthority } from '../scope.ts';
import type { BatchResults, BatchView, IncidentList, IncidentView, ResultsQuery, VictimList } from './contract.ts';
import { deskObjection } from './handle.ts';
import { type Incident, type IncidentPaperCode, sealedCopyOf, withdrawalOf } from './incident.ts';
import { countsIn, countsOf, standingsOf, totalOf, victimsOf } from './members.ts';
import { oneOperator } from './same-operator.ts';
import { type LoadedIncident, readIncident } from './store.ts';
import { openedTexts } from './texts.ts';

const notFound = refuse('incident-not-found', { status: 404 });
const LISTED = 100;
const RESULTS = 200;

export const incidentList = async (tx: Tx, actor: Actor): Promise<IncidentList> => ({
  rows: await inWholeAuthority(tx, actor, actor.tenants, () =>
    tx.rows<IncidentList['rows'][number]>(
      `select i.stream as id, i.number, i.title, i.phase, i.bureau, i.operator, i.opened_on as "openedOn",
       i.announced_on as "announcedOn",
       ${countsOf('i')}
     from incident i where i.tenant = any ($1::text[]) and i.bureau = any ($2::text[])
     order by i.phase desc, i.opened_on desc, i.stream desc limit ${LISTED}`,
      [actor.tenants, actor.bureaus],
    ),
  ),
});

/**
 * A complaint joins an open event of its own authority that the officer has at hand, nothing else; one about another operator
 * only with the reason why it belongs there (Order 121 art. 12: one dispute, one operator).
 */
export const joinObjection = async (
  tx: Tx,
  number: string,
  wish: { readonly incident: string; readonly reasons?: string },
): Promise<Refusal | undefined> => {
  const incident = await readIncident(tx, wish.incident.toLowerCase());
  const at = await tx.maybe<{ tenant: string; operator: string | null; name: string | null }>(
    'select tenant, operator, respondent_name as name from complaint where number = $1',
    [number],
  );
  if (incident === undefined || (at !== undefined && at.tenant !== incident.tenant))
    return refuse('incident-not-found', { status: 422, field: 'incident' });
  if (incident.state.phase === 'closed')
    return refuse('incident-closed', { field: 'incident', params: { on: incident.state.closedOn ?? '' } });
  if (at === undefined || incident.state.operator === null || wish.reasons !== undefined) return undefined;
  const about = await oneOperator(tx, incident.state.operator);
  const isSame =
    at.operator === null ? at.name !== null && about.names.includes(at.name) : about.rows.includes(at.operator);
  return isSame
    ? undefined
    : refuse('incident-of-another-operator', {
        status: 422,
        field: 'reasons',
        basis: [{ text: 'order-121', article: '12' }],
        params: { operator: about.name },
      });
};

const batchColumns = `b.batch, b.act, b.ordered_by as "orderedBy", b.ordered_at, b.total,
  (select count(*)::int from incident_batch_case c where c.tenant = b.tenant and c.batch = b.batch and c.state = 'waiting') as waiting,
  (select count(*)::int from incident_batch_case c where c.tenant = b.tenant and c.batch = b.batch and c.state = 'done') as done,
  (select count(*)::int from incident_batch_case c where c.tenant = b.tenant and c.batch = b.batch and c.state = 'refused') as refused`;

type BatchRow = Omit<BatchView, 'orderedAt'> & { ordered_at: Date };
const shownBatch = ({ ordered_at, ...row }: BatchRow): BatchView => ({ ...row, orderedAt: ordered_at.toISOString() });

/** The fact sheet is a working paper without a place for a seal. */
const bearsSeal = (code: IncidentPaperCode): boolean => code !== 'incident-fact-sheet';

const servicesIn = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedIncident,
): Promise<ReadonlyMap<number, IncidentView['papers'][number]['services']>> => {
  const sealed = state.services.flatMap(({ to, receiver, proof, note, takenBack }) =>
    [to, receiver, proof, note, takenBack].flatMap((one) => (one == null ? [] : [one.entry])),
  );
  const opened = await context.vault.openEntries(tx, { tenant, stream }, sealed);
  const values = new Map(opened.flatMap((one) => ('refusal' in one ? [] : [[one.entry, String(one.value)] as const])));
  const text = (one: Sealed | null | undefined): string | null => values.get(one?.entry ?? '') ?? null;
  const shown = state.services.map(({ service, n, way, at, to, receiver, proof, note, takenBack, scans }) => ({
    n,
    ...{ service, way, at, to: text(to) ?? '', receiver: text(receiver), proof: text(proof), note: text(note) },
    takenBack: text(takenBack),
    url: takenBack === null && scans.length > 0 ? `/api/v1/incidents/${stream}/services/${service}/proof` : null,
  }));
  const byPaper = Map.groupBy(shown, ({ n }) => n);
  return new Map([...byPaper].map(([n, rows]) => [n, rows.map(({ n: _, ...row }) => row)]));
};

const withdrawalsIn = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedIncident,
): Promise<ReadonlyMap<string, string>> =>
  openedTextsOf(
    await context.vault.openEntries(
      tx,
      { tenant, stream },
      state.withdrawals.map(({ reasons }) => reasons.entry),
    ),
  );

const papersIn = (
  stream: string,
  state: Incident,
  { services, why }: { services: Awaited<ReturnType<typeof servicesIn>>; why: ReadonlyMap<string, string> },
  hasProduct: boolean,
): IncidentView['papers'] =>
  state.papers.map(({ n, code, number, lessened }) => {
    const isSealed = sealedCopyOf(state, n) !== undefined;
    const isOriginal = lessened !== true;
    const withdrawal = withdrawalOf(state, n);
    return {
      ...{ n, code, number, isSealed, isOriginal },
      withdrawn:
        withdrawal === undefined ? null : { on: withdrawal.on, reasons: why.get(withdrawal.reasons.entry) ?? '' },
      services: services.get(n) ?? [],
      url: `/api/v1/incidents/${stream}/papers/${n}`,
      awaitsSeal: hasProduct && isOriginal && bearsSeal(code) && !isSealed && withdrawal === undefined,
    };
  });

export const incidentView = async (
  context: Context,
  tx: Tx,
  id: string,
  actor: Actor,
): Promise<IncidentView | Refusal> => {
  const incident = await readIncident(tx, id);
  if (incident === undefined) return notFound;
  const { state, tenant, stream } = incident;
  const texts = await openedTexts(context, tx, incident);
  const standings = await standingsOf(tx, actor, incident);
  const { elsewhere } = await countsIn(tx, actor, incident);
  // Who took a paper stands there by name.
  const isDesk = deskObjection(actor, state.bureau) === undefined;
  const services = isDesk ? await servicesIn(context, tx, incident) : new Map();
  const why = await withdrawalsIn(context, tx, incident);
  const batches = await tx.rows<BatchRow>(
    `select ${batchColumns} from incident_batch b where b.tenant = $1 and b.incident = $2 order by b.ordered_at`,
    [tenant, stream],
  );
  return {
    id: stream,
    number: state.number,
    version: state.version,
    title: texts.title,
    phase: state.phase,
    bureau: state.bureau,
    operator: state.operator,
    operatorName: texts.operatorName === '' ? null : texts.operatorName,
    openedOn: state.openedOn,
    closedOn: state.closedOn,
    facts: [...texts.facts],
    verification:
      state.verification === null
        ? null
        : { on: state.verification.on, finding: texts.finding, measures: texts.measures, reasons: texts.reasons },
    isAnnouncementOutdated: state.isAnnouncementOutdated,
    announcedOn: state.announcedOn,
    cases: { ...standings.byPhase },
    amountFen: standings.amountFen,
    elsewhere: elsewhere.cases,
    papers: papersIn(stream, state, { services, why }, context.seal !== undefined),
    batches: batches.map(shownBatch),
  };
};

type CaseRow = Omit<BatchResults['cases'][number], 'problem'> & { problem: string | null };

export const batchResults = async (
  tx: Tx,
  batch: string,
  query: ResultsQuery,
  words: { readonly language: Language; readonly requestId: string },
): Promise<BatchResults | Refusal> => {
  const found = await tx.maybe<BatchRow>(`select ${batchColumns} from incident_batch b where b.batch = $1`, [batch]);
  if (found === undefined) return refuse('batch-not-found', { status: 404 });
  const rows = await tx.rows<CaseRow>(
    `select place, number, state, version, problem from incident_batch_case
      where batch = $1 and ($2::text is null or state = $2) and place > $3 order by place limit ${RESULTS + 1}`,
    [batch, query.state ?? null, query.after ?? 0],
  );
  const shown = rows.slice(0, RESULTS);
  return {
    ...shownBatch(found),
    cases: shown.map((row) => ({
      ...row,
      problem:
        row.problem === null
          ? null
          : (problemOf(JSON.parse(row.problem) as Refusal, words.language, words.requestId) as never),
    })),
    next: rows.length > RESULTS ? (shown.at(-1)?.place ?? null) : null,
  };
};

/** Everybody once, masked; the list itself with names and phones is a paper, made by an act. */
export const victimList = async (context: Context, tx: Tx, id: string, actor: Actor): Promise<VictimList | Refusal> => {
  const incident = await readIncident(tx, id);
  if (incident === undefined) return notFound;
  const objection = deskObjection(actor, incident.state.bureau);
  if (objection !== undefined) return objection;
  const victims = await victimsOf(context, tx, incident);
  const { people, erased } = victims;
  const { elsewhere } = await countsIn(tx, actor, incident);
  await audit(tx, {
    tenant: incident.tenant,
    account: actor.account,
    act: 'list-victims',
    subject: `stream:${incident.stream}`,
    detail: { people: people.length },
  });
  return {
    people: people.length,
    elsewhere: elsewhere.cases,
    complaints: new Set(people.flatMap(({ complaints }) => complaints)).size + erased.complaints,
    erased: erased.complaints,
    amountFen: totalOf(victims),
    rows: people.map((one) => ({
      name: maskOf('name', one.name),
      phone: maskOf('phone', one.phone),
      complaints: [...one.complaints],
      amountFen: one.amountFen,
      countedOf: one.countedOf,
      repeats: [...one.repeats],
    })),
  };
};
