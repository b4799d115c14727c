import Type, { type Static } from 'typebox';
import { day, orNull } from './parts-contract.ts';

/** What was bought, as the case tells it. */
export const CasePurchase = Type.Object({
  online: orNull(Type.Boolean({ description: 'null: not yet written down' })),
  platformName: orNull(Type.String()),
  shopLink: orNull(Type.String()),
  orderNumber: orNull(Type.String()),
  logisticsNumber: orNull(Type.String()),
  purchasedOn: orNull(day()),
  goods: orNull(Type.String()),
  brand: orNull(Type.String()),
  quantity: orNull(Type.String()),
  place: orNull(Type.String()),
});
export type CasePurchase = Static<typeof CasePurchase>;
