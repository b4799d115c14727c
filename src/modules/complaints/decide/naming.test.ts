import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf, filed, happens, people, refused, sealed, stateAfter } from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { type NamingAct, namedUnder } from './naming.ts';

const reasons = sealed('reasons');
const province = '云澜省市场监督管理局';
const nation = '国家市场监督管理总局';
const disputed: ComplaintEvent = {
  type: 'CompetenceDisputed',
  payload: { rival: 'lanchuan-beidu', on: '2026-04-17', reasons },
};

const under = (
  act: NamingAct,
  id: string,
  events: readonly ComplaintEvent[] = [filed()],
  { kind = 'bureau', mayDecide = true, actor = people.head as (typeof people)['head' | 'intake'] } = {},
) => namedUnder(act, stateAfter(events), { ...factsOf({}), actor, namedUnit: { id, kind, mayDecide } });

test('JUR-10 in a dispute one is named with the superiors above both, never oneself or one without the power', () => {
  assert.deepEqual(under('ask-superior', 'yunqi-wangshan'), ['yunqi-city', province, nation]);
  assert.deepEqual(under('ask-superior', 'lanchuan-beidu'), [province, nation]);
  assert.equal(under('ask-superior', 'far-away'), undefined, 'nobody stands above both');
  assert.deepEqual(under('dispute-competence', 'far-away'), []);
  for (const act of ['ask-superior', 'dispute-competence'] as const) {
    assert.equal(under(act, 'yunqi-linxi'), undefined);
    assert.equal(under(act, 'yunqi-intake', undefined, { kind: 'intake-centre' }), undefined);
    assert.equal(under(act, 'yunqi-wangshan', undefined, { mayDecide: false }), undefined);
  }
});

test('JUR-10 a decision on paper names one below the body outside that was asked; here the superior names its own', () => {
  assert.equal(under('record-designation', 'yunqi-wangshan'), undefined, 'nobody was asked');
  const between = [filed(), disputed];
  assert.deepEqual(under('record-designation', 'lanchuan-beidu', between), [province, nation]);
  assert.deepEqual(under('record-designation', 'yunqi-linxi', between), [province, nation]);
  assert.equal(under('record-designation', 'far-away', between), undefined);
  assert.equal(under('record-designation', 'lanchuan-beidu', between, { mayDecide: false }), undefined);
  const superior = { actor: people.intake };
  assert.deepEqual(under('decide-competence', 'yunqi-wangshan', [filed()], superior), []);
  assert.deepEqual(under('decide-competence', 'yunqi-city', [filed()], { ...superior, mayDecide: false }), []);
  assert.equal(under('decide-competence', 'yunqi-wangshan', [filed()], { ...superior, mayDecide: false }), undefined);
  assert.equal(under('decide-competence', 'lanchuan-beidu', [filed()], superior), undefined);
  assert.equal(under('decide-competence', 'yunqi-wangshan', between, superior), undefined, 'it stands above one only');
  assert.equal(under('decide-competence', 'yunqi-wangshan'), undefined, 'not the superior');
});

test('JUR-10 one that may not decide on complaints is refused with its name', () => {
  const given = { events: [filed()], namedUnit: { id: 'yunqi-wangshan', kind: 'bureau', mayDecide: false } } as const;
  refused(given, { act: 'dispute-competence', rival: 'yunqi-wangshan', reasons }, 'bureau-may-not-decide');
  const decided = { act: 'decide-competence', competent: 'yunqi-wangshan', reasons } as const;
  const asked = { type: 'SuperiorAsked', payload: { reasons, on: '2026-04-17' } } as const;
  refused({ ...given, events: [filed(), asked], by: 'intake' }, decided, 'bureau-may-not-decide');
});

test('trap 13, Order 121 art. 41: form 3 goes to no bureau that may not decide, and the desk offers none', () => {
  const atIntake = [filed({ bureau: 'yunqi-intake' })];
  const route = { act: 'route', to: 'yunqi-wangshan', reasoning: '经营地在该辖区' } as const;
  const given = { events: atIntake, by: 'intake' } as const;
  const unit = { id: 'yunqi-wangshan', kind: 'bureau', name: '望山县市场监督管理局' } as const;
  const why = refused({ ...given, namedUnit: { ...unit, mayDecide: false } }, route, 'bureau-may-not-decide');
  assert.deepEqual([why.field, why.params], ['to', { unit: unit.name }]);
  happens({ ...given, namedUnit: { ...unit, mayDecide: true } }, route, ['ComplaintRouted'], ['form-3 → bureau']);
  const offers = (id: string, mayDecide = true) => under('route', id, atIntake, { mayDecide });
  assert.deepEqual(offers('yunqi-wangshan'), []);
  assert.equal(offers('yunqi-wangshan', false), undefined);
  assert.equal(offers('yunqi-intake'), undefined, 'not to an intake body');
  assert.equal(offers('lanchuan-beidu'), undefined, 'of another authority');
});
