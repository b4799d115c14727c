import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimelineEntry } from '#modules/complaints/case-contract.ts';
import { textsFor } from '#platform/texts.ts';
import { eventSentence } from './event-sentence.ts';

const visit = (details: TimelineEntry['details']): TimelineEntry => ({
  ...{ version: 9, type: 'ReturnVisited', at: '2026-05-20T02:00:00Z', texts: [] },
  ...{ actor: 'a', actorKind: 'staff', own: false, actorName: '周宁', actorParty: null, actorRelation: null, details },
});

test('a return visit says how the complainant rated it: whoever has no telephone rates nowhere else', () => {
  const said = (details: TimelineEntry['details'], language: 'zh-CN' | 'en') =>
    eventSentence(visit({ on: '2026-05-20', outcome: 'reached', ...details }), '2026-05-21', textsFor(language));
  assert.match(said({ score: 4 }, 'zh-CN'), /^回访：.+，评价非常满意$/u);
  assert.match(said({ score: 1 }, 'en'), /^Return visit: .+, rated unsatisfied$/u);
  assert.doesNotMatch(said({}, 'zh-CN'), /评价/u);
});
