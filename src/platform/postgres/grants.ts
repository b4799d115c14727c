import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { projectRoot } from '../config.ts';
import { asOwner } from './as-owner.ts';
import { turn } from './migrate.ts';
import { codeOf } from './start-failure.ts';

const schemaFile = join(projectRoot, 'db', 'schema.sql');

/** The grants the migrations leave, as db/schema.sql lists them, one statement each. */
export const grantsOf = (schema: string): string[] =>
  [...schema.matchAll(/^grant .+ to fangxin_\w+;$/gmu)].map(([statement]) => statement);

/** `grant insert, select on event to x;` is two rights: `insert on event to x` and `select on event to x`. */
export const rightsOf = (statement: string): string[] => {
  const [, what = '', columns, where = ''] = /^grant ([a-z, ]+?) ?(?:\(([^)]+)\) )?(on .+);$/u.exec(statement) ?? [];
  return what
    .split(', ')
    .flatMap((privilege) =>
      columns === undefined
        ? [`${privilege} ${where}`]
        : columns.split(', ').map((column) => `${privilege} (${column}) ${where}`),
    );
};

const rightsThere = `
  select lower(a.privilege_type) || ' on ' || c.relname || ' to ' || a.grantee::regrole as allowed
    from pg_class c, aclexplode(c.relacl) a
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.grantee <> 0
  union all
  select lower(a.privilege_type) || ' (' || t.attname || ') on ' || c.relname || ' to ' || a.grantee::regrole
    from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.grantee <> 0
  union all
  select 'execute on function ' || p.oid::regprocedure || ' to ' || a.grantee::regrole
    from pg_proc p, aclexplode(p.proacl) a
   where p.pronamespace = 'public'::regnamespace and a.grantee <> 0`;

/** The statements that would give something which is not there. */
export const missingGrants = async (client: pg.Client, wanted: readonly string[]): Promise<string[]> => {
  const { rows } = await client.query<{ allowed: string }>(rightsThere);
  const there = new Set(rows.map(({ allowed }) => allowed));
  return wanted.filter((statement) => !rightsOf(statement).every((right) => there.has(right)));
};

/** No such table, column or function: the list is older than a migration that is being written. */
const isUnknown = (error: unknown): boolean => ['42P01', '42703', '42883'].includes(codeOf(error));

/**
 * Gives back what somebody took from the program's logins, as the migrations gave it once: they are applied long ago and give nothing
 * again. Only what is missing is granted; nothing is taken away. Returns how many statements that took.
 */
export const restoreGrants = async (ownerUrl: string, schema = readFileSync(schemaFile, 'utf8')): Promise<number> =>
  await asOwner(ownerUrl, 'grants', async (client) => {
    const wanted = grantsOf(schema);
    if ((await missingGrants(client, wanted)).length === 0) return 0;
    // Kept until the connection ends: two starts at once would change the same rows of the catalogue.
    await client.query('select pg_advisory_lock($1)', [turn]);
    let given = 0;
    for (const statement of await missingGrants(client, wanted)) {
      try {
        await client.query(statement);
        given += 1;
      } catch (error) {
        if (!isUnknown(error)) throw error;
      }
    }
    return given;
  });
