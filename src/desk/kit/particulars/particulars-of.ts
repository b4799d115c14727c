import { readMoney } from '#kernel/money.ts';

/** Respondent, purchase and class as typed: the same in a new entry and where an officer completes one. */
export type Particulars = Partial<{
  respondentKind: string;
  operator: string;
  operatorName: string;
  shop: string;
  platform: string;
  respondentName: string;
  respondentAddress: string;
  respondentContact: string;
  respondentPhone: string;
  /** `open`: nobody has said it yet. */
  online: boolean | 'open';
  platformName: string;
  shopLink: string;
  orderNumber: string;
  logisticsNumber: string;
  purchasedOn: string;
  amount: string;
  goods: string;
  brand: string;
  quantity: string;
  place: string;
  objectCode: string;
  problemCode: string;
}>;

export const clean = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
};

export const fen = (text: string | undefined): number | undefined => {
  if (clean(text) === undefined) return undefined;
  const reading = readMoney(text ?? '');
  return 'fen' in reading ? reading.fen : undefined;
};

/** Members without a value are left out: the API takes none that are empty. */
export const given = <T extends Record<string, unknown>>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as T;

export const respondentOf = (entry: Particulars) =>
  given({
    kind: entry.respondentKind ?? 'unknown',
    operator: clean(entry.operator),
    platform: clean(entry.platform),
    shop: clean(entry.shop),
    name: clean(entry.respondentName),
    address: clean(entry.respondentAddress),
    contact: clean(entry.respondentContact),
    phone: clean(entry.respondentPhone),
  });

const onlineOf = ({ platformName, shopLink, orderNumber, logisticsNumber }: Particulars) => ({
  platformName: clean(platformName),
  shopLink: clean(shopLink),
  orderNumber: clean(orderNumber),
  logisticsNumber: clean(logisticsNumber),
});

export const purchaseOf = (entry: Particulars) =>
  given({
    online: entry.online === 'open' ? undefined : entry.online,
    ...(entry.online ? onlineOf(entry) : {}),
    purchasedOn: clean(entry.purchasedOn),
    amountFen: fen(entry.amount),
    goods: clean(entry.goods),
    brand: clean(entry.brand),
    quantity: clean(entry.quantity),
    place: entry.online === true ? undefined : clean(entry.place),
  });
