import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import type { Fen } from '#kernel/money.ts';
import type { FilingAnswers } from './answer-rows.ts';
import type { ClaimAnswer, FactsAnswer, PurchaseAnswer, RespondentAnswer } from './answers.ts';
import { filingRequestOf } from './filing-request.ts';
import type { AgentAnswer, HelperAnswer, JointAnswer } from './read-people.ts';

/** `breach` goes to the report, `question` to the consultation: never to the complaint. */
type DisputeFacts = Omit<Required<FactsAnswer>, 'breach' | 'question' | 'inRecording'>;

const identity = { idKind: 'passport', idNumber: 'E12345678' } as const;

/** Every question answered, each answer unlike all others; `Required` asks for the next new one. */
const answers = {
  matter: 'complaint',
  respondent: {
    kind: 'described',
    name: '桥下理发',
    address: '云栖市临溪区桥下街',
    phone: '0571-86000001',
    contact: '陈老板',
    licence: '91990000MA0000000X',
    clue: '门口有红灯笼',
  } satisfies Required<Extract<RespondentAnswer, { kind: 'described' }>>,
  purchase: {
    online: true,
    platform: '某团购',
    orderNumber: 'DD-7781',
    logisticsNumber: 'SF-9912',
    brand: '云栖牌',
    quantity: '3 次',
    goods: '烫发卡',
    objectCode: '0301',
    boughtOn: '2026-02-11' as Day,
    amount: 98_700 as Fen,
  } satisfies Required<Omit<PurchaseAnswer, 'onReceipt'>>,
  facts: {
    facts: '办卡以后搬走了。',
    problemCode: '0702',
    place: '桥下街二号门',
    knewOn: '2026-03-12' as Day,
  } satisfies DisputeFacts,
  claim: {
    claims: ['refund', 'damages'],
    refund: 12_300 as Fen,
    damages: 4500 as Fen,
    details: '把余额退给我',
  } satisfies Required<ClaimAnswer>,
  evidence: [],
  person: {
    kind: 'named',
    name: '孙桂兰',
    phone: '13800000011',
    address: '桂花路 3 号',
    identity,
    email: 'sun@example.org',
  },
  agent: {
    name: '孙小明',
    phone: '13800000012',
    address: '竹林路 8 号',
    idKind: 'taiwan-permit',
    idNumber: 'T7654321',
    powers: 'special',
    matters: '代为参加调解',
    until: '2026-12-31' as Day,
  } satisfies Required<AgentAnswer>,
  joint: {
    others: [{ name: '王芳', phone: '13800000013' }, { name: '李强' }],
    second: { name: '李强', at: 1 },
  } satisfies Required<JointAnswer>,
  helper: {
    name: '赵站长',
    phone: '13800000014',
    relation: 'keeper',
    station: '桂花社区维权站',
    told: 'voice',
  } satisfies Required<HelperAnswer>,
  consents: { publish: true, entrust: false },
} satisfies FilingAnswers;

const leaves = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];

test('whatever stands in "check your answers" is in the filing', () => {
  const kept = JSON.stringify(filingRequestOf(answers, 'zh-CN'));
  const { matter: _matter, evidence: _files, ...said } = answers;
  for (const value of leaves(said)) {
    if (value === 'described' || value === 'named') continue;
    assert.ok(kept.includes(String(value)), `${value} was answered and is not in the filing`);
  }
});

test('the language of the interface changes no value that is kept', () => {
  const zh = filingRequestOf(answers, 'zh-CN');
  const en = filingRequestOf(answers, 'en');
  assert.deepEqual({ ...en, language: 'zh-CN' }, zh);
  assert.equal(zh?.complainant.idType, 'passport');
  assert.deepEqual([zh?.agent?.idType, zh?.agent?.powers], ['taiwan-permit', 'special']);
});

test('a shop complained about keeps its platform and its link', () => {
  const respondent = { kind: 'platform-shop', platform: '某宝', shop: '小店', link: 'https://shop.example/1' } as const;
  const { platform: _platform, ...bought } = answers.purchase;
  const kept = filingRequestOf({ ...answers, respondent, purchase: bought }, 'zh-CN');
  assert.equal(kept?.purchase?.platformName, '某宝');
  assert.equal(kept?.purchase?.shopLink, 'https://shop.example/1');
});
