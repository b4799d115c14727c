import type { LegalBasis } from '#kernel/refusal.ts';
import type { DocumentDutyRule } from '#kernel/rule.ts';
import { cplIr, ORDER_121_FROM, order121 } from './texts.ts';

type Duty = Pick<DocumentDutyRule, 'event' | 'recipients' | 'seal'> & {
  readonly notAfter?: string;
  readonly supportedBy?: readonly LegalBasis[];
};

/** Forms of the set of April 2026 that a complaint needs; form 2 and form 10 belong to reports. */
const formDuty = (form: number, basis: DocumentDutyRule['basis'], duty: Duty): DocumentDutyRule => ({
  kind: 'document-duty',
  code: `DOC-0${form}`,
  form,
  basis,
  effectiveFrom: ORDER_121_FROM,
  effectiveTo: null,
  regimeBy: 'start',
  ...duty,
});

/** Form 4 under its own code as well: the date it sets may not lie after the due day of CMP-01, which nothing stops. */
const identityProofDate: DocumentDutyRule = {
  ...formDuty(4, [order121('10(3)'), order121('15(1)')], {
    event: 'identity-proof-requested',
    recipients: ['complainant'],
    seal: true,
    notAfter: 'CMP-01',
    supportedBy: [cplIr('46(1)')],
  }),
  code: 'CMP-04',
};

export const documentRules: readonly DocumentDutyRule[] = [
  formDuty(1, [order121('10(1)'), order121('10(2)')], {
    event: 'complaint-received',
    recipients: ['file'],
    seal: false,
  }),
  formDuty(3, [order121('41(1)')], { event: 'complaint-routed-down', recipients: ['subordinate-bureau'], seal: true }),
  formDuty(4, [order121('10(3)')], {
    event: 'identity-proof-requested',
    recipients: ['complainant'],
    seal: true,
    notAfter: 'CMP-01',
    supportedBy: [cplIr('46(1)')],
  }),
  identityProofDate,
  formDuty(5, [order121('15(1)')], { event: 'complaint-accepted', recipients: ['complainant'], seal: true }),
  formDuty(6, [order121('15(2)'), order121('16')], {
    event: 'complaint-refused',
    recipients: ['complainant'],
    seal: true,
  }),
  formDuty(7, [order121('20(2)'), order121('21(2)')], {
    event: 'mediation-summoned',
    recipients: ['complainant', 'respondent'],
    seal: true,
  }),
  formDuty(8, [order121('23(1)'), order121('23(2)'), order121('25')], {
    event: 'mediation-terminated',
    recipients: ['complainant', 'respondent'],
    seal: true,
  }),
  formDuty(9, [order121('24(1)')], {
    event: 'agreement-reached-on-site',
    recipients: ['complainant', 'respondent', 'file'],
    seal: true,
  }),
];
