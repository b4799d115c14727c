import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Decision } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { InnerCommandOf } from '../inner-acts.ts';
import { closedPhases } from '../phases.ts';
import { papersOwed, undelivered } from './closing.ts';

/** PIPL art. 47: not while the duty the data was collected for is still being done. */
export const erasePerson = (command: InnerCommandOf<'erase-person'>, state: Complaint): Decision | Refusal => {
  const basis = [{ text: 'pipl', article: '47' }];
  const party = state.parties.find((one) => one.person === command.person);
  if (party === undefined) return refuse('person-not-found', { status: 404, field: 'person' });
  if (party.kind === 'respondent') return refuse('respondent-is-kept', { basis, field: 'person' });
  if (!closedPhases.has(state.phase)) return refuse('erasing-while-the-case-runs', { basis });
  if (undelivered(state).length > 0) {
    const told = [
      { text: 'order-121', article: '15' },
      { text: 'order-121', article: '23(2)' },
    ];
    return refuse('erasing-before-all-are-told', {
      basis: [...basis, ...told],
      params: papersOwed(state),
      instead: ['deliver'],
    });
  }
  if (command.basis.trim().length < 2) return refuse('basis-missing', { status: 422, field: 'basis' });
  const { lessened = {}, frozen = {} } = command;
  const less = {
    ...(Object.keys(lessened).length === 0 ? {} : { lessened }),
    ...(Object.keys(frozen).length === 0 ? {} : { frozen }),
  };
  return {
    events: [{ type: 'PersonErased', payload: { person: command.person, basis: command.basis, ...less } }],
    papers: [],
  };
};

/** Nobody asks for it: what was erased before is found in a text that named the person still. */
export const lessenAgain = (
  { act: _act, ...payload }: InnerCommandOf<'lessen-again'>,
  state: Complaint,
): Decision | Refusal =>
  state.parties.some(({ person }) => person === payload.person)
    ? { events: [{ type: 'PersonErased', payload }], papers: [] }
    : refuse('person-not-found', { status: 404, field: 'person' });

/** What a person may have put right about themselves (PIPL art. 46), the case running or not. */
export const correctPerson = (command: InnerCommandOf<'correct-person'>, state: Complaint): Decision | Refusal => {
  const { person, fields, account, notifiedThere } = command;
  if (!state.parties.some((one) => one.person === person))
    return refuse('person-not-found', { status: 404, field: 'person' });
  if (Object.keys(fields).length === 0) return refuse('nothing-to-correct', { status: 422, field: 'fields' });
  const payload = {
    ...{ person, fields, ...(account === undefined ? {} : { account }) },
    ...(notifiedThere === undefined ? {} : { notifiedThere }),
  };
  return { events: [{ type: 'PersonCorrected', payload }], papers: [] };
};

/** Why is written in the register of holds; the case's own history says that and when. */
export const placeHold = (command: InnerCommandOf<'place-hold'>): Decision => ({
  events: [{ type: 'LegalHoldPlaced', payload: { hold: command.hold } }],
  papers: [],
});

export const liftHold = (command: InnerCommandOf<'lift-hold'>): Decision => ({
  events: [{ type: 'LegalHoldLifted', payload: { hold: command.hold } }],
  papers: [],
});
