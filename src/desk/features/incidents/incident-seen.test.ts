import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import type { IncidentView } from '#modules/complaints/incidents/contract.ts';
import { textsFor } from '#platform/texts.ts';
import { whatChanged } from '../../kit/what-changed.ts';
import { incidentSeen } from './incident-seen.ts';

const zh = textsFor('zh-CN', 'show-key');
const today = '2026-11-29' as Day;
const opened: IncidentView = {
  ...{ id: 'i', number: 'YUNQI-E1', version: 3, title: '强健健身', phase: 'open', bureau: 'b', operator: null },
  ...{ operatorName: null, openedOn: '2026-11-20', closedOn: null, facts: ['门店停业。'], verification: null },
  ...{
    announcedOn: null,
    cases: {},
    amountFen: 0,
    elsewhere: 0,
    isAnnouncementOutdated: false,
    papers: [],
    batches: [],
  },
};

test('a line added to the common facts meanwhile is told to whoever rewrites them, for the field of the facts', () => {
  const now = { ...opened, version: 4, facts: ['门店停业。', '甲补的一条。'] };
  assert.deepEqual(whatChanged(incidentSeen(opened, today, zh).shows, incidentSeen(now, today, zh).shows), [
    { label: zh('desk:incidents.facts'), came: ['甲补的一条。'], left: [], field: 'facts' },
  ]);
});

test('an order to all complaints, a verification and the end of the event are told', () => {
  const now: IncidentView = {
    ...opened,
    version: 6,
    phase: 'closed',
    verification: { on: '2026-11-28', finding: '属实。', measures: '', reasons: '' },
    batches: [
      ...[{ batch: 'x', act: 'accept', orderedBy: 'a', orderedAt: '2026-11-28T02:00:00Z', total: 3 }].map((one) => ({
        ...one,
        ...{ waiting: 0, done: 3, refused: 0 },
      })),
    ],
  };
  const labels = whatChanged(incidentSeen(opened, today, zh).shows, incidentSeen(now, today, zh).shows);
  assert.deepEqual(
    labels.map(({ label }) => label),
    ['state', 'finding', 'batches'].map((name) => zh(`desk:incidents.${name}`)),
  );
});
