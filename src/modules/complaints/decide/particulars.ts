import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { agentOf } from '../agents.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent } from '../complaint.ts';
import { isAnother, isSettled, isStoryLeft } from '../particulars.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

/** Art. 10: what the filing left open about respondent, purchase, class or story is put on file once it is known. */
export const completeParticulars = (
  command: CommandOf<'complete-particulars'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { act: _act, note, person, fields, ...learned } = command;
  if (Object.keys(learned).length === 0) {
    return refuse('nothing-completed', { status: 422, field: 'respondent', basis: [o121('10(1)')] });
  }
  if (learned.purchasedOn !== undefined && compareDays(learned.purchasedOn, facts.today) > 0)
    return refuse('told-day-ahead', { status: 422, field: 'purchase.purchasedOn' });
  const untold = learned.facts === undefined ? undefined : storyObjection(state, facts, note);
  if (untold !== undefined) return untold;
  const { respondent } = learned;
  if (respondent === undefined) {
    return { events: [{ type: 'ParticularsCompleted', payload: { ...learned, ...noted(note) } }], papers: [] };
  }
  if (isSettled(state) && isAnother(state.respondent, respondent)) {
    return refuse('respondent-settled-by-acceptance', { field: 'respondent', basis: [o121('15')], instead: ['annul'] });
  }
  const party = state.parties.find((one) => one.kind === 'respondent');
  if (party === undefined || person !== party.person) throw new Error('a respondent without its party');
  // A name once on file may be put right and never taken away.
  const { name } = party.fields;
  return {
    events: [
      {
        type: 'ParticularsCompleted',
        payload: { ...learned, person, fields: { ...(name === undefined ? {} : { name }), ...fields }, ...noted(note) },
      },
      ...(isAnother(state.respondent, respondent) ? agentOfNobody(state, facts.today) : []),
    ],
    papers: [],
  };
};

/** Whoever wrote their story down has said it: nobody writes it anew for them. An officer's own words may be put right, with a reason. */
const storyObjection = (
  state: Complaint,
  facts: Facts,
  note: CommandOf<'complete-particulars'>['note'],
): Refusal | undefined => {
  const basis = [o121('10(1)')];
  if (state.storyWritten === true)
    return note === undefined
      ? refuse('story-changed-without-reason', { status: 422, field: 'note', basis })
      : undefined;
  return isStoryLeft(state, facts) ? undefined : refuse('facts-told-in-writing', { field: 'facts', basis });
};

/** Whoever acted for the respondent before acts not for the new one. */
const agentOfNobody = (state: Complaint, on: Day): ComplaintEvent[] => {
  const agent = agentOf(state, 'respondent');
  return agent === undefined ? [] : [{ type: 'AgentEnded', payload: { side: 'respondent', person: agent.person, on } }];
};

const noted = (note: CommandOf<'complete-particulars'>['note']) => (note === undefined ? {} : { note });
