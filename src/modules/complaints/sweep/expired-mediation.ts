import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { enqueue } from '#platform/jobs.ts';
import { actOnComplaint, type CommandMaker, lawFor, scopeOf } from '../handle.ts';
import { recusedFrom } from '../recused.ts';
import { staffFor, unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import { AT_ONCE, claimNotices, type DueClock, expiredMediations } from './due-clocks.ts';
import { officerToEnd } from './recipients.ts';
import { type Signature, signatureUnder } from './signed-ending.ts';
import { type ClockNews, clockNewsTask, fallenIn } from './tell-official.ts';

export type ExpiredReport = {
  readonly drafted: number;
  readonly ended: number;
  readonly left: readonly string[];
  readonly faults: readonly Fault[];
};

/** What went wrong by a fault of ours or of the data: the others must not wait for it. */
export type Fault = { readonly tenant: string; readonly stream?: string; readonly error: unknown };

/**
 * Sixty days over: the decision is drafted for the named handler, or made where the bureau's head has signed for it
 * (law.md trap 12). Each case in its own transaction and decided anew there; `left` are codes of what could not be done.
 */
export const settleExpiredMediations = async (
  context: Context,
  actor: Actor,
  at: Date,
  atOnce = AT_ONCE,
): Promise<ExpiredReport> => {
  const tenant = actor.tenant ?? '';
  let [drafted, ended] = [0, 0];
  const left: string[] = [];
  const faults: Fault[] = [];
  for await (const clock of expiredIn(context, actor, at, atOnce)) {
    try {
      const done = await context.database.transact(scopeOf(actor), (tx) => settle(context, tx, actor, clock, at));
      if (done === 'drafted') drafted += 1;
      else if (done === 'ended') ended += 1;
    } catch (error) {
      if (error instanceof Refused) left.push(error.refusal.refusal);
      else faults.push({ tenant, stream: clock.stream, error });
    }
  }
  return { drafted, ended, left, faults };
};

/** Page after page: what cannot be settled stays at the head of the list and must not hide what stands behind it. */
async function* expiredIn(context: Context, actor: Actor, at: Date, atOnce: number): AsyncGenerator<DueClock> {
  let after: DueClock | undefined;
  for (;;) {
    const page: DueClock[] = await context.database.transact(scopeOf(actor), (tx) =>
      expiredMediations(tx, actor.tenant ?? '', dayOf(at), after, atOnce),
    );
    yield* page;
    if (page.length < atOnce) return;
    after = page.at(-1);
  }
}

const settle = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  clock: DueClock,
  at: Date,
): Promise<'drafted' | 'ended' | 'already'> => {
  const tenant = actor.tenant ?? '';
  const today = dayOf(at);
  const claimed = await claimNotices(tx, tenant, 'acted', [clock], at);
  if (claimed.length === 0) return 'already';
  const { settings } = lawFor(context, tenant);
  const signature = await signatureUnder(tx, { tenant, bureau: clock.bureau }, settings, today);
  const without = signature === undefined ? await recusedIn(context, tx, clock) : undefined;
  const officer = without && (await officerToEnd(tx, tenant, { ...clock, without }, today));
  const make = signature === undefined ? drafting(officer) : await ending(context, tx, clock, signature, today);
  const units = await unitsFor(tx, tenant, today);
  const outcome = await actOnComplaint(context, tx, { number: clock.number, actor, at, units, make });
  if (isRefusal(outcome) && outcome.refusal === 'termination-already-drafted') return 'already';
  const { state } = orRefuse(outcome);
  if (officer !== undefined) {
    const { number, rule, dueOn } = clock;
    const news: ClockNews = {
      account: officer,
      kind: 'to-end',
      clocks: [{ number, rule, dueOn }],
      ...fallenIn(state),
    };
    await enqueue(tx, clockNewsTask, news, { tenant });
  }
  return signature === undefined ? 'drafted' : 'ended';
};

const recusedIn = async (context: Context, tx: Tx, { number }: DueClock): Promise<ReadonlySet<string>> => {
  const loaded = await readComplaint(tx, context.vault, number);
  return loaded === undefined ? new Set() : recusedFrom(loaded.state);
};

const drafting =
  (officer: string | undefined): CommandMaker =>
  () =>
    officer === undefined ? refuse('no-officer-to-draft-for') : { act: 'draft-termination', forOfficer: officer };

const ending = async (
  context: Context,
  tx: Tx,
  clock: DueClock,
  signature: Signature,
  today: ReturnType<typeof dayOf>,
): Promise<CommandMaker> => {
  const head = (await staffFor(tx, signature.account, today))?.name ?? '';
  return (loaded, sealing) => {
    const text = context.texts('zh-CN')('reminder:ended-by-the-limit', {
      acceptedOn: loaded.state.acceptedOn ?? '',
      dueOn: clock.dueOn,
      head,
      signedOn: signature.on,
    });
    const person = loaded.state.parties.find((party) => party.kind === 'complainant')?.person ?? loaded.stream;
    return {
      act: 'end-expired-mediation',
      reasons: sealing.text(person, 'reasons', text),
      signedBy: signature.account,
    };
  };
};
