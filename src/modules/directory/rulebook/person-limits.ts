import type { LegalBasis } from '#kernel/refusal.ts';
import type { LimitRule } from '#kernel/rule.ts';
import { ORDER_20_FROM, ORDER_121_FROM, order20, order121 } from './texts.ts';

const pipl = (article: string): LegalBasis => ({ text: 'pipl', article });
const PIPL_FROM = '2021-11-01';

type Wanted = Pick<LimitRule, 'code' | 'startEvent' | 'effectiveFrom'> & {
  readonly days: number;
  readonly basis: LimitRule['basis'];
  readonly supportedBy?: readonly LegalBasis[];
  readonly effectiveTo?: LimitRule['effectiveTo'];
};

/** Plain calendar days for somebody who asks, answers or waits: a last day on a holiday stays where it is. */
const plainDays = ({ days, effectiveTo = null, ...rule }: Wanted): LimitRule => ({
  kind: 'limit',
  ...rule,
  effectiveTo,
  regimeBy: 'start',
  excludes: [],
  limits: [{ unit: 'calendar-days', count: days, rollOnHoliday: false, weekendsRoll: false, basis: rule.basis[0] }],
});

/** The text says why there is a limit and leaves its length open: the number is the platform's, dated like any other. */
const own = (wanted: Wanted): LimitRule => ({ ...plainDays(wanted), ownNumber: true });

const both = (code: string, startEvent: string, days: number, old: LegalBasis, now: LegalBasis): LimitRule[] => [
  own({ code, startEvent, days, basis: [old], effectiveFrom: ORDER_20_FROM, effectiveTo: ORDER_121_FROM }),
  own({ code, startEvent, days, basis: [now], effectiveFrom: ORDER_121_FROM }),
];

export const personLimitRules: readonly LimitRule[] = [
  // PIPL art. 50 says "in time"; the standard says thirty days.
  plainDays({
    code: 'PIP-01',
    startEvent: 'data-request-received',
    days: 30,
    basis: [
      { text: 'gbt-35273', article: '8.7' },
      { text: 'pipl', article: '50(1)' },
    ],
    effectiveFrom: PIPL_FROM,
  }),
  // As long as mediation may last with an appraisal in between, and no longer than that.
  own({ code: 'ANS-01', startEvent: 'answer-code-made', days: 180, basis: [pipl('19')], effectiveFrom: PIPL_FROM }),
  own({
    code: 'ANS-02',
    startEvent: 'respondent-notified',
    days: 7,
    basis: [order20('16')],
    effectiveFrom: ORDER_20_FROM,
    effectiveTo: ORDER_121_FROM,
  }),
  own({
    code: 'ANS-02',
    startEvent: 'respondent-notified',
    days: 7,
    basis: [order121('18')],
    effectiveFrom: ORDER_121_FROM,
  }),
  own({
    code: 'RCS-01',
    startEvent: 'mediation-notified',
    days: 3,
    basis: [order20('19')],
    effectiveFrom: ORDER_20_FROM,
    effectiveTo: ORDER_121_FROM,
  }),
  own({
    code: 'RCS-01',
    startEvent: 'mediation-notified',
    days: 3,
    basis: [order121('21(2)')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // Without a limit of acceptance that already gives the day.
  own({
    code: 'RBK-01',
    startEvent: 'complaint-routed-down',
    days: 7,
    basis: [order20('37(1)')],
    effectiveFrom: ORDER_20_FROM,
    effectiveTo: ORDER_121_FROM,
  }),
  own({
    code: 'RBK-01',
    startEvent: 'complaint-routed-down',
    days: 7,
    basis: [order121('41(1)')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // Without sixty days of mediation that already give the day.
  own({
    code: 'ENT-01',
    startEvent: 'mediation-entrusted',
    days: 30,
    basis: [order20('17')],
    effectiveFrom: ORDER_20_FROM,
    effectiveTo: ORDER_121_FROM,
  }),
  own({
    code: 'ENT-01',
    startEvent: 'mediation-entrusted',
    days: 30,
    basis: [order121('19')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // How far ahead a day may be named no text says: as long as mediation may last for a session and for reporting back, half of it for
  // an answer; the switches set the days.
  ...both('SES-01', 'mediation-notified', 60, order20('18'), order121('20')),
  ...both('ANS-03', 'answer-asked-for', 30, order20('16'), order121('18')),
  ...both('RPB-01', 'report-back-asked-for', 60, order20('17'), order121('19')),
  own({ code: 'DRF-01', startEvent: 'draft-saved', days: 30, basis: [pipl('19')], effectiveFrom: PIPL_FROM }),
  // Only a mark for an officer: art. 17 names repetition in a short time and no number of days.
  own({
    code: 'REP-01',
    startEvent: 'earlier-complaint-received',
    days: 180,
    basis: [order20('15')],
    effectiveFrom: ORDER_20_FROM,
    effectiveTo: ORDER_121_FROM,
  }),
  own({
    code: 'REP-01',
    startEvent: 'earlier-complaint-received',
    days: 180,
    basis: [order121('17')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // An older receipt is entered only after somebody looked at the paper once more: it chooses the law of the case.
  own({
    code: 'RCV-01',
    startEvent: 'complaint-received',
    days: 15,
    basis: [order20('14')],
    effectiveFrom: ORDER_20_FROM,
    effectiveTo: ORDER_121_FROM,
  }),
  own({
    code: 'RCV-01',
    startEvent: 'complaint-received',
    days: 15,
    basis: [order121('15')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // Art. 40 wants every case on the national platform; how long one that nobody put there may wait no text says.
  own({
    code: 'REG-01',
    startEvent: 'arrived-at-companion-bureau',
    days: 30,
    basis: [order121('40')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // Nor how often, and after how many days, the person is told that it is no filing yet; the switch sets the days.
  own({
    code: 'REG-02',
    startEvent: 'arrived-at-companion-bureau',
    days: 10,
    basis: [order121('40')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // Nor how long one waits whose closing was annulled; the switch sets the days.
  own({
    code: 'REG-03',
    startEvent: 'closing-annulled',
    days: 15,
    basis: [order121('40')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // A letter to a reporter goes by hand or post and has no limit of its own: after how many days the desk is told that it lies there.
  own({
    code: 'RPT-02',
    startEvent: 'report-letter-made',
    days: 3,
    basis: [order121('36')],
    effectiveFrom: ORDER_121_FROM,
  }),
  // A longer absence is a change of office, which the security administrator enters.
  own({ code: 'CVR-01', startEvent: 'cover-began', days: 92, basis: [pipl('51')], effectiveFrom: PIPL_FROM }),
];
