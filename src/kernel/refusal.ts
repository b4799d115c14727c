/** An expected "no": a value, never thrown. `code` names the fact; `basis` the law behind it. */
export type LegalBasis = { readonly text: string; readonly article: string };

export type Refusal = {
  readonly refusal: string;
  /** HTTP status this maps to when it reaches the outside; 409 when silent. */
  readonly status?: number;
  readonly basis?: readonly LegalBasis[];
  /** Values for the message text in the locale files (`refusals.<code>`); never personal data. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Acts or routes that are possible instead, as codes. */
  readonly instead?: readonly string[];
  /** Where somebody else was first: the version now, and the address of what happened since the one that was looked at. */
  readonly since?: { readonly version: number; readonly events: string };
  /** Name of the field at fault, in the words of the contract (dotted path). */
  readonly field?: string;
};

export const refuse = (refusal: string, rest: Omit<Refusal, 'refusal'> = {}): Refusal => ({ refusal, ...rest });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && typeof (value as { refusal?: unknown }).refusal === 'string';
