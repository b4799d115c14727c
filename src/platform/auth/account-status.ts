import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { refuseLastAdministratorOut, refuseOwn } from './administrators.ts';
import { mayGrant, unlinkProvider } from './grants.ts';
import { endCoversOf } from './leaver-covers.ts';

/**
 * Locks, unlocks or retires an account; sessions and tokens end for good, so that none lives again with its person's return.
 * Nobody shuts the own one, nor that of the last administrator; who leaves is nobody at the identity provider any more, and
 * neither stands in for anybody nor is stood in for.
 */
export const setAccountStatus = async (
  tx: Tx,
  by: Actor,
  account: string,
  status: 'active' | 'locked' | 'left',
  reason: string,
): Promise<{ readonly status: string; readonly coversEnded: number } | Refusal> => {
  if (!mayGrant(by)) return refuse('not-permitted', { status: 403 });
  const kept =
    status === 'active' ? undefined : (refuseOwn(by, account) ?? (await refuseLastAdministratorOut(tx, account)));
  if (kept !== undefined) return kept;
  const changed = await tx.run('update account set status = $2 where account = $1', [account, status]);
  if (changed === 0) return refuse('account-not-found', { status: 404 });
  const ended = status === 'active' ? {} : await endEverything(tx, account);
  const unlinked = status === 'left' ? { providerLinks: await unlinkProvider(tx, account) } : {};
  const covers = status === 'left' ? await endCoversOf(tx, by, account, reason) : 0;
  await audit(tx, {
    tenant: platformTenant,
    account: by.account,
    act: 'set-account-status',
    subject: `account:${account}`,
    reason,
    detail: { status, ...ended, ...unlinked, ...(covers > 0 ? { covers } : {}) },
  });
  return { status, coversEnded: covers };
};

const endEverything = async (tx: Tx, account: string): Promise<{ sessions: number; tokens: number }> => {
  const [sessions, tokens] = [
    await tx.run('update session set revoked_at = $2 where account = $1 and revoked_at is null', [account, now()]),
    await tx.run('update api_token set revoked_at = $2 where account = $1 and revoked_at is null', [account, now()]),
  ];
  return { sessions, tokens };
};
