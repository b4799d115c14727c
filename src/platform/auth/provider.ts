import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { StartFailure } from '../postgres/start-failure.ts';
import type { OpenedSession } from './sessions.ts';
import { completeSignIn, type PasswordStep, type StaffSignIn } from './staff.ts';
import { readTicket, writeTicket } from './tickets.ts';

/** A government identity provider that speaks OpenID Connect. */
export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Our own address that the provider sends people back to. */
  readonly redirectUrl: string;
  /** The claim that equals a login here, e.g. `preferred_username` or `employee_no`. */
  readonly claim: string;
  /** Values of `acr` or `amr` that stand for a second factor shown at the provider. */
  readonly strongValues: readonly string[];
  readonly scope?: string;
  /** Only for a provider on this very machine. */
  readonly withoutTls?: boolean;
};

const missing = (name: string, example: string): StartFailure =>
  new StartFailure('cli:settings.form', { name, example });

export const providerFrom = (
  env: Readonly<Record<string, string | undefined>>,
  publicUrl: string,
): ProviderSettings | undefined => {
  const { FANGXIN_OIDC_ISSUER: issuer, FANGXIN_OIDC_CLIENT: clientId, FANGXIN_OIDC_SECRET: clientSecret } = env;
  if (!issuer && !clientId && !clientSecret) return undefined;
  // Some of the three: officials would go on with passwords, and nobody would know why.
  if (!issuer || !URL.canParse(issuer)) throw missing('FANGXIN_OIDC_ISSUER', 'https://…');
  if (!clientId) throw missing('FANGXIN_OIDC_CLIENT', 'fangxin');
  if (!clientSecret) throw missing('FANGXIN_OIDC_SECRET', '…');
  return {
    issuer,
    clientId,
    clientSecret,
    redirectUrl: `${publicUrl}/account/provider/return`,
    claim: env.FANGXIN_OIDC_CLAIM || 'preferred_username',
    strongValues: (env.FANGXIN_OIDC_STRONG ?? 'mfa').split(/[\s,]+/).filter((value) => value !== ''),
    ...(env.FANGXIN_OIDC_SCOPE ? { scope: env.FANGXIN_OIDC_SCOPE } : {}),
  };
};

const failed = refuse('provider-sign-in-failed', { status: 401 });
const ticketMinutes = 10;

/** Sign-in of officials by their own identity provider: code flow with PKCE, state and nonce. */
export class ProviderSignIn {
  readonly #settings: ProviderSettings;
  readonly #database: Database;
  readonly #keyring: Keyring;
  readonly #staff: StaffSignIn;
  #found: Promise<Configuration> | undefined;

  constructor(settings: ProviderSettings, database: Database, keyring: Keyring, staff: StaffSignIn) {
    this.#settings = settings;
    this.#database = database;
    this.#keyring = keyring;
    this.#staff = staff;
  }

  /** Where to send the browser, and the ticket it must bring back (a short-lived cookie). */
  async begin(): Promise<{ readonly address: string; readonly ticket: string } | Refusal> {
    try {
      const configuration = await this.#discovered();
      const verifier = randomPKCECodeVerifier();
      const state = randomState();
      const nonce = randomNonce();
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: this.#settings.redirectUrl,
        scope: this.#settings.scope ?? 'openid profile',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return {
        address: address.href,
        ticket: writeTicket(this.#keyring, 'provider', { verifier, state, nonce }, ticketMinutes),
      };
    } catch {
      return refuse('provider-sign-in-failed', { status: 503 });
    }
  }

  /** The browser is back. Ends in a session, or in our own second factor when the provider showed none. */
  async finish(returned: URL, ticket: string, device: string): Promise<OpenedSession | PasswordStep | Refusal> {
    const { verifier, state, nonce } = readTicket(this.#keyring, 'provider', ticket) ?? {};
    if (verifier === undefined || state === undefined || nonce === undefined) return failed;
    let claims: Readonly<Record<string, unknown>> | undefined;
    try {
      const tokens = await authorizationCodeGrant(await this.#discovered(), this.#ownAddress(returned), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      claims = tokens.claims();
    } catch {
      return failed;
    }
    if (claims === undefined) return failed;
    const found = claims;
    const account = await this.#database.transact(nobody, (tx) => this.#accountOf(tx, found));
    if (account === undefined) return refuse('provider-person-unknown', { status: 403 });
    if (!this.#isStrong(found)) return await this.#staff.stepAfterProvider(account);
    return await this.#database.transact(nobody, (tx) => completeSignIn(tx, account, device, true));
  }

  /** Behind a proxy the request's own address may be an inner one; what counts is the one we gave the provider. */
  #ownAddress(returned: URL): URL {
    const own = new URL(this.#settings.redirectUrl);
    own.search = returned.search;
    return own;
  }

  #discovered(): Promise<Configuration> {
    const { issuer, clientId, clientSecret, withoutTls } = this.#settings;
    this.#found ??= discovery(
      new URL(issuer),
      clientId,
      clientSecret,
      undefined,
      // Left alone, the library trusts TLS and does not check who signed the identity token.
      { execute: [enableNonRepudiationChecks, ...(withoutTls === true ? [allowInsecureRequests] : [])] },
    ).catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  /** By the subject linked before; the first time by the claim, which must equal an active login, and is then linked. */
  async #accountOf(tx: Tx, claims: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    const { issuer } = this.#settings;
    const subject = String(claims.sub);
    const linked = await tx.maybe<{ account: string }>(
      `select o.account from oidc_identity o join account a on a.account = o.account
        where o.issuer = $1 and o.subject = $2 and a.status = 'active'`,
      [issuer, subject],
    );
    if (linked !== undefined) return linked.account;
    const login = claims[this.#settings.claim];
    if (typeof login !== 'string' || login === '') return undefined;
    const person = await tx.maybe<{ account: string }>(
      `select c.account from staff_credential c join account a on a.account = c.account
        where c.login = $1 and a.status = 'active'
          and not exists (select 1 from oidc_identity o where o.account = c.account and o.issuer = $2)`,
      [login.trim().toLowerCase(), issuer],
    );
    if (person === undefined) return undefined;
    await tx.run('insert into oidc_identity (issuer, subject, account, linked_at) values ($1, $2, $3, $4)', [
      issuer,
      subject,
      person.account,
      now(),
    ]);
    await audit(tx, {
      tenant: platformTenant,
      account: person.account,
      act: 'link-provider',
      subject: `account:${person.account}`,
      detail: { issuer },
    });
    return person.account;
  }

  #isStrong(claims: Readonly<Record<string, unknown>>): boolean {
    const shown = [claims.acr, ...(Array.isArray(claims.amr) ? claims.amr : [])];
    return shown.some((value) => typeof value === 'string' && this.#settings.strongValues.includes(value));
  }
}
