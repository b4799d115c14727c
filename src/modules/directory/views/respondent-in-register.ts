import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import { type OperatorRecord, operatorOf, platformOf, shopOf } from './operators.ts';

export type RespondentKind = 'ordinary' | 'platform' | 'own-site' | 'platform-shop' | 'unknown';

/** Whom a complaint is against, as far as somebody said. */
export type RespondentSaid = {
  readonly kind: RespondentKind;
  readonly operator?: string | undefined;
  /** Id of the platform, or its name as people say it. */
  readonly platform?: string | undefined;
  readonly shop?: string | undefined;
};

/** The same with what the register knows: the kind, the platform and the seller stand there and are not asked for. */
export type RespondentKnown = {
  readonly kind: RespondentKind;
  readonly operator?: string;
  readonly platform?: string;
  readonly shop?: string;
  /** The registered name; of a shop without a known seller the name it shows. */
  readonly name?: string;
};

const kindOf: Readonly<Record<OperatorRecord['kind'], RespondentKind>> = {
  ordinary: 'ordinary',
  platform: 'platform',
  'own-site': 'own-site',
  'in-platform': 'platform-shop',
};

export const respondentInRegister = async (tx: Tx, said: RespondentSaid): Promise<RespondentKnown | Refusal> => {
  if (said.shop !== undefined) return await ofShop(tx, said.shop, said.operator);
  if (said.operator !== undefined) return await ofOperator(tx, said.operator, said.platform);
  const platform = said.platform === undefined ? undefined : await platformIn(tx, said.platform);
  return { kind: said.kind, ...(platform === undefined ? {} : { platform }) };
};

const ofShop = async (tx: Tx, id: string, said: string | undefined): Promise<RespondentKnown | Refusal> => {
  const shop = await shopOf(tx, id);
  if (shop === undefined) return refuse('shop-unknown', { status: 422, field: 'respondent.shop' });
  const seller = said ?? shop.seller ?? undefined;
  const operator = seller === undefined ? undefined : await operatorOf(tx, seller);
  if (said !== undefined && operator === undefined) return operatorNotKnown();
  return {
    kind: 'platform-shop',
    shop: shop.id,
    platform: shop.platform,
    name: operator?.name ?? shop.shownName ?? shop.shopName,
    ...(operator === undefined ? {} : { operator: operator.id }),
  };
};

const ofOperator = async (tx: Tx, id: string, saidPlatform: string | undefined): Promise<RespondentKnown | Refusal> => {
  const operator = await operatorOf(tx, id);
  if (operator === undefined) return operatorNotKnown();
  const known = { kind: kindOf[operator.kind], operator: operator.id, name: operator.name };
  if (operator.kind !== 'in-platform') return known;
  const shops = await tx.rows<{ id: string; platform: string }>(
    'select id, platform from platform_shop where seller = $1 order by looked_up_on desc, id limit 2',
    [operator.id],
  );
  const [only, other] = shops;
  // Of a seller with several shops nobody but the complainant knows which one it was.
  if (only !== undefined && other === undefined) return { ...known, shop: only.id, platform: only.platform };
  const platform = saidPlatform === undefined ? undefined : await platformIn(tx, saidPlatform);
  return { ...known, ...(platform === undefined ? {} : { platform }) };
};

const platformIn = async (tx: Tx, said: string): Promise<string> => (await platformOf(tx, said))?.id ?? said;

const operatorNotKnown = (): Refusal => refuse('operator-not-known', { status: 422, field: 'respondent.operator' });
