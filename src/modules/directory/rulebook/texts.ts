import type { LegalText } from '#kernel/rule.ts';

/** The texts of law the rulebook cites, in the version it was written from. */
export const legalTexts: readonly LegalText[] = [
  { id: 'order-121', promulgatedOn: '2025-12-30', effectiveFrom: '2026-04-15', effectiveTo: null },
  {
    id: 'order-20',
    promulgatedOn: '2019-11-30',
    amendedOn: '2022-03-24',
    effectiveFrom: '2020-01-01',
    effectiveTo: '2026-04-15',
  },
  { id: 'cpl', promulgatedOn: '1993-10-31', amendedOn: '2013-10-25', effectiveFrom: '2014-03-15', effectiveTo: null },
  { id: 'cpl-ir', promulgatedOn: '2024-03-15', effectiveFrom: '2024-07-01', effectiveTo: null },
  { id: 'fsl', promulgatedOn: '2009-02-28', amendedOn: '2025-09-12', effectiveFrom: '2015-10-01', effectiveTo: null },
  {
    id: 'penalty-procedure',
    promulgatedOn: '2018-12-21',
    amendedOn: '2022-09-29',
    effectiveFrom: '2019-04-01',
    effectiveTo: null,
  },
  { id: 'pipl', promulgatedOn: '2021-08-20', effectiveFrom: '2021-11-01', effectiveTo: null },
  { id: 'csl', promulgatedOn: '2016-11-07', amendedOn: '2025-10-28', effectiveFrom: '2017-06-01', effectiveTo: null },
  {
    id: 'order-73',
    promulgatedOn: '2015-01-05',
    amendedOn: '2020-10-23',
    effectiveFrom: '2015-03-15',
    effectiveTo: null,
  },
  {
    id: 'order-90',
    promulgatedOn: '2017-01-06',
    amendedOn: '2020-10-23',
    effectiveFrom: '2017-03-15',
    effectiveTo: null,
  },
  {
    id: 'order-37',
    promulgatedOn: '2021-03-15',
    amendedOn: '2025-03-18',
    effectiveFrom: '2021-05-01',
    effectiveTo: null,
  },
  { id: 'gbt-35273', promulgatedOn: '2020-03-06', effectiveFrom: '2020-10-01', effectiveTo: null },
  { id: 'civil-code', promulgatedOn: '2020-05-28', effectiveFrom: '2021-01-01', effectiveTo: null },
  {
    id: 'civil-procedure',
    promulgatedOn: '1991-04-09',
    amendedOn: '2023-09-01',
    effectiveFrom: '2024-01-01',
    effectiveTo: null,
  },
  { id: 'ecl', promulgatedOn: '2018-08-31', effectiveFrom: '2019-01-01', effectiveTo: null },
];

export const ORDER_20_FROM = '2020-01-01';
export const CPL_IR_FROM = '2024-07-01';
export const ORDER_121_FROM = '2026-04-15';

const cite = (text: string) => (article: string) => ({ text, article });
export const order121 = cite('order-121');
export const order20 = cite('order-20');
export const cpl = cite('cpl');
export const cplIr = cite('cpl-ir');
export const fsl = cite('fsl');
export const penaltyProcedure = cite('penalty-procedure');
