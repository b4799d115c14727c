import { hash } from 'node:crypto';
import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import type { Keyring } from '../crypto/keyring.ts';
import type { TenantKeys } from '../crypto/tenant-keys.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { revokeApiTokensOf } from './api-tokens.ts';
import { unlinkProvider } from './grants.ts';
import { hashPassword, oneTimePassword, passwordFits, passwordProblem } from './passwords.ts';
import { acceptsCode, beginEnrolment, type Enrolment } from './second-factor.ts';
import { endSessionsOf, markStrong, type OpenedSession, openSession, type SignedIn } from './sessions.ts';
import { readTicket, writeTicket } from './tickets.ts';

const allowedFailures = 5;
const lockMinutes = 15;
const ticketMinutes = 10;

/** After the password: what the person must do next, and the ticket to bring along. */
export type PasswordStep = {
  readonly next: 'show-code' | 'enrol-code' | 'change-password';
  readonly ticket: string;
};

type Credential = {
  account: string;
  password_hash: string | null;
  must_change_password: boolean;
  totp_confirmed_at: Date | null;
  status: string;
};

const wrongSignIn = refuse('sign-in-wrong', { status: 401 });
const lateTicket = refuse('sign-in-step-expired', { status: 401 });

/** Sign-in of officials: password, then second factor. Every failure counts towards the lock, whichever step it was. */
export class StaffSignIn {
  readonly #database: Database;
  readonly #keyring: Keyring;
  readonly #keys: TenantKeys;

  constructor(database: Database, keyring: Keyring, keys: TenantKeys) {
    this.#database = database;
    this.#keyring = keyring;
    this.#keys = keys;
  }

  async checkPassword(typedLogin: string, password: string): Promise<PasswordStep | Refusal> {
    const login = typedLogin.trim().toLowerCase();
    // The attempt is counted before it is judged: a hundred guesses at once are still five.
    const counted = await this.#database.transact(nobody, (tx) => countAttempt(tx, login));
    const fits = await passwordFits(password.slice(0, 500), counted?.password_hash ?? null);
    if (counted === undefined || !fits || counted.status !== 'active') {
      await this.#database.transact(nobody, (tx) =>
        audit(tx, {
          tenant: platformTenant,
          account: counted?.account ?? 'unknown',
          act: 'sign-in-failed',
          subject: counted === undefined ? 'account:unknown' : `account:${counted.account}`,
        }),
      );
      return wrongSignIn;
    }
    const next = counted.must_change_password
      ? 'change-password'
      : counted.totp_confirmed_at === null
        ? 'enrol-code'
        : 'show-code';
    return {
      next,
      ticket: this.#ticket(next, { account: counted.account, login, earned: stampOf(counted.password_hash) }),
    };
  }

  /** Sets the person's own password in place of the one-time password; goes on to the second factor. */
  async changePassword(ticket: string, password: string): Promise<PasswordStep | Refusal> {
    const known = this.#read('change-password', ticket);
    if (known === undefined) return lateTicket;
    const problem = passwordProblem(password, known.login);
    if (problem !== undefined) return problem;
    const newHash = await hashPassword(password);
    const row = await this.#database.transact(nobody, async (tx) => {
      const before = await credentialOf(tx, known);
      if (before?.must_change_password !== true) return 'late' as const;
      if (await passwordFits(password, before.password_hash)) return 'same' as const;
      await endSessionsOf(tx, known.account);
      await revokeApiTokensOf(tx, known.account);
      await audit(tx, {
        tenant: platformTenant,
        account: known.account,
        act: 'change-password',
        subject: `account:${known.account}`,
      });
      return await tx.one<{ totp_confirmed_at: Date | null }>(
        `update staff_credential set password_hash = $2, password_changed_at = $3, must_change_password = false
          where account = $1 returning totp_confirmed_at`,
        [known.account, newHash, now()],
      );
    });
    if (row === 'late') return lateTicket;
    if (row === 'same') return refuse('password-same', { status: 422, field: 'password' });
    const next = row.totp_confirmed_at === null ? 'enrol-code' : 'show-code';
    return { next, ticket: this.#ticket(next, { ...known, earned: stampOf(newHash) }) };
  }

  /** Another password of one's own choice, while signed in: the present one is asked, every other session ends. */
  async renewPassword(signedIn: SignedIn, present: string, password: string): Promise<{ renewed: true } | Refusal> {
    const { account } = signedIn.actor;
    const known = await this.#database.transact(nobody, async (tx) => {
      const row = await tx.maybe<{ login: string }>('select login from staff_credential where account = $1', [account]);
      const counted = row === undefined ? undefined : await countAttempt(tx, row.login);
      return row === undefined || counted === undefined ? undefined : { login: row.login, hash: counted.password_hash };
    });
    if (known === undefined) return refuse('sign-in-wrong', { status: 401, field: 'present' });
    if (!(await passwordFits(present.slice(0, 500), known.hash)))
      return refuse('password-wrong', { status: 422, field: 'present' });
    const problem = passwordProblem(password, known.login);
    if (problem !== undefined) return problem;
    if (password === present) return refuse('password-same', { status: 422, field: 'password' });
    const hash = await hashPassword(password);
    await this.#database.transact(nobody, async (tx) => {
      await tx.run(
        `update staff_credential set password_hash = $2, password_changed_at = $3, must_change_password = false
          where account = $1`,
        [account, hash, now()],
      );
      await clearAttempts(tx, account);
      await endSessionsOf(tx, account, signedIn.tokenHash);
      const subject = `account:${account}`;
      await audit(tx, { tenant: platformTenant, account, act: 'change-password', subject });
    });
    return { renewed: true };
  }

  /** Data of the enrolment page: only while no second factor is confirmed yet. */
  async enrol(ticket: string): Promise<(Enrolment & { readonly ticket: string }) | Refusal> {
    const known = this.#read('enrol-code', ticket);
    if (known === undefined) return lateTicket;
    const enrolment = await this.#database.transact(nobody, async (tx) =>
      (await credentialOf(tx, known)) === undefined
        ? undefined
        : await beginEnrolment(tx, this.#keys, known.account, known.login),
    );
    return enrolment === undefined ? lateTicket : { ...enrolment, ticket: this.#ticket('show-code', known) };
  }

  /** The last step. */
  showCode(ticket: string, code: string, device: string, office?: string): Promise<OpenedSession | Refusal> {
    const known = this.#read('show-code', ticket);
    if (known === undefined) return Promise.resolve(lateTicket);
    return this.#database.transact(nobody, async (tx) => {
      const counted = await countAttempt(tx, known.login);
      if (counted === undefined || counted.status !== 'active') return wrongSignIn;
      if (stampOf(counted.password_hash) !== known.earned) return lateTicket;
      if (!(await acceptsCode(tx, this.#keys, known.account, code))) {
        return refuse('second-factor-wrong', { status: 401, field: 'code' });
      }
      return await completeSignIn(tx, known.account, device, true, office);
    });
  }

  /** Second factor again, before acts on keys, roles and accounts. */
  stepUp(signedIn: SignedIn, code: string): Promise<{ strong: true } | Refusal> {
    return this.#database.transact(nobody, async (tx) => {
      const { account } = signedIn.actor;
      const login = await tx.maybe<{ login: string }>('select login from staff_credential where account = $1', [
        account,
      ]);
      const counted = login === undefined ? undefined : await countAttempt(tx, login.login);
      if (counted === undefined) return wrongSignIn;
      if (!(await acceptsCode(tx, this.#keys, account, code))) {
        return refuse('second-factor-wrong', { status: 401, field: 'code' });
      }
      await clearAttempts(tx, account);
      await markStrong(tx, signedIn.tokenHash);
      return { strong: true } as const;
    });
  }

  /** For a sign-in that an identity provider vouched for without a second factor of its own. */
  async stepAfterProvider(account: string): Promise<PasswordStep | Refusal> {
    const row = await this.#database.transact(nobody, (tx) =>
      tx.maybe<{ login: string; password_hash: string | null; totp_confirmed_at: Date | null }>(
        'select login, password_hash, totp_confirmed_at from staff_credential where account = $1',
        [account],
      ),
    );
    if (row === undefined) return wrongSignIn;
    const next = row.totp_confirmed_at === null ? 'enrol-code' : 'show-code';
    return { next, ticket: this.#ticket(next, { account, login: row.login, earned: stampOf(row.password_hash) }) };
  }

  #ticket(step: PasswordStep['next'], known: Known): string {
    return writeTicket(this.#keyring, `staff-${step}`, known, ticketMinutes);
  }

  #read(step: PasswordStep['next'], ticket: string): Known | undefined {
    const { account, login, earned } = readTicket(this.#keyring, `staff-${step}`, ticket) ?? {};
    return account === undefined || login === undefined || earned === undefined
      ? undefined
      : { account, login, earned };
  }
}

/** Whose ticket it is, and the password it was earned with: a change or a reset ends all tickets of before. */
type Known = { readonly account: string; readonly login: string; readonly earned: string };

const stampOf = (passwordHash: string | null): string => hash('sha256', passwordHash ?? '', 'base64url');

/** Locked for the rest of the transaction; undefined when the password is no longer the one the ticket was earned with. */
const credentialOf = async (
  tx: Tx,
  known: Known,
): Promise<Pick<Credential, 'password_hash' | 'must_change_password'> | undefined> => {
  const row = await tx.maybe<Pick<Credential, 'password_hash' | 'must_change_password'>>(
    'select password_hash, must_change_password from staff_credential where account = $1 for update',
    [known.account],
  );
  return row !== undefined && stampOf(row.password_hash) === known.earned ? row : undefined;
};

/** Counts one attempt and returns the credential; undefined when unknown or locked. */
const countAttempt = (tx: Tx, login: string): Promise<Credential | undefined> => {
  const at = now();
  return tx.maybe<Credential>(
    `update staff_credential c set failed_attempts = failed_attempts + 1,
        locked_until = case when (failed_attempts + 1) % $2 = 0 then $4::timestamptz else locked_until end
       from account a
      where a.account = c.account and c.login = $1 and (c.locked_until is null or c.locked_until <= $3)
      returning c.account, c.password_hash, c.must_change_password, c.totp_confirmed_at, a.status`,
    [login, allowedFailures, at, new Date(at.getTime() + lockMinutes * 60_000)],
  );
};

const clearAttempts = (tx: Tx, account: string): Promise<number> =>
  tx.run('update staff_credential set failed_attempts = 0, locked_until = null where account = $1', [account]);

export const completeSignIn = async (
  tx: Tx,
  account: string,
  device: string,
  strong: boolean,
  office?: string,
): Promise<OpenedSession> => {
  await clearAttempts(tx, account);
  const opened = await openSession(tx, {
    account,
    kind: 'staff',
    strong,
    device,
    ...(office === undefined ? {} : { office }),
  });
  await audit(tx, {
    tenant: platformTenant,
    account,
    act: 'sign-in',
    subject: `account:${account}`,
    detail: { device },
  });
  return opened;
};

/** What a login is made of, in lower case. */
export const isLogin = (plain: string): boolean => /^[a-z0-9][a-z0-9._@-]{1,63}$/.test(plain);

/** A login with a one-time password, said once; the person sets an own one and a second factor at first sign-in. */
export const enrolStaff = async (
  tx: Tx,
  by: Actor,
  account: string,
  login: string,
): Promise<{ password: string } | Refusal> => {
  const plain = login.trim().toLowerCase();
  if (!isLogin(plain)) return refuse('login-malformed', { status: 422, field: 'login' });
  const password = oneTimePassword();
  const made = await tx.run(
    `insert into staff_credential (account, login, password_hash, must_change_password) values ($1, $2, $3, true)
     on conflict do nothing`,
    [account, plain, await hashPassword(password)],
  );
  if (made === 0) return refuse('login-taken', { status: 409, field: 'login' });
  await audit(tx, { tenant: platformTenant, account: by.account, act: 'enrol-staff', subject: `account:${account}` });
  return { password };
};

/** A sign-in or a token in wrong hands: all of them end, the person signs in anew. */
export const signOutEverywhere = async (
  tx: Tx,
  by: Actor,
  account: string,
  reason: string,
): Promise<{ readonly sessions: number; readonly tokens: number }> => {
  const ended = { sessions: await endSessionsOf(tx, account), tokens: await revokeApiTokensOf(tx, account) };
  await audit(tx, {
    tenant: platformTenant,
    account: by.account,
    act: 'sign-out-everywhere',
    subject: `account:${account}`,
    reason,
    detail: ended,
  });
  return ended;
};

export type ResetDone = {
  readonly password: string;
  /** How much of what there was before is over. */
  readonly ended: { readonly sessions: number; readonly tokens: number; readonly providerLinks: number };
};

/** For somebody who lost password or device, or is another subject at the provider: all start anew, sessions and tokens end. */
export const resetStaff = async (tx: Tx, by: Actor, account: string): Promise<ResetDone | Refusal> => {
  if (by.kind !== 'system' && !by.roles.includes('security-administrator'))
    return refuse('not-permitted', { status: 403 });
  const password = oneTimePassword();
  const changed = await tx.run(
    `update staff_credential set password_hash = $2, must_change_password = true, totp_sealed = null,
        totp_confirmed_at = null, failed_attempts = 0, locked_until = null where account = $1`,
    [account, await hashPassword(password)],
  );
  if (changed === 0) return refuse('account-not-found', { status: 404 });
  const sessions = await endSessionsOf(tx, account);
  const tokens = await revokeApiTokensOf(tx, account);
  // The provider may know the person by another subject now; the next sign-in there links by the login anew.
  const providerLinks = await unlinkProvider(tx, account);
  await audit(tx, {
    tenant: platformTenant,
    account: by.account,
    act: 'reset-staff',
    subject: `account:${account}`,
    detail: { providerLinks },
  });
  return { password, ended: { sessions, tokens, providerLinks } };
};
