import Type from 'typebox';
import { oneOf, sealedText, strict } from './parts-contract.ts';

/** How one paper was brought to one reader, as an official notes it. */
export const DeliverBody = Type.Object(
  {
    paper: Type.Integer({ minimum: 1 }),
    to: oneOf(['complainant', 'respondent', 'bureau']),
    channel: oneOf(['internet', 'phone', 'sms', 'e-mail', 'letter', 'hand']),
    outcome: oneOf(['delivered', 'sent', 'failed', 'recorded']),
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
