import { readPhone } from '#kernel/phone.ts';
import type { AccountsBeside, FilingRequest } from '#modules/complaints/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';

/**
 * Agent and chosen representatives follow the case and act on it with their own telephones (Order 121 arts 11, 12); whoever
 * complains along reads it and hands in what is theirs, first of all whom they choose in writing.
 * Leaves the transaction in the scope of whichever account came last.
 */
export const accountsBeside = async (
  context: Context,
  tx: Tx,
  { agent, joint = [], representatives = [] }: FilingRequest,
): Promise<AccountsBeside> => {
  const accountOf = async (phone: string | undefined): Promise<string | undefined> =>
    phone === undefined || readPhone(phone).kind !== 'mobile'
      ? undefined
      : await context.people.consumers.accountFor(tx, phone);
  const byAgent = await accountOf(agent?.phone);
  const chosen = new Map<number, string>();
  const along = new Map<number, string>();
  for (const [at, person] of joint.entries()) {
    const account = await accountOf(person.phone);
    if (account !== undefined) (representatives.includes(at) ? chosen : along).set(at, account);
  }
  return { ...(byAgent === undefined ? {} : { agent: byAgent }), representatives: chosen, joint: along };
};
