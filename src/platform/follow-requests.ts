import type { Actor } from '#kernel/actor.ts';
import { audit } from './audit.ts';
import type { Tx } from './db.ts';

/** Of whom the way into a case moved; no stream where others still come in by the account of before: theirs stays with them. */
export type MovedPerson = {
  readonly tenant: string;
  readonly stream: string | undefined;
  readonly from: string;
  /** Nobody comes in by a landline. */
  readonly to: string | undefined;
};

/** Who follows where nobody does: the number before was wrong, and particulars are shown to whoever holds it no more. */
export const nobodyFollows = '00000000-0000-0000-0000-000000000000';

/**
 * A number put right takes its person to another account: what was asked about the case with the one before is answered to both,
 * and what the answer holds of the person is read with the right one only. Whatever else was asked with the one before stays its own.
 * In a scope that sees every unit; the desk that was asked may be another than that of the case.
 */
export const followRequests = async (
  tx: Tx,
  actor: Actor,
  moved: MovedPerson,
  request: string | undefined,
): Promise<void> => {
  const to = moved.to ?? nobodyFollows;
  const followed = await tx.rows<{ id: string }>(
    `update data_request set follower = nullif($4, account) where tenant = $1 and (stream = $2 or data_request = $5)
          and coalesce(follower, account) = $3 returning data_request as id`,
    [moved.tenant, moved.stream ?? null, moved.from, to, request ?? null],
  );
  for (const { id } of followed)
    await audit(tx, {
      ...{ tenant: moved.tenant, account: actor.account, act: 'follow-data-request', subject: `data-request:${id}` },
      detail: { follower: to },
    });
};
