import type { LegalBasis } from '#kernel/refusal.ts';
import type { LimitPart, LimitRule, RulePutRight } from '#kernel/rule.ts';
import {
  CPL_IR_FROM,
  cpl,
  cplIr,
  ORDER_20_FROM,
  ORDER_121_FROM,
  order20,
  order121,
  penaltyProcedure,
} from './texts.ts';

const workingDays = (count: number, basis: LegalBasis): LimitPart => ({
  unit: 'working-days',
  count,
  rollOnHoliday: true,
  weekendsRoll: false,
  basis,
});

const calendarDays = (count: number, basis: LegalBasis): LimitPart => ({
  ...workingDays(count, basis),
  unit: 'calendar-days',
});

type Version = Pick<LimitRule, 'basis' | 'supportedBy' | 'effectiveFrom' | 'effectiveTo' | 'limits'>;

const versions = (
  same: Omit<LimitRule, keyof Version | 'kind'> & { readonly supportedBy?: never },
  each: readonly Version[],
): LimitRule[] => each.map((version) => ({ kind: 'limit', ...same, ...version }));

const acceptance = versions({ code: 'CMP-01', startEvent: 'complaint-received', regimeBy: 'receipt', excludes: [] }, [
  {
    basis: [cpl('46')],
    effectiveFrom: '2014-03-15',
    effectiveTo: ORDER_20_FROM,
    limits: [workingDays(7, cpl('46'))],
  },
  {
    basis: [order20('14')],
    supportedBy: [cpl('46')],
    effectiveFrom: ORDER_20_FROM,
    effectiveTo: CPL_IR_FROM,
    limits: [workingDays(7, order20('14'))],
  },
  {
    basis: [order20('14')],
    supportedBy: [cpl('46'), cplIr('46(2)')],
    effectiveFrom: CPL_IR_FROM,
    effectiveTo: ORDER_121_FROM,
    limits: [workingDays(7, order20('14'))],
  },
  {
    basis: [order121('15'), order121('45')],
    supportedBy: [cpl('46'), cplIr('46(2)')],
    effectiveFrom: ORDER_121_FROM,
    effectiveTo: null,
    limits: [workingDays(7, order121('15(1)'))],
  },
]);

/**
 * Three regimes by the day of acceptance: the regulation's 60 days outrank the order's 45 working days from 1 July 2024,
 * and whichever ends first binds until Order 121 says 60 days itself.
 */
const mediation = versions(
  { code: 'CMP-02', startEvent: 'complaint-accepted', regimeBy: 'start', excludes: ['appraisal'] },
  [
    {
      basis: [order20('21(1)(5)'), order20('20(3)')],
      effectiveFrom: ORDER_20_FROM,
      effectiveTo: CPL_IR_FROM,
      limits: [workingDays(45, order20('21(1)(5)'))],
    },
    {
      basis: [order20('21(1)(5)'), cplIr('46(3)')],
      supportedBy: [order20('20(3)')],
      effectiveFrom: CPL_IR_FROM,
      effectiveTo: ORDER_121_FROM,
      limits: [workingDays(45, order20('21(1)(5)')), calendarDays(60, cplIr('46(3)'))],
    },
    {
      basis: [order121('23(1)(5)'), order121('22(3)'), order121('45')],
      supportedBy: [cplIr('46(3)')],
      effectiveFrom: ORDER_121_FROM,
      effectiveTo: null,
      limits: [calendarDays(60, order121('23(1)(5)'))],
    },
  ],
);

const both = (old: LegalBasis, now: LegalBasis, limitOf: (basis: LegalBasis) => LimitPart): Version[] => [
  { basis: [old], effectiveFrom: ORDER_20_FROM, effectiveTo: ORDER_121_FROM, limits: [limitOf(old)] },
  { basis: [now, order121('45')], effectiveFrom: ORDER_121_FROM, effectiveTo: null, limits: [limitOf(now)] },
];

const terminationNotice = versions(
  { code: 'CMP-03', startEvent: 'termination-decided', regimeBy: 'receipt', excludes: [] },
  both(order20('21(2)'), order121('23(2)'), (basis) => workingDays(7, basis)),
);

const clueVerification = versions(
  {
    code: 'CMP-05',
    startEvent: 'clue-found',
    regimeBy: 'receipt',
    excludes: ['testing', 'right-holder-identification'],
  },
  both(order20('23(1)'), order121('27(1)'), (basis) => workingDays(15, basis)).map((version) => ({
    ...version,
    supportedBy: [penaltyProcedure('18')],
  })),
);

/** Order 20 asked for no approval ("特殊情况下"); Order 121 asks for that of the bureau's head. */
const clueProlongation = versions(
  {
    code: 'CMP-06',
    startEvent: 'clue-verification-ended',
    regimeBy: 'receipt',
    excludes: ['testing', 'right-holder-identification'],
    prolongs: 'CMP-05',
  },
  both(order20('23(1)'), order121('27(1)'), (basis) => workingDays(15, basis)).map((version) => ({
    ...version,
    supportedBy: [penaltyProcedure('18')],
  })),
).map((rule) => (rule.effectiveTo === null ? { ...rule, needsApprovalOf: 'bureau-head' as const } : rule));

const competenceDispute = versions(
  { code: 'CMP-07', startEvent: 'competence-disputed', regimeBy: 'receipt', excludes: [] },
  both(order20('30'), order121('33'), (basis) => workingDays(7, basis)),
);

/** Gone with Order 121; kept for reports received before. */
const filingNotice = versions({ code: 'RPT-01', startEvent: 'filing-decided', regimeBy: 'receipt', excludes: [] }, [
  {
    basis: [order20('31(2)')],
    effectiveFrom: ORDER_20_FROM,
    effectiveTo: ORDER_121_FROM,
    limits: [workingDays(5, order20('31(2)'))],
  },
]);

const order73 = (article: string): LegalBasis => ({ text: 'order-73', article });

/** Past it, delay counts as wilful: a flag from complaint to clue, never an act by itself. */
const operatorDelay = versions({ code: 'OPR-01', startEvent: 'remedy-due', regimeBy: 'start', excludes: [] }, [
  {
    basis: [order73('8'), order73('9'), order73('10')],
    effectiveFrom: '2015-03-15',
    effectiveTo: null,
    limits: [calendarDays(15, order73('8'))],
  },
]);

/** What earlier releases had by the day of the event itself, and whose limits begun since are reckoned anew (docs/decisions/0045). */
export const putRight: readonly RulePutRight[] = ['CMP-05', 'CMP-06', 'CMP-07'].map((code) => ({
  code,
  from: ORDER_121_FROM,
  formerly: { regimeBy: 'start' },
}));

export const limitRules: readonly LimitRule[] = [
  ...acceptance,
  ...mediation,
  ...terminationNotice,
  ...clueVerification,
  ...clueProlongation,
  ...competenceDispute,
  ...filingNotice,
  ...operatorDelay,
];
