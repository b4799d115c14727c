import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { scopeOf } from '../handle.ts';
import { performAct } from '../perform.ts';
import type { PostedBody } from './contract.ts';
import type { LeftOut } from './print-letters.ts';

type Posted = PostedBody['letters'][number];

/** The post is taken away in the afternoon; today's letters left just now. */
const momentOf = (postedOn: string, madeAt: Date, at: Date): string => {
  if (postedOn === dayOf(at)) return at.toISOString();
  const evening = new Date(`${postedOn}T17:00:00+08:00`);
  return (evening < madeAt ? madeAt : evening).toISOString();
};

/** Marks letters as posted, each as an act of its own case: one that cannot be marked holds up no other. */
export const markPosted = async (
  context: Context,
  actor: Actor,
  wish: PostedBody,
  at: Date,
): Promise<{ readonly posted: number; readonly left: readonly LeftOut[] } | Refusal> => {
  if (wish.postedOn > dayOf(at)) return refuse('posted-in-the-future', { status: 422, field: 'postedOn' });
  const left: LeftOut[] = [];
  for (const letter of wish.letters) {
    const done = await context.database.transact(scopeOf(actor), (tx) => markOne(context, tx, actor, wish, letter, at));
    if (isRefusal(done)) left.push({ letter, why: done });
  }
  return { posted: wish.letters.length - left.length, left };
};

const markOne = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  { postedOn, carrier }: PostedBody,
  { number, n, to, tracking }: Posted,
  at: Date,
): Promise<object | Refusal> => {
  // Locked as the act locks it: of two who mark one letter the second sees what the first did.
  await tx.run(
    `select from stream s join complaint c on c.tenant = s.tenant and c.stream = s.stream where c.number = $1 for update of s`,
    [number],
  );
  const tray = await tx.maybe<{ made_at: Date; state: string; posted_on: Day | null }>(
    `select d.made_at, d.state, d.posted_on from paper_delivery d join complaint c on c.tenant = d.tenant and c.stream = d.stream
      where c.number = $1 and d.n = $2 and d.party = $3`,
    [number, n, to],
  );
  if (tray === undefined) return refuse('no-such-paper-for-this-party', { status: 404, params: { paper: n } });
  if (tray.posted_on !== null && tray.state === 'sent')
    return refuse('posted-already', { params: { on: tray.posted_on } });
  if (postedOn < dayOf(tray.made_at)) return refuse('posted-before-it-was-made', { status: 422, field: 'postedOn' });
  const proof = [carrier, tracking].filter((part) => part !== undefined).join(' ');
  const body = {
    paper: n,
    to,
    channel: 'letter' as const,
    outcome: 'sent' as const,
    at: momentOf(postedOn, tray.made_at, at),
    ...(proof === '' ? {} : { proof }),
  };
  return await performAct(context, tx, { number, act: 'deliver', body, actor, at });
};
