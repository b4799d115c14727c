/** Who is told of what has just happened to them in a case. Numbers only: the rest is looked up when it is sent. */
export type RecusalNews = { readonly number: string; readonly version: number };
/** `person`: the one it is about, since that version of the case; without it all whom the filing names. */
export type RepresentativeNews = {
  readonly number: string;
  readonly person?: string;
  readonly isFirst?: boolean;
  readonly version?: number;
};
export type EntrustedNews = {
  readonly number: string;
  /** The letter that says so. */
  readonly n: number;
  readonly organisation: string;
  /** Who mediated last; not always one of the body. */
  readonly mediator?: string;
};

const numberIn = (payload: unknown): string | undefined =>
  typeof payload === 'object' && payload !== null && 'number' in payload && typeof payload.number === 'string'
    ? payload.number
    : undefined;

/** The head of the bureau is asked whether somebody must step aside; `version`: the request. */
export const recusalJob = {
  name: 'tell-head-of-recusal',
  attempts: 12,
  read: (payload: unknown): RecusalNews => {
    const number = numberIn(payload);
    const { version } = payload as { version?: unknown };
    if (number === undefined || typeof version !== 'number') throw new TypeError('not news of a recusal');
    return { number, version };
  },
};

/** Those chosen to speak for a joint complaint learn of it. */
export const representativesJob = {
  name: 'tell-representatives',
  attempts: 12,
  read: (payload: unknown): RepresentativeNews => {
    const number = numberIn(payload);
    if (number === undefined) throw new TypeError('not news of representatives');
    const { person, isFirst, version } = payload as Readonly<Record<string, unknown>>;
    return typeof person === 'string' && typeof version === 'number'
      ? { number, person, version, isFirst: isFirst === true }
      : { number };
  },
};

/** The body whose mandate is over is told to stop. */
export const entrustedJob = {
  name: 'tell-entrusted-body',
  attempts: 12,
  read: (payload: unknown): EntrustedNews => {
    const number = numberIn(payload);
    const { n, organisation, mediator } = payload as Partial<Record<keyof EntrustedNews, unknown>>;
    if (number === undefined || typeof n !== 'number' || typeof organisation !== 'string')
      throw new TypeError('not news for an entrusted body');
    return { number, n, organisation, ...(typeof mediator === 'string' ? { mediator } : {}) };
  },
};
