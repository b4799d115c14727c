import type { LegalBasis } from '#kernel/refusal.ts';
import type { NoticeRule } from '#kernel/rule.ts';
import { cplIr, fsl, ORDER_20_FROM, ORDER_121_FROM, order20, order121 } from './texts.ts';

type Duty = Pick<NoticeRule, 'event' | 'recipients' | 'tells'> & {
  readonly within?: string;
  readonly supportedBy?: readonly LegalBasis[];
};

const since121 = (code: string, article: string, duty: Duty): NoticeRule => ({
  kind: 'notice',
  code,
  basis: [order121(article)],
  effectiveFrom: ORDER_121_FROM,
  effectiveTo: null,
  regimeBy: 'receipt',
  ...duty,
});

const until121 = (code: string, article: string, duty: Duty): NoticeRule => ({
  ...since121(code, article, duty),
  basis: [order20(article)],
  effectiveFrom: ORDER_20_FROM,
  effectiveTo: ORDER_121_FROM,
});

const acceptanceTold: Duty = {
  event: 'complaint-accepted',
  recipients: ['complainant'],
  tells: ['decision'],
  within: 'CMP-01',
};
const terminationTold: Duty = {
  event: 'mediation-terminated',
  recipients: ['complainant', 'respondent'],
  tells: ['decision', 'ground'],
  within: 'CMP-03',
};
const mediationTold: Duty = {
  event: 'mediation-summoned',
  recipients: ['complainant', 'respondent'],
  tells: ['time', 'place', 'mediators'],
};
const otherPathTold: Duty = { event: 'not-under-this-procedure', recipients: ['complainant'], tells: ['proper-path'] };

export const noticeRules: readonly NoticeRule[] = [
  until121('NTC-01', '14', acceptanceTold),
  since121('NTC-01', '15(1)', acceptanceTold),
  until121('NTC-02', '14', {
    event: 'complaint-refused',
    recipients: ['complainant'],
    tells: ['decision'],
    within: 'CMP-01',
  }),
  since121('NTC-02', '15(2)', {
    event: 'complaint-refused',
    recipients: ['complainant'],
    tells: ['decision', 'reason', 'remedies'],
    within: 'CMP-01',
    supportedBy: [cplIr('46(2)'), { text: 'cpl', article: '39' }],
  }),
  until121('NTC-03', '21(2)', terminationTold),
  since121('NTC-03', '23(2)', { ...terminationTold, tells: ['decision', 'ground', 'remedies'] }),
  until121('NTC-04', '18(2)', mediationTold),
  since121('NTC-04', '20(2)', mediationTold),
  until121('NTC-05', '39(2)', otherPathTold),
  since121('NTC-05', '44', otherPathTold),
  {
    kind: 'notice',
    code: 'NTC-06',
    basis: [fsl('115')],
    effectiveFrom: '2015-10-01',
    effectiveTo: null,
    regimeBy: 'receipt',
    event: 'food-matter-transferred',
    recipients: ['complainant'],
    tells: ['transfer', 'receiving-body'],
  },
  since121('NTC-07', '42', {
    event: 'fraud-suspected',
    recipients: ['public-security'],
    tells: ['facts', 'evidence'],
    supportedBy: [cplIr('49(2)')],
  }),
  since121('NTC-08', '36', {
    event: 'report-handled',
    recipients: ['reporter'],
    tells: ['result-where-a-law-says-so'],
  }),
];
