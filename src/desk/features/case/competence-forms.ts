import { type ActField, choice, field, must, reasons } from './act-field.ts';

/** A bureau that the act would take, or one that does not work here by its name: one of the two. */
const eitherBureau = (
  unit: 'rival' | 'competent',
  body: 'rivalBody' | 'competentBody',
  rest: Pick<ActField, 'when' | 'required'>,
): ActField[] => [
  field(unit, 'bureau-to-name', unit, { ...rest, required: (values) => rest.required === true && !values[body] }),
  field(body, 'text', body === 'competentBody' ? 'designatedBody' : body, {
    ...rest,
    hint: 'bodyOutside',
    required: (values) => rest.required === true && !values[unit],
    when: (values, view) => !values[unit] && (rest.when?.(values, view) ?? true),
  }),
];

/** What is asked where two bureaus, or their superior, settle who handles a case. */
export const competenceForms = {
  'dispute-competence': [
    ...eitherBureau('rival', 'rivalBody', must),
    field('arisenOn', 'day', 'arisenOn', { hint: 'arisenOn', days: 'past' }),
    reasons('disputeReasons'),
  ],
  'ask-superior': [
    ...eitherBureau('rival', 'rivalBody', { when: (_, { phase }) => phase === 'under-review' }),
    field('superior', 'superior', 'superiorAsked', { hint: 'superiorAsked' }),
    reasons(),
  ],
  'agree-competence': [
    choice('takenBy', 'takenBy', ['own', 'rival'], 'takenBy'),
    field('agreedOn', 'day', 'competenceAgreedOn', { ...must, days: 'past' }),
    field('counterpart', 'text', 'counterpart', { ...must, hint: 'counterpart' }),
    reasons('competenceReasons', { hint: 'competenceReasons' }),
  ],
  'record-designation': [
    field('body', 'superior-outside', 'designatedBy', { ...must, hint: 'designatedBy' }),
    field('decidedOn', 'day', 'designatedOn', { ...must, days: 'past' }),
    field('document', 'text', 'designationDocument', must),
    field('items', 'files', 'designationPaper', { ...must, hint: 'designationPaper' }),
    ...eitherBureau('competent', 'competentBody', must),
    reasons('competenceReasons', { hint: 'competenceReasons' }),
  ],
  'decide-competence': [
    field('competent', 'bureau-to-name', 'competent', must),
    field('document', 'text', 'designationDocument'),
    reasons('competenceReasons', { hint: 'competenceReasons' }),
  ],
} as const satisfies Readonly<Record<string, readonly ActField[]>>;
