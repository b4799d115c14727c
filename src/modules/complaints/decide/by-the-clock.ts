import { compareDays } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { groundsFor, mediationClock } from '../clocks.ts';
import type { Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { InnerCommandOf } from '../inner-acts.ts';
import { terminateMediation } from './ending.ts';

const basis = [{ text: 'order-121', article: '23(1)(5)' }];

/** Only a limit certainly over ends anything: never a provisional one, never on its last day. */
const notOver = (state: Complaint, facts: Facts): Refusal | undefined => {
  const due = mediationClock(state, facts.law);
  if (due === undefined || due.dueOn === null) return refuse('mediation-limit-not-running', { basis });
  if (due.provisional || compareDays(facts.today, due.dueOn) <= 0)
    return refuse('mediation-limit-not-over', { basis, params: { dueOn: due.dueOn } });
  return undefined;
};

/** The decision is made ready for a named officer, who alone makes it. */
export const draftTermination = (
  command: InnerCommandOf<'draft-termination'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  if (state.terminationDrafted) return refuse('termination-already-drafted', { basis });
  return (
    notOver(state, facts) ?? {
      events: [{ type: 'TerminationDrafted', payload: { on: facts.today, forOfficer: command.forOfficer } }],
      papers: [],
    }
  );
};

/** Where the bureau has decided and its head has signed that the limit itself ends mediation. */
export const endExpiredMediation = (
  command: InnerCommandOf<'end-expired-mediation'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const ground = groundsFor('termination', state, facts.today, facts.law).find((rule) => rule.fact === 'time-expired');
  if (ground === undefined) return refuse('no-such-termination-ground', { basis, params: { ground: 5 } });
  return terminateMediation({ act: 'terminate', ground: ground.number, reasons: command.reasons }, state, facts);
};
