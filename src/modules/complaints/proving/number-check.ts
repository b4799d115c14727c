import type { Tx } from '#platform/db.ts';
import { type Beside, type BesideFault, noStream } from '#platform/verify-beside.ts';

const SHOWN = 1000;

/** How many series there were to compare, on every row; a series set back is beside it, or nothing where none is. */
type Behind = { readonly compared: number; readonly series: string; readonly year: number; readonly given: number } & {
  readonly tenant: string | null;
  readonly last: number | null;
};

/**
 * Official numbers as printed: none given twice but to the copies of one decision, none beyond what its series has given. That the
 * number of a proof is the one in the act is compared with each paper; here the database groups what was proven so.
 */
export class NumberCheck implements Beside {
  readonly table = 'number_series';
  page(): Promise<number> {
    return Promise.resolve(0);
  }

  async end(tx: Tx, fault: BesideFault): Promise<number> {
    const behind = await tx.rows<Behind>(
      `with compared as (
         select g.tenant, g.series, g.year, g.given, s.last_number as last
           from (select tenant, part[1] as series, part[2]::integer as year, max(part[3]::integer) as given
                   from (select tenant, regexp_match(number, '^(.+)〔(\\d{4})〕第(\\d{1,9})号$') as part from paper_proof) numbered
                  where part is not null group by 1, 2, 3) g
           left join number_series s on s.tenant = g.tenant and s.series = g.series and s.year = g.year)
       select n.compared, b.tenant, b.series, b.year, b.given, b.last
         from (select count(*)::integer as compared from compared) n
         left join (select * from compared where last is null or last < given
                     order by tenant, series, year limit ${SHOWN}) b on true
        order by 2, 3, 4`,
      [],
    );
    for (const { tenant, series, year, given, last } of behind) {
      if (tenant === null) continue;
      const detail = `${given} > ${last ?? '-'}`;
      fault({ tenant, stream: noStream, name: `${series}〔${year}〕` }, 'series-behind', { detail });
    }
    const twice = await tx.rows<{ tenant: string; number: string; acts: number }>(
      `select p.tenant, p.number, count(distinct coalesce(c.stream || ' ' || c.code || ' ' || c.made_at, p.proof))::integer as acts
         from paper_proof p left join complaint_paper c on c.tenant = p.tenant and c.data_hash = p.data_hash
        where p.number like '%〔%'
        group by p.tenant, p.number
       having count(*) > 1 and count(distinct coalesce(c.stream || ' ' || c.code || ' ' || c.made_at, p.proof)) > 1
        order by 1, 2 limit ${SHOWN}`,
      [],
    );
    for (const { tenant, number, acts } of twice)
      fault({ tenant, stream: noStream, name: number }, 'number-twice', { detail: String(acts) });
    return behind[0]?.compared ?? 0;
  }
}
