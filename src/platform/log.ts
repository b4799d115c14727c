import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import { now } from './clock.ts';
import { codeOf } from './postgres/start-failure.ts';

export type Log = Logger;

export type LogOptions = {
  readonly level?: string;
  /** Where lines go: standard output when silent, for people when that is a terminal, else one JSON object a line. */
  readonly destination?: { write(line: string): unknown };
};

const gone = '[redacted]';

/** Members that hold what a person wrote, is called or proves to be, wherever in an object they stand. */
const personal = new Set(
  [
    'name personName fullName contact recipient phone mobile telephone idNumber idCard address email bankAccount login',
    'facts text narrative statement claim note notes reason answer comment message subject body content query params values',
    'password newPassword code oneTimeCode totp secret token key keyFile cookie cookies authorization setCookie set-cookie',
  ].flatMap((line) => line.toLowerCase().split(' ')),
);

const deepest = 6;

/** What one line says of a list. */
const longest = 50;

/** A list that must not be cut goes in several lines. */
export const lineByLine = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / longest) }, (_, i) => all.slice(i * longest, (i + 1) * longest));

/** The same object without what must not be in a log. Errors are left to their own serializer. */
export const withoutPersonal = (value: unknown, depth = 0): unknown => {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Error) return value;
  if (depth >= deepest || Buffer.isBuffer(value)) return gone;
  if (Array.isArray(value)) return value.slice(0, longest).map((one) => withoutPersonal(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const flat = name.toLowerCase().replaceAll('_', '');
      if (personal.has(flat)) return [name, gone];
      if (flat === 'url' && typeof inner === 'string') return [name, inner.replace(/\?.*$/su, '?…')];
      return [name, withoutPersonal(inner, depth + 1)];
    }),
  );
};

const phone = /(?<![\w-])1[3-9]\d{9}(?![\w-])/gu;
const idNumber = /(?<![\w-])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\w-])/gu;

/** The last net, over the whole line: numbers of phones and of identity cards. */
export const withoutNumbers = (line: string): string => line.replace(idNumber, gone).replace(phone, gone);

/** PostgreSQL quotes the value at fault in its messages about data (class 22), and whole rows in `detail`. */
const messageOf = (error: Error): string =>
  codeOf(error).startsWith('22') ? error.message.replace(/"(?:[^"\\]|\\.)*"/gu, '"…"') : error.message;

type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly stack: readonly string[];
  readonly cause?: LoggedError;
};

export const loggedError = (error: unknown, depth = 0): LoggedError => {
  if (!(error instanceof Error)) return { type: typeof error, message: gone, stack: [] };
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  const code = codeOf(error);
  return {
    type: error.name,
    message: messageOf(error).slice(0, 500),
    ...(code === '' ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    // Without its first lines, which repeat the message.
    stack: (error.stack ?? '')
      .split('\n')
      .flatMap((line) => /^\s+at (?<frame>.+)$/u.exec(line)?.groups?.frame ?? [])
      .slice(0, 12),
    ...(error.cause instanceof Error && depth < 3 ? { cause: loggedError(error.cause, depth + 1) } : {}),
  };
};

/** The log of a process. Nothing personal goes in: members by name, numbers by shape, errors by their type. */
export const createLog = (options: LogOptions = {}): Log => {
  const destination = options.destination ?? (process.stdout.isTTY ? forPeople(process.stdout) : process.stdout);
  const clean = (object: Record<string, unknown>): Record<string, unknown> =>
    withoutPersonal(object) as Record<string, unknown>;
  return pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: clean, bindings: clean },
      serializers: { err: (error: unknown) => loggedError(error) },
      hooks: { streamWrite: withoutNumbers },
    },
    { write: (line: string) => destination.write(line) },
  );
};

export const silentLog = (): Log => createLog({ level: 'silent', destination: { write: () => undefined } });

type Line = { level: string; time: string; msg?: string; err?: LoggedError } & Record<string, unknown>;

const colours: Readonly<Record<string, string>> = {
  warn: '\x1b[33m',
  error: '\x1b[31m',
  fatal: '\x1b[31m',
  debug: '\x1b[2m',
};

/** One readable line a message: time of day, level, words, then what belongs to it. */
export const forPeople = (out: { write(text: string): unknown }): Writable =>
  new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      for (const line of chunk.toString('utf8').split('\n')) if (line !== '') out.write(`${inWords(line)}\n`);
      done();
    },
  });

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Asia/Shanghai' });

const inWords = (json: string): string => {
  let line: Line;
  try {
    line = JSON.parse(json) as Line;
  } catch {
    return json;
  }
  const { level, time, msg, err, ...rest } = line;
  const facts = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const failure =
    err === undefined
      ? ''
      : `\n  ${err.type}: ${err.message}${err.stack
          .slice(0, 6)
          .map((frame) => `\n    at ${frame}`)
          .join('')}`;
  const head = `${clock.format(new Date(time))} ${colours[level] ?? ''}${level.padEnd(5)}\x1b[0m`;
  return [head, msg, ...facts].filter((part) => part !== undefined && part !== '').join(' ') + failure;
};
