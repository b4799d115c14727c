import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { JobTask } from '#platform/jobs.ts';
import { type AskerAlong, askerAlongJob } from './asker-along-job.ts';
import type { AskerField, Moments } from './consultation.ts';
import { putRight } from './correct-asker.ts';
import { openValues } from './handle.ts';
import { correctedSince, isLater } from './later-correction.ts';
import { lockConsultation } from './store.ts';

const askerFields: readonly AskerField[] = ['name', 'phone', 'address', 'email'];

type PutRightThere = {
  readonly values: Readonly<Partial<Record<AskerField, string>>>;
  readonly since: Moments;
};

/**
 * No fact is typed twice: what one bureau put right of an asker is put right on the same question at the other, each in its own
 * tenant. Run twice, or come back from there, it finds nothing that differs and does nothing. What was put right
 * there later than here stays, and comes this way by an order of its own.
 */
export const correctAskerAlong = (context: Context): JobTask<AskerAlong> => ({
  ...askerAlongJob,
  run: async ({ number, at, other, fields }, { tenant }) => {
    const named = askerFields.filter((field) => fields.includes(field));
    const right = await valuesAt(context, await systemAt(context, at), number, named);
    if (right === undefined) return;
    const actor = await systemAt(context, tenant);
    await context.database.transact(scopeOf(actor), async (tx) => {
      const locked = await lockConsultation(tx, other);
      // On its way still: tried again until it is there.
      if (locked === undefined) throw new Error(`no question ${other}`);
      if (locked.state.erased || locked.state.phase === 'retired') return;
      const { asker } = locked.state;
      const refs = named.map((field) => asker.fields[field]);
      const open = await openValues(context, tx, locked, refs);
      const there = correctedSince(locked.head.events);
      const changed = named.filter((field, i) => {
        const value = right.values[field];
        const differs = value !== undefined && open(refs[i]) !== value;
        return differs && isLater({ number, since: right.since[field] }, { number: other, since: there[field] });
      });
      if (changed.length === 0) return;
      const of = (all: Readonly<Partial<Record<AskerField, string>>>) =>
        Object.fromEntries(changed.map((field) => [field, all[field]]));
      const along = { number, since: of(right.since) };
      const done = await putRight(context, tx, locked, { actor, at: now(), fields: of(right.values), along });
      if (isRefusal(done)) throw new Error(done.refusal);
    });
  },
});

const systemAt = async (context: Context, tenant: string): Promise<Actor> => {
  const actor = (await systemActors(context.database, 'hand-over')).find((one) => one.tenant === tenant);
  if (actor === undefined) throw new Error(`no tenant ${tenant}`);
  return actor;
};

/** As they stand there now; undefined once the asker was erased. */
const valuesAt = (
  context: Context,
  actor: Actor,
  number: string,
  named: readonly AskerField[],
): Promise<PutRightThere | undefined> =>
  context.database.transact(scopeOf(actor), async (tx) => {
    const found = await lockConsultation(tx, number);
    if (found === undefined || found.state.erased || found.state.phase === 'retired') return undefined;
    const refs = named.map((field) => found.state.asker.fields[field]);
    const open = await openValues(context, tx, found, refs);
    const values = Object.fromEntries(
      named.flatMap((field, i) => {
        const value = open(refs[i]);
        return value === undefined ? [] : [[field, value]];
      }),
    );
    return { values, since: correctedSince(found.head.events) };
  });
