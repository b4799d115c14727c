import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { isRefusal } from '#kernel/refusal.ts';
import { audit, platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { ProviderDescription } from './provider-description.ts';
import { type ProviderFailure, type ProviderRefusal, providerRefusal, refusalOf } from './provider-failures.ts';
import { isLinked, linkedTo, personBehind, subjectIn } from './provider-link.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { markStrong, type OpenedSession, type SignedIn } from './sessions.ts';
import { completeSignIn, type PasswordStep, type StaffSignIn } from './staff.ts';
import { readTicket, writeTicket } from './tickets.ts';

type Claims = Readonly<Record<string, unknown>>;

const ticketMinutes = 10;
/** How far the provider's clock may go from ours when it says since when it knows the person. */
const skewSeconds = 60;

/** The session itself is strong again: nothing was opened, the person goes on where they were. */
export type StrongAgain = { readonly strong: true };

/** Sign-in of officials by their own identity provider: code flow with PKCE, state and nonce. */
export class ProviderSignIn {
  readonly #settings: ProviderSettings;
  readonly #database: Database;
  readonly #keyring: Keyring;
  readonly #staff: StaffSignIn;
  readonly #description: ProviderDescription;

  constructor(settings: ProviderSettings, database: Database, keyring: Keyring, staff: StaffSignIn) {
    this.#settings = settings;
    this.#description = new ProviderDescription(settings);
    this.#database = database;
    this.#keyring = keyring;
    this.#staff = staff;
  }

  /** Whether this provider knows the account, so that it can be asked about the person again. */
  knows(tx: Tx, account: string): Promise<boolean> {
    return isLinked(tx, this.#settings.issuer, account);
  }

  /**
   * Where to send the browser, and the ticket it must bring back (a short-lived cookie). With `again` the provider is to ask
   * the person anew, whatever session it has of them, and the answer is for that sign-in here alone.
   */
  async begin(
    again?: SignedIn,
  ): Promise<{ readonly address: string; readonly ticket: string; readonly failure?: undefined } | ProviderRefusal> {
    try {
      const configuration = await this.#description.find();
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
        // OpenID Connect Core §3.1.2.1: with max_age the provider must say since when it knows the person.
        ...(again === undefined ? {} : { prompt: 'login', max_age: '0' }),
      });
      const carried = { verifier, state, nonce, begun: String(now().getTime()) };
      const session = again === undefined ? {} : { session: again.tokenHash.toString('base64url') };
      return {
        address: address.href,
        ticket: writeTicket(this.#keyring, 'provider', { ...carried, ...session }, ticketMinutes),
      };
    } catch (error) {
      return refusalOf(error);
    }
  }

  /**
   * The browser is back. Ends in a session, or in our own second factor when the provider showed none; a sign-in that was to be
   * shown again is strong again. Every failure leaves its reason in the audit trail.
   */
  async finish(
    returned: URL,
    ticket: string,
    device: string,
    signedIn?: SignedIn,
  ): Promise<OpenedSession | PasswordStep | StrongAgain | ProviderRefusal> {
    const carried = readTicket(this.#keyring, 'provider', ticket);
    const answered = await this.#claimsFrom(returned, carried);
    if ('failure' in answered) return await this.#failed(answered);
    const { claims } = answered;
    const subject = subjectIn(claims);
    if (subject === undefined) return await this.#failed(providerRefusal('subject-missing'));
    const session = carried?.['session'];
    if (session !== undefined) return await this.#shownAgain(claims, subject, { ...carried, session }, signedIn);
    const found = await this.#database.transact(nobody, (tx) => personBehind(tx, this.#settings, claims, subject));
    if (found.failure !== undefined) return await this.#failed(providerRefusal(found.failure), found.account);
    const { account } = found;
    if (!this.#isStrong(claims)) return await this.#afterProvider(account);
    return await this.#database.transact(nobody, (tx) => completeSignIn(tx, account, device, true));
  }

  async #claimsFrom(
    returned: URL,
    carried: Readonly<Record<string, string>> | undefined,
  ): Promise<{ readonly claims: Claims } | ProviderRefusal> {
    const { verifier, state, nonce } = carried ?? {};
    if (verifier === undefined || state === undefined || nonce === undefined) return providerRefusal('ticket-missing');
    if (returned.searchParams.get('state') !== state) return providerRefusal('state-differs');
    try {
      const tokens = await authorizationCodeGrant(await this.#description.find(), this.#ownAddress(returned), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      return claims === undefined ? providerRefusal('answer-malformed') : { claims };
    } catch (error) {
      const refusal = refusalOf(error);
      this.#description.doubt(refusal.failure);
      return refusal;
    }
  }

  /** By the same person, in the same session, asked after we asked; nothing is linked by the way. */
  async #shownAgain(
    claims: Claims,
    subject: string,
    { session, begun }: Readonly<Record<string, string>>,
    signedIn: SignedIn | undefined,
  ): Promise<PasswordStep | StrongAgain | ProviderRefusal> {
    if (signedIn === undefined || signedIn.tokenHash.toString('base64url') !== session)
      return await this.#failed(providerRefusal('session-gone'));
    const { account } = signedIn.actor;
    const linked = await this.#database.transact(nobody, (tx) => linkedTo(tx, this.#settings.issuer, subject));
    if (linked?.account !== account) return await this.#failed(providerRefusal('another-person'), account);
    const since = claims['auth_time'];
    const earliest = Number(begun) / 1000 - skewSeconds;
    if (typeof since !== 'number' || !(since >= earliest && since <= now().getTime() / 1000 + skewSeconds))
      return await this.#failed(providerRefusal('not-asked-anew'), account);
    if (!this.#isStrong(claims)) return await this.#afterProvider(account);
    await this.#database.transact(nobody, async (tx) => {
      await markStrong(tx, signedIn.tokenHash);
      await audit(tx, {
        tenant: platformTenant,
        account,
        act: 'step-up',
        subject: `account:${account}`,
        detail: { issuer: this.#settings.issuer },
      });
    });
    return { strong: true };
  }

  async #afterProvider(account: string): Promise<PasswordStep | ProviderRefusal> {
    const step = await this.#staff.stepAfterProvider(account);
    return isRefusal(step) ? await this.#failed(providerRefusal('person-unknown'), account) : step;
  }

  async #failed(refusal: ProviderRefusal, account?: string): Promise<ProviderRefusal> {
    await this.#database.transact(nobody, (tx) =>
      noteFailure(tx, { issuer: this.#settings.issuer, failure: refusal.failure }, account),
    );
    return refusal;
  }

  /** Behind a proxy the request's own address may be an inner one; what counts is the one we gave the provider. */
  #ownAddress(returned: URL): URL {
    const own = new URL(this.#settings.redirectUrl);
    own.search = returned.search;
    return own;
  }

  #isStrong(claims: Claims): boolean {
    const { acr, amr } = claims;
    const shown = [acr, ...(Array.isArray(amr) ? amr : [])];
    return shown.some((value) => typeof value === 'string' && this.#settings.strongValues.includes(value));
  }
}

/** Like a wrong password; who it was is told only where an account of ours is known. */
const noteFailure = (
  tx: Tx,
  detail: { readonly issuer: string; readonly failure: ProviderFailure },
  account = 'unknown',
): Promise<void> =>
  audit(tx, {
    tenant: platformTenant,
    account,
    act: 'sign-in-failed',
    subject: `account:${account}`,
    detail,
  });
