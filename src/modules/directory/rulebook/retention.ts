import type { LegalBasis } from '#kernel/refusal.ts';
import type { RetentionRule } from '#kernel/rule.ts';

const keep = (
  code: string,
  subject: string,
  atLeastMonths: number,
  basis: LegalBasis,
  effectiveFrom: RetentionRule['effectiveFrom'],
): RetentionRule => ({
  kind: 'retention',
  code,
  basis: [basis],
  effectiveFrom,
  effectiveTo: null,
  regimeBy: 'start',
  subject,
  atLeastMonths,
});

/** A later version of the same duty closes the one before. */
const until = (rule: RetentionRule, effectiveTo: RetentionRule['effectiveFrom']): RetentionRule => ({
  ...rule,
  effectiveTo,
});

export const retentionRules: readonly RetentionRule[] = [
  keep('RET-01', 'impact-assessment', 36, { text: 'pipl', article: '56' }, '2021-11-01'),
  until(keep('RET-02', 'network-log', 6, { text: 'csl', article: '21' }, '2017-06-01'), '2026-01-01'),
  keep('RET-02', 'network-log', 6, { text: 'csl', article: '23' }, '2026-01-01'),
  keep('RET-03', 'platform-trade-data', 36, { text: 'ecl', article: '31' }, '2019-01-01'),
  // No text sets a term for these files; PIPL only says: no longer than needed. The switches decide.
  keep('RET-04', 'complaint-file', 0, { text: 'pipl', article: '19' }, '2021-11-01'),
  keep('RET-05', 'report-file', 0, { text: 'pipl', article: '19' }, '2021-11-01'),
  keep('RET-06', 'consultation-file', 0, { text: 'pipl', article: '19' }, '2021-11-01'),
  keep('RET-07', 'data-request', 0, { text: 'pipl', article: '19' }, '2021-11-01'),
];
