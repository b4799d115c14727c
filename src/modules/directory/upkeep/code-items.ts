import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { CodeTable, NewCodeItem } from '../register-contract.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul, refuseUnlessInstanceKeeper } from './who.ts';

/** What a case can hold. */
const LONGEST_CODE = 40;

/** Every table with all its items, those no longer used too. */
export const codeTables = (tx: Tx): Promise<CodeTable[]> =>
  tx.rows<CodeTable>(
    `select s.id, s.title_zh as "titleZh", s.title_en as "titleEn", s.source,
       coalesce((select jsonb_agg(jsonb_build_object('code', c.code, 'parent', c.parent, 'titleZh', c.title_zh,
           'titleEn', c.title_en, 'local', c.entered_by is not null, 'from', c.from_on, 'to', c.to_on,
           'maps', coalesce((select jsonb_agg(jsonb_build_object('system', m.to_system, 'code', m.to_code) order by m.to_system)
             from code_map m where m.from_system = c.system and m.from_code = c.code), '[]'))
           order by c.place, c.entered_by is not null, c.code)
         from code c where c.system = s.id), '[]') as items
     from code_system s order by s.id`,
  );

const mapFault = async (tx: Tx, system: string, maps: NewCodeItem['maps']): Promise<Refusal | undefined> => {
  for (const map of maps) {
    const [known] = await tx.rows('select 1 from code where system = $1 and code = $2', [map.system, map.code]);
    if (known === undefined || map.system === system)
      return refuse('code-unknown', { status: 422, field: 'maps', params: { code: map.code } });
  }
  return undefined;
};

/** A local item below one of the program's; the other tables read it as what it is mapped to, else as its parent. */
export const addCodeItem = async (
  tx: Tx,
  keeper: Keeper,
  system: string,
  wish: NewCodeItem,
): Promise<{ code: string } | Refusal> => {
  const fault =
    (await refuseUnlessInstanceKeeper(tx, keeper)) ?? refuseNul(wish) ?? refuseBlank(wish, ['titleZh', 'titleEn']);
  if (fault !== undefined) return fault;
  const parent = await tx.maybe<{ place: number; to: Day | null }>(
    'select place, to_on as "to" from code where system = $1 and code = $2',
    [system, wish.parent],
  );
  if (parent === undefined)
    return refuse('code-unknown', { status: 422, field: 'parent', params: { code: wish.parent } });
  if (parent.to !== null && parent.to <= wish.from)
    return refuse('code-is-closed', { status: 409, field: 'parent', params: { on: parent.to } });
  const unmapped = await mapFault(tx, system, wish.maps);
  if (unmapped !== undefined) return unmapped;
  const code = `${wish.parent}.${wish.word}`;
  if (code.length > LONGEST_CODE)
    return refuse('code-too-long', { status: 422, field: 'word', params: { most: LONGEST_CODE } });
  const made = await tx.run(
    `insert into code (system, code, parent, place, title_zh, title_en, from_on, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (system, code) do nothing`,
    [
      system,
      code,
      wish.parent,
      parent.place,
      wish.titleZh.trim(),
      wish.titleEn.trim(),
      wish.from,
      keeper.actor.account,
    ],
  );
  if (made === 0) return refuse('code-taken', { status: 409, field: 'word' });
  await tx.run(
    `insert into code_map (from_system, from_code, to_system, to_code)
     select $1, $2, coalesce(w.system, p.to_system), coalesce(w.code, p.to_code)
     from jsonb_to_recordset($4::jsonb) as w(system text, code text)
     full join (select to_system, to_code from code_map where from_system = $1 and from_code = $3) p
       on p.to_system = w.system`,
    [system, code, wish.parent, JSON.stringify(wish.maps)],
  );
  await noteChange(tx, keeper, {
    act: 'add-code-item',
    subject: `code:${system}/${code}`,
    detail: { from: wish.from, maps: wish.maps.map((map) => `${map.system}/${map.code}`) },
  });
  return { code };
};

/** Offered no longer from a day on; cases that hold it keep its title. The program's own items stay. */
export const closeCodeItem = async (
  tx: Tx,
  keeper: Keeper,
  system: string,
  code: string,
  wish: { readonly on: Day; readonly reason: string },
): Promise<{ code: string } | Refusal> => {
  const fault = (await refuseUnlessInstanceKeeper(tx, keeper)) ?? refuseNul(wish) ?? refuseBlank(wish, ['reason']);
  if (fault !== undefined) return fault;
  const closed = await tx.run(
    `update code set to_on = $3 where system = $1 and code = $2 and entered_by is not null and from_on < $3::date
       and (to_on is null or to_on > $3::date)`,
    [system, code, wish.on],
  );
  if (closed === 0) return refuse('code-not-local', { status: 409, field: 'on' });
  await noteChange(tx, keeper, {
    act: 'close-code-item',
    subject: `code:${system}/${code}`,
    reason: wish.reason.trim(),
    detail: { on: wish.on },
  });
  return { code };
};
