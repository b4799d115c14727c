/** Bytes from `start` to `end`, both counted in. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * One range of a `Range` header (RFC 9110, 14.1.2). Undefined = send all of it: no header, another unit, several
 * ranges (which a server may answer whole) or no sense at all.
 */
export const rangeOf = (header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | undefined => {
  const found = /^bytes=\s*(?<first>\d{0,15})\s*-\s*(?<last>\d{0,15})\s*$/u.exec(header ?? '')?.groups;
  if (found === undefined) return undefined;
  const { first = '', last = '' } = found;
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? bytes - 1 : Number(last);
  if (end < start && last !== '') return undefined;
  return start >= bytes ? 'unsatisfiable' : { start, end: Math.min(end, bytes - 1) };
};
