/** `number`, kept at the tenant `at`, was put right: the same question at another bureau follows. No value travels, only which fields. */
export type AskerAlong = {
  readonly number: string;
  readonly at: string;
  readonly other: string;
  readonly fields: readonly string[];
};

const isAlong = (payload: unknown): payload is AskerAlong => {
  const { number, at, other, fields } = (payload ?? {}) as Partial<Record<keyof AskerAlong, unknown>>;
  return (
    [number, at, other].every((one) => typeof one === 'string') &&
    Array.isArray(fields) &&
    fields.every((one) => typeof one === 'string')
  );
};

export const askerAlongJob = {
  name: 'correct-asker-along',
  read: (payload: unknown): AskerAlong => {
    if (!isAlong(payload)) throw new TypeError('not the news that an asker was put right');
    return payload;
  },
};
