import { isRefusal } from '#kernel/refusal.ts';
import { type Database, nobody, type Scope, type Tx } from '../db.ts';
import { Refused } from './errors.ts';
import { claimWithAct, earlierAnswer, isKeyUsed, type RequestKey } from './idempotency.ts';

export type Done<T> = { readonly answer: T; readonly tenant: string };

/**
 * An act in one transaction with its key, if it has one. Sent again because its answer was lost, an act finds that the matter has
 * moved on, by itself: then it gets the answer of the first time.
 */
export const onceByKey = async <T>(
  database: Database,
  {
    scope,
    key,
    status = 200,
  }: { readonly scope: Scope; readonly key: RequestKey | undefined; readonly status?: number },
  work: (tx: Tx) => Promise<Done<T>>,
): Promise<T> => {
  try {
    return await database.transactTogether(scope, async (tx) => {
      const { answer, tenant } = await work(tx);
      if (key !== undefined) claimWithAct(tx, key, tenant, { status, answer });
      return answer;
    });
  } catch (error) {
    if (key === undefined || !(error instanceof Refused || isKeyUsed(error))) throw error;
    const earlier = await database.transactTogether(nobody, (tx) => earlierAnswer(tx, key));
    if (earlier === undefined) throw error;
    if (isRefusal(earlier)) throw isKeyUsed(error) ? new Refused(earlier) : error;
    return earlier.answer as T;
  }
};
