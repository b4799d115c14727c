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

/** Operators write numbers and booleans as they like. */
export const textAt = (value: unknown, path: string): string | undefined => {
  const found = valueAt(value, path);
  if (typeof found === 'string') return found.trim();
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
};
