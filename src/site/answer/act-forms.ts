import { compareDays, type Day } from '#kernel/day.ts';
import { isSorted } from '#site/kit/files-by-purpose.ts';
import { formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';
import { statementMost } from './answer-forms.ts';

/** What the respondent can do on a case beside answering; the routes list only what is lawful now. */
export const operatorActs = [
  'add-statement',
  'add-evidence',
  'name-agent',
  'end-agent',
  'ask-recusal',
  'settled',
] as const;
export type OperatorAct = (typeof operatorActs)[number];

/** Evidence is shown to the complainant, a licence or an identity card is not: whoever hands a file in says which it is. */
export const operatorPurposes = ['evidence', 'identity'] as const;
export type OperatorPurpose = (typeof operatorPurposes)[number];

export type SaidBy = { readonly text: string; readonly by: string };

export function readStatementLater(raw: RawForm): Reading<SaidBy> {
  const read = formReader(raw);
  const text = read.requiredText('text', 'answer:fault.text', statementMost);
  return read.done({ text, by: read.requiredText('by', 'answer:fault.by', 100) });
}

const people = ['0', '1', '2', '3', '4', '5'] as const;

/** Whom it is about is asked where somebody assists the mediator; the first is the mediator. */
export function readRecusalWish(raw: RawForm, assistants: number): Reading<SaidBy & { readonly assistant?: number }> {
  const read = formReader(raw);
  const who = assistants === 0 ? 0 : Number(read.choice('who', people, 'follow:fault.recusal-who'));
  const text = read.requiredText('reasons', 'follow:fault.recusal-reasons', 4000);
  const by = read.requiredText('by', 'answer:fault.by', 100);
  return read.done({ text, by, ...(who === 0 ? {} : { assistant: who }) });
}

export function readEvidenceLater(raw: RawForm, files: number): Reading<{ readonly purpose?: OperatorPurpose }> {
  const read = formReader(raw);
  if (files === 0) read.fault('files', 'follow:fault.no-file');
  const stated = isSorted(raw) ? 'evidence' : read.optionalChoice('purpose', operatorPurposes);
  const purpose = files === 0 ? undefined : stated;
  return read.done(purpose === undefined ? {} : { purpose });
}

/** Taking an agency back needs no reason; who says so stands under it. */
export function readEndOfAgency(raw: RawForm): Reading<{ readonly text?: string; readonly by: string }> {
  const read = formReader(raw);
  const text = read.optionalText('text', 800);
  const by = read.requiredText('by', 'answer:fault.by', 100);
  return read.done({ ...(text === undefined ? {} : { text }), by });
}

export type Settled = { readonly on?: Day; readonly text?: string; readonly by: string };

/** Nobody has settled on a day to come, nor a quarrel over what was not bought yet. */
export function readSettled(raw: RawForm, today: Day, boughtOn?: Day): Reading<Settled> {
  const read = formReader(raw);
  read.requiredText('settledOn', 'answer:fault.settledOn', 60);
  const on = read.optionalDay('settledOn', today);
  if (on !== undefined && boughtOn !== undefined && compareDays(on, boughtOn) < 0)
    read.fault('settledOn', 'answer:fault.settledBeforePurchase');
  const text = read.optionalText('text', 2000);
  const by = read.requiredText('by', 'answer:fault.by', 100);
  return read.done({ ...(on === undefined ? {} : { on }), ...(text === undefined ? {} : { text }), by });
}
