import { compareDays, type Day } from '#kernel/day.ts';
import { dayInNumber } from '#kernel/public-number.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent } from '../complaint.ts';
import { beforeDecision } from '../phases.ts';

const basis = [{ text: 'order-121', article: '40' }];

type Registered = Extract<ComplaintEvent, { type: 'ComplaintRegistered' }>['payload'];

/** Keeps the number of the national platform, and puts a wrong one right while nothing rests on it. */
export const registerComplaint = (
  command: CommandOf<'register'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = dayObjection(command.registeredOn, state, facts);
  if (objection !== undefined) return objection;
  const found = state.registration === null ? firstOf(command, state) : correctedOf(command, state);
  if ('refusal' in found) return found;
  return { events: [{ type: 'ComplaintRegistered', payload: found }], papers: [] };
};

const dayObjection = (day: Day, state: Complaint, facts: Facts): Refusal | undefined => {
  const at = { status: 422, field: 'registeredOn', basis } as const;
  if (compareDays(day, facts.today) > 0) return refuse('registration-day-ahead', at);
  const from = earliestDay(state);
  return from !== undefined && compareDays(day, from) < 0
    ? refuse('registration-before-filing', { ...at, params: { on: from } })
    : undefined;
};

/** Nothing is registered before it came in; what an import or the platform itself brings was registered before it was entered. */
const earliestDay = (state: Complaint): Day | undefined => {
  if (state.channel === 'import' || state.channel === 'platform-12315') return undefined;
  const known = [dayInNumber(state.number), state.receivedOn ?? undefined, state.arrivedOn].filter(
    (day) => day !== undefined,
  );
  return known.sort(compareDays)[0];
};

const firstOf = ({ externalNumber, registeredOn }: CommandOf<'register'>, state: Complaint): Registered => ({
  externalNumber,
  registeredOn,
  receivedOn: state.receivedOn ?? registeredOn,
});

const correctedOf = (command: CommandOf<'register'>, state: Complaint): Registered | Refusal => {
  const { externalNumber, registeredOn, reasons } = command;
  const before = state.registration;
  const said = { basis, params: { number: before?.number ?? '' } };
  if (before === null || reasons === undefined) return refuse('already-registered', { ...said, field: 'reasons' });
  if (before.number === externalNumber && before.on === registeredOn) return refuse('registered-just-so', said);
  const moves = before.isReceipt && before.on !== registeredOn;
  if (moves && !beforeDecision.has(state.phase)) {
    return refuse('registration-day-stands', { ...said, field: 'registeredOn', instead: ['annul'] });
  }
  return {
    externalNumber,
    registeredOn,
    receivedOn: before.isReceipt ? registeredOn : (state.receivedOn ?? registeredOn),
    was: { externalNumber: before.number, registeredOn: before.on },
    reasons,
  };
};
