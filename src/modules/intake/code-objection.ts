import { type Day, dayOf } from '#kernel/day.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { type CodesNamed, codeObjection } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Database, Tx } from '#platform/db.ts';
import { Remembered } from '#platform/remembered.ts';

const listed = new WeakMap<Database, Remembered<true>>();

type Filed = { readonly at: Date; readonly request: CodesNamed };

/**
 * What came in says its class in the code tables, or not at all: an unknown word would pass for a class that is not food
 * (FSL art. 115). What was found listed is remembered for half a minute.
 */
export const objectionToCodes = async (
  { database }: Pick<Context, 'database'>,
  { at, request: { objectCode, problemCode } }: Filed,
  look: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<Refusal | undefined> => {
  if (objectCode === undefined && problemCode === undefined) return undefined;
  const known = listed.get(database) ?? new Remembered<true>();
  listed.set(database, known);
  const on: Day = dayOf(at);
  const key = JSON.stringify([on, objectCode, problemCode]);
  if (known.get(key) === true) return undefined;
  const objection = await look((tx) => codeObjection(tx, { objectCode, problemCode }, on));
  if (objection === undefined) known.set(key, true);
  return objection;
};
