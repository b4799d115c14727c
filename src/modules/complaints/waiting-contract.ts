import Type, { type Static } from 'typebox';
import { day, oneOf, orNull } from './parts-contract.ts';

/** What waits for somebody in a case: a decision, an answer, to be told another way. */

/** Mediation that only waits to be ended by decision: who is to make it, on which ground, and what it could say. */
export const DecisionToMake = Type.Object({
  because: oneOf(['limit', 'withdrawal', 'settlement']),
  ground: Type.Integer(),
  since: day(),
  officer: orNull(Type.String()),
  officerName: orNull(Type.String()),
  reasons: Type.String(),
});
export type DecisionToMake = Static<typeof DecisionToMake>;

/** What the complainant was asked for and has not handed in. */
export const ProofAsked = Type.Object({
  version: Type.Integer({ description: 'of the event that asked' }),
  kind: oneOf(['identity', 'voluntary']),
  dueOn: day(),
  inMediation: Type.Boolean({ description: 'asked once the complaint was taken on' }),
  what: orNull(Type.String({ description: 'null: erased' })),
});
export type ProofAsked = Static<typeof ProofAsked>;

/** A request for recusal that waits for the head of the bureau: whom it is about, and that mediator or one who assists. */
export const RecusalToDecide = Type.Object({
  by: oneOf(['complainant', 'respondent']),
  about: oneOf(['mediator', 'assistant']),
  name: orNull(Type.String()),
  on: day(),
});

/** A notice that failed once and what has become of it. */
export const NoticeView = Type.Object({
  notice: Type.String(),
  kind: oneOf(['registration', 'announcement', 'correction', 'withdrawal', 'settlement', 'successor']),
  state: oneOf(['failed', 'waiting', 'told']),
  reason: Type.Union([Type.String(), Type.Null()]),
});
export type NoticeView = Static<typeof NoticeView>;

/** That both have settled, as the operator says, and what the complainant says to it. */
export const SettlementTold = Type.Object({
  on: Type.String(),
  reasons: Type.String({ description: 'what a withdrawal on its ground could say' }),
  settled: Type.Union([Type.Boolean(), Type.Null()], { description: 'null: the complainant has not answered yet' }),
});

export const RegistrationWait = Type.Object(
  {
    since: day(),
    until: Type.String({ description: 'the last day before it may be closed' }),
    reminded: Type.Array(day(), { description: 'when the person was told that it is no filing yet' }),
    remindOn: Type.Union([Type.String({ description: 'when it is told next; null: no more' }), Type.Null()]),
  },
  { description: 'of a filing at a companion bureau that nobody has registered yet' },
);
