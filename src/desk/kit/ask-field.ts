import type { Translate } from '#kernel/translate.ts';
import type { Colleague } from '#modules/complaints/desk-contract.ts';
import type { UnitItem } from '#modules/directory/contract.ts';
import { type FieldLimits, linesFault, linesOf, tooShort } from './shape-limits.ts';

export type AskKind =
  | 'text'
  | 'long'
  | 'lines'
  | 'day'
  | 'moment'
  | 'number'
  | 'yes-no'
  | 'choice'
  | 'choices'
  | 'operator'
  | 'unit'
  | 'staff'
  | 'files';

/** A short form beside a page: for matters whose acts are few and the same everywhere. */
export type AskField = {
  readonly name: string;
  readonly label: string;
  readonly kind: AskKind;
  readonly required?: boolean | ((values: Asked) => boolean);
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string | number; readonly label: string }[];
  /** Asked only then; always when silent. */
  readonly when?: (values: Asked) => boolean;
  /** Characters at most where no contract says it. */
  readonly most?: number;
  /** What is wrong with what was typed, said before anything is sent. */
  readonly faultOf?: (text: string) => string | undefined;
  /** Whose staff may be named. */
  readonly bureau?: string;
  /** Of them, those whom the rule of the act takes. */
  readonly mayBe?: (one: Colleague, kind: string | undefined) => boolean;
  /** The unit that may not be chosen. */
  readonly without?: string;
  /** Of the units of the instance those that may be chosen, by what else was filled in. */
  readonly offers?: (unit: UnitItem, all: readonly UnitItem[], values: Asked) => boolean;
};
export type Asked = Readonly<Record<string, unknown>>;

export const shownOf = (fields: readonly AskField[], values: Asked): readonly AskField[] =>
  fields.filter(({ when }) => when?.(values) !== false);

/** Lines become a list; what was left empty is left out. */
export const valuesOf = (fields: readonly AskField[], typed: Asked): Asked => {
  const values: Record<string, unknown> = {};
  for (const { name, kind } of shownOf(fields, typed)) {
    const value = typed[name];
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (kind === 'files') values[name] = (value as readonly { readonly file: unknown }[]).map(({ file }) => file);
    else if (kind === 'moment') values[name] = `${String(value)}:00+08:00`;
    else if (kind === 'lines') {
      const lines = linesOf(String(value));
      if (lines.length > 0) values[name] = lines;
    } else values[name] = typeof value === 'string' ? value.trim() : value;
  }
  return values;
};

const typedKinds: ReadonlySet<AskKind> = new Set(['text', 'long', 'lines', 'number']);

/** What can be said of a field before anything is sent; undefined when nothing is wrong with it. */
export const faultIn = (
  { required, label, kind, faultOf }: AskField,
  value: unknown,
  all: Asked,
  limits: FieldLimits,
  t: Translate,
): string | undefined => {
  const isNeeded = typeof required === 'function' ? required(all) : required === true;
  const text = typeof value === 'string' ? value.trim() : value;
  const isEmpty = text === undefined || text === null || text === '' || (Array.isArray(text) && text.length === 0);
  if (isEmpty)
    return isNeeded
      ? t(typedKinds.has(kind) ? 'desk:acts.required' : 'desk:acts.requiredChoice', { field: label })
      : undefined;
  if (typeof text !== 'string') return undefined;
  const short = kind === 'text' || kind === 'long' ? tooShort(text, limits, t) : undefined;
  return short ?? (kind === 'lines' ? linesFault(text, limits, t) : undefined) ?? faultOf?.(text);
};
