import type { Day } from '#kernel/day.ts';
import type { Rulebook } from '#kernel/rule.ts';
import type { Tx } from '#platform/db.ts';
import {
  type Contact,
  decideJurisdiction,
  type Jurisdiction,
  type Place,
  type Receipt,
  type RespondentPlaces,
  type Settlement,
} from '../jurisdiction.ts';
import { operatorOf, platformOf, premisesRegions, type ShopRecord, shopOf } from './operators.ts';
import { bureausOfRegions } from './places.ts';
import { intakeCentreOf, type Unit, unitOf } from './units.ts';

type Region = string | null | undefined;

/** Against whom, as far as known: a row of the directory, or only what the consumer could say. */
export type Respondent =
  | {
      readonly by: 'operator';
      readonly id: string;
      /** Where it happened: of a firm with many premises, only the one dealt with counts. */
      readonly premisesRegion?: Region;
    }
  | { readonly by: 'shop'; readonly id: string; readonly contact?: Contact }
  | {
      readonly by: 'address';
      readonly kind: 'ordinary' | 'own-site' | 'platform';
      readonly businessRegion?: Region;
      readonly domicileRegion?: Region;
    }
  | {
      readonly by: 'unlisted-shop';
      /** Id, or the name as people say it. */
      readonly platform?: string | undefined;
      readonly shownRegion?: Region;
      readonly contact: Contact;
    };

export type CompetenceQuestion = {
  readonly on: Day;
  readonly respondent: Respondent;
  readonly receipts?: readonly Receipt[];
  readonly settled?: Settlement | undefined;
};

/** Regions instead of places: the bureaus are looked up for all of them at once. */
type Whereabouts =
  | { readonly kind: 'ordinary'; readonly domicile: Region; readonly business: readonly Region[] }
  | { readonly kind: 'platform' | 'own-site'; readonly domicile: Region }
  | {
      readonly kind: 'in-platform';
      readonly shown: Region;
      readonly platform: Region;
      readonly business: readonly Region[];
      readonly contact: Contact;
      readonly failed?: { readonly on: Day; readonly by: string | null } | undefined;
    };

const ofShop = async (tx: Tx, shop: ShopRecord, contact: Contact | undefined): Promise<Whereabouts> => {
  const seller = shop.seller === null ? undefined : await operatorOf(tx, shop.seller);
  return {
    kind: 'in-platform',
    shown: shop.shownRegion,
    platform: shop.platformRegion,
    business: seller ? [seller.businessRegion] : [],
    contact: contact ?? (shop.contactFailedOn === null ? 'not-tried' : 'failed'),
    failed: shop.contactFailedOn === null ? undefined : { on: shop.contactFailedOn, by: shop.contactFailedBy },
  };
};

const ofOperator = async (tx: Tx, id: string, premisesRegion: Region, on: Day): Promise<Whereabouts> => {
  const operator = await operatorOf(tx, id);
  if (!operator) return { kind: 'ordinary', domicile: undefined, business: [premisesRegion] };
  if (operator.sameAs !== null) return ofOperator(tx, operator.sameAs, premisesRegion, on);
  const domicile = operator.registeredRegion;
  if (operator.kind === 'platform' || operator.kind === 'own-site') return { kind: operator.kind, domicile };
  if (operator.kind === 'in-platform') {
    const [own] = await tx.rows<{ id: string }>(
      'select id from platform_shop where seller = $1 order by looked_up_on desc, id limit 1',
      [id],
    );
    const shop = own ? await shopOf(tx, own.id) : undefined;
    if (shop) return ofShop(tx, shop, undefined);
  }
  const business = premisesRegion
    ? [premisesRegion]
    : [operator.businessRegion, ...(await premisesRegions(tx, id, on))];
  return { kind: 'ordinary', domicile, business };
};

const whereabouts = async (tx: Tx, respondent: Respondent, on: Day): Promise<Whereabouts> => {
  if (respondent.by === 'operator') return ofOperator(tx, respondent.id, respondent.premisesRegion, on);
  if (respondent.by === 'address') {
    return respondent.kind === 'ordinary'
      ? { kind: 'ordinary', domicile: respondent.domicileRegion, business: [respondent.businessRegion] }
      : { kind: respondent.kind, domicile: respondent.domicileRegion };
  }
  if (respondent.by === 'shop') {
    const shop = await shopOf(tx, respondent.id);
    if (shop) return ofShop(tx, shop, respondent.contact);
    return { kind: 'in-platform', shown: null, platform: null, business: [], contact: 'not-tried' };
  }
  const platform = respondent.platform === undefined ? undefined : await platformOf(tx, respondent.platform);
  return {
    kind: 'in-platform',
    shown: respondent.shownRegion,
    platform: platform?.registeredRegion,
    business: [],
    contact: respondent.contact,
  };
};

const regionsIn = (where: Whereabouts): string[] => {
  const named =
    where.kind === 'in-platform'
      ? [where.shown, where.platform, ...where.business]
      : [where.domicile, ...(where.kind === 'ordinary' ? where.business : [])];
  return [...new Set(named.filter((region): region is string => typeof region === 'string' && region !== ''))];
};

const respondentPlaces = (where: Whereabouts, bureaus: ReadonlyMap<string, readonly string[]>): RespondentPlaces => {
  const place = (region: Region): Place | undefined =>
    region ? { region, bureaus: bureaus.get(region) ?? [] } : undefined;
  const places = (regions: readonly Region[]): Place[] =>
    [...new Set(regions)].map(place).filter((found) => found !== undefined);
  if (where.kind === 'ordinary') {
    return { kind: 'ordinary', domicile: place(where.domicile), business: places(where.business) };
  }
  if (where.kind === 'in-platform') {
    return {
      kind: 'in-platform',
      shown: place(where.shown),
      contact: where.contact,
      failed: where.failed,
      platformDomicile: place(where.platform),
      business: places(where.business),
    };
  }
  return { kind: where.kind, domicile: place(where.domicile) };
};

/** Which bureaus may handle the complaint on that day, with every step of the reasoning (Order 121 arts 13, 14). */
export const competentBureaus = async (
  tx: Tx,
  rulebook: Rulebook,
  question: CompetenceQuestion,
): Promise<Jurisdiction> => {
  const { on, receipts, settled } = question;
  const where = await whereabouts(tx, question.respondent, on);
  const bureaus = new Map<string, string[]>();
  for (const { region, bureau } of await bureausOfRegions(tx, regionsIn(where), on)) {
    bureaus.set(region, [...(bureaus.get(region) ?? []), bureau]);
  }
  return decideJurisdiction(rulebook, {
    on,
    respondent: respondentPlaces(where, bureaus),
    settled,
    ...(receipts ? { receipts } : {}),
  });
};

export type Receiver = { readonly tenant: string; readonly unit: Unit; readonly competent: Unit };

/**
 * Who receives a new filing: the intake centre of the authority to which the first competent bureau belongs, or that
 * bureau where the authority has none. `undefined` when nobody in the directory is competent.
 */
export const receiverFor = async (tx: Tx, found: Jurisdiction, on: Day): Promise<Receiver | undefined> => {
  const first = found.competent[0];
  const competent = first ? await unitOf(tx, first.bureau) : undefined;
  if (!competent) return undefined;
  const centre = await intakeCentreOf(tx, competent.tenant, on);
  return { tenant: competent.tenant, unit: centre ?? competent, competent };
};
