import type { Actor } from '#kernel/actor.ts';
import type { HandOverOrder, handOverJob } from '#kernel/hand-over-job.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Scope, Tx } from '#platform/db.ts';
import { type HandedTo, type HandOverKind, openParcel } from '#platform/hand-over.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';

/** What one kind of thing needs to go on at another authority of the instance (decision 0022). */
export type HandOver<Parcel> = {
  /** Its parcels lie in the table of the same name. */
  readonly kind: HandOverKind;
  readonly job: ReturnType<typeof handOverJob>;
  /** What the receiver's job may see. */
  readonly scope: (actor: Actor) => Scope;
  readonly make: (context: Context, tx: Tx, made: Handed<Parcel>) => Promise<void>;
};

export type Handed<Parcel> = {
  readonly actor: Actor;
  readonly there: HandedTo;
  /** Whom it was addressed to, and the number it has there. */
  readonly bureau: string;
  readonly number: string;
  readonly at: Date;
  readonly parcel: Parcel;
};

type Waiting = { bureau: string; number: string; key_version: number; sealed: Buffer };

/** A job takes in a parcel at once; a round takes in what a job given up left lying. */
const PATIENCE = 300_000;

export const taking = <Parcel>({ kind, job, scope, make }: HandOver<Parcel>) => {
  const table = kind.replaceAll('-', '_');
  const lock = `select bureau, number, key_version, sealed from ${table}
    where tenant = $1 and stream = $2 and taken_at is null for update`;
  const empty = `update ${table} set sealed = null, taken_at = $3 where tenant = $1 and stream = $2`;
  const left = `select stream from ${table} where tenant = $1 and taken_at is null and sent_at < $2
    order by sent_at limit 200`;

  /** What is made and the emptied parcel are one commit: run twice, or by two at a time, it makes one. */
  const take = (context: Context, actor: Actor, there: HandedTo): Promise<boolean> =>
    context.database.transact(scope(actor), async (tx) => {
      const waiting = await tx.maybe<Waiting>(lock, [there.tenant, there.stream]);
      if (waiting === undefined) return false;
      await context.files.keys.load(there.tenant, tx);
      const { bureau, number, key_version: keyVersion, sealed } = waiting;
      const parcel = openParcel(context, kind, there, { keyVersion, sealed }) as Parcel;
      const at = now();
      await make(context, tx, { actor, there, bureau, number, at, parcel });
      await tx.run(empty, [there.tenant, there.stream, at]);
      return true;
    });

  const task = (context: Context): JobTask<HandOverOrder> => ({
    ...job,
    run: async ({ stream }, { tenant }) => {
      const actor = (await systemActors(context.database, 'hand-over')).find((one) => one.tenant === tenant);
      if (actor === undefined) throw new Error(`no tenant ${tenant}`);
      await take(context, actor, { tenant, stream });
    },
  });

  const round = (context: Context): ScheduledTask => ({
    name: `${kind}-round`,
    cron: '*/10 * * * *',
    run: async ({ log }) => {
      for (const actor of await systemActors(context.database, 'hand-over')) {
        const tenant = actor.tenant ?? '';
        const waiting = await context.database.transact(scope(actor), (tx) =>
          tx.rows<{ stream: string }>(left, [tenant, new Date(now().getTime() - PATIENCE)]),
        );
        for (const { stream } of waiting)
          await take(context, actor, { tenant, stream }).catch((error: unknown) =>
            log.error({ err: error, tenant, stream, kind }, 'what was handed over could not be made'),
          );
      }
    },
  });

  return { take, task, round };
};
