import Type, { type Static } from 'typebox';
import { day, oneOf, seenText, shortText, strict } from '../parts-contract.ts';
import { localAddressees } from '../vocabulary.ts';

/** An authority's own letters: as they are kept, entered, and offered to whoever handles a case. */

const LocalField = Type.Object(
  { label: seenText(30), required: Type.Boolean(), long: Type.Boolean() },
  { ...strict, description: 'a blank the officer fills in; the wording names it by its label' },
);

const content = {
  title: seenText(40),
  englishTitle: shortText(120),
  addressee: oneOf(localAddressees),
  series: Type.String({
    maxLength: 6,
    description: 'characters of its series behind those of the unit; empty: no number',
  }),
  wording: Type.String({ minLength: 1, maxLength: 6000, description: 'a line a paragraph, values as `{{name}}`' }),
  aid: Type.String({ maxLength: 8000, description: 'the reading aid in English, likewise' }),
  notes: shortText(2000),
  fields: Type.Array(LocalField, { maxItems: 20 }),
};

export const LocalFormBody = Type.Object(
  {
    ...content,
    from: day(),
    knownVersion: Type.Integer({ minimum: 0, description: 'the newest version the editor was shown; 0: a new form' }),
    reason: seenText(300),
  },
  strict,
);
export type LocalFormBody = Static<typeof LocalFormBody>;

export const LocalFormPreviewBody = Type.Object(content, strict);
export type LocalFormPreviewBody = Static<typeof LocalFormPreviewBody>;

export const EndLocalFormBody = Type.Object(
  { on: day(), knownVersion: Type.Integer({ minimum: 1 }), reason: seenText(300) },
  strict,
);
export type EndLocalFormBody = Static<typeof EndLocalFormBody>;

export const LocalFormVersion = Type.Object({
  ...content,
  version: Type.Integer(),
  from: day(),
  to: Type.Union([day(), Type.Null()], { description: 'the first day without it' }),
  reason: Type.String(),
  enteredBy: Type.String(),
  enteredByName: Type.Union([Type.String(), Type.Null()]),
  enteredAt: Type.String(),
});
export type LocalFormVersion = Static<typeof LocalFormVersion>;

export const LocalForms = Type.Object(
  {
    mayChange: Type.Boolean(),
    forms: Type.Array(
      Type.Object({
        code: Type.String(),
        inForce: Type.Union([Type.Integer(), Type.Null()], { description: 'the version that holds today' }),
        versions: Type.Array(LocalFormVersion, { description: 'the newest first' }),
      }),
    ),
  },
  { $id: 'LocalForms' },
);
export type LocalForms = Static<typeof LocalForms>;

export const LocalFormEntered = Type.Object({ code: Type.String(), version: Type.Integer() });

export const LocalFormOffered = Type.Object({
  id: Type.String({ description: 'names one version of one form' }),
  title: Type.String(),
  englishTitle: Type.String({ description: 'empty: none' }),
  addressee: oneOf(localAddressees),
  numbered: Type.Boolean(),
  fields: Type.Array(LocalField),
});
export type LocalFormOffered = Static<typeof LocalFormOffered>;

const letter = {
  form: Type.String({
    minLength: 3,
    maxLength: 60,
    description: 'one version of a local form, as the case offers it',
  }),
  body: Type.Optional({ ...seenText(100), description: 'whom it is for, where that is another body' }),
  answers: Type.Optional(
    Type.Array(Type.String({ maxLength: 2000 }), {
      maxItems: 20,
      sealed: true,
      description: 'what was filled in, in the order of the fields of the form; empty where nothing was',
    }),
  ),
};

export const LocalLetterBody = Type.Object(letter, strict);
export type LocalLetterBody = Static<typeof LocalLetterBody>;

export const LocalLetterPreviewBody = Type.Object(
  {
    ...letter,
    to: Type.Optional(oneOf(['complainant', 'respondent', 'bureau'] as const)),
  },
  { ...strict, description: '`to`: of a letter to both sides, whose copy; else it is its addressee’s' },
);
export type LocalLetterPreviewBody = Static<typeof LocalLetterPreviewBody>;
