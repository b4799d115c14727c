/** A paper of which anybody may ask whether it is genuine. */
export type Provable = {
  readonly n: number;
  readonly code: string;
  readonly number: string | null;
  readonly dataHash: string;
  /** The vault entry that holds all its words, the code of its proof among them. */
  readonly entry: string;
  readonly issuedOn?: string;
  /** What a letter of the authority's own wording is called. */
  readonly named?: {
    readonly title: string | null;
    readonly english_title: string | null;
    readonly copy: number | null;
  };
  /** What may be said of it; `valid` alone when silent. */
  readonly standings?: ReadonlySet<string>;
  readonly scanHash?: string | null;
  /** Its file was made anew since: what proves the original is no hash of that one. */
  readonly isReprinted?: boolean;
  /** Of the original's file, where the act that had it made anew tells; null where no file is ever frozen. */
  readonly pdfHash?: string | null | undefined;
};

/** Every paper inside a payload that bears a number, wherever it stands; one without leaves no bureau. */
export const papersIn = (payload: unknown): Provable[] => {
  if (typeof payload !== 'object' || payload === null) return [];
  const { n, code, number, dataHash, data } = payload as Partial<Provable> & { data?: { entry?: unknown } };
  if (typeof n === 'number' && typeof code === 'string' && typeof dataHash === 'string') {
    const entry = data?.entry;
    return typeof number === 'string' && typeof entry === 'string' ? [{ n, code, number, dataHash, entry }] : [];
  }
  return Object.values(payload).flatMap(papersIn);
};

/** The hash of every paper inside a payload, numbered or not. */
export const paperHashesIn = (payload: unknown): string[] => {
  if (typeof payload !== 'object' || payload === null) return [];
  const { dataHash } = payload as { dataHash?: unknown };
  return typeof dataHash === 'string' ? [dataHash] : Object.values(payload).flatMap(paperHashesIn);
};
