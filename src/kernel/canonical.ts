/** One text for one value: JSON with sorted keys and no white space (RFC 8785), so that its hash can be compared. */
export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

const text = (value: string): string => {
  // RFC 8785 §3.2.2.2: half a surrogate pair has no place in UTF-8.
  if (!value.isWellFormed()) throw new RangeError('a text with half a surrogate pair has no canonical form');
  return JSON.stringify(value);
};

const number = (value: number): string => {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`);
  return JSON.stringify(value);
};

const list = (values: readonly CanonicalValue[]): string => `[${values.map(canonicalJson).join(',')}]`;

const isList = (value: CanonicalValue): value is readonly CanonicalValue[] => Array.isArray(value);

const record = (value: { readonly [key: string]: CanonicalValue | undefined }): string => {
  // The default order of `sort` is by UTF-16 code units, which is what the standard asks for.
  const fields = Object.keys(value).sort();
  const present = fields.flatMap((key) => {
    const field = value[key];
    return field === undefined ? [] : [`${text(key)}:${canonicalJson(field)}`];
  });
  return `{${present.join(',')}}`;
};

/** Absent and `undefined` fields are alike. @throws RangeError for what JSON cannot hold (NaN, half a surrogate pair) */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (isList(value)) return list(value);
  if (typeof value === 'object') return record(value);
  throw new RangeError(`${typeof value} has no canonical form`);
}
