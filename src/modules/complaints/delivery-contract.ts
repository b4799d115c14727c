import Type from 'typebox';
import { day, electronic, largePrint, oneOf, orNull, sealedText, shortText, strict, tellBy } from './parts-contract.ts';
import { deliveryChannels, deliveryOutcomes } from './vocabulary.ts';

/** How one paper was brought to one reader, as an official notes it. */
export const DeliverBody = Type.Object(
  {
    paper: Type.Integer({ minimum: 1 }),
    to: oneOf(['complainant', 'respondent', 'bureau']),
    channel: oneOf(deliveryChannels),
    outcome: Type.Optional({
      ...oneOf(deliveryOutcomes),
      description: 'by public notice none is said, by every other way it must be',
    }),
    note: Type.Optional(sealedText(1000)),
    at: Type.Optional(Type.String({ format: 'date-time', description: 'when it happened, if earlier than now' })),
    receiver: Type.Optional({
      ...sealedText(100),
      description: 'who took it; asked for where a body outside was served',
    }),
    proof: Type.Optional({
      ...sealedText(200),
      description:
        'tracking number, number of entry, signed sheet; asked for where a body was served other than by hand',
    }),
    place: Type.Optional({
      ...sealedText(200),
      description: 'public-notice: where it was put up beside the public page of this platform',
    }),
    reasons: Type.Optional({
      ...sealedText(1000),
      description: 'public-notice: why nothing else was left, and what was tried before',
    }),
  },
  strict,
);

/** One attempt to bring a paper to its reader, as the case shows it. */
export const DeliveryShown = Type.Object({
  version: Type.Integer({ description: 'its step in the case' }),
  to: oneOf(['complainant', 'respondent', 'bureau']),
  channel: Type.String(),
  outcome: oneOf(deliveryOutcomes),
  at: Type.String({ description: 'ISO 8601 with time zone' }),
  takenBack: orNull(
    Type.Object(
      {
        on: Type.String({ description: 'the day it was taken back' }),
        by: orNull(Type.String({ description: 'staff only: who did' })),
        reasons: orNull(Type.String({ description: 'staff only; null once erased' })),
      },
      { description: 'marked by mistake: what was noted of it is no service' },
    ),
  ),
  reason: orNull(Type.String({ description: 'staff only: why it did not arrive, as a code' })),
  code: orNull(Type.String({ description: "staff only: the carrier's own code" })),
  receiver: orNull(Type.String({ description: 'staff only: who took it, masked but of a body' })),
  proof: orNull(Type.String({ description: 'staff only: what proves it' })),
  via: orNull(oneOf(['given', 'register'])),
  number: orNull(Type.String({ description: 'staff only: number or address of the respondent, masked' })),
  noticeUntil: orNull(Type.String({ description: 'by public notice: the day on which it counts as served' })),
  dueOn: orNull(Type.String({ description: 'by public notice: the day the paper asks for since then' })),
  place: orNull(Type.String({ description: 'staff only: where the public notice was put up' })),
  reasons: orNull(Type.String({ description: 'staff only: why nothing but a public notice was left' })),
});

/** How the complainant wishes to be told from now on; each time the whole of it. */
export const ChooseTellingBody = Type.Object(
  {
    tellBy: tellBy(),
    electronic: Type.Optional(electronic()),
    largePrint: Type.Optional(largePrint()),
    email: Type.Optional(shortText(200)),
    address: Type.Optional(shortText(300)),
  },
  strict,
);

/** One more attempt at what did not arrive: a paper to a party, or a notice to the complainant. */
export const SendAgainBody = Type.Object(
  {
    paper: Type.Optional(Type.Integer({ minimum: 1 })),
    to: Type.Optional(oneOf(['complainant', 'respondent'])),
    notice: Type.Optional(
      Type.String({
        maxLength: 40,
        description:
          'as the case names it: registration, announcement-2, correction-2, withdrawal-2, settlement-7, successor-9',
      }),
    ),
    channel: Type.Enum(['sms', 'e-mail', 'letter', 'phone', 'hand'], {
      description: 'a paper by letter goes to the post tray; a notice by letter, phone or hand has been told so',
    }),
  },
  strict,
);

/** The mark last made by hand was wrong: to whom nothing was brought, the paper is owed again. */
export const TakeBackDeliveryBody = Type.Object(
  {
    paper: Type.Integer({ minimum: 1 }),
    to: oneOf(['complainant', 'respondent', 'bureau']),
    reasons: sealedText(1000),
  },
  strict,
);

export const NotifyRespondentBody = Type.Object(
  {
    answerBy: day(),
    publicNotice: Type.Optional(
      Type.Boolean({ description: 'served by public notice: the answer is not due before that counts as served' }),
    ),
    phone: Type.Optional(sealedText(40)),
    email: Type.Optional(sealedText(200)),
  },
  strict,
);
