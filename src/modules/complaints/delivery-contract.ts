import Type from 'typebox';
import { day, electronic, largePrint, oneOf, sealedText, shortText, strict, tellBy } from './parts-contract.ts';
import { deliveryChannels, deliveryOutcomes } from './vocabulary.ts';

/** How one paper was brought to one reader, as an official notes it. */
export const DeliverBody = Type.Object(
  {
    paper: Type.Integer({ minimum: 1 }),
    to: oneOf(['complainant', 'respondent', 'bureau']),
    channel: oneOf(deliveryChannels),
    outcome: oneOf(deliveryOutcomes),
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
  },
  strict,
);

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
        description: 'as the case names it: registration, announcement-2, settlement-7, successor-9',
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
