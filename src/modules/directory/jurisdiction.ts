/**
 * Which bureau may handle a complaint (Order 121 arts 13, 14; Order 20 before it), read from the rulebook's rules of the
 * day. Pure: places come in as lists of the bureaus responsible for them. The answer keeps every step, so that a decision
 * can say why, and a bureau without power can name the right one.
 */
import type { Day } from '#kernel/day.ts';
import type { LegalBasis } from '#kernel/refusal.ts';
import { type JurisdictionRule, type Rulebook, rulesOn } from '#kernel/rule.ts';

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
      /** Kept in the register: since when, and which bureau found so. */
      readonly failed?: { readonly on: Day; readonly by: string | null } | undefined;
      readonly platformDomicile?: Place | undefined;
      /** Asked for by the rule in force before 2026-04-15 only. */
      readonly business?: readonly Place[];
    };

export type Receipt = { readonly bureau: string; readonly receivedAt: Date };

export type Settlement = { readonly bureau: string; readonly how: 'agreed' | 'designated' | 'taken-over' };

export type JurisdictionFacts = {
  /** The day whose rules count: that of receipt. */
  readonly on: Day;
  readonly respondent: RespondentPlaces;
  /** Receipts of the same dispute by any bureau, in any order. */
  readonly receipts?: readonly Receipt[];
  /** The bureau that handles it because two bureaus agreed so, their superior named it, or it is that superior itself. */
  readonly settled?: Settlement | undefined;
};

/** As the rulebook names what makes a bureau competent. */
export type Ground = string;

export type CompetentBureau = { readonly bureau: string; readonly ground: Ground };

/** What was found on the way, in order. `excluded`: bureaus that would be competent but for this step. */
export type JurisdictionStep = {
  readonly step:
    | 'respondent-is-ordinary'
    | 'respondent-answers-at-its-domicile'
    | 'seller-on-platform'
    | 'seller-shows-no-address'
    | 'seller-not-reached-at-shown-address'
    | 'place-unknown'
    | 'no-bureau-for-place'
    | 'several-bureaus-have-power'
    | 'received-first'
    | 'taken-over-by-superior'
    | 'designated-by-superior'
    | 'agreed-between-bureaus';
  readonly rule: string;
  readonly basis: readonly [LegalBasis, ...LegalBasis[]];
  /** What the place would have been to the respondent, where one is missing. */
  readonly ground?: Ground;
  readonly region?: string;
  readonly bureau?: string;
  readonly excluded?: readonly string[];
  /** Who found what the step rests on, and when. */
  readonly found?: { readonly on: Day; readonly by: string | null };
};

export type Jurisdiction = {
  /** Empty: nobody in the directory; an officer has to find the place first. */
  readonly competent: readonly CompetentBureau[];
  readonly steps: readonly JurisdictionStep[];
};

type Draft = { readonly competent: CompetentBureau[]; readonly steps: JurisdictionStep[] };
type Step = JurisdictionStep['step'];

const RESPONDENT = {
  ordinary: 'operator',
  platform: 'platform',
  'own-site': 'own-website',
  'in-platform': 'platform-seller',
} as const;

const NOT_REACHABLE = 'no-address-shown-or-unreachable';
const SEVERAL = 'several-competent';
const SUPERIOR = 'superior-takes-over-or-is-asked';
const DISPUTE = 'bureaus-agree-or-superior-designates';

const SETTLED = {
  'taken-over': { step: 'taken-over-by-superior', condition: SUPERIOR },
  designated: { step: 'designated-by-superior', condition: DISPUTE },
  agreed: { step: 'agreed-between-bureaus', condition: DISPUTE },
} as const;

const cite = ({ code, basis }: JurisdictionRule): Pick<JurisdictionStep, 'rule' | 'basis'> => ({ rule: code, basis });

/** Before 2026-04-15 there is no rule for sellers that cannot be reached: the general one stands. */
const ruleFor = (rules: readonly JurisdictionRule[], respondent: RespondentPlaces): JurisdictionRule | undefined => {
  const own = rules.filter((rule) => rule.respondent === RESPONDENT[respondent.kind]);
  const unreachable = respondent.kind === 'in-platform' && (!respondent.shown || respondent.contact === 'failed');
  const special = unreachable ? own.find((rule) => rule.condition === NOT_REACHABLE) : undefined;
  return special ?? own.find((rule) => rule.condition === undefined);
};

/** The places that count as `ground` for this respondent; `undefined` in the list: it should be one, but is not known. */
const placesFor = (respondent: RespondentPlaces, ground: Ground): readonly (Place | undefined)[] => {
  if (respondent.kind === 'in-platform') {
    if (ground === 'address-shown-on-platform') return [respondent.shown];
    if (ground === 'platform-domicile') return [respondent.platformDomicile];
    return respondent.business?.length ? respondent.business : [undefined];
  }
  if (ground === 'domicile') return [respondent.domicile];
  return respondent.kind === 'ordinary' && respondent.business.length > 0 ? respondent.business : [undefined];
};

const firstStep = (respondent: RespondentPlaces, rule: JurisdictionRule): JurisdictionStep => {
  const step = (name: Step, rest: Partial<JurisdictionStep> = {}): JurisdictionStep => ({
    step: name,
    ...cite(rule),
    ...rest,
  });
  if (respondent.kind === 'ordinary') return step('respondent-is-ordinary');
  if (respondent.kind !== 'in-platform') return step('respondent-answers-at-its-domicile');
  if (rule.condition !== NOT_REACHABLE) return step('seller-on-platform');
  const { shown, failed } = respondent;
  return shown
    ? step('seller-not-reached-at-shown-address', {
        region: shown.region,
        excluded: shown.bureaus,
        ...(failed === undefined ? {} : { found: failed }),
      })
    : step('seller-shows-no-address');
};

const byPlaces = (respondent: RespondentPlaces, rule: JurisdictionRule): Draft => {
  const draft: Draft = { competent: [], steps: [firstStep(respondent, rule)] };
  for (const ground of rule.competent) {
    for (const place of placesFor(respondent, ground)) {
      if (!place) draft.steps.push({ step: 'place-unknown', ...cite(rule), ground });
      else if (place.bureaus.length === 0) {
        draft.steps.push({ step: 'no-bureau-for-place', ...cite(rule), ground, region: place.region });
      }
      for (const bureau of place?.bureaus ?? []) {
        if (!draft.competent.some((one) => one.bureau === bureau)) draft.competent.push({ bureau, ground });
      }
    }
  }
  return draft;
};

/** Of several competent bureaus the one that received the same dispute first; receipts by others decide nothing. */
const firstReceiver = (competent: readonly CompetentBureau[], receipts: readonly Receipt[]): Receipt | undefined =>
  receipts
    .filter((receipt) => competent.some(({ bureau }) => bureau === receipt.bureau))
    .reduce<Receipt | undefined>(
      (first, receipt) => (first && first.receivedAt <= receipt.receivedAt ? first : receipt),
      undefined,
    );

const narrowed = (draft: Draft, rule: JurisdictionRule, step: Step, bureau: string): Jurisdiction => {
  const excluded = draft.competent.map((one) => one.bureau).filter((one) => one !== bureau);
  const ground = rule.competent[0] ?? step;
  return {
    competent: [{ bureau, ground }],
    steps: [...draft.steps, { step, ...cite(rule), bureau, excluded }],
  };
};

/** Empty without steps when the rulebook knows no rule for that day. */
export const decideJurisdiction = (rulebook: Rulebook, facts: JurisdictionFacts): Jurisdiction => {
  const rules = rulesOn(rulebook, 'jurisdiction', facts.on);
  const rule = ruleFor(rules, facts.respondent);
  const draft = rule ? byPlaces(facts.respondent, rule) : { competent: [], steps: [] };

  if (facts.settled !== undefined) {
    const { step, condition } = SETTLED[facts.settled.how];
    const how = rules.find((one) => one.condition === condition);
    if (how !== undefined) return narrowed(draft, how, step, facts.settled.bureau);
  }
  const several = rules.find((one) => one.condition === SEVERAL);
  if (draft.competent.length < 2 || !several) return draft;
  const first = firstReceiver(draft.competent, facts.receipts ?? []);
  if (first) return narrowed(draft, several, 'received-first', first.bureau);
  return { ...draft, steps: [...draft.steps, { step: 'several-bureaus-have-power', ...cite(several) }] };
};
