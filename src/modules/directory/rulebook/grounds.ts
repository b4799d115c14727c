import type { LegalBasis } from '#kernel/refusal.ts';
import type { GroundRule } from '#kernel/rule.ts';
import { ORDER_20_FROM, ORDER_121_FROM, order20, order121 } from './texts.ts';

const twoDigits = (n: number): string => String(n).padStart(2, '0');

type List = GroundRule['list'];
const CODE: Readonly<Record<List, string>> = { refusal: 'REF', termination: 'TER' };

const groundsOf = (
  list: List,
  era: Pick<GroundRule, 'effectiveFrom' | 'effectiveTo'> & { readonly texts: string },
  basisOf: (number: number) => LegalBasis,
  facts: readonly string[],
): GroundRule[] =>
  facts.map((fact, i) => ({
    kind: 'ground',
    code: `${CODE[list]}-${twoDigits(i + 1)}`,
    list,
    number: i + 1,
    fact,
    textKey: `law:${era.texts}.${i + 1}`,
    ...(fact === 'three-years-past' ? { years: 3 } : {}),
    basis: [basisOf(i + 1)],
    effectiveFrom: era.effectiveFrom,
    effectiveTo: era.effectiveTo,
    regimeBy: 'receipt',
  }));

const underOrder20 = { effectiveFrom: ORDER_20_FROM, effectiveTo: ORDER_121_FROM } as const;
const underOrder121 = { effectiveFrom: ORDER_121_FROM, effectiveTo: null } as const;

/** Numbers differ between the orders, facts do not: `groundByFact` finds the number. */
export const groundRules: readonly GroundRule[] = [
  ...groundsOf('refusal', { ...underOrder20, texts: 'refusal-ground-order-20' }, (n) => order20(`15(${n})`), [
    'not-our-duty-or-power',
    'already-handled-elsewhere',
    'no-consumer-dispute',
    'three-years-past',
    'papers-missing-or-false',
    'other-law',
  ]),
  ...groundsOf('refusal', { ...underOrder121, texts: 'refusal-ground' }, (n) => order121(`16(${n})`), [
    'not-our-duty-or-power',
    'already-handled-elsewhere',
    'no-consumer-dispute',
    'three-years-past',
    'papers-missing-or-false',
    'identity-false-or-unproven',
    'other-law',
  ]),
  ...groundsOf(
    'termination',
    { ...underOrder20, texts: 'termination-ground-order-20' },
    (n) => order20(`21(1)(${n})`),
    [
      'withdrawn-or-settled',
      'appraisal-cost-disputed',
      'absent-or-refusing',
      'no-agreement-possible',
      'time-expired',
      'refusal-ground-found',
      'other-law',
    ],
  ),
  ...groundsOf('termination', { ...underOrder121, texts: 'termination-ground' }, (n) => order121(`23(1)(${n})`), [
    'withdrawn-or-settled',
    'absent-or-refusing',
    'no-agreement-possible',
    'appraisal-cost-disputed',
    'time-expired',
    'refusal-ground-or-fraud-found',
    'party-dead-or-dissolved',
    'other-law',
  ]),
];

/** What art. 17 lets an officer consider for refusal ground 3. Flags with evidence for a human; no number decides. */
export const consumerDisputeFactors = [
  'quantity-out-of-habit',
  'many-alike-in-short-time',
  'no-real-purchase-or-harm',
  'shared-phone-or-address',
  'other',
] as const;

/** Reasons a span may be left out of a limit; each limit says which of them it knows. */
export const excludedReasons = ['appraisal', 'recusal', 'testing', 'right-holder-identification'] as const;
