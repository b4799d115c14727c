import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartFailure } from './postgres/start-failure.ts';

/** Everything the outside may set, read once at start from the environment. Paths are absolute. */
export type Config = {
  readonly root: string;
  readonly varDirectory: string;
  readonly port: number;
  readonly host: string;
  /** A PostgreSQL of one's own (owner login); the embedded one when absent. */
  readonly databaseUrl: string | undefined;
  readonly keyFile: string | undefined;
  /** Where the embedded database copies its log to; `off` ends it. */
  readonly walArchive: string | undefined;
  /** Where people reach this instance, for links in notices and QR codes; no slash at the end. */
  readonly publicUrl: string;
  /** Addresses, networks or the words `loopback`, `uniquelocal` of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: string | undefined;
  /** Connections the server keeps to its database. */
  readonly databaseConnections: number;
  /** False leaves background work undone: for measuring, and where another server does it. */
  readonly worker: boolean;
  /** Complaints a demo finds already there at its first start, so that lists and views have something to show. */
  readonly demoCases: number;
  /** No request limits, for measuring only: a production instance does not start with it. */
  readonly rateOff: boolean;
  /** Whose public site this is; the authority that keeps the instance when silent. */
  readonly tenant: string | undefined;
  readonly logLevel: string;
  /** Files on record are known to be lost for good: the service opens and is backed up without them. */
  readonly filesLost: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where the data lie, whatever else the environment says. */
export const varDirectoryIn = (env: Environment): string => resolve(env['FANGXIN_VAR'] || `${projectRoot}/var`);

/** Every name of ours that anything reads, the tests' own among them. */
const settingNames: ReadonlySet<string> = new Set(
  [
    'DATA DATABASE_CONNECTIONS DEBUG DEMO_CASES FILES HOST JOURNEY_URL KEY_FILE LANG LOG MAIL_FILE MAIL_FROM OIDC_CLAIM',
    'OIDC_CLIENT OIDC_ISSUER OIDC_SCOPE OIDC_SECRET OIDC_STRONG PUBLIC_URL RATE SEAL_FILE SMS_FILE SMS_TEMPLATE SMTP_URL',
    'TENANT TRUST_PROXY VAR WAL_ARCHIVE WORKER',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `FANGXIN_${name}`),
);

/** A misspelt name would silently leave its setting unset. */
const refuseUnknown = (env: Environment): void => {
  const unknown = Object.keys(env).find((name) => name.startsWith('FANGXIN_') && !settingNames.has(name));
  if (unknown !== undefined)
    throw new StartFailure('cli:settings.unknown', { name: unknown, known: [...settingNames].sort().join(' ') });
};

/** An empty setting is a silent one; a wrong one is told with what is expected before anything begins. */
export const readConfig = (env: Environment): Config => {
  refuseUnknown(env);
  const language = env['FANGXIN_LANG'];
  if (language && !/^(?:zh|en)(?:[-_.].*)?$/iu.test(language))
    throw new StartFailure('cli:settings.choice', { name: 'FANGXIN_LANG', value: language, choices: 'zh-CN | en' });
  const port = numberIn(env, 'PORT', { silent: 8315, least: 1, most: 65_535 });
  return {
    root: projectRoot,
    varDirectory: varDirectoryIn(env),
    port,
    host: env['FANGXIN_HOST'] || '127.0.0.1',
    databaseUrl: formed(env, 'DATABASE_URL', isDatabaseUrl, 'postgres://user:password@host:5432/database'),
    keyFile: env['FANGXIN_KEY_FILE'] || undefined,
    walArchive: env['FANGXIN_WAL_ARCHIVE'] || undefined,
    publicUrl: (
      formed(env, 'FANGXIN_PUBLIC_URL', isPublicUrl, 'https://fangxin.example.gov.cn') ?? `http://localhost:${port}`
    ).replace(/\/+$/u, ''),
    trustedProxies: proxiesIn(
      formed(env, 'FANGXIN_TRUST_PROXY', areProxies, '1 | off | loopback | 10.0.0.5,10.1.0.0/24'),
    ),
    databaseConnections: numberIn(env, 'FANGXIN_DATABASE_CONNECTIONS', { silent: 10, least: 1, most: 1_000 }),
    filesLost: chosen(env, 'FANGXIN_FILES', ['kept', 'lost']) === 'lost',
    worker: chosen(env, 'FANGXIN_WORKER', ['on', 'off']) !== 'off',
    demoCases: numberIn(env, 'FANGXIN_DEMO_CASES', { silent: 160, least: 0, most: 100_000 }),
    rateOff: chosen(env, 'FANGXIN_RATE', ['on', 'off']) === 'off',
    tenant: env['FANGXIN_TENANT'] || undefined,
    logLevel: chosen(env, 'FANGXIN_LOG', ['error', 'warn', 'info', 'debug', 'trace', 'fatal', 'silent']) ?? 'warn',
  };
};

type Bounds = { readonly silent: number; readonly least: number; readonly most: number };

const numberIn = (env: Environment, name: string, { silent, least, most }: Bounds): number => {
  const text = env[name]?.trim();
  if (!text) return silent;
  const number = Number(text);
  if (/^\d+$/u.test(text) && number >= least && number <= most) return number;
  throw new StartFailure('cli:settings.number', { name, value: text, least, most });
};

const chosen = (env: Environment, name: string, choices: readonly string[]): string | undefined => {
  const text = env[name];
  if (!text || choices.includes(text)) return text || undefined;
  throw new StartFailure('cli:settings.choice', { name, value: text, choices: choices.join(' | ') });
};

/** The value itself is never repeated: there may be a password in it. */
export const formed = (
  env: Environment,
  name: string,
  isRight: (text: string) => boolean,
  example: string,
  need: 'silent' | 'required' = 'silent',
): string | undefined => {
  const text = env[name];
  if (text ? isRight(text) : need === 'silent') return text || undefined;
  throw new StartFailure('cli:settings.form', { name, example });
};

const isDatabaseUrl = (text: string): boolean => /^postgres(?:ql)?:\/\/./u.test(text);

/** Pages and the return from an identity provider lie at the root: a path would lead notices and QR codes nowhere. */
const isPublicUrl = (text: string): boolean => /^https?:\/\/[^/?#@\s\\]+\/?$/iu.test(text) && URL.canParse(text);

/** The program itself speaks no TLS: behind an https address stands a proxy, and unnamed it is taken for every visitor. */
export const isProxyUnnamed = ({ publicUrl, trustedProxies }: Pick<Config, 'publicUrl' | 'trustedProxies'>): boolean =>
  trustedProxies === undefined && new URL(publicUrl).protocol === 'https:';

/** Sign-ins and complaints travel to a production instance from outside: never in clear. */
export const requireTls = ({ publicUrl }: Pick<Config, 'publicUrl'>): void => {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol !== 'https:' && !isLoopbackHost(hostname)) throw new StartFailure('cli:settings.public-without-tls');
};

/** Names and addresses by which a machine calls itself; an IPv6 one also in the brackets of a URL. */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || /^\[?::1\]?$/u.test(host) || /^127(?:\.\d+){3}$/u.test(host);

const areProxies = (text: string): boolean =>
  ['0', '1', 'off'].includes(text) || text.split(',').every((one) => isProxy(one.trim()));

const isProxy = (text: string): boolean => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', width, ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    bits > 0 &&
    more.length === 0 &&
    (width === undefined || (/^\d+$/u.test(width) && Number(width) > 0 && Number(width) <= bits))
  );
};

/** `1`: the proxy on this machine. What it was told by the sender is believed of nobody else. */
const proxiesIn = (text: string | undefined): string | undefined =>
  text === undefined || text === '0' || text === 'off' ? undefined : text === '1' ? 'loopback' : text;
