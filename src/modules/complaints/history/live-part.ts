import { setImmediate as breathe } from 'node:timers/promises';
import { dayOf } from '#kernel/day.ts';
import { isFoodMatter } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { CopyBatch } from '#platform/postgres/copy-in.ts';
import { type FilingOrder, prepareFiling } from '../file-complaint.ts';
import { lawFor } from '../handle.ts';
import { caseNumber } from '../number.ts';
import { Chance } from './chance.ts';
import { HistoryTables } from './history-tables.ts';
import {
  type HistoryMatter,
  type HistoryOperator,
  type HistoryPeople,
  type HistoryWords,
  type HistoryWorld,
  readWorld,
} from './history-world.ts';
import { LivedCase, type Numbering } from './lived-case.ts';
import { Series } from './series.ts';
import { tell } from './story.ts';

/** Which past is wanted; plain values, so that they can be handed to another thread. */
export type HistoryWish = {
  readonly cases: number;
  readonly seed: string;
  readonly from: Date;
  readonly until: Date;
};

/** One thread's share: the cases of some bureaus, because official numbers are counted by bureau. */
export type HistoryPart = {
  readonly index: number;
  readonly of: number;
  readonly numbers: readonly [string, number][];
};

export type HistorySources = { readonly people: HistoryPeople; readonly words: HistoryWords };

const BATCH = 300;

/** Lives through the cases of one part, a batch at a time; comes back with the numbers that were used last. */
export const livePart = async (
  context: Context,
  wish: HistoryWish,
  part: HistoryPart,
  { people, words }: HistorySources,
  write: (batches: readonly CopyBatch[], cases: number) => Promise<void>,
): Promise<readonly [string, number][]> => {
  const world = await context.database.unscoped((tx) => readWorld(context, tx, people, words, wish));
  const mine = bureausOf(world, part);
  const series = new Series(part.numbers);
  let tables = new HistoryTables();
  let held = 0;
  for (let index = 0; index < wish.cases; index++) {
    const lived = liveCase(context, world, series.numbering, wish, index, mine);
    if (lived === undefined) continue;
    tables.add(lived, lawFor(context, lived.operator.tenant), new Chance(`${wish.seed}:audit:${index}`));
    held += 1;
    if (held < BATCH) continue;
    await write(tables.take(), held);
    tables = new HistoryTables();
    held = 0;
    await breathe();
  }
  if (held > 0) await write(tables.take(), held);
  return series.entries();
};

/** Bureaus with many operators first, each to the part that has least. */
const bureausOf = (world: HistoryWorld, part: HistoryPart): ReadonlySet<string> => {
  const load = Array.from({ length: part.of }, () => 0);
  const mine = new Set<string>();
  const counts = [...Map.groupBy(world.operators, (one) => one.bureau)].map(([bureau, list]) => ({
    bureau,
    count: list.length,
  }));
  for (const { bureau, count } of counts.sort((a, b) => b.count - a.count || (a.bureau < b.bureau ? -1 : 1))) {
    const least = load.indexOf(Math.min(...load));
    load[least] = (load[least] ?? 0) + count;
    if (least === part.index) mine.add(bureau);
  }
  return mine;
};

const liveCase = (
  context: Context,
  world: HistoryWorld,
  numbering: Numbering,
  order: HistoryWish,
  index: number,
  mine: ReadonlySet<string>,
): LivedCase | undefined => {
  const chance = new Chance(`${order.seed}:${index}`);
  const operator = chance.pick(world.operators);
  if (!mine.has(operator.bureau)) return undefined;
  // A case of every stretch of the span, a little denser towards the present.
  const share = ((index + chance.next()) / order.cases) ** 0.85;
  const at = new Date(Math.round(order.from.getTime() + share * (order.until.getTime() - order.from.getTime())));
  const account = chance.happens(0.7) ? chance.uuidAt(order.from) : undefined;
  const filing = filingOrder(world, chance, operator, at, account);
  const ids = {
    stream: chance.uuidAt(at),
    number: caseNumber(operator.tenant, dayOf(at), chance.bytes(6)),
  };
  const lived = new LivedCase({ context, world, numbering, chance }, prepareFiling(context, filing, ids), operator);
  tell({ context, world, chance, lived, account, until: order.until });
  return lived;
};

/** Nobody complains of a dry cleaner about a treadmill. */
const mattersOf = ({ record }: HistoryOperator, { matters }: HistoryWords): readonly HistoryMatter[] => {
  const own = matters.filter(({ sellers }) => sellers.some((part) => record.name.includes(part)));
  return own.length > 0 ? own : matters.filter(({ sellers }) => sellers.length === 0);
};

const filingOrder = (
  world: HistoryWorld,
  chance: Chance,
  operator: HistoryWorld['operators'][number],
  at: Date,
  account: string | undefined,
): FilingOrder => {
  const { words } = world;
  const matter = chance.pick(mattersOf(operator, words));
  const amountFen = chance.between(...matter.hundreds) * 10_000 - chance.between(0, 9) * 1_000;
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
        ...(chance.happens(0.5) ? { idType: 'resident-id', idNumber: `990102199${chance.digits(9)}` } : {}),
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
