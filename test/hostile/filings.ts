import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { FilingRequest } from '#modules/complaints/contract.ts';

/** Fields of a filing that an officer reads as they were written, with the most each takes. */
export const places = [
  ['facts', 5000],
  ['claimText', 2000],
  ['goods', 300],
  ['place', 300],
  ['name', 200],
  ['address', 300],
  ['contact', 100],
  ['platformName', 100],
  ['orderNumber', 100],
] as const;
export type Place = (typeof places)[number][0];

export const filingOf = (texts: Readonly<Partial<Record<Place, string>>>): FilingRequest => ({
  complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
  respondent: {
    kind: 'unknown',
    region: '990102',
    ...pick(texts, ['name', 'address', 'contact']),
  },
  purchase: { online: true, ...pick(texts, ['goods', 'place', 'platformName', 'orderNumber']) },
  facts: texts.facts ?? '无',
  ...pick(texts, ['claimText']),
  claims: [],
  consents: { publicity: false, entrust: false },
});

const pick = <K extends Place>(texts: Readonly<Partial<Record<Place, string>>>, names: readonly K[]) =>
  Object.fromEntries(names.flatMap((name) => (texts[name] === undefined ? [] : [[name, texts[name]]])));

export const shownIn = (view: CaseView): Readonly<Record<Place, string | null | undefined>> => ({
  facts: view.facts,
  claimText: view.claimText,
  goods: view.purchase?.goods,
  place: view.purchase?.place,
  name: view.respondent.name,
  address: view.respondent.address,
  contact: view.respondent.contact,
  platformName: view.purchase?.platformName,
  orderNumber: view.purchase?.orderNumber,
});

/** Deals the texts out to filings: each to the first place that takes it. */
export const dealt = (texts: readonly string[]): Partial<Record<Place, string>>[] => {
  const left = [...texts];
  const filings: Partial<Record<Place, string>>[] = [];
  while (left.length > 0) {
    const filing: Partial<Record<Place, string>> = {};
    for (const [place, most] of [...places].reverse()) {
      const at = left.findIndex((text) => [...text].length <= most);
      if (at >= 0) filing[place] = left.splice(at, 1)[0] ?? '';
    }
    if (Object.keys(filing).length === 0) break;
    filings.push(filing);
  }
  return filings;
};
