/** What became of an announcement: the finding it tells was put right, or it was taken back itself. */
export type Amendment = 'correction' | 'withdrawal';

/** Tells those who were told of announcement `n` what became of it. Ids only; `after` is the last case looked at by the job before. */
export type AmendmentNews = {
  readonly incident: string;
  readonly n: number;
  readonly what: Amendment;
  readonly after: string;
};

const isNews = (payload: unknown): payload is AmendmentNews => {
  if (typeof payload !== 'object' || payload === null) return false;
  const { incident, n, what, after } = payload as Partial<Record<keyof AmendmentNews, unknown>>;
  return (
    typeof incident === 'string' &&
    typeof n === 'number' &&
    (what === 'correction' || what === 'withdrawal') &&
    typeof after === 'string'
  );
};

export const amendmentJob = {
  name: 'tell-amendment',
  read: (payload: unknown): AmendmentNews => {
    if (!isNews(payload)) throw new TypeError('not news of what became of an announcement');
    return payload;
  },
};
