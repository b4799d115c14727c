import type { JurisdictionRule } from '#kernel/rule.ts';
import { fsl, ORDER_20_FROM, ORDER_121_FROM, order20, order121 } from './texts.ts';

type Test = Pick<JurisdictionRule, 'respondent' | 'competent'> & { readonly condition?: string };

const since121 = (code: string, article: string, test: Test): JurisdictionRule => ({
  kind: 'jurisdiction',
  code,
  basis: [order121(article)],
  effectiveFrom: ORDER_121_FROM,
  effectiveTo: null,
  regimeBy: 'receipt',
  ...test,
});

const until121 = (code: string, article: string, test: Test): JurisdictionRule => ({
  ...since121(code, article, test),
  basis: [order20(article)],
  effectiveFrom: ORDER_20_FROM,
  effectiveTo: ORDER_121_FROM,
});

const unchanged = (code: string, oldArticle: string, article: string, test: Test): JurisdictionRule[] => [
  until121(code, oldArticle, test),
  since121(code, article, test),
];

export const jurisdictionRules: readonly JurisdictionRule[] = [
  ...unchanged('JUR-01', '12(1)', '13(1)', {
    respondent: 'operator',
    competent: ['actual-place-of-business', 'domicile'],
  }),
  ...unchanged('JUR-02', '12(2)', '13(2)', { respondent: 'platform', competent: ['domicile'] }),
  ...unchanged('JUR-03', '12(2)', '13(2)', { respondent: 'own-website', competent: ['domicile'] }),
  until121('JUR-04', '12(2)', {
    respondent: 'platform-seller',
    competent: ['actual-place-of-business', 'platform-domicile'],
  }),
  since121('JUR-04', '13(3)', {
    respondent: 'platform-seller',
    competent: ['address-shown-on-platform', 'platform-domicile'],
  }),
  since121('JUR-05', '13(3)', {
    respondent: 'platform-seller',
    condition: 'no-address-shown-or-unreachable',
    competent: ['platform-domicile'],
  }),
  ...unchanged('JUR-06', '13', '14', {
    respondent: 'any',
    condition: 'several-competent',
    competent: ['first-to-receive'],
  }),
  ...unchanged('JUR-07', '12(3)', '13(4)', {
    respondent: 'any',
    condition: 'superior-takes-over-or-is-asked',
    competent: ['superior'],
  }),
  ...unchanged('JUR-08', '37', '41', {
    respondent: 'any',
    condition: 'intake-routes-unit-returns',
    competent: ['subordinate-bureau', 'unit-of-same-bureau'],
  }),
  ...unchanged('JUR-10', '30', '33', {
    respondent: 'any',
    condition: 'bureaus-agree-or-superior-designates',
    competent: ['agreed-or-designated'],
  }),
  {
    kind: 'jurisdiction',
    code: 'JUR-09',
    basis: [fsl('115')],
    effectiveFrom: '2015-10-01',
    effectiveTo: null,
    regimeBy: 'receipt',
    respondent: 'any',
    condition: 'food-outside-duty',
    competent: ['transfer-and-tell-in-writing'],
  },
];
