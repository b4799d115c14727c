import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Tx } from '#platform/db.ts';

/** Somebody who keeps the directory of one tenant: its system administrator and nobody else. */
export type Keeper = { readonly actor: Actor; readonly tenant: string; readonly at: Date };

export const keeperOf = (actor: Actor, at: Date): Keeper | Refusal =>
  actor.tenant !== undefined && actor.roles.includes('system-administrator')
    ? { actor, tenant: actor.tenant, at }
    : refuse('only-the-system-administrator', { status: 403 });

/** What all tenants share (authorities, regions, code tables) is kept by the authority the instance was made for. */
export const refuseUnlessInstanceKeeper = async (
  tx: Tx,
  keeper: Pick<Keeper, 'tenant'>,
): Promise<Refusal | undefined> => {
  const found = await tx.maybe<{ keeps: boolean }>('select keeps_instance as keeps from authority where id = $1', [
    keeper.tenant,
  ]);
  return found?.keeps === true ? undefined : refuse('only-the-instance-keeper', { status: 403 });
};

export type Change = {
  readonly act: string;
  readonly subject: string;
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};

/** The line of the audit trail, in the transaction of the change. */
export const noteChange = (tx: Tx, { actor, tenant }: Keeper, change: Change): Promise<void> =>
  audit(tx, { tenant, account: actor.account, ...change });

/** PostgreSQL holds no NUL in a text; the first field that has one. */
export const refuseNul = (body: object): Refusal | undefined => {
  const field = Object.entries(body).find(([, value]) => typeof value === 'string' && value.includes('\0'))?.[0];
  return field === undefined ? undefined : refuse('text-holds-null-character', { status: 422, field });
};

/** A text of blanks says nothing. */
export const refuseBlank = (body: object, fields: readonly string[]): Refusal | undefined => {
  const field = fields.find((name) => {
    const value: unknown = (body as Record<string, unknown>)[name];
    return typeof value === 'string' && value.trim() === '';
  });
  return field === undefined ? undefined : refuse('text-says-nothing', { status: 422, field });
};

/** What is printed and listed in one line has neither line breaks nor tabs. */
export const refuseMoreLines = (body: object, fields: readonly string[]): Refusal | undefined => {
  const field = fields.find((name) => /\p{Cc}/u.test(String((body as Record<string, unknown>)[name] ?? '')));
  return field === undefined ? undefined : refuse('text-not-one-line', { status: 422, field });
};
