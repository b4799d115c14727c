import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { neverReceiving, systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { ScheduledTask } from '#platform/jobs.ts';
import { lineByLine } from '#platform/log.ts';
import { pageByPage } from '#platform/page-by-page.ts';
import { actOnComplaint, scopeOf } from '../handle.ts';
import { unitsFor } from '../reference.ts';

const AT_ONCE = 200;

export type BroughtBack = {
  /** Numbers of those that lie at the intake body now. */
  readonly moved: readonly string[];
  /** Of those that stay where nobody sees them, with the reason, be it the phase they are in: an administrator has to look. */
  readonly left: readonly { readonly number: string; readonly why: string }[];
};

type Astray = { readonly stream: string; readonly number: string; readonly phase: string; readonly own: boolean };

/** Only from these a unit gives a case back to the intake body. */
const returnable = ['under-review', 'awaiting-registration'];
const ended = ['refused', 'transferred', 'directed-elsewhere', 'agreed', 'terminated', 'withdrawn'];

const mayMove = ({ phase, own }: Astray): boolean => !own && returnable.includes(phase);

/**
 * Cases at a unit that receives none: put there by a door of an earlier time, seen by nobody, with their limits running. Page by
 * page past `after`, so that those which must stay hide nobody behind them.
 */
const astrayIn = async (tx: Tx, tenant: string, after: string, most: number): Promise<Astray[]> => {
  const units = await neverReceiving(tx, tenant);
  if (units.length === 0) return [];
  return await tx.rows<Astray>(
    `select stream, number, phase, intake = bureau as own from complaint where tenant = $1 and bureau = any ($2::text[])
       and not phase = any ($3::text[]) and stream > $4::uuid order by stream limit $5`,
    [tenant, units, ended, after, most],
  );
};

/** Gives them back to the intake body of their authority (Order 121 art. 41), each in a transaction of its own. */
export const bringBack = async (
  context: Context,
  actor: Actor,
  at: Date,
  atOnce: number = AT_ONCE,
): Promise<BroughtBack> => {
  const tenant = actor.tenant ?? '';
  const text = context.texts('zh-CN')('reminder:broughtBack');
  const moved: string[] = [];
  const left: { number: string; why: string }[] = [];
  const giveBack = async (number: string): Promise<void> => {
    const done = await context.database.transact(scopeOf(actor), async (tx) =>
      actOnComplaint(context, tx, {
        number,
        actor,
        at,
        units: await unitsFor(tx, tenant, dayOf(at)),
        make: ({ stream, state }, sealing) => {
          const person = state.parties.find(({ kind }) => kind === 'complainant')?.person ?? stream;
          return { act: 'return-to-intake', reasons: sealing.text(person, 'reasons', text) };
        },
      }),
    );
    if (isRefusal(done)) left.push({ number, why: done.refusal });
    else moved.push(number);
  };
  const after = (stream: string) =>
    context.database.transact(scopeOf(actor), (tx) => astrayIn(tx, tenant, stream, atOnce));
  for await (const one of pageByPage(atOnce, after)) {
    if (mayMove(one)) await giveBack(one.number);
    else left.push({ number: one.number, why: one.own ? 'own-intake' : one.phase });
  }
  return { moved, left };
};

export const bringBackRound = (context: Context): ScheduledTask => ({
  name: 'bring-back-complaints',
  cron: '*/10 * * * *',
  byCalendar: true,
  run: async ({ log }) => {
    for (const actor of await systemActors(context.database, 'bring-back')) {
      const { tenant } = actor;
      const done = await bringBack(context, actor, now());
      for (const moved of lineByLine(done.moved))
        log.warn({ tenant, moved }, 'complaints that lay at an association are at the intake body now');
      for (const left of lineByLine(done.left))
        log.error({ tenant, left }, 'complaints lie at an association, where nobody sees them');
    }
  },
});
