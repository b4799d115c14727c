import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type HistoryWish, HistoryWriter } from '#modules/complaints/facade.ts';
import { elapsed } from '#platform/clock.ts';
import type { ThreadOrder, ThreadWord } from './history-thread.ts';

export type HistoryMade = { readonly rows: number; readonly seconds: number };

/**
 * A past for a demo: complaints lived through by the real rules on every core, with their papers, sealed values and
 * limits, and written by one connection in one transaction: it is there whole, or not at all.
 */
export const generateHistory = async (
  ownerUrl: string,
  wish: HistoryWish,
  onProgress: (done: number) => void,
): Promise<HistoryMade> => {
  const begun = elapsed();
  const writer = await HistoryWriter.open(ownerUrl);
  try {
    const numbers = await writer.numbers();
    const of = wish.cases < 2_000 ? 1 : Math.min(3, availableParallelism());
    let done = 0;
    const used = await Promise.all(
      Array.from({ length: of }, (_, index) =>
        runThread({ ownerUrl, wish, part: { index, of, numbers } }, writer, (cases) => {
          done += cases;
          onProgress(done);
        }),
      ),
    );
    await writer.commit(used.flat());
    return { rows: writer.rows, seconds: (elapsed() - begun) / 1000 };
  } finally {
    await writer.close();
  }
};

const runThread = (
  order: ThreadOrder,
  writer: HistoryWriter,
  onBatch: (cases: number) => void,
): Promise<readonly (readonly [string, number])[]> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('history-thread.ts', import.meta.url), { workerData: order });
    const fail = (error: unknown): void => {
      reject(error);
      void thread.terminate();
    };
    thread.on('error', fail);
    thread.on('message', (word: ThreadWord) => {
      if (word.says === 'done') return resolve(word.numbers);
      writer.write(word.batches).then(() => {
        onBatch(word.cases);
        thread.postMessage('written');
      }, fail);
    });
  });
