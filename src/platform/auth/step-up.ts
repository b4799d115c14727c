import type { Tx } from '../db.ts';
import type { ProviderSignIn } from './provider.ts';
import { isStrong, type SignedIn } from './sessions.ts';

/** How somebody can show the second factor again: the authenticator, the identity provider, or else by signing in anew. */
export type StepUpWay = 'code' | 'provider' | 'sign-in';

export type StepUp = { readonly isStrong: boolean; readonly ways: readonly StepUpWay[] };

/** Whoever never enrolled an authenticator is not asked for its number: every way named here can be gone by that person. */
export const stepUpOf = async (tx: Tx, signedIn: SignedIn, provider: ProviderSignIn | undefined): Promise<StepUp> => {
  const { account } = signedIn.actor;
  const ways: StepUpWay[] = [];
  if (await hasAuthenticator(tx, account)) ways.push('code');
  if (provider !== undefined && (await provider.knows(tx, account))) ways.push('provider');
  return { isStrong: isStrong(signedIn), ways: ways.length === 0 ? ['sign-in'] : ways };
};

export const hasAuthenticator = async (tx: Tx, account: string): Promise<boolean> =>
  (await tx.maybe('select 1 from staff_credential where account = $1 and totp_confirmed_at is not null', [account])) !==
  undefined;
