import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import type { NewPremises, NewShop, ShopChange } from '../register-contract.ts';
import { enterPremises, enterShops, replaceShop } from '../store.ts';
import { operatorOf } from '../views/operators.ts';
import { keepRevision } from './revisions.ts';
import { refuseUnknownRegions } from './unit-facts.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul } from './who.ts';

type Done = { readonly id: string };

export const addPremises = async (
  tx: Tx,
  keeper: Keeper,
  operator: string,
  wish: NewPremises,
): Promise<Done | Refusal> => {
  if ((await operatorOf(tx, operator)) === undefined) return refuse('operator-unknown', { status: 404 });
  const fault =
    refuseNul(wish) ??
    refuseBlank(wish, ['name', 'address']) ??
    (await refuseUnknownRegions(tx, [wish.region], 'region'));
  if (fault !== undefined) return fault;
  const id = newId();
  const { from: fromOn, ...rest } = wish;
  await enterPremises(tx, [{ ...rest, id, operator, fromOn }]);
  await noteChange(tx, keeper, {
    act: 'add-premises',
    subject: `operator:${operator}`,
    detail: { premises: id, region: wish.region, from: fromOn },
  });
  return { id };
};

export const closePremises = async (
  tx: Tx,
  keeper: Keeper,
  operator: string,
  id: string,
  wish: { readonly on: Day; readonly reason: string },
): Promise<Done | Refusal> => {
  const fault = refuseNul(wish) ?? refuseBlank(wish, ['reason']);
  if (fault !== undefined) return fault;
  const closed = await tx.run(
    `update premises set to_on = $3 where id = $1 and operator = $2 and from_on < $3::date
       and (to_on is null or to_on > $3::date)`,
    [id, operator, wish.on],
  );
  if (closed === 0) return refuse('premises-not-open', { status: 409, field: 'on' });
  await noteChange(tx, keeper, {
    act: 'close-premises',
    subject: `operator:${operator}`,
    reason: wish.reason.trim(),
    detail: { premises: id, on: wish.on },
  });
  return { id };
};

const shopFault = async (tx: Tx, wish: NewShop | ShopChange): Promise<Refusal | undefined> =>
  refuseNul(wish) ??
  refuseBlank(wish, ['shopName', 'shopReference']) ??
  (wish.shownRegion === undefined ? undefined : await refuseUnknownRegions(tx, [wish.shownRegion], 'shownRegion'));

/** What a platform showed of a seller on the day somebody looked. */
export const addShop = async (tx: Tx, keeper: Keeper, seller: string, wish: NewShop): Promise<Done | Refusal> => {
  if ((await operatorOf(tx, seller)) === undefined) return refuse('operator-unknown', { status: 404 });
  const platform = await operatorOf(tx, wish.platform);
  if (platform?.kind !== 'platform') return refuse('operator-is-no-platform', { status: 422, field: 'platform' });
  const fault = await shopFault(tx, wish);
  if (fault !== undefined) return fault;
  const id = newId();
  await enterShops(tx, [{ ...wish, id, seller }]);
  await noteChange(tx, keeper, {
    act: 'add-shop',
    subject: `operator:${seller}`,
    detail: { shop: id, platform: wish.platform },
  });
  return { id };
};

/** Looked up anew; what was shown before stays readable. */
export const changeShop = async (
  tx: Tx,
  keeper: Keeper,
  operator: string,
  id: string,
  wish: ShopChange,
): Promise<Done | Refusal> => {
  const before = await tx.maybe<object>(
    `select shop_name, shop_reference, link, shown_name, shown_address, shown_region, looked_up_on, contact_failed_on
     from platform_shop where id = $1 and (seller = $2 or platform = $2) for update`,
    [id, operator],
  );
  if (before === undefined) return refuse('shop-unknown', { status: 404 });
  const fault = await shopFault(tx, wish);
  if (fault !== undefined) return fault;
  const reason = wish.reason.trim();
  await keepRevision(tx, keeper, { kind: 'platform-shop', subject: id, before, reason });
  await replaceShop(tx, { ...wish, id });
  await noteChange(tx, keeper, { act: 'change-shop', subject: `operator:${operator}`, reason, detail: { shop: id } });
  return { id };
};
