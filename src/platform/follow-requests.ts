import type { Actor } from '#kernel/actor.ts';
import { audit } from './audit.ts';
import type { Tx } from './db.ts';

/** Of whom the way into a case moved; no stream where others still come in by the account of before: theirs stays with them. */
export type MovedPerson = {
  readonly tenant: string;
  readonly stream: string | undefined;
  /** In the case. Stands for the follower while no number lets it in: no account is ever called that. */
  readonly person: string;
  /** Nobody comes in by a landline. */
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** Written for everybody without a way in before each stood there as the person it is. */
const anybodyWithout = '00000000-0000-0000-0000-000000000000';

/**
 * A number put right takes its person to another account: what was asked about the case with the one before is answered to both,
 * and what the answer holds of the person is read with the right one only. Whatever else was asked with the one before stays its own.
 * Where the right one lets nobody in, it waits for the person and goes to the next number that does.
 * In a scope that sees every unit; the desk that was asked may be another than that of the case.
 */
export const followRequests = async (
  tx: Tx,
  actor: Actor,
  { tenant, stream, person, from, to = person }: MovedPerson,
  request: string | undefined,
): Promise<void> => {
  if (to === (from ?? person)) return;
  const followed = await tx.rows<{ id: string }>(
    from === undefined
      ? `update data_request set follower = nullif($4, account) where tenant = $1
           and (follower = $3 or follower = $5 and stream = $2) returning data_request as id`
      : `update data_request set follower = nullif($4, account) where tenant = $1
           and (stream = $2 or data_request = $5) and coalesce(follower, account) = $3 returning data_request as id`,
    from === undefined
      ? [tenant, stream ?? null, person, to, anybodyWithout]
      : [tenant, stream ?? null, from, to, request ?? null],
  );
  for (const { id } of followed)
    await audit(tx, {
      ...{ tenant, account: actor.account, act: 'follow-data-request', subject: `data-request:${id}` },
      detail: { follower: to },
    });
};
