import { createHash } from 'node:crypto';
import type { Day } from '#kernel/day.ts';
import { isSeen } from '#kernel/field-shapes.ts';
import type { ClaimKind, LeadingWords, Mapping, TextFrom } from './mapping.ts';
import { readSourceMoment, type SourceMoment } from './read-source-day.ts';

export type SourceFields = Readonly<Record<string, string>>;

/** One record as the front door can file it. */
export type ImportItem = {
  readonly target: Mapping['target'];
  /** Under which it is found again; the second binds the content, so that a changed record is noticed. */
  readonly key: string;
  readonly contentKey: string;
  readonly title?: string;
  readonly text: string;
  readonly receivedOn: Day | null;
  /** The instants (ISO 8601) where the source says them, beside the days. */
  readonly receivedAt?: string;
  readonly answer?: { readonly text: string; readonly on: Day | null; readonly at?: string };
  readonly askerReference?: string;
  /** What else the source says of it, a line each under its own names. */
  readonly remarks?: string;
  readonly respondentName?: string;
  readonly goods?: string;
  readonly claims: readonly ClaimKind[];
  readonly problemCode?: string;
  readonly notInSource: readonly string[];
};

/** Why a record is not taken; the words stand in the locale under `intake:import.reasons`. */
export type Rejection = { readonly reason: string; readonly values?: Readonly<Record<string, string | number>> };
export const isRejection = (value: ImportItem | Rejection): value is Rejection => 'reason' in value;

/** Four times the longest text a form takes: sources are kept whole, a runaway quote is not a text. */
const LONGEST = 20_000;

const reject = (reason: string, values?: Rejection['values']): Rejection => ({
  reason,
  ...(values === undefined ? {} : { values }),
});

export const mapRecord = (mapping: Mapping, fields: SourceFields, today: Day): ImportItem | Rejection => {
  const said = (name: string | undefined): string | undefined => {
    const value = name === undefined ? undefined : fields[name]?.trim();
    return value === undefined || !isSeen(value) ? undefined : value;
  };
  const unfit = unfitText(fields);
  if (unfit !== undefined) return unfit;
  const text = mapping.text
    .flatMap((part) => lineOf(part, said(part.from)))
    .join('\n')
    .trim();
  if (said(mapping.text[0].from) === undefined) return reject('text-missing', { field: mapping.text[0].from });
  if (text.length > LONGEST) return reject('text-too-long', { length: text.length, most: LONGEST });
  const id = said(mapping.id);
  if (mapping.id !== undefined && id === undefined) return reject('id-missing', { field: mapping.id });
  const received = momentIn(fields, mapping.receivedOn, today);
  if (received !== null && 'reason' in received) return received;
  const answered = momentIn(fields, mapping.answer?.on, today);
  if (answered !== null && 'reason' in answered) return answered;
  const answer = said(mapping.answer?.text);
  if (answer !== undefined && answer.length > LONGEST)
    return reject('text-too-long', { length: answer.length, most: LONGEST });
  const remarks = mapping.remarks?.flatMap((from) => lineOf({ from, label: from }, said(from))).join('\n');
  if (remarks !== undefined && remarks.length > LONGEST)
    return reject('text-too-long', { length: remarks.length, most: LONGEST });
  const askerReference = said(mapping.askerReference);
  const content = contentHash(mapping, fields);
  const key = `import:${mapping.name}:${id ?? content}`;
  const title = said(mapping.title);
  const respondentName = said(mapping.respondentName);
  const goods = mapping.goods?.flatMap((name) => said(name) ?? []).join(' ');
  return {
    target: mapping.target,
    key,
    contentKey: `${key}#${content.slice(0, 16)}`,
    text,
    receivedOn: received?.on ?? null,
    ...(received?.at === undefined ? {} : { receivedAt: received.at }),
    ...(title === undefined ? {} : { title: title.slice(0, 500) }),
    ...(answer === undefined ? {} : { answer: { text: answer, on: null, ...answered } }),
    ...(askerReference === undefined ? {} : { askerReference: askerReference.slice(0, 200) }),
    ...(remarks === undefined || remarks === '' ? {} : { remarks }),
    ...(respondentName === undefined ? {} : { respondentName: respondentName.slice(0, 200) }),
    ...(goods === undefined || goods === '' ? {} : { goods: goods.slice(0, 300) }),
    ...readLeading(mapping.leading, said(mapping.leading?.from)),
    notInSource: mapping.notInSource,
  };
};

const lineOf = ({ label }: TextFrom, value: string | undefined): string[] =>
  value === undefined ? [] : [label === undefined ? value : `${label}：${value}`];

const unfitText = (fields: SourceFields): Rejection | undefined => {
  for (const [field, value] of Object.entries(fields)) {
    if (value.includes('\0') || !value.isWellFormed()) return reject('text-not-storable', { field });
    if (value.includes('\u{FFFD}')) return reject('characters-unreadable', { field });
  }
  return undefined;
};

/** Null when the source says nothing; a rejection when it says something that is no day, or one to come. */
const momentIn = (fields: SourceFields, name: string | undefined, today: Day): SourceMoment | null | Rejection => {
  const text = name === undefined ? '' : (fields[name]?.trim() ?? '');
  if (name === undefined || text === '') return null;
  const moment = readSourceMoment(text);
  if (moment === undefined) return reject('day-unreadable', { field: name, value: text.slice(0, 40) });
  return moment.on > today ? reject('day-ahead', { field: name, value: text.slice(0, 40) }) : moment;
};

/** Over every column of the mapping in its order, so that a line moved or a column added elsewhere changes nothing. */
const contentHash = (mapping: Mapping, fields: SourceFields): string => {
  const hash = createHash('sha256');
  for (const column of mapping.columns) hash.update(`${column}\0${fields[column]?.trim() ?? ''}\0`);
  return hash.digest('hex');
};

const readLeading = (
  words: LeadingWords | undefined,
  text: string | undefined,
): Pick<ImportItem, 'claims' | 'problemCode'> => {
  if (words === undefined || text === undefined) return { claims: [] };
  const [first = '', second = ''] = text.split(/\s+/u, 2);
  const named = first.split(/[,，]/u).map((word) => words.claims[word]);
  const claims = named.every((claim) => claim !== undefined) ? [...new Set(named)] : [];
  const problem = (claims.length > 0 ? second : first)
    .split(/[，,]|、(?=在产品中)/u)
    .flatMap((word) => words.problems[word] ?? []);
  const [problemCode] = problem;
  return { claims, ...(problemCode === undefined ? {} : { problemCode }) };
};
