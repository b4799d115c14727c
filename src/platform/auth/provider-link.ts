import { audit, platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { unlinkProvider } from './grants.ts';
import type { ProviderFailure } from './provider-failures.ts';

type Claims = Readonly<Record<string, unknown>>;

/** Whose sign-in it is, or why it is nobody's; an account that is known then stands in the trail. */
export type Found =
  | { readonly account: string; readonly failure?: undefined }
  | { readonly failure: ProviderFailure; readonly account?: string | undefined };

/** OpenID Connect Core §2: at most 255 characters. One that is empty or no text would be shared by everybody the provider means so. */
export const subjectIn = ({ sub }: Claims): string | undefined =>
  typeof sub === 'string' && sub.trim() !== '' && sub.length <= 255 && isStorable(sub) ? sub : undefined;

/**
 * Logins are plain letters, digits and `._@-`. What is written otherwise is nobody's: lowered, the sign of the kelvin would be a k,
 * and whoever chose it at the provider somebody else here.
 */
const loginIn = (claim: unknown): string | undefined => {
  const login = typeof claim === 'string' ? claim.trim() : '';
  return /^[\x21-\x7e]+$/u.test(login) ? login : undefined;
};

const isStorable = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);

/**
 * By the subject linked before; the first time by the claim, which must equal an active login, and is then linked. Whose linked
 * account is locked or gone may have another since: that link goes over to the login the provider names.
 */
export const personBehind = async (
  tx: Tx,
  { issuer, claim }: { readonly issuer: string; readonly claim: string },
  claims: Claims,
  subject: string,
): Promise<Found> => {
  const linked = await linkedTo(tx, issuer, subject);
  if (linked?.status === 'active') return { account: linked.account };
  const before = linked?.account;
  const login = loginIn(claims[claim]);
  if (login === undefined) return { failure: 'login-missing', account: before };
  // Locked, so that two first sign-ins of one person link once.
  const person = await tx.maybe<{ account: string }>(
    `select a.account from account a join staff_credential c on c.account = a.account
      where c.login = $1 and a.status = 'active' for no key update of a`,
    [login.toLowerCase()],
  );
  if (person === undefined)
    return { failure: before === undefined ? 'person-unknown' : 'person-inactive', account: before };
  const other = await tx.maybe<{ subject: string }>(
    'select subject from oidc_identity where account = $1 and issuer = $2',
    [person.account, issuer],
  );
  if (other !== undefined)
    return other.subject === subject
      ? { account: person.account }
      : { failure: 'another-subject-linked', account: person.account };
  const providerLinks = before === undefined ? 0 : await unlinkProvider(tx, before);
  const made = await tx.run(
    'insert into oidc_identity (issuer, subject, account, linked_at) values ($1, $2, $3, $4) on conflict do nothing',
    [issuer, subject, person.account, now()],
  );
  if (made === 0) return { failure: 'person-unknown' };
  await audit(tx, {
    tenant: platformTenant,
    account: person.account,
    act: 'link-provider',
    subject: `account:${person.account}`,
    detail: { issuer, ...(providerLinks === 0 ? {} : { providerLinks }) },
  });
  return { account: person.account };
};

export const linkedTo = (
  tx: Tx,
  issuer: string,
  subject: string,
): Promise<{ readonly account: string; readonly status: string } | undefined> =>
  tx.maybe(
    `select o.account, a.status from oidc_identity o join account a on a.account = o.account
      where o.issuer = $1 and o.subject = $2`,
    [issuer, subject],
  );

export const isLinked = async (tx: Tx, issuer: string, account: string): Promise<boolean> =>
  (await tx.maybe('select 1 from oidc_identity where issuer = $1 and account = $2', [issuer, account])) !== undefined;
