import Type from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { oneOf } from './parts-contract.ts';

/** A masked value of a party, or of one step of its case, opened with a reason. */

export const revealFields = ['name', 'phone', 'idNumber', 'address', 'email'] as const;
export type RevealField = (typeof revealFields)[number];

export const RevealBody = Type.Object(
  {
    person: Type.Optional(Type.String({ description: 'whose value; not of what belongs to a step' })),
    field: oneOf([...revealFields, 'licence', 'called', 'receiver']),
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'of `called`: the step of the attempt to reach a party; of `receiver`: that of the service',
      }),
    ),
    reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 200 }),
  },
  { additionalProperties: false },
);
export const Revealed = Type.Object({ value: Type.String() });
