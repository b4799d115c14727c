import Type, { type Static } from 'typebox';
import type { Day } from '#kernel/day.ts';
import { seenPattern } from '#kernel/field-shapes.ts';

/** People who act for an operator with an account of their own. */

const closed = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ minLength: 1, pattern: seenPattern, maxLength });
const day = () => Type.Unsafe<Day>(Type.String({ format: 'date' }));
const instant = () => Type.Unsafe<Date>(Type.String({ format: 'date-time' }));
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** How authority was shown: the licence with the holder's identity card, a power of attorney, a letter of the firm. */
export const shownAuthorities = ['licence-holder', 'power-of-attorney', 'letter'] as const;

export const NewRepresentative = Type.Object(
  {
    name: text(100),
    phone: Type.String({
      minLength: 1,
      pattern: seenPattern,
      maxLength: 40,
      description: 'mobile number the person signs in with',
    }),
    shown: Type.Enum([...shownAuthorities]),
    note: Type.Optional(text(500)),
    until: Type.Optional(Type.Unsafe<Day>(Type.String({ format: 'date', description: 'last day of the power' }))),
  },
  closed,
);
export type NewRepresentative = Static<typeof NewRepresentative>;

export const EndRepresentative = Type.Object({ reason: text(500) }, closed);

export const Representative = Type.Object({
  id: Type.String(),
  name: Type.String(),
  phone: Type.String({ description: 'masked' }),
  shown: Type.Enum([...shownAuthorities]),
  note: orNull(Type.String()),
  from: day(),
  to: orNull(Type.Unsafe<Day>(Type.String({ format: 'date', description: 'first day without' }))),
  linkedBy: Type.String(),
  linkedByName: orNull(Type.String()),
  linkedAt: instant(),
  endedAt: orNull(instant()),
  endedReason: orNull(Type.String()),
  current: Type.Boolean(),
});
export type Representative = Static<typeof Representative>;
