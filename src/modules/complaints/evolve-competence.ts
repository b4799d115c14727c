import type { Complaint, ComplaintEvent, Filing } from './complaint.ts';
import { receivedAt } from './receipts.ts';

type Of<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: T }>;

/** Who worked on it did so for the bureau it lay at; the next one names its own. */
export const nobodyYet = { handler: null, mediator: null, station: null } as const;

/** The seven working days run from the day the quarrel arose, also where the superior is asked later. */
export const disputed = (state: Complaint, event: Of<'CompetenceDisputed' | 'SuperiorAsked'>): Complaint => {
  const running = state.phase === 'competence-dispute' ? state.dispute : null;
  const asked = event.type === 'SuperiorAsked' ? (event.payload.superior ?? '') : null;
  return {
    ...state,
    phase: 'competence-dispute',
    dispute: {
      answer: running?.answer ?? null,
      rival: event.payload.rival ?? running?.rival ?? null,
      since: running?.since ?? event.payload.on,
      begun: running?.begun ?? state.version,
      asked,
    },
  };
};

/** It ends with one bureau that handles the case; between bureaus the receiver's limit runs from its own receipt. */
export const settled = (
  state: Complaint,
  { type, payload }: Of<'CompetenceAgreed' | 'CompetenceDecided' | 'ComplaintTakenOver'>,
): Complaint => {
  const how = type === 'ComplaintTakenOver' ? 'taken-over' : type === 'CompetenceAgreed' ? 'agreed' : 'designated';
  const present = {
    ...state,
    phase: 'under-review',
    phaseBeforePause: null,
    settled: { how, on: payload.on },
  } as const;
  const to = 'to' in payload ? payload.to : payload.competent;
  if (to === state.bureau || ('leaves' in payload && payload.leaves === true)) return present;
  return { ...present, bureau: to, ...nobodyYet, ...receivedAt(state, to, payload.on, payload.receiptOf) };
};

/** A linked case begins at its own body: the first receipt stays shown, and what was settled of it binds here too. */
export const goesOnFrom = ({ linked, receivedOn }: Filing): Pick<Complaint, 'firstReceivedOn' | 'settled'> => ({
  firstReceivedOn: linked?.firstReceivedOn ?? receivedOn,
  settled: linked?.how === undefined ? null : { how: linked.how, on: linked.on },
});

export const goesOnAt = ({ unit, linked, on }: Of<'ComplaintTransferredOut'>['payload']): Complaint['linkedTo'] =>
  unit === undefined || linked === undefined ? null : { number: linked, unit, on };

export const rivalAnswered = (state: Complaint, { payload }: Of<'RivalAnswered'>): Complaint =>
  state.dispute === null
    ? state
    : { ...state, dispute: { ...state.dispute, answer: { takes: payload.takes, on: payload.on } } };
