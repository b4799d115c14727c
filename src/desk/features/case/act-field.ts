import type { CaseParty, CaseView } from '#modules/complaints/case-contract.ts';

/** One field of an act's form, and the ways to write one down. */
export type Control =
  | 'text'
  | 'long-text'
  | 'day'
  | 'moment'
  | 'money'
  | 'number'
  | 'choice'
  | 'choices'
  | 'yes-no'
  | 'staff'
  | 'assignee'
  | 'mediator'
  | 'names'
  | 'room'
  | 'session'
  | 'recused'
  | 'one-of-several'
  | 'known-way'
  | 'any-unit'
  | 'bureau-to-name'
  | 'any-bureau'
  | 'superior'
  | 'superior-outside'
  | 'station'
  | 'association'
  | 'appraiser'
  | 'operator'
  | 'incident'
  | 'ground'
  | 'files'
  | 'claims'
  | 'paper'
  | 'local-form'
  | 'local-answers'
  | 'notice'
  | 'decision'
  | 'respondent'
  | 'purchase'
  | 'object'
  | 'problem';

export type Values = Readonly<Record<string, unknown>>;

/** What of the case decides which fields are asked. */
export type Asked = Pick<
  CaseView,
  'phase' | 'objectName' | 'problemName' | 'parties' | 'assistants' | 'recusal' | 'closedOn' | 'acceptedOn'
> &
  Partial<
    Pick<
      CaseView,
      'evidence' | 'respondent' | 'jointAgreed' | 'asked' | 'order' | 'timeline' | 'notInSource' | 'acts' | 'settlement'
    >
  >;

export type ActField = {
  /** Path in the body; dots nest. */
  readonly name: string;
  readonly control: Control;
  /** `complaint:field.<label>`; a hint of the same name is shown when there is one. */
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean | ((values: Values) => boolean);
  /** Somebody was asked for it: it may still be missing, but nothing says that it can be left out. */
  readonly asked?: (view: Asked, values: Values) => boolean;
  /** It is what the form is opened for now: it stands before all others. */
  readonly leads?: (view: Asked) => boolean;
  /** Of the choices those that make sense in this case, for the paper chosen. */
  readonly offers?: (value: string, view: CaseView, paper: number | undefined) => boolean;
  readonly choices?: {
    readonly values: readonly string[];
    /** Lies in `complaint:` unless it names a namespace of its own. */
    readonly texts: string;
    /** Where a case under Order 20 has a list of its own. */
    readonly textsOfOrder20?: string;
    readonly numeric?: boolean;
  };
  /** Words for yes and no where they say more than yes and no. */
  readonly words?: readonly [string, string];
  readonly days?: 'past' | 'future';
  /** Which of those who complain together can be meant. */
  readonly kinds?: readonly CaseParty['kind'][];
  readonly when?: (values: Values, view: Asked) => boolean;
};

export const choice = (
  name: string,
  label: string,
  values: readonly string[],
  texts: string,
  rest: Partial<ActField> = {},
): ActField => ({ name, control: 'choice', label, choices: { values, texts }, required: true, ...rest });
export const reasons = (label = 'reasons', rest: Partial<ActField> = {}): ActField => ({
  name: 'reasons',
  control: 'long-text',
  label,
  required: true,
  ...rest,
});
export const field = (name: string, control: Control, label: string, rest: Partial<ActField> = {}): ActField => ({
  name,
  control,
  label,
  ...rest,
});
export const must = { required: true } as const;

export const parties = ['complainant', 'respondent'] as const;
