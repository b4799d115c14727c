/**
 * Which bureau may handle a complaint: Order 121 arts 13, 14 and 41, and for days before 2026-04-15 Order 20 art. 12.
 * Pure: places come in as lists of the bureaus responsible for them, the day as a value. The answer keeps every step,
 * so that a decision can say why, and a bureau without power can name the right one.
 */
import { compareDays, type Day } from '#kernel/day.ts';
import type { LegalBasis } from '#kernel/refusal.ts';

/** A place and the county-level bureaus responsible for it on the day in question (none known: empty). */
export type Place = {
  readonly region: string;
  readonly bureaus: readonly string[];
};

/** Whether the seller answered at the address that the platform shows. */
export type Contact = 'not-tried' | 'reached' | 'failed';

export type RespondentPlaces =
  | { readonly kind: 'ordinary'; readonly domicile?: Place | undefined; readonly business: readonly Place[] }
  | { readonly kind: 'platform' | 'own-site'; readonly domicile?: Place | undefined }
  | {
      readonly kind: 'in-platform';
      readonly shown?: Place | undefined;
      readonly contact: Contact;
      readonly platformDomicile?: Place | undefined;
      /** Only asked for by the rule in force before 2026-04-15. */
      readonly business?: readonly Place[];
    };

export type Receipt = { readonly bureau: string; readonly receivedAt: Date };

export type JurisdictionFacts = {
  readonly on: Day;
  readonly respondent: RespondentPlaces;
  /** Receipts of the same dispute by any bureau, in any order. */
  readonly receipts?: readonly Receipt[];
  /** The superior bureau that decided to handle this complaint itself. */
  readonly takenOverBy?: string | undefined;
};

export type Ground =
  | 'actual-place-of-business'
  | 'domicile'
  | 'address-shown-on-platform'
  | 'platform-domicile'
  | 'received-first'
  | 'taken-over-by-superior';

export type CompetentBureau = { readonly bureau: string; readonly ground: Ground };

/** What was found on the way, in order; `excluded` bureaus would have been competent but for this step. */
export type JurisdictionStep = {
  readonly step:
    | 'respondent-is-ordinary'
    | 'respondent-answers-at-its-domicile'
    | 'seller-shows-an-address'
    | 'seller-shows-no-address'
    | 'seller-not-reached-at-shown-address'
    | 'seller-under-the-former-rule'
    | 'place-unknown'
    | 'no-bureau-for-place'
    | 'several-bureaus-have-power'
    | 'received-first'
    | 'taken-over-by-superior';
  readonly rule: string;
  readonly basis: LegalBasis;
  readonly region?: string;
  readonly bureau?: string;
  readonly excluded?: readonly string[];
};

export type Jurisdiction = {
  /** Empty: nobody in the directory; an officer has to find the place first. */
  readonly competent: readonly CompetentBureau[];
  readonly steps: readonly JurisdictionStep[];
};

const ORDER_121_FROM: Day = '2026-04-15';

const RULES = {
  ordinary: 'JUR-01',
  domicile: 'JUR-02',
  seller: 'JUR-03',
  first: 'JUR-04',
  superior: 'JUR-05',
} as const;

type Regime = { readonly places: LegalBasis; readonly first: LegalBasis; readonly former: boolean };

const regimeOn = (day: Day): Regime =>
  compareDays(day, ORDER_121_FROM) < 0
    ? {
        places: { text: 'order-20', article: '12' },
        first: { text: 'order-20', article: '13' },
        former: true,
      }
    : {
        places: { text: 'order-121', article: '13' },
        first: { text: 'order-121', article: '14' },
        former: false,
      };

type Draft = { readonly competent: CompetentBureau[]; readonly steps: JurisdictionStep[] };

const unique = (bureaus: readonly CompetentBureau[]): CompetentBureau[] =>
  bureaus.filter((found, at) => bureaus.findIndex((other) => other.bureau === found.bureau) === at);

const addPlace = (draft: Draft, place: Place | undefined, ground: Ground, rule: string, basis: LegalBasis): void => {
  if (!place) {
    draft.steps.push({ step: 'place-unknown', rule, basis });
  } else if (place.bureaus.length === 0) {
    draft.steps.push({ step: 'no-bureau-for-place', rule, basis, region: place.region });
  } else {
    draft.competent.push(...place.bureaus.map((bureau) => ({ bureau, ground })));
  }
};

const ordinary = (respondent: Extract<RespondentPlaces, { kind: 'ordinary' }>, { places }: Regime): Draft => {
  const draft: Draft = {
    competent: [],
    steps: [{ step: 'respondent-is-ordinary', rule: RULES.ordinary, basis: places }],
  };
  for (const place of respondent.business) {
    addPlace(draft, place, 'actual-place-of-business', RULES.ordinary, places);
  }
  if (respondent.domicile || respondent.business.length === 0) {
    addPlace(draft, respondent.domicile, 'domicile', RULES.ordinary, places);
  }
  return draft;
};

const atDomicile = (domicile: Place | undefined, { places }: Regime): Draft => {
  const draft: Draft = {
    competent: [],
    steps: [{ step: 'respondent-answers-at-its-domicile', rule: RULES.domicile, basis: places }],
  };
  addPlace(draft, domicile, 'domicile', RULES.domicile, places);
  return draft;
};

const seller = (respondent: Extract<RespondentPlaces, { kind: 'in-platform' }>, regime: Regime): Draft => {
  const draft: Draft = { competent: [], steps: [] };
  const { shown, contact, platformDomicile } = respondent;
  const note = { rule: RULES.seller, basis: regime.places };
  if (regime.former) {
    draft.steps.push({ step: 'seller-under-the-former-rule', ...note });
    for (const place of respondent.business ?? []) {
      addPlace(draft, place, 'actual-place-of-business', RULES.seller, regime.places);
    }
  } else if (!shown) {
    draft.steps.push({ step: 'seller-shows-no-address', ...note });
  } else if (contact === 'failed') {
    const step = 'seller-not-reached-at-shown-address';
    draft.steps.push({ step, ...note, region: shown.region, excluded: shown.bureaus });
  } else {
    draft.steps.push({ step: 'seller-shows-an-address', ...note, region: shown.region });
    addPlace(draft, shown, 'address-shown-on-platform', RULES.seller, regime.places);
  }
  addPlace(draft, platformDomicile, 'platform-domicile', RULES.seller, regime.places);
  return draft;
};

const byPlaces = (facts: JurisdictionFacts, regime: Regime): Draft => {
  const { respondent } = facts;
  if (respondent.kind === 'ordinary') return ordinary(respondent, regime);
  if (respondent.kind === 'in-platform') return seller(respondent, regime);
  return atDomicile(respondent.domicile, regime);
};

/** Of several competent bureaus the one that received the same dispute first; receipts by others decide nothing. */
const firstReceiver = (competent: readonly CompetentBureau[], receipts: readonly Receipt[]): Receipt | undefined =>
  receipts
    .filter((receipt) => competent.some(({ bureau }) => bureau === receipt.bureau))
    .reduce<Receipt | undefined>(
      (first, receipt) => (first && first.receivedAt <= receipt.receivedAt ? first : receipt),
      undefined,
    );

export const decideJurisdiction = (facts: JurisdictionFacts): Jurisdiction => {
  const regime = regimeOn(facts.on);
  const { competent: found, steps } = byPlaces(facts, regime);
  const competent = unique(found);

  if (facts.takenOverBy !== undefined) {
    const bureau = facts.takenOverBy;
    const excluded = competent.map((one) => one.bureau).filter((one) => one !== bureau);
    const step = 'taken-over-by-superior';
    steps.push({ step, rule: RULES.superior, basis: regime.places, bureau, excluded });
    return { competent: [{ bureau, ground: 'taken-over-by-superior' }], steps };
  }
  if (competent.length < 2) return { competent, steps };

  const first = firstReceiver(competent, facts.receipts ?? []);
  if (!first) {
    steps.push({ step: 'several-bureaus-have-power', rule: RULES.first, basis: regime.first });
    return { competent, steps };
  }
  const excluded = competent.map((one) => one.bureau).filter((bureau) => bureau !== first.bureau);
  steps.push({ step: 'received-first', rule: RULES.first, basis: regime.first, bureau: first.bureau, excluded });
  return { competent: [{ bureau: first.bureau, ground: 'received-first' }], steps };
};
