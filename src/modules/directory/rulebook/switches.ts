import type { RuleSwitch } from '#kernel/rule.ts';
import { cplIr, fsl, order121, penaltyProcedure } from './texts.ts';

const yesOrNo = ['no', 'yes'] as const;

/** Questions the law leaves open, decided by a bureau with a date; the texts stand under `law:switch.<name>`. */
export const ruleSwitches: readonly RuleSwitch[] = [
  { name: 'weekends-roll', rule: 'CMP-02', choices: yesOrNo, byDefault: 'no', basis: [order121('45')] },
  { name: 'weekends-roll', rule: 'OPR-01', choices: yesOrNo, byDefault: 'no', basis: [], note: 'due-only' },
  {
    name: 'recusal-stops-limit',
    rule: 'CMP-02',
    choices: yesOrNo,
    byDefault: 'no',
    basis: [order121('21(2)'), cplIr('46(3)')],
  },
  // One answer for the whole of a case: it stands under the first rule of every case (docs/decisions/0037).
  {
    name: 'regime-day',
    rule: 'CMP-01',
    choices: ['receipt', 'start'],
    byDefault: 'receipt',
    basis: [order121('46')],
    note: 'regime-day',
  },
  {
    name: 'end-mediation-without-officer',
    rule: 'TER-05',
    choices: yesOrNo,
    byDefault: 'no',
    basis: [order121('23(1)(5)')],
  },
  {
    name: 'failed-contacts',
    rule: 'TER-02',
    choices: ['1', '2', '3'],
    byDefault: '2',
    basis: [order121('23(1)(2)')],
  },
  {
    name: 'failed-contacts-as-shown',
    rule: 'JUR-05',
    choices: ['1', '2', '3'],
    byDefault: '2',
    basis: [order121('13(3)')],
  },
  // No text and no verified figure says how far apart two attempts must lie to be two: hours, each authority decides.
  {
    name: 'contact-hours-apart',
    rule: 'TER-02',
    choices: ['0', '1', '2', '4', '24'],
    byDefault: '2',
    basis: [order121('23(1)(2)')],
  },
  {
    name: 'contact-hours-apart',
    rule: 'JUR-05',
    choices: ['0', '1', '2', '4', '24'],
    byDefault: '2',
    basis: [order121('13(3)')],
  },
  {
    name: 'paper-without-consent',
    rule: 'NTC-01',
    choices: ['message', 'letter'],
    byDefault: 'message',
    basis: [order121('15'), penaltyProcedure('83')],
  },
  { name: 'transfer-food-for-territory', rule: 'JUR-09', choices: yesOrNo, byDefault: 'yes', basis: [fsl('115')] },
  {
    name: 'competence-limit-for-complaints',
    rule: 'CMP-07',
    choices: yesOrNo,
    byDefault: 'yes',
    basis: [order121('33')],
  },
  {
    name: 'session-days-ahead',
    rule: 'SES-01',
    choices: ['15', '30', '60'],
    byDefault: '60',
    basis: [order121('20')],
  },
  {
    name: 'answer-days-ahead',
    rule: 'ANS-03',
    choices: ['15', '30', '60'],
    byDefault: '30',
    basis: [order121('18')],
  },
  // Thirty days in the penalty procedure, sixty before its last amendment; no text says it of complaints.
  {
    name: 'public-notice-days',
    rule: 'ANS-03',
    choices: ['30', '60'],
    byDefault: '30',
    basis: [order121('18'), penaltyProcedure('82')],
  },
  {
    name: 'registration-reminder-days',
    rule: 'REG-02',
    choices: ['5', '7', '10', '15'],
    byDefault: '10',
    basis: [order121('40')],
  },
  {
    name: 'registration-days-anew',
    rule: 'REG-03',
    choices: ['7', '15', '30'],
    byDefault: '15',
    basis: [order121('40')],
  },
  {
    name: 'tell-real-name-reporter',
    rule: 'RPT-01',
    choices: yesOrNo,
    byDefault: 'no',
    basis: [order121('36')],
    keepsRule: 'yes',
    note: 'due-only',
  },
  { name: 'complaint-file-years', rule: 'RET-04', choices: ['3', '5', '10', '30'], byDefault: '10', basis: [] },
  // Less than the five years in which the gravest breaches may still be penalised would be no term at all.
  { name: 'report-file-years', rule: 'RET-05', choices: ['5', '10', '30'], byDefault: '10', basis: [] },
  { name: 'consultation-file-years', rule: 'RET-06', choices: ['1', '3', '5', '10'], byDefault: '3', basis: [] },
  // Three years, as records of processing are kept (PIPL art. 56) and claims run (Civil Code art. 188); five as an action may still be brought.
  { name: 'data-request-years', rule: 'RET-07', choices: ['1', '3', '5'], byDefault: '3', basis: [] },
];
