import type { Actor } from '#kernel/actor.ts';
import { addDays, type Day } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { Claim, Party } from '../complaint.ts';
import type { Matches, MemberSearch } from './contract.ts';
import type { LoadedIncident } from './store.ts';
import { type Claimant, withoutDuplicates } from './victims.ts';

/** More than any event has had; a list this long is still sent in one answer. */
const MOST = 5000;

/** Open complaints the officer may see that may belong to the event and do not yet. */
export const matching = async (
  tx: Tx,
  actor: Actor,
  incident: LoadedIncident,
  search: MemberSearch,
): Promise<Matches> => {
  const operator = search.operator ?? incident.state.operator;
  if (operator === null) return { total: 0, numbers: [] };
  const rows = await tx.rows<{ number: string }>(
    `select number from complaint
      where tenant = $1 and bureau = any ($2::text[]) and operator = $3 and closed_on is null
        and incident is distinct from $4::uuid
        and ($5::date is null or filed_at >= ($5::date)::timestamp at time zone 'Asia/Shanghai')
        and ($6::date is null or filed_at < ($6::date)::timestamp at time zone 'Asia/Shanghai')
      order by filed_at, stream limit ${MOST}`,
    [
      incident.tenant,
      actor.bureaus,
      operator,
      incident.stream,
      search.from ?? null,
      search.to === undefined ? null : addDays(search.to as Day, 1),
    ],
  );
  return { total: rows.length, numbers: rows.map((row) => row.number) };
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

/** Open complaints of the event with what each claims: the claims as filed, else what was paid. */
export const claimedIn = (
  tx: Tx,
  incident: LoadedIncident,
): Promise<{ number: string; phase: string; claimedFen: number | null }[]> =>
  tx.rows(
    `select c.number, c.phase, coalesce((select sum((one->>'amountFen')::bigint)::bigint
         from jsonb_array_elements(e.payload->'claims') one where one ? 'amountFen'), c.amount_fen) as "claimedFen"
       from complaint c join event e on e.tenant = c.tenant and e.stream = c.stream and e.version = 1
      where c.tenant = $1 and c.incident = $2 and c.closed_on is null order by c.filed_at, c.stream limit ${MOST}`,
    [incident.tenant, incident.stream],
  );

export type Standings = { readonly byPhase: Readonly<Record<string, number>>; readonly amountFen: number };

export const standingsOf = async (tx: Tx, incident: LoadedIncident): Promise<Standings> => {
  const rows = await tx.rows<{ phase: string; n: number; amount: number }>(
    `select phase, count(*)::int as n, coalesce(sum(amount_fen), 0)::bigint as amount from complaint
      where tenant = $1 and incident = $2 group by phase order by phase`,
    [incident.tenant, incident.stream],
  );
  return {
    byPhase: Object.fromEntries(rows.map(({ phase, n }) => [phase, n])),
    amountFen: rows.reduce((sum, row) => sum + row.amount, 0),
  };
};

type MemberRow = {
  stream: string;
  number: string;
  amount_fen: number | null;
  filing: { parties: readonly Party[]; claims: readonly Claim[] };
  marks: { person: string; purpose: string; mark: string }[] | null;
};

export type Victim = {
  readonly name: string;
  readonly phone: string;
  readonly complaints: readonly string[];
  readonly amountFen: number | null;
  readonly claims: readonly Claim[];
};

type Member = Claimant & { readonly row: MemberRow; readonly party: Party };

const complaining = new Set(['complainant', 'joint', 'representative']);

const membersOf = (row: MemberRow): Member[] =>
  row.filing.parties
    .filter((party) => complaining.has(party.kind))
    .map((party) => {
      const marks = (row.marks ?? []).filter((mark) => mark.person === party.person);
      const of = (purpose: string) => marks.filter((mark) => mark.purpose === purpose).map((mark) => mark.mark);
      return {
        complaint: row.number,
        person: party.person,
        phones: of('phone'),
        idNumbers: of('id-number'),
        row,
        party,
      };
    });

/** Everybody who complains about the event, each once however many complaints they made; names and phones in clear. */
export const victimsOf = async (context: Context, tx: Tx, incident: LoadedIncident): Promise<Victim[]> => {
  const rows = await tx.rows<MemberRow>(
    `select c.stream, c.number, c.amount_fen, e.payload as filing,
       (select json_agg(json_build_object('person', b.person, 'purpose', b.purpose,
          'mark', b.version || ':' || encode(b.digest, 'hex')))
          from blind_index b where b.tenant = c.tenant and b.stream = c.stream) as marks
     from complaint c join event e on e.tenant = c.tenant and e.stream = c.stream and e.version = 1
     where c.tenant = $1 and c.incident = $2 order by c.filed_at, c.stream`,
    [incident.tenant, incident.stream],
  );
  const victims: Victim[] = [];
  for (const group of withoutDuplicates(rows.flatMap(membersOf))) {
    const [first] = group;
    if (first === undefined) continue;
    const amounts = group.flatMap(({ row, party }) =>
      party.kind === 'complainant' && row.amount_fen !== null ? [row.amount_fen] : [],
    );
    victims.push({
      ...(await nameAndPhone(context, tx, incident.tenant, first)),
      complaints: [...new Set(group.map(({ complaint }) => complaint))],
      amountFen: amounts.length === 0 ? null : amounts.reduce((sum, one) => sum + one, 0),
      claims: first.row.filing.claims,
    });
  }
  return victims;
};

const nameAndPhone = async (
  context: Context,
  tx: Tx,
  tenant: string,
  { row, party }: Member,
): Promise<Pick<Victim, 'name' | 'phone'>> => {
  const { name, phone } = party.fields;
  const entries = [name, phone].flatMap((ref) => (ref === undefined ? [] : [ref.entry]));
  const opened = await context.vault.openEntries(tx, { tenant, stream: row.stream }, entries);
  const values = new Map(opened.flatMap((one) => ('refusal' in one ? [] : [[one.entry, String(one.value)] as const])));
  const open = (ref: typeof name) => (ref === undefined ? '' : (values.get(ref.entry) ?? ''));
  return { name: open(name), phone: open(phone) };
};
