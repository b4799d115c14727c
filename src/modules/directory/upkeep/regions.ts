import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { RegionClosing } from '../register-contract.ts';
import { keepRevision } from './revisions.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul, refuseUnlessInstanceKeeper } from './who.ts';

type Standing = { readonly edition: string; readonly level: string; readonly validFrom: Day | null };

const standing = (tx: Tx, code: string, edition?: string): Promise<Standing | undefined> =>
  tx.maybe<Standing>(
    `select r.edition, r.level, r.valid_from as "validFrom" from region r join region_edition e on e.id = r.edition
      where r.code = $1 and r.valid_to is null and ($2::text is null or r.edition = $2)
      order by e.as_of desc nulls last, e.id desc limit 1`,
    [code, edition ?? null],
  );

/**
 * A region that was merged, renamed under another code, or dissolved. From that day what lies there is answered for by
 * its successor; complaints of before keep the code they were filed under.
 */
export const closeRegion = async (
  tx: Tx,
  keeper: Keeper,
  code: string,
  wish: RegionClosing,
): Promise<{ readonly code: string } | Refusal> => {
  const fault = (await refuseUnlessInstanceKeeper(tx, keeper)) ?? refuseNul(wish) ?? refuseBlank(wish, ['reason']);
  if (fault !== undefined) return fault;
  const region = await standing(tx, code);
  if (region === undefined) return refuse('no-such-region', { status: 404 });
  const objection =
    dayObjection(region, wish.on as Day, dayOf(keeper.at)) ?? (await heirObjection(tx, code, region, wish));
  if (objection !== undefined) return objection;
  const { edition } = region;
  const before = await tx.one<object>(
    'select edition, code, name, valid_to, successor from region where edition = $1 and code = $2 for update',
    [edition, code],
  );
  const reason = wish.reason.trim();
  await keepRevision(tx, keeper, { kind: 'zone', subject: `${edition}/${code}`, before, reason });
  await tx.run('update region set valid_to = $3, successor = $4 where edition = $1 and code = $2', [
    edition,
    code,
    wish.on,
    wish.successor ?? null,
  ]);
  const detail = { on: wish.on, ...(wish.successor === undefined ? {} : { successor: wish.successor }) };
  await noteChange(tx, keeper, { act: 'close-region', subject: `region:${code}`, reason, detail });
  return { code };
};

const dayObjection = (region: Standing, on: Day, today: Day): Refusal | undefined => {
  if (compareDays(on, today) > 0) return refuse('region-closed-ahead', { status: 422, field: 'on' });
  return region.validFrom !== null && compareDays(on, region.validFrom) <= 0
    ? refuse('region-closed-before-it-began', { status: 422, field: 'on', params: { from: region.validFrom } })
    : undefined;
};

const heirObjection = async (
  tx: Tx,
  code: string,
  region: Standing,
  { successor }: RegionClosing,
): Promise<Refusal | undefined> => {
  const [below] = await tx.rows<{ code: string }>(
    `select code from region where edition = $1 and valid_to is null
       and ((parent = $2 and level in ('prefecture', 'county')) or statistical_county = $2) order by code limit 1`,
    [region.edition, code],
  );
  if (below !== undefined) return refuse('region-holds-others', { status: 409, params: { code: below.code } });
  if (successor === undefined) return undefined;
  const heir = successor === code ? undefined : await standing(tx, successor, region.edition);
  return heir?.level === region.level
    ? undefined
    : refuse('no-such-successor', { status: 422, field: 'successor', params: { code: successor } });
};
