import { mayHold } from '#kernel/case-holders.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { lastDayOf } from '#kernel/rule.ts';
import { acceptanceClock } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { PaperOrder } from '../paper-orders.ts';
import { closedPhases } from '../phases.ts';
import { earlierReceiptOf, limitWouldStartOn } from '../receipts.ts';
import { undelivered } from './closing.ts';
import { reportBackObjection } from './days-ahead.ts';
import { mediatorObjection } from './mediators.ts';
import { keepsItself, receiverObjection } from './naming.ts';
import { mediatorChanged } from './sessions.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

/** From the intake body down to a bureau: the only direction form 3 goes. */
export const routeComplaint = (command: CommandOf<'route'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const objection = receiverObjection(command.to, state, facts);
  if (objection !== undefined) return objection;
  if (command.reportBackOn !== undefined && compareDays(command.reportBackOn, facts.today) < 0) {
    return refuse('report-back-day-in-the-past', { status: 422, field: 'reportBackOn', basis: [o121('41')] });
  }
  const tooFar = command.reportBackOn && reportBackObjection(command.reportBackOn, facts, [o121('41')]);
  if (tooFar) return tooFar;
  return {
    events: [
      {
        type: 'ComplaintRouted',
        payload: {
          from: state.bureau,
          to: command.to,
          receivedOn: facts.today,
          ...earlierReceiptOf(command.to, state, facts.units),
          reasoning: command.reasoning,
          ...(command.reportBackOn === undefined ? {} : { reportBackOn: command.reportBackOn }),
        },
      },
    ],
    papers: keepsItself(command.to, state, facts) ? [] : [formThree(command, state, facts)],
  };
};

const formThree = (command: CommandOf<'route'>, state: Complaint, facts: Facts): PaperOrder => ({
  code: 'form-3',
  to: ['bureau'],
  details: { to: command.to, reportBackOn: command.reportBackOn ?? usualReportDay(command.to, state, facts) },
  takenOverBy: command.to,
});

/** Form 3 needs a day: the last one on which the other bureau may still decide on acceptance, unless that is past. */
const usualReportDay = (to: string, state: Complaint, facts: Facts): Day => {
  const startedOn = limitWouldStartOn(to, state, facts.units, facts.today);
  const clock = acceptanceClock({ ...state, startedOn }, facts.law);
  const due = clock?.dueOn ?? clock?.sureUntil;
  return due != null && compareDays(due, facts.today) >= 0 ? due : lastDayOf(facts.law.rulebook, 'RBK-01', facts.today);
};

export const returnObjection = (state: Complaint): Refusal | undefined => {
  if (state.intake === state.bureau) {
    return refuse('is-own-intake', { basis: [o121('41')], instead: ['refuse', 'ask-superior'] });
  }
  // What two bureaus agreed or their superior decided binds the one it fell to.
  if (state.settled !== null) {
    return refuse('competence-settled', {
      basis: [o121('13(4)'), o121('33')],
      params: { on: state.settled.on },
      instead: ['ask-superior'],
    });
  }
  return undefined;
};

/** By itself the platform takes a case only from where no officer could give it back: an association, a unit that is closed. */
const byItselfObjection = ({ bureau }: Complaint, { actor, units }: Facts): Refusal | undefined => {
  const kind = units.get(bureau)?.kind;
  return actor.kind !== 'system' || kind === undefined || kind === 'association'
    ? undefined
    : refuse('not-permitted', { status: 403, basis: [o121('41')] });
};

/** Art. 41: a unit without power gives the case back to its intake body and may not forward it itself. */
export const returnToIntake = (
  command: CommandOf<'return-to-intake'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = returnObjection(state) ?? byItselfObjection(state, facts);
  if (objection !== undefined) return objection;
  return {
    events: [
      {
        type: 'ComplaintReturned',
        payload: {
          from: state.bureau,
          to: state.intake,
          // What the first body of a linked case received in its day started no limit here.
          receivedOn: (state.linked === undefined ? state.firstReceivedOn : state.receivedOn) ?? facts.today,
          reasons: command.reasons,
        },
      },
    ],
    papers: [],
  };
};

/** Of a file put away only what somebody has still to be told is left to do. */
export const assignmentObjection = (state: Complaint): Refusal | undefined =>
  state.archivedOn !== null &&
  undelivered(state).length === 0 &&
  state.unreached.length === 0 &&
  !state.notices.some((one) => one.state === 'failed')
    ? refuse('archived-and-nothing-owed', { params: { on: state.archivedOn } })
    : undefined;

export const assignComplaint = (command: CommandOf<'assign'>, state: Complaint, facts: Facts): Decision | Refusal => {
  if (command.to === undefined && command.station === undefined) {
    return refuse('nobody-to-assign', { status: 422, field: 'to', basis: [o121('15')] });
  }
  const objection =
    assignmentObjection(state) ?? stationObjection(command, state, facts) ?? personObjection(command, state, facts);
  if (objection !== undefined) return objection;
  const role = command.role ?? 'handler';
  const by = facts.actor.account;
  const station = command.station === NO_STATION ? null : command.station;
  const isNewPerson = command.to !== undefined && heldAs(role, state) !== command.to;
  const isNewStation = station !== undefined && station !== state.station;
  if (!isNewPerson && !isNewStation) {
    return refuse('already-assigned', { field: command.to === undefined ? 'station' : 'to' });
  }
  return {
    events: [
      ...(isNewStation ? [{ type: 'StationAssigned', payload: { station, by } } as const] : []),
      ...(isNewPerson ? [{ type: 'ComplaintAssigned', payload: { to: command.to ?? '', by, role } } as const] : []),
    ],
    papers: isNewPerson && role === 'mediator' ? mediatorChanged(command.to ?? '', state, facts) : [],
  };
};

const NO_STATION = 'none';

const heldAs = (role: 'handler' | 'mediator', state: Complaint): string | null =>
  role === 'mediator' ? state.mediator : state.handler;

/** Art. 30: a station works in the name of its own bureau only. */
const stationObjection = ({ station }: CommandOf<'assign'>, state: Complaint, facts: Facts): Refusal | undefined => {
  if (station === undefined || station === NO_STATION) return undefined;
  const unit = facts.units.get(station);
  return unit?.kind === 'station' && unit.parent === state.bureau
    ? undefined
    : refuse('station-not-of-this-bureau', { status: 422, field: 'station', basis: [o121('30')] });
};

const personObjection = (command: CommandOf<'assign'>, state: Complaint, facts: Facts): Refusal | undefined => {
  if (command.to === undefined) return undefined;
  const role = command.role ?? 'handler';
  const station = command.station === undefined ? state.station : command.station;
  if (role === 'handler') return handlerObjection(command.to, station, state, facts);
  if (closedPhases.has(state.phase))
    return refuse('mediator-of-an-ended-case', { status: 422, field: 'role', basis: [o121('21')] });
  if (state.recusal !== null && state.phase === 'interrupted')
    return refuse('recusal-waits-for-decision', { basis: [o121('21(2)')], instead: ['resume'] });
  return mediatorObjection('to', command.to, state, facts);
};

const handlerObjection = (
  account: string,
  station: string | null,
  state: Complaint,
  { named, units }: Facts,
): Refusal | undefined => {
  const offices = named?.account === account ? named.offices : [];
  const there = offices.filter(
    ({ bureau, sees }) => bureau === state.bureau || bureau === station || sees.includes(state.bureau),
  );
  if (there.length === 0)
    return refuse('assignee-not-of-this-bureau', { status: 422, field: 'to', basis: [o121('15')] });
  const lies = { kind: units.get(state.bureau)?.kind, phase: state.phase };
  return there.some(({ roles }) => mayHold(roles, lies))
    ? undefined
    : refuse('assignee-lacks-the-role', { status: 422, field: 'to', basis: [o121('21')], params: { role: 'handler' } });
};
