import pg from 'pg';
import { type CopyBatch, copyIn } from '#platform/postgres/copy-in.ts';
import { type SeriesRow, seriesEntry, seriesRow } from './series.ts';

/** The writing side of a history: one connection, one transaction, batches as they come. */
export class HistoryWriter {
  readonly #client: pg.Client;
  #writing: Promise<void> = Promise.resolve();
  #rows = 0;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(ownerUrl: string): Promise<HistoryWriter> {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: 'fangxin generate' });
    await client.connect();
    await client.query('begin');
    await withoutRowChecks(client);
    return new HistoryWriter(client);
  }

  get rows(): number {
    return this.#rows;
  }

  /** Locked until the end, so that no paper takes a number in between. */
  async numbers(): Promise<[string, number][]> {
    await this.#client.query('lock table number_series in share row exclusive mode');
    const { rows } = await this.#client.query<SeriesRow>('select tenant, series, year, last_number from number_series');
    return rows.map(seriesEntry);
  }

  /** One batch after the other; resolves when this one is in the database. */
  write(batches: readonly CopyBatch[]): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      for (const batch of batches) this.#rows += await copyIn(this.#client, batch);
    });
    return this.#writing;
  }

  /** After every batch, whoever waited for them or not: one that failed is told as what it was. */
  async commit(numbers: readonly (readonly [string, number])[]): Promise<void> {
    await this.#writing;
    const last = new Map<string, number>();
    for (const [key, number] of numbers) last.set(key, Math.max(number, last.get(key) ?? 0));
    const rows = [...last].map(seriesRow);
    await this.#client.query(
      `insert into number_series (tenant, series, year, last_number)
       select * from unnest($1::text[], $2::text[], $3::integer[], $4::integer[])
       on conflict on constraint number_series_pk do update
         set last_number = greatest(number_series.last_number, excluded.last_number)`,
      [
        rows.map((row) => row.tenant),
        rows.map((row) => row.series),
        rows.map((row) => row.year),
        rows.map((row) => row.last_number),
      ],
    );
    await this.#client.query(
      `insert into complaint_name (tenant, stream, pairs)
       select c.tenant, c.stream, name_pairs(c.respondent_name) from complaint c
        where c.respondent_name is not null
          and not exists (select 1 from complaint_name n where n.tenant = c.tenant and n.stream = c.stream)`,
    );
    await this.#client.query('commit');
    await this.#client.query('analyze');
  }

  /** Without a commit before it, nothing was written. */
  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#client.end();
  }
}

/** Every row comes from one function that knows them all; looking each up in its parent would double the work. */
const withoutRowChecks = async (client: pg.Client): Promise<void> => {
  await client.query('savepoint checks');
  try {
    await client.query("set local session_replication_role = 'replica'");
  } catch {
    // Only a superuser may; a database of one's own just takes longer.
    await client.query('rollback to savepoint checks');
  }
};
