import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from './audit.ts';
import type { IndexPurpose } from './crypto/blind-index.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { Tx } from './db.ts';
import type { CaseKey } from './vault.ts';

/** All that a match tells, in whatever tenant it lies. */
export type CaseElsewhere = {
  readonly tenant: string;
  readonly bureau: string;
  readonly number: string;
  readonly filedOn: Day;
};

/**
 * Complaints of the same phone or id number in any tenant, newest first. The look is recorded on the case it was made
 * for; the value itself is neither stored nor told.
 */
export const samePersonElsewhere = async (
  tx: Tx,
  keyring: Keyring,
  actor: Actor,
  at: CaseKey,
  known: { readonly purpose: IndexPurpose; readonly value: string },
  reason: string,
): Promise<CaseElsewhere[] | Refusal> => {
  if (reason.trim().length < 2) return refuse('reason-missing', { status: 422, field: 'reason' });
  const found: CaseElsewhere[] = [];
  for (const { version, digest } of keyring.digests(known.purpose, known.value)) {
    found.push(
      ...(await tx.rows<CaseElsewhere>(
        `select tenant, bureau, number, filed_on as "filedOn" from same_person_elsewhere($1, $2, $3)`,
        [known.purpose, version, digest],
      )),
    );
  }
  await audit(tx, {
    tenant: at.tenant,
    account: actor.account,
    act: 'look-for-same-person',
    subject: `stream:${at.stream}`,
    reason: reason.trim(),
    detail: { purpose: known.purpose, found: found.length },
  });
  return found.sort((a, b) => b.filedOn.localeCompare(a.filedOn));
};
