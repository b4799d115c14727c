import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Day } from '#kernel/day.ts';
import type { ConsultationView } from '#modules/intake/consultations/contract.ts';
import { textsFor } from '#platform/texts.ts';
import { limitsIn, type Shape } from '../../kit/shape-limits.ts';
import { whatChanged } from '../../kit/what-changed.ts';
import { answerBefore, questionBodies, questionFields, questionInitial, questionSeen } from './question-forms.ts';

const zh = textsFor('zh-CN', 'show-key');
const today = '2026-11-29' as Day;
const asked: ConsultationView = {
  ...{
    number: 'YUNQI-Q261126-PCEDS8-A',
    version: 1,
    phase: 'asked',
    bureau: 'b',
    bureauName: '临溪区局',
    channel: 'web',
  },
  ...{ receivedOn: '2026-11-26', receivedAt: null, receiptCorrections: [], filedAt: '2026-11-26T01:00:00Z' },
  ...{ closedOn: null, title: null, question: '能退吗？', problemCode: null, food: false, largePrint: false },
  asker: { person: null, name: null, phone: null, address: null, email: null, reference: null },
  ...{ externalNumber: null, notInSource: [], answer: null, transferredTo: null, linkedTo: null, linkedFrom: null },
  ...{ contentHash: 'h', papers: [], acts: ['answer'], erased: false },
  ...{ mayReveal: true, askerCorrections: [], mayCorrectAsker: false, mayHold: true, mayLiftHold: false },
};
const answered: ConsultationView = {
  ...asked,
  version: 2,
  phase: 'answered',
  answer: { on: '2026-11-29', at: null, text: '可以。', basis: ['消费者权益保护法第二十五条'] },
  papers: [{ n: 1, code: 'consultation-answer', number: '第1号', url: '/', owed: false, replacedBy: null, told: [] }],
};

describe('a question two officers answer', () => {
  it('tells the second one what the first one wrote, and which letter went out', () => {
    const changes = whatChanged(questionSeen(asked, today, zh).shows, questionSeen(answered, today, zh).shows);
    assert.deepEqual(
      changes.map(({ label, came }) => [label, came.join()]),
      [
        ['状态', '已答复'],
        ['答复', '可以。'],
        ['依据（每行一条）', '消费者权益保护法第二十五条'],
        ['文书', '咨询答复书 第1号'],
      ],
    );
  });

  it('says of an answer given once more which letter it takes the place of, and begins with the one before', () => {
    assert.equal(answerBefore(asked), undefined);
    assert.equal(answerBefore(answered), '第1号');
    assert.deepEqual(questionInitial('answer', answered, today), {
      text: '可以。',
      basis: '消费者权益保护法第二十五条',
    });
    assert.deepEqual(questionInitial('answer', asked, today), {});
  });
});

it('every text of a form here knows its end from the contract', () => {
  const acts = Object.keys(questionBodies) as (keyof typeof questionBodies)[];
  assert.equal(acts.length, 7);
  for (const act of acts)
    for (const { name, kind } of questionFields(act, answered, zh)) {
      const limits = limitsIn(questionBodies[act] as Shape, name);
      if (kind === 'long' || kind === 'text') assert.notEqual(limits.maxLength, undefined, `${act}.${name}`);
      if (kind === 'lines') assert.notEqual(limits.items?.maxLength, undefined, `${act}.${name}`);
    }
});
