import type { Actor, Role } from '#kernel/actor.ts';
import { type LegalBasis, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Consultation, ConsultationPhase } from './consultation.ts';

export type ConsultationAct =
  | 'answer'
  | 'transfer'
  | 'correct-receipt'
  | 'tell'
  | 'send-again'
  | 'choose-print'
  | 'close';

type Permit = {
  readonly act: ConsultationAct;
  readonly phases: readonly ConsultationPhase[];
  readonly roles: readonly Role[];
  readonly basis: readonly LegalBasis[];
};

const desk: readonly Role[] = ['intake-officer', 'handler', 'bureau-head'];

/** Who answers a question, in which state. Answered once more before it is closed is a correction of the answer. */
export const permits: readonly Permit[] = [
  { act: 'answer', phases: ['asked', 'answered'], roles: desk, basis: [{ text: 'order-121', article: '44' }] },
  { act: 'transfer', phases: ['asked'], roles: desk, basis: [{ text: 'fsl', article: '115' }] },
  {
    act: 'correct-receipt',
    phases: ['asked', 'answered', 'transferred'],
    roles: ['bureau-head'],
    basis: [
      { text: 'order-121', article: '44' },
      { text: 'order-121', article: '45' },
    ],
  },
  { act: 'tell', phases: ['answered', 'transferred'], roles: desk, basis: [{ text: 'order-121', article: '44' }] },
  {
    act: 'send-again',
    phases: ['answered', 'transferred'],
    roles: desk,
    basis: [{ text: 'order-121', article: '44' }],
  },
  {
    act: 'choose-print',
    phases: ['asked', 'answered', 'transferred'],
    roles: desk,
    basis: [{ text: 'order-121', article: '44' }],
  },
  { act: 'close', phases: ['answered', 'transferred'], roles: desk, basis: [{ text: 'order-121', article: '44' }] },
];

/** The platform tells by message what an act has made. */
const bySystem: ReadonlySet<ConsultationAct> = new Set(['tell']);

const isAtDesk = (actor: Actor, state: Consultation, roles: readonly Role[]): boolean =>
  actor.kind === 'staff' && actor.bureaus.includes(state.bureau) && actor.roles.some((role) => roles.includes(role));

export const availableActs = (actor: Actor, state: Consultation): ConsultationAct[] =>
  permits
    .filter(({ phases, roles }) => phases.includes(state.phase) && isAtDesk(actor, state, roles))
    .filter(({ act }) => act !== 'correct-receipt' || receiptDayObjection(state) === undefined)
    .map(({ act }) => act);

/** Only of a day that somebody here wrote down: whoever asks here is received the moment it is sent. */
export const receiptDayObjection = ({ channel, from, linkedTo }: Consultation): Refusal | undefined => {
  const basis = [{ text: 'order-121', article: '45' }];
  const other = from ?? linkedTo;
  if (other != null) return refuse('received-elsewhere', { basis, params: { number: other.number } });
  return channel === 'web' ? refuse('received-as-filed', { basis }) : undefined;
};

export const objectionTo = (act: ConsultationAct, actor: Actor, state: Consultation): Refusal | undefined => {
  const permit = permits.find((one) => one.act === act);
  if (permit === undefined) throw new Error(`no permit row for ${act}`);
  const { basis } = permit;
  const isOwnJob = actor.kind === 'system' && bySystem.has(act) && actor.bureaus.includes(state.bureau);
  if (!isOwnJob && !isAtDesk(actor, state, permit.roles)) return refuse('not-permitted', { status: 403, basis });
  // What closed by itself once the asker was told is open again where the message was in vain.
  if (isOwnJob && state.phase === 'closed' && state.closedBySelf) return undefined;
  if (permit.phases.includes(state.phase)) return undefined;
  const instead = availableActs(actor, state);
  return refuse('consultation-not-in-this-state', { basis, params: { phase: state.phase }, instead });
};

/** Only a food matter is handed on with a written notice; anything else is answered, if only with the proper path. */
export const transferObjection = (state: Consultation, statedAsFood: boolean): Refusal | undefined =>
  state.food || statedAsFood
    ? undefined
    : refuse('transfer-is-for-food-questions', { basis: [{ text: 'fsl', article: '115' }], instead: ['answer'] });

/** A bureau of the instance by its id, or a body outside by its name; never itself or the one it came from. */
export const receiverObjection = (
  { to, unit }: { readonly to?: string; readonly unit?: string },
  state: Consultation,
): Refusal | undefined => {
  const basis = [{ text: 'fsl', article: '115' }];
  if ((to === undefined) === (unit === undefined))
    return refuse(to === undefined ? 'receiving-body-not-named' : 'bureau-named-twice', {
      status: 422,
      field: 'to',
      basis,
    });
  if (unit === state.bureau) return refuse('no-such-bureau', { status: 422, field: 'unit', basis, params: { unit } });
  return unit !== undefined && unit === state.from?.bureau
    ? refuse('question-came-from-there', { status: 422, field: 'unit', basis, instead: ['answer'] })
    : undefined;
};

/** Who answers needs to reach the asker (PIPL art. 6). */
export const revealObjection = (actor: Actor, state: Consultation): Refusal | undefined =>
  isAtDesk(actor, state, desk)
    ? undefined
    : refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '6' }] });

/** PIPL art. 46: whoever works at the desk, as long as anything is known of the asker. */
export const askerCorrectionObjection = (actor: Actor, state: Consultation, person?: string): Refusal | undefined => {
  if (!isAtDesk(actor, state, desk))
    return refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '46' }] });
  const isOther = person !== undefined && person !== state.asker.person;
  return isOther || state.erased || state.phase === 'retired'
    ? refuse('person-not-found', { status: 404, field: 'person' })
    : undefined;
};

/** PIPL art. 47: the head, and not while the question is still being answered. */
export const erasureObjection = (actor: Actor, state: Consultation, person: string): Refusal | undefined => {
  const basis = [{ text: 'pipl', article: '47' }];
  if (!isAtDesk(actor, state, ['bureau-head'])) return refuse('not-permitted', { status: 403, basis });
  if (state.asker.person !== person || state.erased || state.phase === 'retired')
    return refuse('person-not-found', { status: 404, field: 'person' });
  return state.phase === 'closed' ? undefined : refuse('erasing-while-the-case-runs', { basis, instead: ['close'] });
};

/** Whoever works at the desk keeps a question whole for a review, suit or inquiry; the head lets it go again. */
export const holdObjection = (
  actor: Actor,
  state: Consultation,
  act: 'place-hold' | 'lift-hold',
): Refusal | undefined =>
  isAtDesk(actor, state, act === 'lift-hold' ? ['bureau-head'] : ['handler', 'bureau-head'])
    ? undefined
    : refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '47(2)' }] });
