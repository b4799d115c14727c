import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimelineEntry } from '#modules/complaints/case-contract.ts';
import { textsFor } from '#platform/texts.ts';
import { eventSentence } from './event-sentence.ts';

const visit = (details: TimelineEntry['details']): TimelineEntry => ({
  ...{ version: 9, type: 'ReturnVisited', at: '2026-05-20T02:00:00Z', texts: [] },
  ...{ actor: 'a', actorKind: 'staff', own: false, actorName: '周宁', actorParty: null, actorRelation: null, details },
});

test('the story says which paper was brought, opened, sent again or taken back', () => {
  const said = (type: string, details: TimelineEntry['details'], language: 'zh-CN' | 'en' = 'zh-CN') => {
    const paper = { n: 1, paperCode: 'form-5', paperNumber: '云市监〔2026〕第1号', title: null, ...details };
    return eventSentence({ ...visit(paper), type }, '2026-05-21', textsFor(language));
  };
  const served = { to: 'complainant', channel: 'internet', outcome: 'delivered' };
  assert.equal(said('PaperDelivered', served), '送达投诉人《投诉受理决定书》云市监〔2026〕第1号（互联网）：已送达');
  assert.match(said('PaperDelivered', served, 'en'), / – Decision to accept the complaint 云市监〔2026〕第1号$/u);
  assert.equal(said('PaperOpened', { to: 'complainant' }), '投诉人打开了文书《投诉受理决定书》云市监〔2026〕第1号');
  const again = { to: 'complainant', channel: 'sms', paperNumber: null };
  assert.equal(said('SentAgain', again), '重新发送文书《投诉受理决定书》：短信');
  const letter = { to: 'complainant', title: '消费提示函', paperCode: 'local-letter' };
  assert.match(said('DeliveryTakenBack', letter), /^撤销《消费提示函》云市监〔2026〕第1号对投诉人/u);
  const backOn = { ...served, takenBackOn: '2026-05-21' };
  assert.match(said('PaperDelivered', backOn), /（互联网）：已送达（登记有误，.*撤销）$/u);
  assert.match(said('PaperDelivered', backOn, 'en'), / \(marked by mistake, taken back .+\)$/u);
  assert.equal(said('PaperDelivered', { ...served, paperCode: 0 }), '送达投诉人（互联网）：已送达');
});

test('a return visit says how the complainant rated it: whoever has no telephone rates nowhere else', () => {
  const said = (details: TimelineEntry['details'], language: 'zh-CN' | 'en') =>
    eventSentence(visit({ on: '2026-05-20', outcome: 'reached', ...details }), '2026-05-21', textsFor(language));
  assert.match(said({ score: 4 }, 'zh-CN'), /^回访：.+，评价非常满意$/u);
  assert.match(said({ score: 1 }, 'en'), /^Return visit: .+, rated unsatisfied$/u);
  assert.doesNotMatch(said({}, 'zh-CN'), /评价/u);
});
