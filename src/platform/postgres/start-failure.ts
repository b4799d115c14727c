/**
 * A reason why work cannot begin or go on that the person at the keyboard can mend. It is shown as one sentence,
 * `cli:failures.<code>`, never with a stack trace.
 */
export class StartFailure extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: string, params: Readonly<Record<string, string | number>> = {}, options: { cause?: unknown } = {}) {
    super(code, options);
    this.name = 'StartFailure';
    this.code = code;
    this.params = params;
  }
}

const systemErrors: Readonly<Record<string, string>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'directory-not-writable',
  EACCES: 'directory-not-writable',
  EPERM: 'directory-not-writable',
  EISDIR: 'is-a-directory',
};

const postgresErrors: Readonly<Record<string, string>> = {
  '28P01': 'database-password-wrong',
  '28000': 'database-login-refused',
  '3D000': 'database-missing',
  '53300': 'database-connections-exhausted',
  '53100': 'disk-full',
  '57P03': 'database-starting-or-stopping',
  ECONNREFUSED: 'database-unreachable',
  ENOTFOUND: 'database-unreachable',
  EAI_AGAIN: 'database-unreachable',
  ETIMEDOUT: 'database-unreachable',
  EHOSTUNREACH: 'database-unreachable',
  ENETUNREACH: 'database-unreachable',
  ECONNRESET: 'database-unreachable',
  ENOENT: 'database-unreachable',
};

/** What the database says to whoever is at work while it is stopped. */
const stopErrors: Readonly<Record<string, string>> = {
  '57P01': 'database-stopped',
  '57P02': 'database-stopped',
};

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** A file-system error met at `path`, as a StartFailure where it is one of the known kinds; otherwise the error itself. */
export const asDiskFailure = (error: unknown, path: string): unknown => {
  const code = systemErrors[codeOf(error)];
  return code === undefined ? error : new StartFailure(code, { path }, { cause: error });
};

/** An error of work that a stop of the database broke off, as a StartFailure; otherwise the error itself. */
export const asStopFailure = (error: unknown): unknown => {
  const code = stopErrors[codeOf(error)];
  return code === undefined ? error : new StartFailure(code, {}, { cause: error });
};

const statementErrors: Readonly<Record<string, string>> = {
  '25006': 'database-read-only',
  '57014': 'database-statement-cancelled',
  '57P01': 'database-went-away',
  '57P02': 'database-went-away',
  '57P03': 'database-went-away',
  '08006': 'database-went-away',
  EAI_AGAIN: 'database-went-away',
  ECONNREFUSED: 'database-went-away',
  ECONNRESET: 'database-went-away',
  EHOSTUNREACH: 'database-went-away',
  ENETUNREACH: 'database-went-away',
  ENOTFOUND: 'database-went-away',
  ETIMEDOUT: 'database-went-away',
};

/** An error of `pg` in the middle of work that whoever keeps the database can mend; otherwise the error itself. */
export const asStatementFailure = (error: unknown): unknown => {
  const code = codeOf(error);
  const isRightLost = code === '42501' && (error as { routine?: unknown }).routine === 'aclcheck_error';
  const known = isRightLost ? 'database-right-lost' : statementErrors[code];
  if (known === undefined) return error;
  return new StartFailure(known, isRightLost ? { detail: messageOf(error) } : {}, { cause: error });
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An error of `pg` while connecting, as a StartFailure where it is one of the known kinds; otherwise the error itself. */
export const asConnectionFailure = (error: unknown, url: string): unknown => {
  if (error instanceof AggregateError && error.errors.length > 0) return asConnectionFailure(error.errors[0], url);
  const code = postgresErrors[codeOf(error)];
  return code === undefined ? error : new StartFailure(code, { database: withoutPassword(url) }, { cause: error });
};

export const withoutPassword = (url: string): string =>
  url.replace(/^([a-z]+:\/\/[^/@:]*):[^@]*@/i, '$1@').replace(/([?&]password=)[^&]*/i, '$1…');
