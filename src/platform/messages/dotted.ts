export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What lies at a dotted path (`data.list.0.id`) of a value read from JSON; own members only. */
export const valueAt = (value: unknown, path: string): unknown => {
  let at: unknown = value;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
};

type Source = { readonly source?: string };

/**
 * JSON as an operator wrote it: a number too long for this machine (CMPP numbers its messages with 64 bits) stays the digits that
 * were written, or one message would be taken for its neighbours.
 */
export const parseExactly = (text: string): unknown =>
  JSON.parse(text, (_name: string, value: unknown, written?: Source) =>
    typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? (written?.source ?? value) : value,
  ) as unknown;

/** Operators write numbers and booleans as they like. */
export const textAt = (value: unknown, path: string): string | undefined => {
  const found = valueAt(value, path);
  if (typeof found === 'string') return found.trim();
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
};
