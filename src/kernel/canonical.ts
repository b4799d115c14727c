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

const list = (values: readonly CanonicalValue[]): string => {
  let items = '';
  for (const value of values) items += items === '' ? canonicalJson(value) : `,${canonicalJson(value)}`;
  return `[${items}]`;
};

const isList = (value: CanonicalValue): value is readonly CanonicalValue[] => Array.isArray(value);

// Every act is hashed over this text, so it is written for speed: one string that grows, no lists in between.
const record = (value: { readonly [key: string]: CanonicalValue | undefined }): string => {
  let fields = '';
  // The default order of `sort` is by UTF-16 code units, which is what the standard asks for.
  for (const key of Object.keys(value).sort()) {
    const field = value[key];
    if (field !== undefined) fields += `${fields === '' ? '' : ','}${text(key)}:${canonicalJson(field)}`;
  }
  return `{${fields}}`;
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
