import type { Actor } from '#kernel/actor.ts';
import { audit } from './audit.ts';
import type { Tx } from './db.ts';

/** Of whom the way into a case moved; no stream where others still come in by the account of before: theirs stays with them. */
export type MovedPerson = {
  readonly tenant: string;
  readonly stream: string | undefined;
  readonly from: string;
  readonly to: string;
};

/**
 * A number put right takes its person to another account: what was asked about the case with the one before is answered to both.
 * In a scope that sees every unit; the desk that was asked may be another than that of the case.
 */
export const followRequests = async (
  tx: Tx,
  actor: Actor,
  moved: MovedPerson,
  request: string | undefined,
): Promise<void> => {
  const followed = await tx.rows<{ id: string }>(
    `update data_request set follower = nullif($4, account) where tenant = $1 and (stream = $2 or data_request = $5)
          and coalesce(follower, account) = $3 returning data_request as id`,
    [moved.tenant, moved.stream ?? null, moved.from, moved.to, request ?? null],
  );
  for (const { id } of followed)
    await audit(tx, {
      ...{ tenant: moved.tenant, account: actor.account, act: 'follow-data-request', subject: `data-request:${id}` },
      detail: { follower: moved.to },
    });
};
