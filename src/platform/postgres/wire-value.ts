/** A value as PostgreSQL takes it: bytes as they are, everything else as text. An array is a list of such texts. */
export const wireValue = (value: unknown): string | Buffer | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  // With the offset written out, so that the time zone of this machine does not matter.
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return listOf(value);
  return JSON.stringify(value);
};

const listOf = (items: readonly unknown[]): string => `{${items.map(itemOf).join(',')}}`;

const itemOf = (item: unknown): string => {
  if (item === null || item === undefined) return 'NULL';
  if (Array.isArray(item)) return listOf(item);
  const value = wireValue(item);
  if (value === null) return 'NULL';
  return typeof value === 'string' ? quoted(value) : `"\\\\x${value.toString('hex')}"`;
};

const quoted = (text: string): string =>
  /["\\]/u.test(text) ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${text}"`;
