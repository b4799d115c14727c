import type { Actor } from '#kernel/actor.ts';
import { addDays, type Day } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import type { Claim, Complaint, ComplaintEvent, Party, PersonField } from '../complaint.ts';
import { fold } from '../evolve.ts';
import { inWholeAuthority } from '../scope.ts';
import type { Matches, MemberSearch } from './contract.ts';
import { oneOperator } from './same-operator.ts';
import type { LoadedIncident } from './store.ts';
import { apart, type Claimant, countedOnce, withoutDuplicates } from './victims.ts';

/** More than any event has had; a list this long is still sent in one answer. */
const MOST = 5000;

/** Open complaints the officer may see that may join the event, by the same test as joining has, and those of another event. */
export const matching = async (
  tx: Tx,
  actor: Actor,
  incident: LoadedIncident,
  search: MemberSearch,
): Promise<Matches> => {
  const operator = search.operator ?? incident.state.operator;
  if (operator === null) return { total: 0, numbers: [], inAnother: [] };
  const about = await oneOperator(tx, operator);
  const rows = await tx.rows<{ number: string; other: string | null }>(
    `select c.number, case when c.incident is null then null else coalesce(i.number, '') end as other
       from complaint c left join incident i on i.tenant = c.tenant and i.stream = c.incident
      where c.tenant = $1 and c.bureau = any ($2::text[]) and c.closed_on is null
        and (c.operator = any ($3::text[]) or (c.operator is null and c.respondent_name = any ($7::text[])))
        and c.incident is distinct from $4::uuid
        and ($5::date is null or c.filed_at >= ($5::date)::timestamp at time zone 'Asia/Shanghai')
        and ($6::date is null or c.filed_at < ($6::date)::timestamp at time zone 'Asia/Shanghai')
      order by c.filed_at, c.stream limit ${MOST}`,
    [
      incident.tenant,
      actor.bureaus,
      about.rows,
      incident.stream,
      search.from ?? null,
      search.to === undefined ? null : addDays(search.to as Day, 1),
      about.names,
    ],
  );
  const numbers = rows.flatMap(({ number, other }) => (other === null ? [number] : []));
  const inAnother = rows.flatMap(({ number, other }) => (other === null ? [] : [{ number, incident: other }]));
  return { total: numbers.length, numbers, inAnother };
};

/** Complaints of the event an act may be done on, in the order they came; what is put away already is left alone. */
export const memberNumbers = async (tx: Tx, incident: LoadedIncident, which: 'open' | 'ended'): Promise<string[]> =>
  (
    await tx.rows<{ number: string }>(
      `select number from complaint where tenant = $1 and incident = $2 and (closed_on is null) = $3 and archived_on is null
       order by filed_at, stream limit ${MOST}`,
      [incident.tenant, incident.stream, which === 'open'],
    )
  ).map((row) => row.number);

/** In SQL what `hasPart` says of a folded case. */
const withPart = (row: string): string =>
  `${row}.phase not in (${apart.map((phase) => `'${phase}'`).join(', ')})
     and (${row}.withdrawal_stated_on is null or ${row}.phase = 'agreed') and not ${row}.found_later`;

/** How many complaints of each event count in it, and how many of those are still handled. */
export const countsOf = (incident: string): string =>
  `(select count(*)::int from complaint c where c.tenant = ${incident}.tenant and c.incident = ${incident}.stream
      and ${withPart('c')}) as cases,
   (select count(*)::int from complaint c where c.tenant = ${incident}.tenant and c.incident = ${incident}.stream
      and ${withPart('c')} and c.closed_on is null) as open`;

type Counted = { readonly cases: number; readonly open: number };

const countedIn = (tx: Tx, { tenant, stream }: LoadedIncident): Promise<Counted> =>
  tx.one<Counted>(`select ${countsOf('i')} from incident i where i.tenant = $1 and i.stream = $2`, [tenant, stream]);

/** An event is one for every unit that has a complaint of it; `elsewhere` lie with units whose complaints the asker does not see. */
export const countsIn = async (
  tx: Tx,
  actor: Actor,
  incident: LoadedIncident,
): Promise<Counted & { readonly elsewhere: Counted }> => {
  const seen = await countedIn(tx, incident);
  const whole = await inWholeAuthority(tx, actor, [incident.tenant], () => countedIn(tx, incident));
  return { ...whole, elsewhere: { cases: whole.cases - seen.cases, open: whole.open - seen.open } };
};

/** Numbers of those to be told of an announcement, after one of them. */
export const toBeTold = async (
  tx: Tx,
  at: { readonly tenant: string; readonly incident: string; readonly after: string; readonly atOnce: number },
): Promise<string[]> =>
  (
    await tx.rows<{ number: string }>(
      `select c.number from complaint c where c.tenant = $1 and c.incident = $2 and c.number > $3 and ${withPart('c')}
        order by c.number limit $4`,
      [at.tenant, at.incident, at.after, at.atOnce],
    )
  ).map(({ number }) => number);

type MemberRow = {
  readonly stream: string;
  readonly number: string;
  readonly state: Complaint;
  /** Whose telephone or number is no longer that of the filing: the marks of what was wrong are still there. */
  readonly changed: ReadonlySet<string>;
};

/** Histories read in one go. */
const FOLDED_AT_ONCE = 200;

/** Complaints that count in the event, folded: what they say now, not what was filed. */
const membersIn = async (tx: Tx, incident: LoadedIncident, which: 'all' | 'open'): Promise<MemberRow[]> => {
  const { tenant } = incident;
  const rows = await tx.rows<{ stream: string; number: string }>(
    `select c.stream, c.number from complaint c
      where c.tenant = $1 and c.incident = $2 and ($3 = 'all' or c.closed_on is null) and ${withPart('c')}
      order by c.filed_at, c.stream limit ${MOST}`,
    [tenant, incident.stream, which],
  );
  const members: MemberRow[] = [];
  for (let from = 0; from < rows.length; from += FOLDED_AT_ONCE) {
    const page = rows.slice(from, from + FOLDED_AT_ONCE);
    const histories = await tx.rows<{ stream: string; events: ComplaintEvent[] }>(
      `select stream, json_agg(json_build_object('type', type, 'payload', payload) order by version) as events
         from event where tenant = $1 and stream = any ($2::uuid[]) group by stream`,
      [tenant, page.map(({ stream }) => stream)],
    );
    const byStream = new Map(histories.map(({ stream, events }) => [stream, events]));
    for (const row of page) {
      const events = byStream.get(row.stream) ?? [];
      const state = fold(events);
      members.push({ ...row, state, changed: changedSince(fold(events.slice(0, 1)), state) });
    }
  }
  return members;
};

const changedSince = (filed: Complaint, now: Complaint): ReadonlySet<string> => {
  const before = new Map(filed.parties.map((party) => [party.person, party]));
  const differs = ({ person, fields }: Party): boolean =>
    marked.some((field) => fields[field]?.entry !== before.get(person)?.fields[field]?.entry);
  return new Set(now.parties.filter(differs).map(({ person }) => person));
};

/** What the same person is recognised by. */
const marked = ['phone', 'id-number'] as const;

/** Open complaints of the event with what each claims, else what was paid. */
export const claimedIn = async (
  tx: Tx,
  incident: LoadedIncident,
): Promise<{ number: string; phase: string; claimedFen: number | null }[]> =>
  (await membersIn(tx, incident, 'open')).map(({ number, state }) => {
    const asked = state.claims.flatMap(({ amountFen }) => (amountFen === undefined ? [] : [amountFen]));
    const claimedFen = asked.length > 0 ? sumOf(asked) : (state.amountFen ?? null);
    return { number, phase: state.phase, claimedFen };
  });

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0);

/** `byPhase` names every complaint put into the event; `cases` and `amountFen` only those that count in it. */
export type Standings = {
  readonly byPhase: Readonly<Record<string, number>>;
  readonly cases: number;
  readonly amountFen: number;
};

export const standingsOf = (tx: Tx, actor: Actor, incident: LoadedIncident): Promise<Standings> =>
  inWholeAuthority(tx, actor, [incident.tenant], () => standingsSeen(tx, incident));

const standingsSeen = async (tx: Tx, incident: LoadedIncident): Promise<Standings> => {
  const rows = await tx.rows<{ phase: string; n: number; cases: number; amount: number }>(
    `select c.phase, count(*)::int as n, count(*) filter (where ${withPart('c')})::int as cases,
         coalesce(sum(c.amount_fen) filter (where ${withPart('c')}), 0)::bigint as amount from complaint c
      where c.tenant = $1 and c.incident = $2 group by c.phase order by c.phase`,
    [incident.tenant, incident.stream],
  );
  return {
    byPhase: Object.fromEntries(rows.map(({ phase, n }) => [phase, n])),
    cases: sumOf(rows.map((row) => row.cases)),
    amountFen: sumOf(rows.map((row) => row.amount)),
  };
};

export type Victim = {
  readonly name: string;
  readonly phone: string;
  readonly complaints: readonly string[];
  /** Of the complaint that counts, where several repeat each other. */
  readonly amountFen: number | null;
  readonly countedOf: string | null;
  /** Complaints that repeat it, with sums that do not count. */
  readonly repeats: readonly { readonly number: string; readonly amountFen: number | null }[];
  readonly claims: readonly Claim[];
};

type Member = Claimant & { readonly row: MemberRow; readonly party: Party };
type Mark = { readonly stream: string; readonly person: string; readonly purpose: string; readonly mark: string };

const complaining = new Set(['complainant', 'joint', 'representative']);

export type Victims = {
  readonly people: readonly Victim[];
  /** Complaints nobody of whom can be named any more: they count, and their amounts do. */
  readonly erased: { readonly complaints: number; readonly amountFen: number };
};

/** Everybody who complains about the event, each once however many complaints they made; names and phones in clear. */
export const victimsOf = async (context: Context, tx: Tx, incident: LoadedIncident): Promise<Victims> => {
  const rows = await membersIn(tx, incident, 'all');
  const marks = await marksIn(tx, incident, rows);
  const gone = await erasedIn(tx, incident, rows);
  const named = ({ stream, state }: MemberRow): readonly Party[] =>
    state.parties.filter(({ kind, person }) => complaining.has(kind) && !gone.has(`${stream} ${person}`));
  const unnamed = rows.filter((row) => named(row).length === 0);
  const claimants: Member[] = [];
  for (const row of rows)
    for (const party of named(row)) {
      const found = row.changed.has(party.person)
        ? await marksNow(context, tx, incident.tenant, row, party)
        : marks.filter((one) => one.stream === row.stream && one.person === party.person);
      const of = (purpose: string) => found.filter((one) => one.purpose === purpose).map(({ mark }) => mark);
      const { person } = party;
      claimants.push({ complaint: row.number, person, phones: of('phone'), idNumbers: of('id-number'), row, party });
    }
  const victims: Victim[] = [];
  for (const group of withoutDuplicates(claimants)) {
    const [first] = group;
    if (first === undefined) continue;
    // What one complaint is about stands with the first of those who are left.
    const { counted, repeats } = countedOnce(
      group.flatMap(({ row, party }) =>
        named(row)[0] === party ? [{ number: row.number, amountFen: row.state.amountFen ?? null }] : [],
      ),
    );
    const { tenant } = incident;
    const { name = '', phone = '' } = await openedOf(context, tx, tenant, first.row, first.party, ['name', 'phone']);
    victims.push({
      name,
      phone,
      complaints: [...new Set(group.map(({ complaint }) => complaint))],
      amountFen: counted?.amountFen ?? null,
      countedOf: counted?.number ?? null,
      repeats,
      claims: first.row.state.claims,
    });
  }
  return { people: victims, erased: { complaints: unnamed.length, amountFen: sumOf(unnamed.flatMap(amountIn)) } };
};

/** Each person’s sum once; of complaints nobody of whom can be named nobody can tell whether they repeat another. */
export const totalOf = ({ people, erased }: Victims): number =>
  sumOf(people.map(({ amountFen }) => amountFen ?? 0)) + erased.amountFen;

const amountIn = ({ state: { amountFen } }: MemberRow): number[] => (amountFen === undefined ? [] : [amountFen]);

const erasedIn = async (tx: Tx, incident: LoadedIncident, rows: readonly MemberRow[]): Promise<ReadonlySet<string>> => {
  const gone = await tx.rows<{ stream: string; person: string }>(
    'select stream, person from person_key where tenant = $1 and stream = any ($2::uuid[]) and wrapped is null',
    [incident.tenant, rows.map(({ stream }) => stream)],
  );
  return new Set(gone.map(({ stream, person }) => `${stream} ${person}`));
};

const markOf = (version: number, digest: string): string => `${version}:${digest}`;

const marksIn = (tx: Tx, incident: LoadedIncident, rows: readonly MemberRow[]): Promise<Mark[]> =>
  tx.rows<Mark>(
    `select b.stream, b.person, b.purpose, b.version || ':' || encode(b.digest, 'hex') as mark from blind_index b
      where b.tenant = $1 and b.stream = any ($2::uuid[])`,
    [incident.tenant, rows.map(({ stream }) => stream)],
  );

/** Corrections of former versions left the mark of the wrong number behind, which may be somebody else's: marked anew from what it is now. */
const marksNow = async (
  context: Context,
  tx: Tx,
  tenant: string,
  row: MemberRow,
  party: Party,
): Promise<Omit<Mark, 'stream'>[]> => {
  const values = await openedOf(context, tx, tenant, row, party, marked);
  return marked.flatMap((purpose) => {
    const value = values[purpose];
    if (value === undefined || value === '') return [];
    return context.keyring
      .digests(purpose, value)
      .map(({ version, digest }) => ({ person: party.person, purpose, mark: markOf(version, digest.toString('hex')) }));
  });
};

const openedOf = async <F extends PersonField>(
  context: Context,
  tx: Tx,
  tenant: string,
  { stream }: MemberRow,
  { fields }: Party,
  wanted: readonly F[],
): Promise<Partial<Record<F, string>>> => {
  const refs = wanted.flatMap((field) => (fields[field] === undefined ? [] : [{ field, ...fields[field] }]));
  const entries = refs.map(({ entry }) => entry);
  const opened = await context.vault.openEntries(tx, { tenant, stream }, entries);
  const values = openedTextsOf(opened);
  return Object.fromEntries(refs.map(({ field, entry }) => [field, values.get(entry) ?? ''])) as never;
};
