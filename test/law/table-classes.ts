import { nobody, type Scope, type Tx } from '#platform/db.ts';

/** Looks at every table of the catalogue, so that a new one cannot be forgotten. */
export const tableClasses = [
  'case',
  'personal',
  'reporter',
  'registry',
  'reference',
  'rollup',
  'public',
  'platform',
] as const;

export type TableClass = (typeof tableClasses)[number];

export type Table = {
  readonly name: string;
  readonly comment: string | null;
  readonly rowSecurity: boolean;
  readonly owner: string;
};

export type Column = { readonly name: string; readonly type: string; readonly generated: boolean };

export const tablesOf = (tx: Tx): Promise<Table[]> =>
  tx.adhoc<Table>(
    `select c.relname as name, obj_description(c.oid, 'pg_class') as comment, c.relrowsecurity as "rowSecurity",
        pg_get_userbyid(c.relowner) as owner
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      order by c.relname`,
  );

/** Undefined when the comment does not say it in the agreed form. */
export const classOf = (table: Table): TableClass | undefined => {
  const [, word] = /^class: ([a-z]+); module: [a-z][a-z-]*; \S.+$/.exec(table.comment ?? '') ?? [];
  return tableClasses.find((one) => one === word);
};

const guarded: readonly TableClass[] = ['case', 'personal', 'reporter'];

export const isGuarded = (table: Table): boolean => {
  const found = classOf(table);
  return found !== undefined && guarded.includes(found);
};

/** What the catalogue alone shows to be wrong. */
export const catalogueFaults = async (tx: Tx): Promise<string[]> => {
  const faults: string[] = [];
  for (const table of await tablesOf(tx)) {
    if (classOf(table) === undefined) faults.push(`${table.name}: its comment declares no class, module and purpose`);
    if (table.owner === 'fangxin_app')
      faults.push(`${table.name}: belongs to the application, which row security then spares`);
    if (isGuarded(table) && !table.rowSecurity) faults.push(`${table.name}: row-level security is off`);
    if (isGuarded(table)) faults.push(...(await nationalGrants(tx, table.name)));
  }
  return [...faults, ...(await openDoors(tx))];
};

/** Functions that run as the owner see past row-level security: closed to everybody, and deaf to the caller's search path. */
const openDoors = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.adhoc<{ name: string; open: boolean; pinned: boolean }>(
    `select proname as name, has_function_privilege('public', oid, 'execute') as open,
        exists (select 1 from unnest(proconfig) one where one like 'search\\_path=%') as pinned
       from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by proname`,
  );
  return rows.flatMap(({ name, open, pinned }) => [
    ...(open ? [`${name}(): everybody may call what runs as the owner`] : []),
    ...(pinned ? [] : [`${name}(): runs as the owner with the caller's search path`]),
  ]);
};

/** National readers see counts only: their login has no grant on any guarded table. */
const nationalGrants = async (tx: Tx, table: string): Promise<string[]> => {
  const rows = await tx.adhoc<{ privilege: string }>(
    `select privilege_type as privilege from information_schema.role_table_grants
      where grantee in ('fangxin_rollup', 'PUBLIC') and table_schema = 'public' and table_name = $1`,
    [table],
  );
  return rows.map((row) => `${table}: the rollup login or everybody may ${row.privilege}`);
};

/** The one case that every guarded table gets a row of. */
export const sample = {
  tenant: 'yunqi',
  bureau: 'yunqi-linxi',
  stream: '00000000-0000-7000-8000-00000000c0de',
  account: '00000000-0000-7000-8000-00000000acc0',
} as const;

const other = {
  tenant: 'lanchuan',
  bureau: 'yunqi-wangshan',
  account: '00000000-0000-7000-8000-00000000bad0',
} as const;
const allDesks = ['intake', 'complaints', 'mediation', 'reports', 'supervision', 'administration', 'audit'];

/** People who must not meet the sample case, each wrong in one way only. */
export const strangers: Readonly<Record<string, Scope>> = {
  'nobody at all': nobody,
  'staff of another tenant': {
    ...nobody,
    tenants: [other.tenant],
    bureaus: [sample.bureau],
    account: other.account,
    desks: allDesks,
  },
  'staff of another bureau': {
    ...nobody,
    tenants: [sample.tenant],
    bureaus: [other.bureau],
    account: other.account,
    desks: allDesks,
  },
  'staff of the tenant without a bureau': {
    ...nobody,
    tenants: [sample.tenant],
    account: other.account,
    desks: allDesks,
  },
  'staff of the bureau without its tenant': {
    ...nobody,
    bureaus: [sample.bureau],
    account: other.account,
    desks: allDesks,
  },
  'another consumer': { ...nobody, principals: [other.account], account: other.account },
  'somebody who names an empty principal': { ...nobody, principals: [''], bureaus: [''], tenants: [''], account: '' },
};

const insider: Scope = {
  tenants: [sample.tenant],
  bureaus: [sample.bureau],
  principals: [sample.account],
  account: sample.account,
  desks: allDesks,
};

/** Whoever has business with the sample, in all capacities at once: the control that the rows are really there. */
export const insiders: readonly Scope[] = [insider, { ...nobody, account: `draft:${sample.stream}` }];

const columnsOf = (tx: Tx, table: string): Promise<Column[]> =>
  tx.adhoc<Column>(
    `select a.attname as name, format_type(a.atttypid, null) as type, a.attgenerated <> '' or a.attidentity = 'a' as generated
       from pg_attribute a where a.attrelid = ('public.' || quote_ident($1))::regclass and a.attnum > 0 and not a.attisdropped
      order by a.attnum`,
    [table],
  );

const byName: Readonly<Record<string, string>> = {
  tenant: sample.tenant,
  bureau: sample.bureau,
  stream: sample.stream,
  principal: sample.account,
  account: sample.account,
  owner: sample.account,
  person: sample.account,
};

const valueFor = ({ name, type }: Column): unknown => {
  const known = byName[name];
  if (known !== undefined) return known;
  if (type.endsWith('[]')) return [];
  if (type === 'uuid') return sample.stream;
  if (type === 'bytea') return Buffer.from('00', 'hex');
  if (type === 'jsonb' || type === 'json') return '{}';
  if (type === 'date') return '2026-05-06';
  if (type.startsWith('timestamp')) return '2026-05-06T00:00:00Z';
  if (type === 'boolean') return true;
  if (['integer', 'bigint', 'smallint', 'numeric', 'double precision', 'real', 'xid8'].includes(type)) return 1;
  if (type === 'tsvector') return 'word';
  if (type.endsWith('range')) return 'empty';
  return 'x';
};

/** Rows as such are what is tested: in this throw-away copy no check and no foreign key asks for lifelike ones. */
const dropConstraints = (tx: Tx, table: string): Promise<unknown> =>
  tx.adhoc(`do $$ declare one record; begin
    for one in select conname, conrelid::regclass as home from pg_constraint
      where contype in ('c', 'f') and (conrelid = 'public.${table}'::regclass or confrelid = 'public.${table}'::regclass)
    loop execute format('alter table %s drop constraint %I', one.home, one.conname); end loop; end $$`);

/** One row of the sample case in a table, whatever its columns. Needs the owner's login. */
export const plantRow = async (tx: Tx, table: string): Promise<void> => {
  await dropConstraints(tx, table);
  const columns = (await columnsOf(tx, table)).filter((column) => !column.generated);
  await tx.adhoc(
    `insert into ${table} (${columns.map((column) => `"${column.name}"`).join(', ')})
     values (${columns.map((_column, n) => `$${n + 1}`).join(', ')}) on conflict do nothing`,
    columns.map(valueFor),
  );
};

/** Rows of a table as a scope meets them; -1 when the application may not even ask. */
export const rowsSeen = async (tx: Tx, table: string): Promise<number> => {
  const [may] = await tx.adhoc<{ may: boolean }>(`select has_table_privilege($1, 'select') as may`, [table]);
  if (may?.may !== true) return -1;
  return (await tx.adhoc(`select 1 from ${table}`)).length;
};

/** Changes somebody makes without reading a row first, which only the policies for writing can stop. */
export const rowsChanged = async (tx: Tx, table: string): Promise<number> => {
  const [may] = await tx.adhoc<{ may: boolean }>(`select has_table_privilege($1, 'delete') as may`, [table]);
  return may?.may === true ? (await tx.adhoc(`delete from ${table} returning 1`)).length : 0;
};

/** Rows a scope changes without asking for any value of them, so that the policies for reading have no say. */
export const rowsOverwritten = async (tx: Tx, table: string): Promise<number> => {
  const may = await tx.adhoc<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = ('public.' || quote_ident($1))::regclass and attnum > 0
       and not attisdropped and has_column_privilege(attrelid, attnum, 'update')`,
    [table],
  );
  const column = (await columnsOf(tx, table)).find(
    ({ name, generated }) => !generated && byName[name] === undefined && may.some((one) => one.name === name),
  );
  if (column === undefined) return 0;
  const { count } = await tx.one<{ count: number }>(
    `with changed as (update ${table} set "${column.name}" = $1 returning 1) select count(*)::int as count from changed`,
    [valueFor(column)],
  );
  return count;
};
