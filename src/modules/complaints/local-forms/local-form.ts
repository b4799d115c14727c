/** An authority's own letter as dated data: which version holds on a day, and what may not be entered. */
import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { type LocalAddressee, type LocalValue, localValues } from '../vocabulary.ts';
import { saysOnly, templateFault, textLines } from './wording.ts';

/** A blank the officer fills in; the wording names it by its label. */
export type LocalField = { readonly label: string; readonly required: boolean; readonly long: boolean };

/** What is entered: one line a paragraph. */
export type LocalFormText = {
  readonly title: string;
  readonly englishTitle: string;
  readonly addressee: LocalAddressee;
  /** The characters behind those of the unit; empty: such letters bear no number. */
  readonly series: string;
  readonly wording: string;
  /** The reading aid in English; empty: none. */
  readonly aid: string;
  readonly notes: string;
  readonly fields: readonly LocalField[];
};

export type LocalForm = LocalFormText & {
  readonly code: string;
  readonly version: number;
  readonly from: Day;
  /** The first day without it. */
  readonly to: Day | null;
};

/** Names one version of one form: what an act is asked with, so that nobody makes a letter of words they have not seen. */
export const localFormId = ({ code, version }: Pick<LocalForm, 'code' | 'version'>): string => `${code}.${version}`;

/** Of each form the version that holds on the day: the one with the latest first day, and of several the newest. */
export const localFormsOn = (forms: readonly LocalForm[], on: Day): LocalForm[] =>
  [...Map.groupBy(forms, ({ code }) => code).values()].flatMap((versions) => {
    const [last] = versions
      .filter(({ from }) => compareDays(from, on) <= 0)
      .sort((a, b) => compareDays(b.from, a.from) || b.version - a.version);
    return last === undefined || (last.to !== null && compareDays(last.to, on) <= 0) ? [] : [last];
  });

/** Titles and series of the papers the program itself knows. */
export type OwnPapers = {
  /** Of the official set: no local letter may look like one of them. */
  readonly official: readonly string[];
  readonly titles: readonly string[];
  readonly series: readonly string[];
};

const bare = (title: string): string => title.normalize('NFKC').replaceAll(/[\s\p{P}\p{S}]/gu, '');

/** A letter decides nothing: it bears neither the title of an official form nor that of any decision. */
const titleFault = (typed: string, own: OwnPapers): Refusal | undefined => {
  const title = bare(typed);
  const official = own.official.find((one) => title.includes(bare(one)));
  if (official !== undefined)
    return refuse('local-form-title-official', { status: 422, field: 'title', params: { title: official } });
  const taken = own.titles.find((one) => bare(one) === title);
  if (taken !== undefined)
    return refuse('local-form-title-taken', { status: 422, field: 'title', params: { title: taken } });
  return /决定|裁决|处罚|调解书/u.test(title) || /decision|penalty|ruling/iu.test(typed)
    ? refuse('local-form-title-of-decision', { status: 422, field: 'title' })
    : undefined;
};

const MOST_FIELDS = 12;

const fieldsFault = (fields: readonly LocalField[]): Refusal | undefined => {
  const refused = (code: string, label: string) => refuse(code, { status: 422, field: 'fields', params: { label } });
  if (fields.length > MOST_FIELDS)
    return refuse('local-form-too-many-fields', { status: 422, field: 'fields', params: { most: MOST_FIELDS } });
  const seen = new Set<string>(localValues);
  for (const { label } of fields) {
    if (bare(label) === '' || /[{}｛｝\r\n]/u.test(label)) return refused('local-form-field-unnamed', label);
    if (seen.has(label)) return refused('local-form-field-twice', label);
    seen.add(label);
  }
  return undefined;
};

/** Names the wording may use: some only where the form has what they say. */
export const namesFor = ({ fields, series, addressee }: Pick<LocalFormText, 'fields' | 'series' | 'addressee'>) => {
  const known = localValues.filter(
    (name) => (name !== 'number' || series !== '') && (name !== 'body' || addressee === 'body'),
  );
  return new Set<string>([...known, ...fields.map(({ label }) => label)]);
};

/** What is wrong with a form as entered; the first line at fault is named. */
export const localFormFault = (form: LocalFormText, own: OwnPapers): Refusal | undefined =>
  titleFault(form.title, own) ??
  (form.englishTitle === '' ? undefined : titleFaultInEnglish(form.englishTitle)) ??
  seriesFault(form.series, own) ??
  fieldsFault(form.fields) ??
  (textLines(form.wording).length === 0
    ? refuse('local-form-says-nothing', { status: 422, field: 'wording' })
    : undefined) ??
  templateFault('wording', form.wording, namesFor(form)) ??
  templateFault('aid', form.aid, namesFor(form)) ??
  templateFault('notes', form.notes, new Set()) ??
  aidFault(form) ??
  unusedField(form);

const titleFaultInEnglish = (title: string): Refusal | undefined =>
  /decision|penalty|ruling/iu.test(title)
    ? refuse('local-form-title-of-decision', { status: 422, field: 'englishTitle' })
    : undefined;

const seriesFault = (series: string, own: OwnPapers): Refusal | undefined => {
  if (series === '') return undefined;
  if (!/^\p{Script=Han}{1,6}$/u.test(series))
    return refuse('local-form-series-unreadable', { status: 422, field: 'series' });
  return own.series.includes(series)
    ? refuse('local-form-series-taken', { status: 422, field: 'series', params: { series } })
    : undefined;
};

const aidFault = ({ aid, englishTitle }: LocalFormText): Refusal | undefined =>
  (textLines(aid).length === 0) === (englishTitle.trim() === '')
    ? undefined
    : refuse('local-form-aid-by-halves', { status: 422, field: 'englishTitle' });

/** What the officer fills in must stand on the paper. */
const unusedField = ({ fields, wording }: LocalFormText): Refusal | undefined => {
  const unused = fields.find(({ label }) => !saysOnly(wording).has(label));
  return unused === undefined
    ? undefined
    : refuse('local-form-field-unused', { status: 422, field: 'fields', params: { label: unused.label } });
};

/** Whether the wording takes this from the case. */
export const takes = (form: Pick<LocalFormText, 'wording'>, value: LocalValue): boolean =>
  saysOnly(form.wording).has(value);
