import { compareDays, type Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue } from '#platform/jobs.ts';
import { type LawFacts, mediationClock } from '../clocks.ts';
import type { Complaint } from '../complaint.ts';
import { recusedFrom } from '../recused.ts';
import { officerToEnd } from './recipients.ts';
import { type ClockNews, clockNewsTask, fallenIn } from './tell-official.ts';

type Moved = {
  readonly tenant: string;
  readonly today: Day;
  readonly law: LawFacts;
  readonly before: Complaint;
  readonly state: Complaint;
};

/**
 * Who is given a case whose ending is drafted, or follows a mediator it was drafted for, is told of it as the officer before was
 * (law.md trap 12), and the head where nobody does. Each officer once: of the same news to the same person only the first is sent.
 */
export const tellOfDraftMoved = async (tx: Tx, { tenant, today, law, before, state }: Moved): Promise<void> => {
  const isWaiting = before.terminationDrafted && state.terminationDrafted;
  if (!isWaiting || state.draftedFor === before.draftedFor) return;
  const dueOn = mediationClock(state, law)?.dueOn;
  if (dueOn == null || compareDays(today, dueOn) <= 0) return;
  const named = { bureau: state.bureau, handler: state.draftedFor, mediator: null };
  const account = await officerToEnd(tx, tenant, { ...named, without: recusedFrom(state) }, today);
  if (account === undefined) return;
  const clocks = [{ number: state.number, rule: 'CMP-02', dueOn }];
  const news: ClockNews = { account, kind: 'to-end', clocks, ...fallenIn(state) };
  await enqueue(tx, clockNewsTask, news, { tenant });
};
