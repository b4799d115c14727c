import Type from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { oneOf } from './parts-contract.ts';

/** A masked value of a party opened with a reason. */

export const revealFields = ['name', 'phone', 'idNumber', 'address', 'email'] as const;
export type RevealField = (typeof revealFields)[number];

export const RevealBody = Type.Object(
  {
    person: Type.Optional(Type.String({ description: 'whose value; not of a number somebody was tried by' })),
    field: oneOf([...revealFields, 'licence', 'called']),
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'of `called`: the step of the attempt to reach a party' }),
    ),
    reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 200 }),
  },
  { additionalProperties: false },
);
export const Revealed = Type.Object({ value: Type.String() });
