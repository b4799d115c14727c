import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { consumerDisputeFactors } from '#modules/directory/rulebook/grounds.ts';
import { factsOf, filed, happens, refused, sealed } from '#test/decided.ts';
import type { CommandOf } from '../commands.ts';
import { decide } from '../decide.ts';
import { fold } from '../evolve.ts';
import { disputeFactors } from '../ground-contract.ts';

const reasons = sealed('reasons');
type Refuse = CommandOf<'refuse'>;
const refuse = (ground: number, more: Partial<Refuse> = {}): Refuse => ({ act: 'refuse', ground, reasons, ...more });
const missing = { papersAtFault: ['respondent'] } as const;
const told = ['form-6 → complainant'];
const classed = filed({ objectCode: 'education' });
const beidu = { id: 'lanchuan-beidu', kind: 'bureau' };

describe('refusing, ground by ground', () => {
  test('REF-01 names who has the power instead: a unit of any authority, but never the bureau itself', () => {
    const decision = happens(
      { events: [classed], namedUnit: beidu },
      refuse(1, { rightBureau: beidu.id }),
      ['ComplaintRefused'],
      told,
    );
    assert.equal(decision.papers[0]?.code === 'form-6' && decision.papers[0].details.rightBureau, beidu.id);
    refused({ events: [classed] }, refuse(1, { rightBureau: 'yunqi-linxi' }), 'right-bureau-is-own');
  });
  test('REF-01 an id that no unit has, or a unit that takes no complaints, is never put on the paper', () => {
    refused({ events: [classed] }, refuse(1, { rightBureau: 'no-such-unit' }), 'no-such-bureau');
    const station = { id: 'yunqi-linxi-chengdong', kind: 'station' };
    refused({ events: [classed], namedUnit: station }, refuse(1, { rightBureau: station.id }), 'no-such-bureau');
  });
  test('REF-01 a bureau without the power to decide is not where anybody is sent', () => {
    const powerless = { ...beidu, mayDecide: false };
    refused({ events: [classed], namedUnit: powerless }, refuse(1, { rightBureau: beidu.id }), 'bureau-may-not-decide');
    const intake = { id: 'yunqi-intake', kind: 'intake-centre', mayDecide: false };
    happens(
      { events: [classed], namedUnit: intake },
      refuse(1, { rightBureau: intake.id }),
      ['ComplaintRefused'],
      told,
    );
  });
  test('REF-01 a body outside the directory is named in words; nobody at all is refused', () => {
    happens({ events: [classed] }, refuse(1, { competentBody: '临溪区卫生健康局' }), ['ComplaintRefused'], told);
    refused({ events: [classed] }, refuse(1), 'competent-body-not-named');
    const both = refuse(1, { competentBody: '临溪区卫生健康局', rightBureau: beidu.id });
    refused({ events: [classed], namedUnit: beidu }, both, 'one-body-has-the-power');
  });
  test('REF-01 for food is a transfer, not only a refusal', () => {
    const competentBody = '望山县农业农村局';
    refused({ events: [filed({ food: true })] }, refuse(1, { competentBody }), 'food-matter-is-transferred');
  });
  test('REF-01 without a class on file needs the statement that it is not about food (FSL art. 115)', () => {
    const competentBody = '临溪区卫生健康局';
    refused({ events: [filed()] }, refuse(1, { competentBody }), 'food-not-ruled-out');
    const stated = refuse(1, { competentBody, noFoodMatter: true });
    happens({ events: [filed()] }, stated, ['ComplaintRefused'], told);
    refused({ events: [filed({ food: true })] }, stated, 'food-matter-is-transferred');
  });
  test('REF-01 a code of no table is no class: it does not rule food out (FSL art. 115)', () => {
    const competentBody = '临溪区卫生健康局';
    const foreign = [filed({ objectCode: 'food', problemCode: '0702' })];
    refused({ events: foreign }, refuse(1, { competentBody }), 'food-not-ruled-out');
    happens({ events: foreign }, refuse(1, { competentBody, noFoodMatter: true }), ['ComplaintRefused'], told);
    const half = [filed({ objectCode: 'food', problemCode: 'contract' })];
    happens({ events: half }, refuse(1, { competentBody }), ['ComplaintRefused'], told);
  });
  test('JUR-09 the switch says whether food that only lies in another territory is transferred too', () => {
    const elsewhere = refuse(1, { rightBureau: beidu.id });
    const food = fold([filed({ food: true })]);
    const decided = (value: 'yes' | 'no') => {
      const facts = factsOf({ namedUnit: beidu });
      const decision = { rule: 'JUR-09', name: 'transfer-food-for-territory', value };
      const settings = [{ ...decision, effectiveFrom: '2026-04-16', effectiveTo: null } as const];
      return decide(elsewhere, food, { ...facts, law: { ...facts.law, settings } });
    };
    assert.ok(isRefusal(decide(elsewhere, food, factsOf({ namedUnit: beidu }))));
    assert.ok(isRefusal(decided('yes')));
    assert.ok(!isRefusal(decided('no')));
  });
  test('REF-02 names who has dealt with the same dispute', () => {
    const court = { earlierHandler: 'court', earlierBody: '临溪区人民法院' } as const;
    const decision = happens(
      { events: [filed()] },
      refuse(2, { ...court, earlierOn: '2026-03-02' }),
      ['ComplaintRefused'],
      told,
    );
    const [order] = decision.papers;
    assert.ok(order?.code === 'form-6');
    assert.deepEqual(order.details.earlier, { handler: 'court', body: '临溪区人民法院', on: '2026-03-02' });
    refused({ events: [filed()] }, refuse(2), 'earlier-body-not-named');
    refused({ events: [filed()] }, refuse(2, { earlierHandler: 'court' }), 'earlier-body-not-named');
    refused({ events: [filed()] }, refuse(2, { ...court, earlierOn: '2026-04-22' }), 'earlier-day-ahead');
  });
  test('REF-02 other mediation organisations barred a complaint under Order 20 only', () => {
    const body = { earlierHandler: 'mediation-organisation', earlierBody: '人民调解委员会' } as const;
    refused({ events: [filed()] }, refuse(2, body), 'mediation-organisation-bars-nothing');
    happens({ events: [filed({ receivedOn: '2026-04-14' })] }, refuse(2, body), ['ComplaintRefused'], told);
  });
  test('REF-03 no consumer dispute, with what art. 17 lets be considered', () => {
    const factors = ['shared-phone-or-address'] as const;
    happens({ events: [filed()] }, refuse(3), ['ComplaintRefused'], told);
    const decision = happens({ events: [filed()] }, refuse(3, { factors }), ['ComplaintRefused'], told);
    assert.deepEqual(decision.events[0]?.type === 'ComplaintRefused' && decision.events[0].payload.factors, factors);
    refused({ events: [filed({ receivedOn: '2026-04-14' })] }, refuse(3, { factors }), 'factors-came-with-order-121');
    assert.deepEqual(disputeFactors, consumerDisputeFactors);
  });
  test('what belongs to another ground does not slip onto the paper', () => {
    refused({ events: [filed()] }, refuse(4, { factors: ['other'] }), 'belongs-to-another-ground');
    refused({ events: [filed()] }, refuse(3, { competentBody: 'x' }), 'belongs-to-another-ground');
  });
  test('REF-04 more than three years from the day on file, or the one the officer relies on, to the day it came in', () => {
    const knew = (knewOn?: Day) => [filed(knewOn === undefined ? {} : { knewOn })];
    refused({ events: knew() }, refuse(4), 'day-of-knowing-not-named');
    happens({ events: knew('2023-04-14') }, refuse(4), ['ComplaintRefused'], told);
    const within = refused({ events: knew('2023-04-15') }, refuse(4), 'years-not-over');
    assert.deepEqual(within.params, { knewOn: '2023-04-15', last: '2026-04-15', cameIn: '2026-04-15' });
    assert.deepEqual([within.status, within.field], [422, 'knewOn']);
    // What the person says is not what the law asks: the day relied on stands on the paper.
    const relied = happens(
      { events: knew('2025-06-01') },
      refuse(4, { knewOn: '2022-03-01' }),
      ['ComplaintRefused'],
      told,
    );
    assert.equal(relied.papers[0]?.code === 'form-6' && relied.papers[0].details.knewOn, '2022-03-01');
    refused({ events: knew('2020-01-01') }, refuse(4, { knewOn: '2025-01-01' }), 'years-not-over');
    refused({ events: knew() }, refuse(4, { knewOn: '2031-01-01' }), 'day-of-knowing-ahead');
    refused({ events: knew() }, refuse(3, { knewOn: '2020-01-01' }), 'belongs-to-another-ground');
    // How long the bureau takes makes no complaint late.
    refused({ events: knew('2023-04-18'), on: '2026-04-30' }, refuse(4), 'years-not-over');
  });
  test('REF-04 a last day on a statutory holiday moves on; three years from 29 February end with the 28th (art. 45)', () => {
    const came = (receivedOn: Day, knewOn: Day) => [filed({ receivedOn, knewOn })];
    // 4 May 2026 still belongs to the holiday of 1 May, 6 May is the first day after it.
    refused({ events: came('2026-05-06', '2023-05-01'), on: '2026-05-06' }, refuse(4), 'years-not-over');
    happens({ events: came('2026-05-07', '2023-05-01'), on: '2026-05-07' }, refuse(4), ['ComplaintRefused'], told);
    refused({ events: came('2027-03-01', '2024-03-01'), on: '2027-03-02' }, refuse(4), 'years-not-over');
    happens({ events: came('2027-03-01', '2024-02-29'), on: '2027-03-02' }, refuse(4), ['ComplaintRefused'], told);
  });
  test('REF-05 and REF-06 wait until the day given for the proof of identity is over', () => {
    const asked = {
      type: 'ProofRequested',
      payload: { kind: 'identity', dueOn: '2026-04-21', what: reasons },
    } as const;
    for (const wish of [refuse(5, missing), refuse(6, { identityFault: 'check-refused' })]) {
      refused({ events: [filed(), asked] }, wish, 'proof-still-running');
      happens({ events: [filed(), asked], on: '2026-04-22' }, wish, ['ComplaintRefused'], told);
    }
    const said = { type: 'ProofSupplied', payload: { items: [], text: reasons } } as const;
    const later = { type: 'ProofRequested', payload: { ...asked.payload, kind: 'voluntary' } } as const;
    refused({ events: [filed(), asked, said, later] }, refuse(5), 'proof-still-running');
    const again = { type: 'ProofRequested', payload: { ...asked.payload, dueOn: '2026-04-23' } } as const;
    const given = { events: [filed(), again, asked], on: '2026-04-22' } as const;
    assert.equal(refused(given, refuse(6), 'proof-still-running').params?.['dueOn'], '2026-04-23');
    const number = { type: 'ProofSupplied', payload: { items: [], fields: { 'id-number': reasons } } } as const;
    happens({ events: [filed(), asked, number] }, refuse(5, missing), ['ComplaintRefused'], told);
  });
  test('REF-05 names what is missing or false', () => {
    for (const said of [{}, { papersAtFault: [] }])
      assert.equal(refused({ events: [filed()] }, refuse(5, said), 'paper-at-fault-not-named').field, 'papersAtFault');
    const [order] = happens({ events: [filed()] }, refuse(5, missing), ['ComplaintRefused'], told).papers;
    assert.ok(order?.code === 'form-6');
    assert.deepEqual(order.details.papersAtFault, ['respondent']);
    refused({ events: [filed()] }, refuse(3, missing), 'belongs-to-another-ground');
  });
  test('REF-06 says which of the two; a check is refused by whoever let the day of form 4 go by, not by what was only wished for', () => {
    const unnamed = refused({ events: [filed()] }, refuse(6), 'identity-fault-not-named');
    assert.equal(unnamed.field, 'identityFault');
    const check = refuse(6, { identityFault: 'check-refused' });
    const request = (kind: 'identity' | 'voluntary') =>
      ({ type: 'ProofRequested', payload: { kind, dueOn: '2026-04-20', what: reasons } }) as const;
    const asked = refused({ events: [filed()] }, check, 'identity-check-not-refused');
    assert.deepEqual([asked.field, asked.instead], ['identityFault', ['request-proof']]);
    refused({ events: [filed(), request('voluntary')] }, check, 'identity-check-not-refused');
    const number = { type: 'ProofSupplied', payload: { items: [], fields: { 'id-number': reasons } } } as const;
    refused({ events: [filed(), request('identity'), number] }, check, 'identity-check-not-refused');
    happens({ events: [filed(), request('identity')] }, check, ['ComplaintRefused'], told);
    const impersonation = refuse(6, { identityFault: 'impersonation' });
    happens({ events: [filed(), request('identity'), number] }, impersonation, ['ComplaintRefused'], told);
  });
  test('REF-07 another legal ground', () => {
    happens({ events: [filed()] }, refuse(7), ['ComplaintRefused'], told);
  });
  test('there is no eighth ground', () => {
    refused({ events: [filed()] }, refuse(8), 'no-such-refusal-ground');
  });
  test('REF-06 of a case received under the earlier order stands on the form as ground 6', () => {
    const old = filed({ receivedOn: '2026-04-14' });
    const decision = happens({ events: [old] }, refuse(6), ['ComplaintRefused'], told);
    const [order] = decision.papers;
    assert.ok(order?.code === 'form-6');
    assert.equal(order.details.ground, 6);
    refused({ events: [old] }, refuse(7), 'no-such-refusal-ground');
  });
});
