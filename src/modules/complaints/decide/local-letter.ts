import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { localFormId } from '../local-forms/local-form.ts';
import type { PaperOrder, PaperRecipient } from '../paper-orders.ts';
import type { LocalAddressee } from '../vocabulary.ts';

/** Each side has a letter of its own, under one number. */
export const letterGoesTo: Readonly<Record<LocalAddressee, readonly (readonly PaperRecipient[])[]>> = {
  complainant: [['complainant']],
  respondent: [['respondent']],
  both: [['complainant'], ['respondent']],
  body: [['bureau']],
};

export const localLetterObjection = ({ localForms = [] }: Facts): Refusal | undefined =>
  localForms.length === 0 ? refuse('no-local-form-in-force') : undefined;

/** A letter of the authority's own wording: it is made, numbered and served, and decides nothing (decision 0065). */
export const makeLocalLetter = (
  { form: id, body, answers = [] }: CommandOf<'make-local-letter'>,
  _state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const form = facts.localForms?.find((one) => localFormId(one) === id);
  if (form === undefined) return refuse('local-form-not-in-force', { status: 422, field: 'form' });
  if (form.addressee === 'body' && body === undefined)
    return refuse('local-letter-without-body', { status: 422, field: 'body' });
  const missing = form.fields.find(({ required }, place) => required && answers[place] == null);
  if (missing !== undefined)
    return refuse('local-letter-field-empty', { status: 422, field: 'answers', params: { label: missing.label } });
  const { code, version, title, englishTitle, addressee } = form;
  const names = { title, ...(englishTitle === '' ? {} : { englishTitle }) };
  const details = { form, answers, ...(addressee === 'body' && body !== undefined ? { body } : {}) };
  return {
    events: [{ type: 'LocalLetterMade', payload: { form: code, version, ...names, on: facts.today } }],
    papers: letterGoesTo[addressee].map((to): PaperOrder => ({ code: 'local-letter', to, details })),
  };
};
