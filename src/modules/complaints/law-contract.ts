import Type, { type Static } from 'typebox';
import type { CalendarYear } from '#kernel/calendar.ts';
import { seenPattern } from '#kernel/field-shapes.ts';
import type { Rulebook, RuleSetting } from '#kernel/rule.ts';
import { day } from './parts-contract.ts';

/** The law as the desk reads it, and the entering of a yearly notice with the cases it moves. */

/** A bureau head's signature under a decision that lets the platform act in the bureau's name. */
export const SwitchSignature = Type.Object({
  bureau: Type.String(),
  rule: Type.String(),
  name: Type.String(),
  value: Type.String(),
  effectiveFrom: day(),
  signedBy: Type.String(),
  signedByName: Type.String(),
  signedAt: Type.String(),
});
export type SwitchSignature = Static<typeof SwitchSignature>;

export const LawRules = Type.Object(
  {
    rulebook: Type.Unsafe<Rulebook>(
      Type.Object(
        {},
        { additionalProperties: true, description: 'texts, dated rules and switches, as the engine has them' },
      ),
    ),
    settings: Type.Array(
      Type.Unsafe<RuleSetting>(Type.Object({}, { additionalProperties: true, description: "this tenant's decisions" })),
    ),
    signatures: Type.Array(SwitchSignature),
    mayDecide: Type.Boolean(),
  },
  { $id: 'LawRules' },
);
export type LawRules = Static<typeof LawRules>;

/** `revision` is 0 for a year that comes with the platform and counts the notices entered by hand. */
export const LawCalendar = Type.Object(
  {
    years: Type.Array(
      Type.Unsafe<CalendarYear & { readonly revision: number }>(
        Type.Object(
          {},
          { additionalProperties: true, description: 'a decreed year: notice, days off and make-up days by name' },
        ),
      ),
    ),
    mayEnter: Type.Boolean(),
  },
  { $id: 'LawCalendar' },
);
export type LawCalendar = Static<typeof LawCalendar>;

/** Body of both `POST /law/calendar/{year}/preview` and `POST /law/calendar/{year}`. */
export const DecreeBody = Type.Object(
  {
    decree: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 200 }),
    days: Type.Array(
      Type.Object(
        {
          day: day(),
          kind: Type.Enum(['holiday', 'make-up']),
          name: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 200 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 120 },
    ),
    notOff: Type.Optional(
      Type.Array(day(), {
        maxItems: 20,
        description: 'holidays of the regulation that the notice, as confirmed, does not give off',
      }),
    ),
    knownRevision: Type.Integer({ minimum: 0, description: 'the revision the preview was made on' }),
  },
  { additionalProperties: false },
);
export type DecreeBody = Static<typeof DecreeBody>;

export const DecreeMoves = Type.Object(
  {
    changedDays: Type.Integer(),
    total: Type.Integer({ description: 'complaints whose limit moves' }),
    reports: Type.Integer({ description: 'reports whose limit moves; none of them is ever listed' }),
    moves: Type.Array(Type.Object({ number: Type.String(), rule: Type.String(), from: day(), to: day() }), {
      maxItems: 200,
      description: 'the first 200 the asker may see, nearest first',
    }),
    byBureau: Type.Array(
      Type.Object({ bureau: Type.String(), name: Type.String(), cases: Type.Integer(), reports: Type.Integer() }),
      { description: 'how many complaints and reports move in each unit, whoever asks' },
    ),
    shifts: Type.Array(
      Type.Object({
        bureau: Type.String(),
        name: Type.String(),
        kind: Type.Enum(['complaint', 'report']),
        rule: Type.String(),
        from: day(),
        to: day(),
        count: Type.Integer(),
      }),
      {
        maxItems: 200,
        description: 'which rule ends when in each unit, before and after, and for how many; no case is named',
      },
    ),
    shiftsLeftOut: Type.Integer({ description: 'further such lines, later ones' }),
  },
  { $id: 'DecreeMoves' },
);
export type DecreeMoves = Static<typeof DecreeMoves>;

/** Body of both `POST /law/settings/preview` and `POST /law/settings`. */
export const SettingBody = Type.Object(
  {
    rule: Type.String({ maxLength: 20 }),
    name: Type.String({ maxLength: 60 }),
    value: Type.String({ maxLength: 40 }),
    effectiveFrom: day(),
    reason: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 500 }),
  },
  { additionalProperties: false },
);
export type SettingBody = Static<typeof SettingBody>;

/** Which decision a bureau head signs: the one in force from that day with that value. */
export const SignatureBody = Type.Object(
  {
    rule: Type.String({ maxLength: 20 }),
    name: Type.String({ maxLength: 60 }),
    value: Type.String({ maxLength: 40 }),
    effectiveFrom: day(),
  },
  { additionalProperties: false },
);
export type SignatureBody = Static<typeof SignatureBody>;
