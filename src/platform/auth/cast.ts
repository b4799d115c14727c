import type { ActorKind } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, platformTenant } from '../audit.ts';
import type { Tx } from '../db.ts';
import { type OpenedSession, openSession } from './sessions.ts';

/**
 * In a demo anybody may be any member of the cast. The instance row decides, which only the owner's login can write:
 * no setting and no request makes a production instance do this.
 */
export const becomes = async (tx: Tx, account: string, device: string): Promise<OpenedSession | Refusal> => {
  const instance = await tx.maybe<{ kind: string }>('select kind from instance');
  if (instance?.kind !== 'demo') return refuse('demo-only', { status: 404 });
  const person = await tx.maybe<{ kind: ActorKind }>(
    "select kind from account where account = $1 and status = 'active'",
    [account],
  );
  if (person === undefined || person.kind === 'system') return refuse('account-not-found', { status: 404 });
  await audit(tx, { tenant: platformTenant, account, act: 'become', subject: `account:${account}` });
  return await openSession(tx, { account, kind: person.kind, strong: person.kind === 'staff', device });
};
