import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { enterFirstPost } from '#modules/directory/facade.ts';
import type { Administrator } from '#platform/auth/administrators.ts';
import { giveRole, makeAccount } from '#platform/auth/grants.ts';
import { enrolStaff } from '#platform/auth/staff.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { textsFor } from '#platform/texts.ts';

export type Person = { readonly login: string; readonly name: string };

/** `zhang` or `zhang:张明`: the login, and how the person is called. */
export const personOf = (text: string): Person => {
  const [login = '', name = ''] = text.split(/[:：]/u).map((part) => part.trim());
  return { login: login.toLowerCase(), name: name || login };
};

/** Where an authority's administrators have their posts: the office it was opened with. */
export const officeOf = (tenant: string): string => `${tenant}-office`;

export type NewAdministrator = {
  readonly tenant: string;
  readonly bureau: string;
  readonly role: Administrator;
  readonly person: Person;
};

/** Account, role and post of a new administrator; resolves to the one-time password. */
export const enrolAdministrator = async (
  tx: Tx,
  by: Actor,
  { tenant, bureau, role, person }: NewAdministrator,
): Promise<string> => {
  const { login, name } = person;
  const from = dayOf(now());
  const account = await makeAccount(tx, 'staff');
  const enrolled = await enrolStaff(tx, by, account, login);
  if (isRefusal(enrolled)) throw new StartFailure(`problems:refusals.${enrolled.refusal}`);
  const given = await giveRole(tx, by, { account, role, tenant, bureau, sees: [], from });
  if (isRefusal(given)) throw new StartFailure(`problems:refusals.${given.refusal}`);
  const title = textsFor('zh-CN')(`people:roles.${role}`);
  const desks = [role === 'auditor' ? ('audit' as const) : ('administration' as const)];
  await enterFirstPost(tx, { account, name, title, unit: bureau, desks, from });
  return enrolled.password;
};
