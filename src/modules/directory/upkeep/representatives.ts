import type { Actor, Role } from '#kernel/actor.ts';
import { compareDays, dayOf } from '#kernel/day.ts';
import { readPhone } from '#kernel/phone.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { NewRepresentative, Representative } from '../representative-contract.ts';
import { bureausOfRegions } from '../views/places.ts';
import { staffMember } from '../views/units.ts';
import { refuseBlank, refuseMoreLines, refuseNul, refuseUnlessInstanceKeeper } from './who.ts';

/** Who deals with operators across the counter. */
const counter: readonly Role[] = ['handler', 'intake-officer', 'bureau-head'];

type Operator = {
  readonly id: string;
  readonly registered_region: string | null;
  readonly business_region: string | null;
};

type Desk = { readonly tenant: string; readonly bureau: string; readonly operator: string; readonly actor: Actor };

/**
 * Acting for an operator opens its cases at every authority, so only the bureau of its place lets anybody in, and the keeper
 * of the instance where none of this instance is responsible. Leaves the transaction in the scope of that bureau's counter.
 */
const deskFor = async (tx: Tx, actor: Actor, id: string): Promise<Desk | Refusal> => {
  const { tenant } = actor;
  const isSystem = actor.kind === 'system';
  if (tenant === undefined || !(isSystem || actor.roles.some((role) => counter.includes(role))))
    return refuse('not-permitted', { status: 403 });
  const operator = await tx.maybe<Operator>(
    `select id, registered_region, business_region from operator where id =
       (select coalesce(same_as, id) from operator where id = $1)`,
    [id],
  );
  if (operator === undefined) return refuse('operator-unknown', { status: 404 });
  const bureau = await counterOf(tx, actor, tenant, operator);
  if (bureau === undefined) return refuse('representative-of-another-bureau', { status: 403 });
  const acting = isSystem ? { ...actor, bureaus: [bureau] } : actor;
  await tx.rescope(scopeOf(acting));
  return { tenant, bureau, operator: operator.id, actor: acting };
};

const counterOf = async (tx: Tx, actor: Actor, tenant: string, operator: Operator): Promise<string | undefined> => {
  const regions = [operator.business_region, operator.registered_region].filter((one) => one !== null);
  const responsible = await bureausOfRegions(tx, regions, dayOf(now()));
  if (responsible.length === 0) {
    const keeps = (await refuseUnlessInstanceKeeper(tx, { tenant })) === undefined;
    return keeps ? (actor.bureau ?? tenant) : undefined;
  }
  const own = await tx.rows<{ id: string }>('select id from bureau where id = any ($1::text[]) and tenant = $2', [
    responsible.map((one) => one.bureau),
    tenant,
  ]);
  return own.map(({ id }) => id).find((id) => actor.kind === 'system' || actor.bureaus.includes(id));
};

/** Lets somebody act for the operator who has shown at the counter that they may. */
export const linkRepresentative = async (
  { people }: Pick<Context, 'people'>,
  tx: Tx,
  actor: Actor,
  id: string,
  wish: NewRepresentative,
): Promise<{ id: string } | Refusal> => {
  const desk = await deskFor(tx, actor, id);
  if ('refusal' in desk) return desk;
  const fault = refuseNul(wish) ?? refuseBlank(wish, ['name', 'note']) ?? refuseMoreLines(wish, ['name']);
  if (fault !== undefined) return fault;
  const phone = readPhone(wish.phone);
  if (phone.kind !== 'mobile') return refuse('phone-not-mobile', { status: 422, field: 'phone' });
  if (wish.until !== undefined && compareDays(wish.until, dayOf(now())) < 0)
    return refuse('power-run-out', { status: 422, field: 'until' });
  const { name, shown, note, until } = wish;
  return await people.representations.link(tx, desk.actor, {
    tenant: desk.tenant,
    bureau: desk.bureau,
    principal: desk.operator,
    name: name.trim(),
    phone: phone.text,
    shown,
    ...(note === undefined ? {} : { note: note.trim() }),
    ...(until === undefined ? {} : { until }),
  });
};

export const endRepresentative = async (
  { people }: Pick<Context, 'people'>,
  tx: Tx,
  actor: Actor,
  { operator, id, reason }: { readonly operator: string; readonly id: string; readonly reason: string },
): Promise<{ id: string } | Refusal> => {
  const desk = await deskFor(tx, actor, operator);
  if ('refusal' in desk) return desk;
  const fault = refuseNul({ reason }) ?? refuseBlank({ reason }, ['reason']);
  if (fault !== undefined) return fault;
  const wish = { tenant: desk.tenant, principal: desk.operator, id, reason: reason.trim() };
  return await people.representations.end(tx, desk.actor, wish);
};

/** Those who act or acted for the operator, as this authority has entered them. */
export const representativesOf = async (
  { people }: Pick<Context, 'people'>,
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Representative[] | Refusal> => {
  const desk = await deskFor(tx, actor, id);
  if ('refusal' in desk) return desk;
  const today = dayOf(now());
  const rows = await people.representations.of(tx, desk.tenant, desk.operator);
  return await Promise.all(
    rows.map(async (row) => ({ ...row, linkedByName: (await memberNamed(tx, row.linkedBy, today))?.name ?? null })),
  );
};

const memberNamed = (tx: Tx, account: string, on: ReturnType<typeof dayOf>) =>
  /^[0-9a-f-]{36}$/u.test(account) ? staffMember(tx, account, on) : Promise.resolve(undefined);
