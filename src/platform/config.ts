import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything the outside may set, read once at start from the environment. Paths are absolute. */
export type Config = {
  readonly root: string;
  readonly varDirectory: string;
  readonly port: number;
  readonly host: string;
  /** A PostgreSQL of one's own (owner login); the embedded one when absent. */
  readonly databaseUrl: string | undefined;
  readonly keyFile: string | undefined;
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
};

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const port = Number(env['PORT'] ?? '8315');
  const host = env['FANGXIN_HOST'] ?? '127.0.0.1';
  return {
    root: projectRoot,
    varDirectory: resolve(env['FANGXIN_VAR'] ?? `${projectRoot}/var`),
    port,
    host,
    databaseUrl: env['DATABASE_URL'] || undefined,
    keyFile: env['FANGXIN_KEY_FILE'] || undefined,
    publicUrl: (env['FANGXIN_PUBLIC_URL'] ?? `http://localhost:${port}`).replace(/\/+$/u, ''),
    trustedProxies: proxiesIn(env['FANGXIN_TRUST_PROXY']),
    databaseConnections: Number(env['FANGXIN_DATABASE_CONNECTIONS'] || '10'),
    worker: env['FANGXIN_WORKER'] !== 'off',
    demoCases: Number(env['FANGXIN_DEMO_CASES'] || '160'),
    rateOff: env['FANGXIN_RATE'] === 'off',
  };
};

/** `1`: the proxy on this machine. What it was told by the sender is believed of nobody else. */
const proxiesIn = (text: string | undefined): string | undefined =>
  text === undefined || text === '' || text === '0' || text === 'off' ? undefined : text === '1' ? 'loopback' : text;
