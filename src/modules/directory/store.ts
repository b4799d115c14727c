import type { Tx } from '#platform/db.ts';
import { gramsOf, linkKey, nameKey } from './name-search.ts';

export type OperatorRow = {
  readonly id: string;
  readonly kind: 'ordinary' | 'platform' | 'own-site' | 'in-platform';
  readonly name: string;
  readonly tradeName?: string | null;
  readonly uscc?: string | null;
  readonly registeredAddress?: string | null;
  readonly registeredRegion?: string | null;
  readonly businessAddress?: string | null;
  readonly businessRegion?: string | null;
  readonly contactName?: string | null;
  readonly contactPhone?: string | null;
  readonly website?: string | null;
  readonly status?: 'active' | 'moved' | 'revoked' | 'deregistered';
};

export type ShopRow = {
  readonly id: string;
  readonly platform: string;
  readonly seller?: string | null;
  readonly shopName: string;
  readonly shopReference: string;
  readonly link?: string | null;
  readonly shownName?: string | null;
  readonly shownAddress?: string | null;
  readonly shownRegion?: string | null;
  readonly lookedUpOn: string;
  readonly contactFailedOn?: string | null;
};

export type PremisesRow = {
  readonly id: string;
  readonly operator: string;
  readonly name: string;
  readonly address: string;
  readonly region: string;
  readonly phone?: string | null;
  readonly fromOn: string;
};

/** The edition a region code is stored with: the newest that still holds the code. */
const editionOf = (code: string): string =>
  `(select r.edition from region r join region_edition e on e.id = r.edition where r.code = x.${code}
    order by (r.valid_to is null) desc, e.as_of desc nulls last, e.id desc limit 1)`;

const searchKeyOf = (...names: readonly (string | null | undefined)[]): string =>
  names
    .map((name) => nameKey(name ?? ''))
    .filter((key) => key !== '')
    .join('\n');

const INSERT_OPERATORS = `
  insert into operator (id, kind, name, trade_name, uscc, registered_address, registered_edition, registered_region,
    business_address, business_edition, business_region, contact_name, contact_phone, website, status,
    name_key, search_key, grams, registered_by, registered_at)
  select x.id, x.kind, x.name, x."tradeName", x.uscc,
    x."registeredAddress", ${editionOf('"registeredRegion"')}, x."registeredRegion",
    x."businessAddress", ${editionOf('"businessRegion"')}, x."businessRegion",
    x."contactName", x."contactPhone", x.website, coalesce(x.status, 'active'),
    x."nameKey", x."searchKey", x.grams, $2, $3
  from jsonb_to_recordset($1::jsonb) as x(id uuid, kind text, name text, "tradeName" text, uscc text,
    "registeredAddress" text, "registeredRegion" text, "businessAddress" text, "businessRegion" text,
    "contactName" text, "contactPhone" text, website text, status text, "nameKey" text, "searchKey" text, grams text[])
  on conflict (id) do nothing`;

/** Rows whose id is there already stay untouched. Texts hold no NUL, regions are known: whoever calls has checked. */
export const enterOperators = (tx: Tx, rows: readonly OperatorRow[], by: string, at: Date): Promise<number> =>
  tx.run(INSERT_OPERATORS, [
    JSON.stringify(
      rows.map((row) => ({
        ...row,
        nameKey: nameKey(row.name),
        searchKey: searchKeyOf(row.name, row.tradeName),
        grams: gramsOf(row.name, row.tradeName),
      })),
    ),
    by,
    at,
  ]);

const INSERT_SHOPS = `
  insert into platform_shop (id, platform, seller, shop_name, shop_reference, link, link_key, shown_name, shown_address,
    shown_edition, shown_region, looked_up_on, contact_failed_on, search_key, grams)
  select x.id, x.platform, x.seller, x."shopName", x."shopReference", x.link, x."linkKey", x."shownName", x."shownAddress",
    ${editionOf('"shownRegion"')}, x."shownRegion", x."lookedUpOn", x."contactFailedOn", x."searchKey", x.grams
  from jsonb_to_recordset($1::jsonb) as x(id uuid, platform uuid, seller uuid, "shopName" text, "shopReference" text,
    link text, "linkKey" text, "shownName" text, "shownAddress" text, "shownRegion" text, "lookedUpOn" date,
    "contactFailedOn" date, "searchKey" text, grams text[])
  on conflict (id) do nothing`;

export const enterShops = (tx: Tx, rows: readonly ShopRow[]): Promise<number> =>
  tx.run(INSERT_SHOPS, [
    JSON.stringify(
      rows.map((row) => ({
        ...row,
        linkKey: row.link ? linkKey(row.link) : null,
        searchKey: searchKeyOf(row.shopName),
        grams: gramsOf(row.shopName),
      })),
    ),
  ]);

const INSERT_PREMISES = `
  insert into premises (id, operator, name, address, region_edition, region_code, phone, from_on)
  select x.id, x.operator, x.name, x.address, ${editionOf('region')}, x.region, x.phone, x."fromOn"
  from jsonb_to_recordset($1::jsonb) as x(id uuid, operator uuid, name text, address text, region text, phone text,
    "fromOn" date)
  on conflict (id) do nothing`;

export const enterPremises = (tx: Tx, rows: readonly PremisesRow[]): Promise<number> =>
  tx.run(INSERT_PREMISES, [JSON.stringify(rows)]);

const REPLACE_OPERATOR = `
  update operator set kind = $2, name = $3, trade_name = $4, uscc = $5, registered_address = $6,
    registered_edition = region_edition_now($7), registered_region = $7, business_address = $8,
    business_edition = region_edition_now($9), business_region = $9, contact_name = $10, contact_phone = $11, website = $12,
    status = $13, name_key = $14, search_key = $15, grams = $16, version = version + 1
  where id = $1`;

/** The row anew as it should have been; whoever calls has kept what it said before. */
export const replaceOperator = (tx: Tx, row: OperatorRow): Promise<number> =>
  tx.run(REPLACE_OPERATOR, [
    row.id,
    row.kind,
    row.name,
    row.tradeName ?? null,
    row.uscc ?? null,
    row.registeredAddress ?? null,
    row.registeredRegion ?? null,
    row.businessAddress ?? null,
    row.businessRegion ?? null,
    row.contactName ?? null,
    row.contactPhone ?? null,
    row.website ?? null,
    row.status ?? 'active',
    nameKey(row.name),
    searchKeyOf(row.name, row.tradeName),
    gramsOf(row.name, row.tradeName),
  ]);

/** A shop looked up anew: whether its seller could be reached is found out anew as well. */
export const replaceShop = (tx: Tx, row: Omit<ShopRow, 'platform' | 'seller'>): Promise<number> =>
  tx.run(
    `update platform_shop set shop_name = $2, shop_reference = $3, link = $4, link_key = $5, shown_name = $6,
       shown_address = $7, shown_edition = region_edition_now($8), shown_region = $8, looked_up_on = $9,
       contact_failed_on = null, contact_failed_by = null, search_key = $10, grams = $11
     where id = $1`,
    [
      row.id,
      row.shopName,
      row.shopReference,
      row.link ?? null,
      row.link ? linkKey(row.link) : null,
      row.shownName ?? null,
      row.shownAddress ?? null,
      row.shownRegion ?? null,
      row.lookedUpOn,
      searchKeyOf(row.shopName),
      gramsOf(row.shopName),
    ],
  );

/** Keeps that the platform was asked for a seller's name and address, or what came of it. */
export const noteDataRequest = (
  tx: Tx,
  shop: string,
  state: 'asked' | 'answered' | 'refused',
  on: string,
): Promise<number> =>
  tx.run(
    `update platform_shop set data_request = $2,
       data_requested_on = case when $2 = 'asked' then $3::date else data_requested_on end,
       data_answered_on = case when $2 = 'asked' then null else $3::date end
     where id = $1 and ($2 = 'asked' or data_requested_on is not null)`,
    [shop, state, on],
  );

/** Since when, and as which bureau found, what the platform shows does not lead to the seller; null once somebody was reached. */
export const noteContact = (
  tx: Tx,
  shop: string,
  failed: { readonly on: string; readonly by: string } | null,
): Promise<number> =>
  tx.run('update platform_shop set contact_failed_on = $2, contact_failed_by = $3 where id = $1', [
    shop,
    failed?.on ?? null,
    failed?.by ?? null,
  ]);
