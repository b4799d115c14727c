import { setImmediate as breathe } from 'node:timers/promises';
import pg from 'pg';
import { dayOf } from '#kernel/day.ts';
import { isFoodMatter } from '#modules/directory/facade.ts';
import { elapsed } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { type FilingOrder, prepareFiling } from '../file-complaint.ts';
import { lawFor } from '../handle.ts';
import { caseNumber } from '../number.ts';
import { Chance } from './chance.ts';
import { HistoryTables } from './history-tables.ts';
import { type HistoryPeople, type HistoryWords, type HistoryWorld, readWorld } from './history-world.ts';
import { LivedCase, type Numbering, type Teller } from './lived-case.ts';
import { tell } from './story.ts';

export type HistoryOrder = {
  readonly cases: number;
  readonly seed: string;
  readonly from: Date;
  readonly until: Date;
  readonly people: HistoryPeople;
  readonly words: HistoryWords;
  readonly onProgress?: (done: number, rows: number) => void;
};

export type HistoryMade = { readonly cases: number; readonly rows: number; readonly seconds: number };

const BATCH = 400;
const BREATHE_EVERY = 10;

/**
 * A past for a demo: complaints lived through by the real rules, with their papers, sealed values and clocks, and written
 * table by table. One transaction: it is there whole, or not at all. The same seed tells the same stories.
 */
export const generateHistory = async (
  context: Context,
  ownerUrl: string,
  order: HistoryOrder,
): Promise<HistoryMade> => {
  const begun = elapsed();
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  const world = await owner.transact(nobody, (tx) => readWorld(context, tx, order.people, order.words, order));
  await owner.close();
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'fangxin generate' });
  await client.connect();
  try {
    await client.query('begin');
    await withoutRowChecks(client);
    const series = await Series.read(client);
    const rows = await writeCases(context, world, client, series, order);
    await series.write(client);
    await client.query('commit');
    await client.query('analyze');
    return { cases: order.cases, rows, seconds: (elapsed() - begun) / 1000 };
  } finally {
    await client.end();
  }
};

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

const writeCases = async (
  context: Context,
  world: HistoryWorld,
  client: pg.Client,
  series: Series,
  order: HistoryOrder,
): Promise<number> => {
  let rows = 0;
  let writing: Promise<number> = Promise.resolve(0);
  for (let done = 0; done < order.cases; ) {
    const tables = new HistoryTables();
    const upTo = Math.min(order.cases, done + BATCH);
    for (; done < upTo; done++) {
      const lived = liveCase(context, world, series.numbering, order, done);
      tables.add(lived, lawFor(context, lived.operator.tenant), new Chance(`${order.seed}:audit:${done}`));
      // The rows of the batch before leave while this one is made.
      if (done % BREATHE_EVERY === 0) await breathe();
    }
    rows += await writing;
    writing = tables.flush(client);
    writing.catch(() => undefined);
    order.onProgress?.(done, rows);
  }
  return rows + (await writing);
};

const liveCase = (
  context: Context,
  world: HistoryWorld,
  numbering: Numbering,
  order: HistoryOrder,
  index: number,
): LivedCase => {
  const chance = new Chance(`${order.seed}:${index}`);
  // A case of every stretch of the span, a little denser towards the present.
  const share = ((index + chance.next()) / order.cases) ** 0.85;
  const at = new Date(Math.round(order.from.getTime() + share * (order.until.getTime() - order.from.getTime())));
  const account = chance.happens(0.7) ? chance.uuidAt(order.from) : undefined;
  const operator = chance.pick(world.operators);
  const filing = filingOrder(world, chance, operator, at, account);
  const ids = {
    stream: chance.uuidAt(at),
    number: caseNumber(operator.tenant, dayOf(at), chance.bytes(6)),
  };
  const teller: Teller = { context, world, numbering, chance };
  const lived = new LivedCase(teller, prepareFiling(context, filing, ids), operator);
  tell({ context, world, chance, lived, account, until: order.until });
  return lived;
};

const filingOrder = (
  world: HistoryWorld,
  chance: Chance,
  operator: HistoryWorld['operators'][number],
  at: Date,
  account: string | undefined,
): FilingOrder => {
  const { words } = world;
  const matter = chance.pick(words.matters);
  const amountFen = chance.between(1, 60) ** 2 * 1_000;
  const district = operator.record.region ?? '';
  const street = chance.pick(words.streets[district.slice(0, 6)] ?? Object.values(words.streets).flat());
  const officer = world.intake.get(operator.tenant) ?? world.heads.get(operator.bureau);
  if (officer === undefined) throw new Error(`nobody takes in for ${operator.tenant}`);
  const consumer = account === undefined ? undefined : consumerActor(account);
  return {
    actor: consumer ?? officer.actor,
    at,
    request: {
      complainant: {
        name: `${chance.pick(words.families)}${chance.pick(words.given)}`,
        phone: `139${chance.digits(8)}`,
        address: `${street} ${chance.between(1, 220)} 号`,
        ...(chance.happens(0.5) ? { idType: '居民身份证', idNumber: `990102199${chance.digits(9)}` } : {}),
      },
      respondent: { kind: 'ordinary', operator: operator.record.id },
      purchase: { online: chance.happens(0.3), amountFen },
      facts: `${chance.pick(matter.facts)}${chance.pick(words.endings)}`,
      claimText: matter.wish,
      claims: [{ kind: matter.claim, amountFen }],
      consents: { publicity: chance.happens(0.6), entrust: chance.happens(0.4) },
      objectCode: matter.object,
      problemCode: matter.problem,
    },
    tenant: operator.tenant,
    bureau: operator.bureau,
    intake: operator.intake,
    standing: world.standing(operator.bureau, dayOf(at)),
    channel: consumer === undefined ? chance.pick(['counter', 'phone', 'hotline-12345']) : 'web',
    complainantAccount: account,
    respondentName: operator.record.name,
    food: isFoodMatter({ problem: matter.problem, object: matter.object }),
    evidence: [],
  };
};

const consumerActor = (account: string): FilingOrder['actor'] => ({
  kind: 'consumer',
  account,
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [account],
});

/** Official numbers go on where the last real paper stopped. */
class Series {
  readonly #last: Map<string, number>;

  constructor(last: Map<string, number>) {
    this.#last = last;
  }

  static async read(client: pg.Client): Promise<Series> {
    const { rows } = await client.query<{ tenant: string; series: string; year: number; last_number: number }>(
      'select tenant, series, year, last_number from number_series for update',
    );
    return new Series(new Map(rows.map((row) => [`${row.tenant}\t${row.series}\t${row.year}`, row.last_number])));
  }

  readonly numbering: Numbering = (tenant, series, year) => {
    const key = `${tenant}\t${series}\t${year}`;
    const next = (this.#last.get(key) ?? 0) + 1;
    this.#last.set(key, next);
    return next;
  };

  async write(client: pg.Client): Promise<void> {
    const rows = [...this.#last].map(([key, last]) => [...key.split('\t'), last] as const);
    await client.query(
      `insert into number_series (tenant, series, year, last_number)
       select * from unnest($1::text[], $2::text[], $3::integer[], $4::integer[])
       on conflict on constraint number_series_pk do update set last_number = excluded.last_number`,
      [rows.map((row) => row[0]), rows.map((row) => row[1]), rows.map((row) => row[2]), rows.map((row) => row[3])],
    );
  }
}
