import type { Day } from '#kernel/day.ts';
import { isPersonalNumber, shownCode } from '#kernel/personal-number.ts';
import { checkUscc, type UsccWarning } from '#kernel/uscc.ts';
import type { Tx } from '#platform/db.ts';
import type { OperatorFound, OperatorSearchAnswer, ShopFound } from '../contract.ts';
import { linkKey, type NameSearch, nameKey, nameSearch } from '../name-search.ts';

export type OperatorQuery = {
  readonly text: string;
  /** Only operators whose place lies in this region (a province, city or county code). */
  readonly region?: string | undefined;
  /** What the asker says it is; guessed from the text when silent. */
  readonly by?: 'name' | 'licence-code' | 'platform-shop' | undefined;
};

export type OperatorRecord = OperatorFound & {
  readonly registeredAddress: string | null;
  readonly registeredRegion: string | null;
  readonly businessAddress: string | null;
  readonly businessRegion: string | null;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly sameAs: string | null;
};

const SHOWN = 20;
/** Rows looked at before ordering: keeps a search for a frequent word as quick as any other. */
const LOOKED_AT = 400;

const FOUND = `o.id, o.kind, o.name, o.trade_name as "tradeName", o.uscc,
  coalesce(o.business_address, o.registered_address) as address,
  coalesce(o.business_region, o.registered_region) as region, o.status`;

const SHOP = `s.id, s.shop_name as "shopName", s.shop_reference as "shopReference", s.platform, p.name as "platformName",
  s.shown_address as "shownAddress"`;

const regionPrefix = (region: string | undefined): string =>
  `${(region ?? '').replace(/(0000|00)$/, '').replace(/[^0-9]/g, '')}%`;

const byName = (tx: Tx, search: NameSearch, region: string | undefined): Promise<OperatorFound[]> =>
  tx.rows<OperatorFound>(
    `select ${FOUND} from (
       select * from operator where grams @> $1::text[] and same_as is null
         and coalesce(business_region, registered_region, '') like $3 limit ${LOOKED_AT}) o
     where (select bool_and(strpos(o.search_key, part) > 0) from unnest($2::text[]) part)
     order by ($2[1] = any (string_to_array(o.search_key, E'\\n'))) desc, (strpos(o.search_key, $2[1]) = 1) desc,
       (o.status = 'active') desc, length(o.name), o.name, o.id
     limit ${SHOWN + 1}`,
    [search.grams, search.parts, regionPrefix(region)],
  );

const byLicenceCode = (tx: Tx, code: string): Promise<OperatorFound[]> =>
  tx.rows<OperatorFound>(
    `select ${FOUND} from operator o where o.uscc = $1 and o.same_as is null
     order by (o.status = 'active') desc, o.registered_at desc, o.id limit ${SHOWN + 1}`,
    [code],
  );

const shopsByName = (tx: Tx, search: NameSearch): Promise<ShopFound[]> =>
  tx.rows<ShopFound>(
    `select ${SHOP} from (select * from platform_shop where grams @> $1::text[] limit ${LOOKED_AT}) s
     join operator p on p.id = s.platform
     where (select bool_and(strpos(s.search_key, part) > 0) from unnest($2::text[]) part)
     order by length(s.shop_name), s.shop_name, s.id limit ${SHOWN + 1}`,
    [search.grams, search.parts],
  );

const shopsByLinkOrNumber = (tx: Tx, text: string): Promise<ShopFound[]> =>
  tx.rows<ShopFound>(
    `select ${SHOP} from platform_shop s join operator p on p.id = s.platform
     where s.link_key = $1 or s.shop_reference = $2 order by s.shop_name, s.id limit ${SHOWN + 1}`,
    [linkKey(text) ?? null, text.trim()],
  );

const answer = (
  asked: OperatorSearchAnswer['asked'],
  operators: OperatorFound[],
  shops: ShopFound[] = [],
  warnings: UsccWarning[] = [],
): OperatorSearchAnswer => ({
  asked,
  operators: operators.slice(0, SHOWN).map(shown),
  shops: shops.slice(0, SHOWN),
  more: operators.length > SHOWN || shops.length > SHOWN,
  warnings,
});

/** As a list shows it: the identity number of whoever runs the business is masked. */
const shown = (operator: OperatorFound): OperatorFound => ({ ...operator, uscc: shownCode(operator.uscc) });

/** One operator as officials see it until one of them who may opens its number with a reason. */
export const shownOperator = <O extends OperatorRecord>(
  operator: O,
  mayOpen: boolean,
): O & { readonly codeHidden: boolean; readonly mayOpenCode: boolean } => {
  const codeHidden = operator.uscc !== null && isPersonalNumber(operator.uscc);
  return { ...operator, uscc: shownCode(operator.uscc), codeHidden, mayOpenCode: codeHidden && mayOpen };
};

/** A licence code is recognised by its build even when a character of it is wrong. */
const looksLikeCode = (text: string): boolean => /^[0-9A-Z]{15,20}$/.test(text) && /\d{6}/.test(text);

/** PostgreSQL holds no NUL in a text. */
const withoutNul = (text: string): string => text.replaceAll('\0', '');

/** By part of a name, by licence code, or by a shop's name, number or address; every way goes through an index. */
export const findOperators = async (tx: Tx, query: OperatorQuery): Promise<OperatorSearchAnswer> => {
  const text = withoutNul(query.text);
  const verdict = checkUscc(text.slice(0, 100));
  if (query.by === 'licence-code' || (query.by === undefined && looksLikeCode(verdict.text))) {
    return answer('licence-code', await byLicenceCode(tx, verdict.text), [], [...verdict.warnings]);
  }
  const link = linkKey(text);
  if (query.by === 'platform-shop' || (query.by === undefined && link !== undefined)) {
    const exact = await shopsByLinkOrNumber(tx, text);
    const search = exact.length === 0 && link === undefined ? nameSearch(text) : undefined;
    return answer('platform-shop', [], search ? await shopsByName(tx, search) : exact);
  }
  const search = nameSearch(text);
  if (!search) return answer('nothing-to-search', []);
  const operators = await byName(tx, search, query.region);
  return answer('name', operators, query.by === 'name' ? [] : await shopsByName(tx, search));
};

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export const operatorOf = async (tx: Tx, id: string): Promise<OperatorRecord | undefined> =>
  !isId(id)
    ? undefined
    : tx.maybe<OperatorRecord>(
        `select ${FOUND}, o.registered_address as "registeredAddress", o.registered_region as "registeredRegion",
       o.business_address as "businessAddress", o.business_region as "businessRegion",
       o.contact_name as "contactName", o.contact_phone as "contactPhone", o.same_as as "sameAs"
     from operator o where o.id = $1`,
        [id],
      );

export type SameOperator = { readonly id: string; readonly name: string; readonly tradeName: string | null };

/** All rows of the register that are one operator, the one that holds first; none where the row is not known. */
export const sameOperators = async (tx: Tx, id: string): Promise<SameOperator[]> =>
  !isId(id)
    ? []
    : tx.rows<SameOperator>(
        `with recursive up as (
           select id, same_as from operator where id = $1
           union select o.id, o.same_as from operator o join up on o.id = up.same_as),
         one as (select id from up union select o.id from operator o join one on o.same_as = one.id)
       select o.id, o.name, o.trade_name as "tradeName" from operator o join one on one.id = o.id
        order by o.same_as nulls first, o.id`,
        [id],
      );

export type ShopRecord = ShopFound & {
  readonly seller: string | null;
  readonly shownName: string | null;
  readonly shownRegion: string | null;
  readonly contactFailedOn: Day | null;
  /** The bureau that found so; none of what came with the register. */
  readonly contactFailedBy: string | null;
  readonly dataRequest: 'none' | 'asked' | 'answered' | 'refused';
  readonly dataRequestedOn: string | null;
  readonly platformRegion: string | null;
};

export const shopOf = async (tx: Tx, id: string): Promise<ShopRecord | undefined> =>
  !isId(id)
    ? undefined
    : tx.maybe<ShopRecord>(
        `select ${SHOP}, s.seller, s.shown_name as "shownName", s.shown_region as "shownRegion",
       s.contact_failed_on as "contactFailedOn", s.contact_failed_by as "contactFailedBy", s.data_request as "dataRequest",
       s.data_requested_on as "dataRequestedOn", p.registered_region as "platformRegion"
     from platform_shop s join operator p on p.id = s.platform where s.id = $1`,
        [id],
      );

/** A platform by its row, or by its name as people say it. */
export const platformOf = async (tx: Tx, idOrName: string): Promise<OperatorRecord | undefined> => {
  if (isId(idOrName)) return operatorOf(tx, idOrName);
  const search = nameSearch(withoutNul(idOrName));
  if (!search) return undefined;
  const [found] = (await byName(tx, search, undefined)).filter((operator) => operator.kind === 'platform');
  return found && operatorOf(tx, found.id);
};

/** Rows that may be the same operator: equal code, or equal name without width, case, spaces and signs. */
export const lookalikesOf = async (tx: Tx, name: string, uscc: string | null): Promise<OperatorFound[]> =>
  (
    await tx.rows<OperatorFound>(
      `select ${FOUND} from operator o where o.same_as is null and (o.name_key = $1 or o.uscc = $2)
       order by (o.uscc = $2) desc nulls last, o.name, o.id limit ${SHOWN}`,
      [nameKey(name), uscc],
    )
  ).map(shown);

/** Regions of the premises where the operator works on a day. */
export const premisesRegions = async (tx: Tx, operator: string, on: string): Promise<string[]> =>
  (
    await tx.rows<{ region: string }>(
      `select distinct region_code as region from premises
       where operator in (select id from operator where id = $1 or same_as = $1)
         and from_on <= $2::date and (to_on is null or to_on > $2::date) order by 1`,
      [operator, on],
    )
  ).map((row) => row.region);
