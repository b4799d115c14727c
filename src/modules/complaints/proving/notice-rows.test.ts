import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, filed, paperMade, sealed } from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { livedThrough } from './paper-rows.ts';

const at = '2026-04-21T02:00:00Z';
const putUp = (n: number, to: 'complainant' | 'respondent', until = '2026-05-21'): ComplaintEvent[] => [
  {
    type: 'PaperDelivered',
    payload: { n, to, channel: 'public-notice', outcome: 'recorded', at, noticeUntil: until as never },
  },
  paperMade(n + 10, 'public-notice', 'file'),
];
const began = [
  filed(),
  accepted(),
  paperMade(1, 'form-5', 'complainant'),
  paperMade(2, 'respondent-notice', 'respondent'),
];
const both = [...began, ...putUp(1, 'complainant'), ...putUp(2, 'respondent')];

/** What should stand on the page, by paper and side. */
const stands = (...events: readonly ComplaintEvent[]): string[] =>
  livedThrough(events.map((event, i) => ({ ...event, version: i + 1, actor: '', at: new Date(at) }))).notices.map(
    ({ n, party, mayBeGone }) => `${n} ${party}${mayBeGone === true ? ' or gone' : ''}`,
  );

const erased = (person: string, more: object = {}): ComplaintEvent => ({
  type: 'PersonErased',
  payload: { person, basis: 'pipl:47', ...more } as never,
});
const [complainant, respondent] = ['00000000-0000-7000-8000-000000000101', '00000000-0000-7000-8000-000000000102'];

test('a public notice is up with its paper on file, until it is served otherwise, taken back or falls', () => {
  assert.deepEqual(stands(...both.slice(0, 5)), []);
  assert.deepEqual(stands(...both), ['1 complainant', '2 respondent']);
  const handed = { n: 2, to: 'respondent', channel: 'hand', outcome: 'delivered', at } as const;
  assert.deepEqual(stands(...both, { type: 'PaperDelivered', payload: handed }), ['1 complainant']);
  const back = { n: 1, to: 'complainant', reasons: sealed('登记错了'), on: '2026-04-21' } as const;
  assert.deepEqual(stands(...both, { type: 'DeliveryTakenBack', payload: back as never }), ['2 respondent']);
  const fell: ComplaintEvent = {
    type: 'DecisionAnnulled',
    payload: {
      ...{ version: 2, decision: 'ComplaintAccepted', back: 'under-review' },
      ...{ reasons: sealed('有误'), on: '2026-04-21', voids: [1, 2], told: [] },
    },
  };
  assert.deepEqual(stands(...both, fell), []);
});

test('what names whoever was erased is taken down, and after a restore all of it', () => {
  assert.deepEqual(stands(...both, erased(complainant)), ['2 respondent or gone']);
  assert.deepEqual(stands(...both, erased(respondent)), ['1 complainant or gone', '2 respondent or gone']);
  assert.deepEqual(stands(...both, erased(respondent, { firstOn: '2026-04-20', repeats: 'restore' })), []);
  assert.deepEqual(stands(...began, erased(respondent), ...putUp(1, 'complainant')), ['1 complainant or gone']);
});
