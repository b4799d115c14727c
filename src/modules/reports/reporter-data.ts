import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { erasureGrounds } from '#modules/complaints/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse } from '#platform/http/errors.ts';
import type { NewEntry } from '#platform/vault.ts';
import { clocksOf } from './clocks.ts';
import type { CorrectReporterBody, EraseReporterBody } from './contract.ts';
import { correctReporter, eraseReporter } from './decide.ts';
import { lawFor } from './handle.ts';
import { correctionObjection } from './permits.ts';
import { evolve, type ReporterField, type Sealed } from './report.ts';
import { markDoneInReport } from './requests-found.ts';
import { forgetWayBack, lockReport, markReporter, writeChange } from './store.ts';

type Wish = { readonly actor: Actor; readonly number: string; readonly at: Date };

/**
 * PIPL art. 46: new sealed values beside the old ones, which the history keeps. In the desk's scope (`enterReports`); the account
 * that reported stays, the mark by which the reporter is known again goes with the telephone.
 */
export const correctReporterOf = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: Wish,
  body: CorrectReporterBody,
): Promise<{ readonly version: number } | Refusal> => {
  const locked = await lockReport(tx, number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const { tenant, stream, state } = locked;
  const { person, reason, request } = body;
  // Before anything is sealed: the key of an erased reporter is destroyed.
  const objection = correctionObjection(actor, state, person);
  if (objection !== undefined) return objection;
  const entries: NewEntry[] = Object.entries(body.fields).map(([kind, value]) => ({ kind, value }));
  const put = await context.vault.putEntries(tx, { tenant, stream, person, entries });
  if (isRefusal(put)) return put;
  const fields = Object.fromEntries(put.map(({ kind, entry, commitment }) => [kind, { entry, commitment }]));
  const event = correctReporter(fields as Partial<Record<ReporterField, Sealed>>, person, state, actor);
  if (isRefusal(event)) return event;
  const after = evolve(state, event);
  const clocks = clocksOf(after, lawFor(context, tenant));
  const change = { at, actor: actor.account, act: 'correct-reporter', event, state: after, clocks, reason };
  await writeChange(tx, context, locked, change);
  const { phone } = body.fields;
  if (phone !== undefined) markReporter(tx, locked, context.keyring.digest('phone', phone));
  const done = { request, kind: 'correct', done: 'corrected', basis: 'pipl 46' } as const;
  const unmarked = await markDoneInReport(context, tx, actor, { tenant, stream, person }, done);
  return unmarked ?? { version: after.version };
};

export type ReporterErasedAt = { readonly erasedAt: Date; readonly version: number };

/**
 * PIPL art. 47: what is known of the reporter is destroyed, with the letters to them and the way back from phone and account;
 * clue and evidence are the matter itself and stay for the term of the report (decision 0028).
 */
export const eraseReporterOf = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: Wish,
  body: EraseReporterBody,
): Promise<ReporterErasedAt | Refusal> => {
  const locked = await lockReport(tx, number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const { tenant, stream, state } = locked;
  const { person, reason, request } = body;
  const basis = erasureGrounds[body.ground];
  const law = lawFor(context, tenant);
  const event = eraseReporter({ person, basis }, state, { actor, today: dayOf(at), law });
  if (isRefusal(event)) return event;
  const after = evolve(state, event);
  const clocks = clocksOf(after, law);
  const change = { at, actor: actor.account, act: 'erase-reporter', event, state: after, clocks, reason };
  await writeChange(tx, context, locked, change);
  const { erasedAt } = orRefuse(await context.vault.erasePerson(tx, actor, { tenant, stream, person }, basis));
  forgetWayBack(tx, locked);
  const done = { request, kind: 'delete', done: 'erased', basis } as const;
  const unmarked = await markDoneInReport(context, tx, actor, { tenant, stream, person }, done);
  return unmarked ?? { erasedAt, version: after.version };
};
