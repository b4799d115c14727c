import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Contact,
  decideJurisdiction as decide,
  type Jurisdiction,
  type JurisdictionFacts,
  type Place,
} from './jurisdiction.ts';
import { rulebook } from './rulebook/rulebook.ts';

const linxi: Place = { region: '990102', bureaus: ['yunqi-linxi'] };
const wangshan: Place = { region: '990121', bureaus: ['yunqi-wangshan'] };
const beidu: Place = { region: '990203', bureaus: ['lanchuan-beidu'] };
const nowhere: Place = { region: '990999', bureaus: [] };
const on = '2026-05-06' as const;

const decideJurisdiction = (facts: JurisdictionFacts): Jurisdiction => decide(rulebook, facts);
const who = (facts: JurisdictionFacts) => decideJurisdiction(facts).competent.map((one) => one.bureau);
const steps = (facts: JurisdictionFacts) => decideJurisdiction(facts).steps.map((one) => one.step);

test('JUR-01 an ordinary operator: actual place of business or domicile', () => {
  const facts: JurisdictionFacts = { on, respondent: { kind: 'ordinary', domicile: wangshan, business: [linxi] } };
  assert.deepEqual(decideJurisdiction(facts), {
    competent: [
      { bureau: 'yunqi-linxi', ground: 'actual-place-of-business' },
      { bureau: 'yunqi-wangshan', ground: 'domicile' },
    ],
    steps: [
      { step: 'respondent-is-ordinary', rule: 'JUR-01', basis: [{ text: 'order-121', article: '13(1)' }] },
      { step: 'several-bureaus-have-power', rule: 'JUR-06', basis: [{ text: 'order-121', article: '14' }] },
    ],
  });
});

test('JUR-01 both places in one county name one bureau once', () => {
  assert.deepEqual(who({ on, respondent: { kind: 'ordinary', domicile: linxi, business: [linxi, linxi] } }), [
    'yunqi-linxi',
  ]);
});

test('JUR-01 a place without a bureau in the directory is said, not guessed', () => {
  const facts: JurisdictionFacts = { on, respondent: { kind: 'ordinary', business: [nowhere] } };
  assert.deepEqual(who(facts), []);
  assert.deepEqual(steps(facts), ['respondent-is-ordinary', 'no-bureau-for-place', 'place-unknown']);
  const unknown: JurisdictionFacts = { on, respondent: { kind: 'ordinary', business: [] } };
  assert.deepEqual(steps(unknown), ['respondent-is-ordinary', 'place-unknown', 'place-unknown']);
});

test('JUR-02 JUR-03 platform operators and sellers with their own site: domicile only', () => {
  for (const kind of ['platform', 'own-site'] as const) {
    assert.deepEqual(who({ on, respondent: { kind, domicile: beidu } }), ['lanchuan-beidu']);
  }
});

const SELLERS: readonly (readonly [shown: Place | undefined, contact: Contact, bureaus: string[], step: string])[] = [
  [linxi, 'not-tried', ['yunqi-linxi', 'lanchuan-beidu'], 'seller-on-platform'],
  [linxi, 'reached', ['yunqi-linxi', 'lanchuan-beidu'], 'seller-on-platform'],
  [linxi, 'failed', ['lanchuan-beidu'], 'seller-not-reached-at-shown-address'],
  [undefined, 'not-tried', ['lanchuan-beidu'], 'seller-shows-no-address'],
  [undefined, 'failed', ['lanchuan-beidu'], 'seller-shows-no-address'],
];

for (const [shown, contact, bureaus, step] of SELLERS) {
  test(`${shown && contact !== 'failed' ? 'JUR-04' : 'JUR-05'} a seller on a platform, address ${shown?.region ?? 'not shown'}, contact ${contact}`, () => {
    const facts: JurisdictionFacts = {
      on,
      respondent: { kind: 'in-platform', shown, contact, platformDomicile: beidu },
    };
    assert.deepEqual(who(facts), bureaus);
    assert.equal(steps(facts)[0], step);
  });
}

test('JUR-05 the bureau of an address that did not answer is named as excluded', () => {
  const { steps: taken } = decideJurisdiction({
    on,
    respondent: { kind: 'in-platform', shown: linxi, contact: 'failed', platformDomicile: beidu },
  });
  assert.deepEqual(taken[0]?.excluded, ['yunqi-linxi']);
});

test('JUR-04 before 2026-04-15 the actual place of business counted, whatever the platform showed', () => {
  const respondent = {
    kind: 'in-platform',
    shown: linxi,
    contact: 'failed',
    platformDomicile: beidu,
    business: [wangshan],
  } as const;
  assert.deepEqual(who({ on: '2026-04-14', respondent }), ['yunqi-wangshan', 'lanchuan-beidu']);
  assert.deepEqual(who({ on: '2026-04-15', respondent }), ['lanchuan-beidu']);
  const [step] = decideJurisdiction({ on: '2026-04-14', respondent }).steps;
  assert.deepEqual(step?.basis, [{ text: 'order-20', article: '12(2)' }]);
});

test('JUR-06 of two competent bureaus the one that received first', () => {
  const respondent = { kind: 'ordinary', domicile: wangshan, business: [linxi] } as const;
  const late = { bureau: 'yunqi-linxi', receivedAt: new Date('2026-05-05T09:00:00+08:00') };
  const early = { bureau: 'yunqi-wangshan', receivedAt: new Date('2026-05-04T09:00:00+08:00') };
  const stranger = { bureau: 'lanchuan-beidu', receivedAt: new Date('2026-05-01T09:00:00+08:00') };
  const decided = decideJurisdiction({ on, respondent, receipts: [late, stranger, early] });
  assert.deepEqual(decided.competent, [{ bureau: 'yunqi-wangshan', ground: 'first-to-receive' }]);
  assert.deepEqual(decided.steps.at(-1)?.excluded, ['yunqi-linxi']);
});

test('JUR-06 a receipt by a bureau without power decides nothing', () => {
  const respondent = { kind: 'ordinary', domicile: wangshan, business: [linxi] } as const;
  const stranger = { bureau: 'lanchuan-beidu', receivedAt: new Date('2026-05-01T09:00:00+08:00') };
  assert.equal(decideJurisdiction({ on, respondent, receipts: [stranger] }).competent.length, 2);
});

test('JUR-07 a superior that takes over stands alone', () => {
  const respondent = { kind: 'ordinary', domicile: wangshan, business: [linxi] } as const;
  const decided = decideJurisdiction({ on, respondent, settled: { bureau: 'yunqi-city', how: 'taken-over' } });
  assert.deepEqual(decided.competent, [{ bureau: 'yunqi-city', ground: 'superior' }]);
  assert.deepEqual(decided.steps.at(-1)?.excluded, ['yunqi-linxi', 'yunqi-wangshan']);
});

test('JUR-10 what two bureaus agreed or their superior decided goes before the first receipt', () => {
  const respondent = { kind: 'ordinary', domicile: wangshan, business: [linxi] } as const;
  const receipts = [{ bureau: 'yunqi-linxi', receivedAt: new Date(0) }];
  for (const [how, step] of [
    ['agreed', 'agreed-between-bureaus'],
    ['designated', 'designated-by-superior'],
  ] as const) {
    const found = decideJurisdiction({ on, respondent, receipts, settled: { bureau: 'yunqi-wangshan', how } });
    assert.deepEqual(found.competent, [{ bureau: 'yunqi-wangshan', ground: 'agreed-or-designated' }]);
    assert.deepEqual([found.steps.at(-1)?.step, found.steps.at(-1)?.rule], [step, 'JUR-10']);
    assert.deepEqual(found.steps.at(-1)?.basis, [{ text: 'order-121', article: '33' }]);
  }
});

test('JUR-06 whatever the order of the receipts, the same bureau wins', () => {
  const at = fc.integer({ min: 0, max: 1000 }).map((minutes) => new Date(1_780_000_000_000 + minutes * 60_000));
  const receipt = fc.record({ bureau: fc.constantFrom('yunqi-linxi', 'yunqi-wangshan', 'x'), receivedAt: at });
  const respondent = { kind: 'ordinary', domicile: wangshan, business: [linxi] } as const;
  fc.assert(
    fc.property(fc.uniqueArray(receipt, { selector: (one) => one.receivedAt.getTime(), maxLength: 6 }), (receipts) => {
      assert.deepEqual(who({ on, respondent, receipts }), who({ on, respondent, receipts: receipts.toReversed() }));
    }),
  );
});

test('a day before any rule has no answer', () => {
  const respondent = { kind: 'ordinary', domicile: wangshan, business: [linxi] } as const;
  assert.deepEqual(decideJurisdiction({ on: '2001-01-01', respondent }), { competent: [], steps: [] });
});
