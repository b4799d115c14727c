import { type ActField, choice, field, must, type Values } from './act-field.ts';
import { agreedThemselves } from './agent-forms.ts';

/** What both agreed to, and whose consent is still to be told with it (Order 121 arts 12, 18, 24). */

export const isJoint: NonNullable<ActField['when']> = (_, { parties }) =>
  parties.some(({ kind }) => kind === 'joint' || kind === 'representative');
/** Order 121 art. 12: asked only where somebody is represented. */
export const representedConsent = (rest: Partial<ActField> = {}): ActField =>
  field('representedConsent', 'yes-no', 'representedConsent', {
    when: isJoint,
    ...rest,
  });

/** Art. 18: what both settled by themselves on that day, as both have said, needed no consent to mediation. */
const asksRespondent: NonNullable<ActField['when']> = ({ agreedOn }, { respondent, settlement }) =>
  respondent?.consentsToMediation !== true && !(settlement?.settled === true && settlement.on === agreedOn);

const isRecord = (values: Values): boolean => values.form === 'record';

export const agreementForm: readonly ActField[] = [
  choice('form', 'agreementForm', ['mediation-paper', 'record'], 'agreementForm', { hint: 'agreementForm' }),
  field('agreedOn', 'day', 'agreedOn', { hint: 'agreedOn', days: 'past' }),
  field('performed', 'yes-no', 'performed', must),
  field('waivedByBoth', 'yes-no', 'waivedByBoth', {
    when: (values) => values.form === 'record' && values.performed === false,
  }),
  field('outcome', 'claims', 'outcome'),
  field('recoveredFen', 'money', 'recoveredFen', { ...must, hint: 'recoveredFen' }),
  field('terms', 'long-text', 'terms', must),
  field('respondentConsents', 'yes-no', 'respondentConsents', {
    ...must,
    hint: 'respondentConsents',
    when: asksRespondent,
  }),
  representedConsent(must),
  ...agreedThemselves,
  field('begunAt', 'moment', 'begunAt', { hint: 'begunAt', days: 'past', when: isRecord }),
  field('endedAt', 'moment', 'endedAt', { hint: 'endedAt', days: 'past', when: isRecord }),
  field('present', 'names', 'present', { hint: 'present', when: isRecord }),
  field('statements', 'long-text', 'statements', { hint: 'statements', when: isRecord }),
  field('legalRepresentative', 'text', 'legalRepresentative', { when: (values) => values.form !== 'record' }),
];
