import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, Recusal } from '../complaint.ts';
import type { PaperOrder, PaperParty } from '../paper-orders.ts';
import { placesOf } from '../permits.ts';
import { mediatorObjection } from './mediators.ts';
import { withdrawalObjection } from './withdrawn.ts';

const basis = [{ text: 'order-121', article: '21(2)' }];

/** Somebody must be named before anybody can be asked to step aside: by the notice of form 7, or by assignment. */
export const interruptionObjection = (state: Complaint): Refusal | undefined =>
  withdrawalObjection(state) ??
  (state.mediator === null && state.assistants.length === 0 ? refuse('no-mediator-to-recuse', { basis }) : undefined);

/** Art. 21(2): asking for recusal interrupts the mediation, whatever stage it is at; the sixty days only where a bureau says so. */
export const interruptMediation = (
  command: CommandOf<'interrupt'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const withdrawn = withdrawalObjection(state);
  if (withdrawn !== undefined) return withdrawn;
  const places = placesOf(facts.actor, state, facts.tenant);
  const asParty = places.has('complainant') ? 'complainant' : places.has('respondent') ? 'respondent' : command.by;
  if (asParty !== command.by) return refuse('speaks-for-the-other-party', { status: 403, field: 'by', basis });
  const about = aboutWhom(command, state);
  if ('refusal' in about) return about;
  const { by, reasons } = command;
  return {
    events: [{ type: 'MediationInterrupted', payload: { by, ...about, reasons, on: facts.today } }],
    papers: [],
  };
};

const aboutWhom = (command: CommandOf<'interrupt'>, state: Complaint): Omit<Recusal, 'by'> | Refusal => {
  if (command.assistant === undefined)
    return state.mediator === null ? refuse('no-mediator-to-recuse', { basis }) : { against: state.mediator };
  const assistant = state.assistants[command.assistant - 1];
  return assistant === undefined
    ? refuse('no-such-assistant', { status: 422, field: 'assistant', basis, params: { most: state.assistants.length } })
    : { against: null, assistant };
};

/** The head of the bureau decides, and never on a request about the head. A mediator who steps aside is replaced at once, or when mediation is opened anew. */
export const decideRecusal = (command: CommandOf<'resume'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const { recused, reasons } = command;
  if (recused === undefined) return refuse('recusal-not-decided', { status: 422, field: 'recused', basis });
  if (facts.actor.account === state.recusal?.against)
    return refuse('mediator-decides-own-recusal', { status: 403, basis });
  const assistant = state.recusal?.assistant;
  const goes = recused && assistant === undefined;
  if (goes && command.mediator !== undefined && command.mediator === state.mediator)
    return refuse('recused-needs-another-mediator', { status: 422, field: 'mediator', basis });
  const mediator = goes ? (command.mediator ?? null) : state.mediator;
  if (goes && mediator !== null) {
    const unfit = mediatorObjection('mediator', mediator, state, facts);
    if (unfit !== undefined) return unfit;
  }
  return {
    events: [
      {
        type: 'RecusalDecided',
        payload: { recused, mediator, ...(assistant === undefined ? {} : { assistant }), reasons, on: facts.today },
      },
    ],
    papers: recusalPapers(command, state, goes ? (mediator ?? 'later') : null),
  };
};

/** Both are told, the respondent once it has heard of the complaint at all. */
export const toldOfRecusal = (state: Complaint): readonly PaperParty[] =>
  state.respondentNotifiedOn !== null || state.operatorAnswered || state.recusal?.by === 'respondent'
    ? ['complainant', 'respondent']
    : ['complainant'];

const recusalPapers = (
  { recused, reasons }: CommandOf<'resume'>,
  state: Complaint,
  replacement: string | 'later' | null,
): PaperOrder[] => {
  const { recusal } = state;
  const details = {
    applicant: recusal?.by ?? 'complainant',
    ...(recusal?.assistant === undefined
      ? { mediator: recusal?.against ?? state.mediator ?? '' }
      : { assistant: recusal.assistant }),
    granted: recused === true,
    reasons,
    ...(replacement === null ? {} : replacement === 'later' ? { later: true as const } : { replacement }),
  };
  return toldOfRecusal(state).map((party) => ({ code: 'recusal-decision', to: [party], details }));
};
