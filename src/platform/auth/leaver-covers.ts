import type { Actor, Role } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { audit } from '../audit.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { enqueue } from '../jobs.ts';
import { administrators } from './administrators.ts';
import { endRepresentation, forgetSnapshots } from './grants.ts';

/** A cover that ended because one of the two has left; who stood in for whom, where, and until which day it was to be. */
export type EndedCover = {
  readonly by: string;
  readonly absent: string;
  readonly bureau: string;
  readonly to: Day;
};

export type LeaverNews = { readonly leaver: string; readonly ended: readonly EndedCover[] };

/** The heads concerned arrange anew what a leaver's account took with it. Ids only: names are looked up when it is told. */
export const leaverJob = {
  name: 'tell-heads-of-ended-covers',
  attempts: 12,
  read: (payload: unknown): LeaverNews => {
    const { leaver, ended } = (payload ?? {}) as Partial<Record<keyof LeaverNews, unknown>>;
    if (typeof leaver !== 'string' || !Array.isArray(ended)) throw new TypeError('not news of a leaver');
    return { leaver, ended };
  },
};

type Row = EndedCover & { readonly grant: string; readonly tenant: string; readonly role: Role };

/**
 * Ends at once every cover, running or to come, in which somebody who has left stands in or is stood in for. The role of an
 * administrator is nobody's cover to lose: whoever holds it keeps it until another is named.
 */
export const endCoversOf = async (tx: Tx, by: Actor, leaver: string, reason: string): Promise<number> => {
  const at = now();
  const rows = await tx.rows<Row>(
    `update role_grant set ended_at = $2, ended_by = $3
      where covers is not null and (account = $1 or covers = $1) and ended_at is null and (to_on is null or to_on > $4)
        and role <> all ($5::text[])
      returning role_grant as grant, tenant, bureau, role, account as by, covers as absent, to_on as "to"`,
    [leaver, at, by.account, dayOf(at), administrators],
  );
  for (const { grant, tenant, bureau, role, by: account, absent } of rows) {
    if (role === 'association-mediator') await endRepresentation(tx, account, bureau);
    await forgetSnapshots(tx, account);
    await audit(tx, {
      tenant,
      account: by.account,
      act: 'end-cover',
      subject: `account:${account}`,
      reason,
      detail: { role, grant, covers: absent },
    });
  }
  for (const [tenant, ofTenant] of Map.groupBy(rows, (row) => row.tenant)) {
    const ended = ofTenant.map(({ by: account, absent, bureau, to }) => ({ by: account, absent, bureau, to }));
    await enqueue(tx, leaverJob, { leaver, ended }, { tenant });
  }
  return rows.length;
};
