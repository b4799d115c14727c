import type { Tx } from '#platform/db.ts';
import type { CaseView } from '../case-contract.ts';
import type { Complaint } from '../complaint.ts';

type Related = CaseView['related'];

const SHOWN = 20;
/** Whoever files for many, a station or an agent, is looked at up to a bound. */
const LOOKED_AT = 200;

/** Cases beside this one that the same officer may open: same number at the national platform, same event, same complainant, same respondent; newest first. */
export const relatedCases = async (
  tx: Tx,
  at: { tenant: string; stream: string },
  state: Complaint,
): Promise<Related> =>
  await tx.rows<Related[number]>(
    `select c.number, c.phase,
       case when r.relation = 'same-complainant' and (c.operator = $4 or c.respondent_name = own.respondent_name)
         then 'possible-duplicate' else r.relation end as relation, c.due_on as "dueOn" from (
       select distinct on (stream) stream, relation from (
         (select i.stream, 'same-incident' as relation, 1 as rank from complaint i
           where i.tenant = $1 and i.incident = $3::uuid order by i.filed_at desc limit ${SHOWN + 1})
         union all
         select c.stream, 'same-registration', 0 from case_locator l
           join complaint c on c.tenant = l.tenant and c.stream = l.stream and c.external_number = l.key
           where l.key_kind = 'external' and l.key = $6 and l.tenant = $1
         union all
         (select other.stream, 'same-complainant', 2 from blind_index mine
           join blind_index other on other.tenant = mine.tenant and other.purpose = mine.purpose
             and other.version = mine.version and other.digest = mine.digest
           where mine.tenant = $1 and mine.stream = $2 and mine.person = any ($5::uuid[]) limit ${LOOKED_AT})
         union all
         select newest.stream, 'same-respondent', 3 from unnest(scope_bureaus()) b(bureau)
           cross join lateral (select o.stream from complaint o
             where o.tenant = $1 and o.operator = $4 and o.bureau = b.bureau
             order by o.filed_at desc limit ${SHOWN + 1}) newest
       ) found where stream <> $2 order by stream, rank
     ) r join complaint c on c.tenant = $1 and c.stream = r.stream
       join complaint own on own.tenant = $1 and own.stream = $2
     order by c.filed_at desc limit ${SHOWN}`,
    [
      at.tenant,
      at.stream,
      state.incident,
      state.respondent.operator ?? null,
      state.parties.filter((party) => party.kind === 'complainant').map((party) => party.person),
      state.registration?.number ?? null,
    ],
  );
