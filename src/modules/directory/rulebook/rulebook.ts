import type { Rulebook } from '#kernel/rule.ts';
import { documentRules } from './documents.ts';
import { earlierArticles } from './earlier-articles.ts';
import { groundRules } from './grounds.ts';
import { jurisdictionRules } from './jurisdiction.ts';
import { limitRules, putRight } from './limits.ts';
import { noticeRules } from './notices.ts';
import { personLimitRules } from './person-limits.ts';
import { retentionRules } from './retention.ts';
import { ruleSwitches } from './switches.ts';
import { legalTexts } from './texts.ts';

/** Every rule the platform obeys today. A value like any other: rules take it as an argument and never import it. */
export const rulebook: Rulebook = {
  texts: legalTexts,
  rules: [
    ...limitRules,
    ...personLimitRules,
    ...groundRules,
    ...jurisdictionRules,
    ...documentRules,
    ...noticeRules,
    ...retentionRules,
  ],
  switches: ruleSwitches,
  earlierArticles,
  putRight,
};
