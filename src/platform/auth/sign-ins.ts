import { AskedTogether } from '../asked-together.ts';
import type { Database, Tx } from '../db.ts';
import { type ApiTokenRow, signedInByToken, validApiTokens } from './api-tokens.ts';
import { openSessions, type SessionRow, type SignedIn, signedInBySession } from './sessions.ts';
import { apiTokenPrefix, hashToken } from './tokens.ts';

/** Who is behind a token or a session, asked of the database for every request: what has ended opens nothing any more. */
export class SignIns {
  readonly #alone: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly #tokens: AskedTogether<ApiTokenRow>;
  readonly #sessions: AskedTogether<SessionRow>;

  constructor(database: Database) {
    this.#alone = (work) => database.unscoped(work);
    this.#tokens = new AskedTogether(async (keys) => byHash(await this.#alone((tx) => validApiTokens(tx, keys))));
    this.#sessions = new AskedTogether(async (keys) => byHash(await this.#alone((tx) => openSessions(tx, keys))));
  }

  async find(token: string): Promise<SignedIn | undefined> {
    const key = hashToken(token);
    if (token.startsWith(apiTokenPrefix)) {
      const row = await this.#tokens.find(key);
      return row === undefined ? undefined : await signedInByToken(row, this.#alone);
    }
    const row = await this.#sessions.find(key);
    return row === undefined ? undefined : await signedInBySession(row, this.#alone);
  }
}

const byHash = <R extends { readonly token_hash: Buffer }>(rows: readonly R[]): ReadonlyMap<string, R> =>
  new Map(rows.map((row) => [row.token_hash.toString('hex'), row]));
