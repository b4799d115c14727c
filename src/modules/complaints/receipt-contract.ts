import Type from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { day } from './parts-contract.ts';

/** Number and day of registration, and the day of receipt put right. */

const strict = { additionalProperties: false } as const;

export const receiptBodies = {
  register: Type.Object(
    {
      externalNumber: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 80 }),
      registeredOn: day(),
      reasons: Type.Optional(
        Type.String({
          minLength: 1,
          pattern: seenPattern,
          maxLength: 4000,
          sealed: true,
          description: 'to put right what was registered',
        }),
      ),
    },
    strict,
  ),
  'correct-receipt': Type.Object(
    { receivedOn: day(), reasons: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 4000, sealed: true }) },
    strict,
  ),
} as const;
