import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { openFileName, unwrapFileKey } from '#platform/files/file-keys.ts';
import { lyingValues } from '#platform/vault-restated.ts';
import type { World } from '#test/world.ts';

/** Something that can be read with the whole database and all keys in hand. */
export type Kept = { readonly where: string; readonly text: string };

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every row of every table as text, what lies sealed in it as bytes that say nothing. */
const rowsOfTables = async (tx: Tx): Promise<Kept[]> => {
  const tables = await tx.rows<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1, 2`,
  );
  const kept: Kept[] = [];
  for (const { schema, name } of tables) {
    const rows = await tx.adhoc<{ text: string }>(
      `select row_to_json(t)::text as text from ${quoted(schema)}.${quoted(name)} t`,
    );
    kept.push(...rows.map(({ text }) => ({ where: name, text })));
  }
  return kept;
};

const valuesOfVault = async (tx: Tx, { context: { vault } }: World): Promise<Kept[]> => {
  const keys = await tx.rows<{
    tenant: string;
    stream: string;
    kind: string;
    person: string;
    tenant_key_version: number;
    wrapped: Buffer | null;
  }>(
    `select k.tenant, k.stream, s.kind, k.person, k.tenant_key_version, k.wrapped from person_key k
       join stream s on s.tenant = k.tenant and s.stream = k.stream`,
  );
  const kept: Kept[] = [];
  for (const row of keys) {
    await vault.load(row.tenant, tx);
    const key = vault.personKey(row, row);
    if (key === undefined) continue;
    for (const { kind, person, opened } of await lyingValues(tx, row, new Map([[row.person, key]])))
      kept.push({ where: `vault ${row.kind} ${kind} ${person}`, text: JSON.stringify(opened.value) });
  }
  return kept;
};

const namesOfFiles = async (tx: Tx, { context: { files } }: World): Promise<Kept[]> => {
  const rows = await tx.rows<{
    tenant: string;
    stream: string;
    file: string;
    purpose: string;
    name_sealed: Buffer;
    key_version: number;
    key_wrapped: Buffer;
  }>(
    `select tenant, stream, file, purpose, name_sealed, key_version, key_wrapped from evidence_file where state = 'kept'`,
  );
  const kept: Kept[] = [];
  for (const { name_sealed: sealed, key_version: keyVersion, key_wrapped: wrapped, ...ref } of rows) {
    await files.keys.load(ref.tenant, tx);
    const key = unwrapFileKey(files.keys, { keyVersion, wrapped }, ref);
    kept.push({ where: `file name ${ref.purpose}`, text: openFileName(key, ref.file, sealed) });
  }
  return kept;
};

const everythingKept = async (world: World): Promise<Kept[]> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(nobody, async (tx) => [
      ...(await rowsOfTables(tx)),
      ...(await valuesOfVault(tx, world)),
      ...(await namesOfFiles(tx, world)),
    ]);
  } finally {
    await owner.close();
  }
};

/** Where any of these words can still be read; in bytes that are not sealed they would stand in hexadecimal. */
export const whereKept = async (world: World, words: readonly string[]): Promise<Kept[]> => {
  const hidden = words.map((word) => Buffer.from(word, 'utf8').toString('hex'));
  return (await everythingKept(world)).filter(
    ({ text }) => words.some((word) => text.includes(word)) || hidden.some((word) => text.includes(word)),
  );
};
