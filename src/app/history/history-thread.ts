import { parentPort, workerData } from 'node:worker_threads';
import { historyPeople } from '#db/seed/history-people.ts';
import { historyWords } from '#db/seed/history-words.ts';
import { demoOperators } from '#db/seed/operators.ts';
import { type HistoryPart, type HistoryWish, livePart } from '#modules/complaints/facade.ts';
import { readConfig } from '#platform/config.ts';
import { settleInstance } from '#platform/instance.ts';
import type { CopyBatch } from '#platform/postgres/copy-in.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';
import { openContext } from '../open-context.ts';

export type ThreadOrder = { readonly ownerUrl: string; readonly wish: HistoryWish; readonly part: HistoryPart };
export type ThreadWord =
  | { readonly says: 'batch'; readonly batches: readonly CopyBatch[]; readonly cases: number }
  | { readonly says: 'done'; readonly numbers: readonly (readonly [string, number])[] };

/** Batches made ahead of those that are in the database. */
const AHEAD = 2;

const port = parentPort;
if (port === null) throw new Error('this file runs as a thread of `fangxin generate`');
const { ownerUrl, wish, part } = workerData as ThreadOrder;

const config = readConfig(process.env);
const instance = await settleInstance(ownerUrl, config, undefined);
const context = await openContext({
  appUrl: urlForRole(ownerUrl, appRole),
  instance,
  publicUrl: config.publicUrl,
  env: process.env,
  filesDirectory: config.varDirectory,
  sends: false,
  // One reads while a tenant met for the first time gets its key.
  connections: 2,
});
let ahead = 0;
let wake: (() => void) | undefined;
port.on('message', () => {
  ahead -= 1;
  wake?.();
});
const say = (word: ThreadWord, hand: ArrayBuffer[] = []): void => port.postMessage(word, hand);

const people = { officials: historyPeople(), operators: demoOperators.map((operator) => operator.id) };
const sources = { people, words: historyWords };
const numbers = await livePart(context, wish, part, sources, async (batches, cases) => {
  const hand = batches.flatMap((batch) => batch.chunks.map((chunk) => chunk.buffer as ArrayBuffer));
  say({ says: 'batch', batches, cases }, hand);
  ahead += 1;
  while (ahead >= AHEAD) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
});
await context.database.close();
say({ says: 'done', numbers });
port.close();
