import type { LocalFormOffered } from '#modules/complaints/local-forms/contract.ts';
import { type ActField, type Asked, field, must, type Values } from './act-field.ts';

/** What a letter in the authority's own wording asks for: which form, and what that form leaves open. */

export const formsIn = ({ acts = [] }: Pick<Asked, 'acts'>): readonly LocalFormOffered[] =>
  acts.find(({ act }) => act === 'make-local-letter')?.forms ?? [];

export const chosenForm = (values: Values, view: Pick<Asked, 'acts'>): LocalFormOffered | undefined =>
  formsIn(view).find(({ id }) => id === values['form']);

export const recipientsOf = ({ addressee }: LocalFormOffered): ('complainant' | 'respondent' | 'bureau')[] => {
  if (addressee === 'both') return ['complainant', 'respondent'];
  return [addressee === 'body' ? 'bureau' : addressee];
};

/** What that form asks for and nobody has filled in, by its name. */
export const blanksLeft = (values: Values, view: Pick<Asked, 'acts'>): readonly string[] => {
  const answers: unknown = values['answers'];
  const typed = Array.isArray(answers) ? answers.map(String) : [];
  const asked = chosenForm(values, view)?.fields ?? [];
  return asked.flatMap(({ label, required }, place) => (required && !typed[place]?.trim() ? [label] : []));
};

export const localLetterForms = {
  'make-local-letter': [
    field('form', 'local-form', 'localForm', must),
    field('body', 'text', 'letterBody', {
      ...must,
      hint: 'letterBody',
      when: (values, view) => chosenForm(values, view)?.addressee === 'body',
    }),
    field('answers', 'local-answers', 'localAnswers', {
      when: (values, view) => (chosenForm(values, view)?.fields.length ?? 0) > 0,
      asked: (view, values) => chosenForm(values, view)?.fields.some(({ required }) => required) === true,
    }),
  ],
} as const satisfies Record<'make-local-letter', readonly ActField[]>;
