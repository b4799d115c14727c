import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contacted, filed, sealed, stateAfter } from '#test/decided.ts';
import type { Complaint, ComplaintEvent, Sealed } from './complaint.ts';
import { holderOf, knownWays, placeOf, sameWay } from './known-ways.ts';

const person = (n: number) => `00000000-0000-7000-8000-00000000030${n}`;
const values = new Map<string, string>();
const kept = (value: string): Sealed => {
  const made = sealed(value);
  values.set(made.entry, value);
  return made;
};
const text = (one: Sealed | undefined): string | null => (one === undefined ? null : (values.get(one.entry) ?? null));

const filing = filed({
  parties: [
    { person: person(1), kind: 'complainant', fields: { name: kept('郑'), phone: kept('138 0000 7701') } },
    { person: person(2), kind: 'agent', fields: { phone: kept('13800007701') }, mandate: { powers: 'general' } },
    {
      ...{ person: person(3), kind: 'respondent' as const },
      fields: { phone: kept('0571-88001234'), address: kept('云栖市中山路 3 号'), email: kept('Shop@X.cn') },
    },
  ],
});
const tried = (value: string, nth: number, outcome = 'no-answer'): ComplaintEvent => {
  const event = contacted(outcome) as Extract<ComplaintEvent, { type: 'ContactAttempted' }>;
  return { ...event, payload: { ...event.payload, number: kept(value), nth } };
};
const of = (state: Complaint, party: string, kind: string, registered = {}) =>
  knownWays(state, text, registered)
    .filter((way) => way.party === party && way.kind === kind)
    .map(({ known, value, wrong }) => [known, value, wrong]);

test('one number written two ways is one; an extension, another address and the case of a mailbox are told apart', () => {
  assert.equal(sameWay('phone', '0571 8800 1234'), sameWay('phone', '（0571）88001234'));
  assert.notEqual(sameWay('phone', '0571-88001234-12'), sameWay('phone', '0571-88001234'));
  assert.equal(sameWay('phone', '店里 的'), sameWay('phone', '店里的'));
  assert.equal(sameWay('address', '中山路 3 号'), sameWay('address', '中山路3号'));
  assert.equal(sameWay('email', 'Shop@X.cn'), sameWay('email', 'shop@x.cn'));
});

test('TER-02 what the register has comes before what was written, each once, and what was tried besides comes last', () => {
  const owner = '13700001002';
  const state = stateAfter([filing, tried('0571 88001234', 1, 'wrong-number'), tried(owner, 2)]);
  assert.deepEqual(of(state, 'respondent', 'phone', { contactPhone: '0571-88009999' }), [
    ['register', '0571-88009999', false],
    [person(3), '0571-88001234', true],
    ['tried-3', owner, false],
  ]);
  assert.deepEqual(of(state, 'respondent', 'address'), [[person(3), '云栖市中山路 3 号', false]]);
  assert.deepEqual(of(state, 'complainant', 'phone'), [[person(1), '138 0000 7701', false]]);
  assert.equal(placeOf(state, text, 'respondent', 'phone', '（0571）8800-1234'), 1);
  assert.equal(placeOf(state, text, 'respondent', 'phone', owner), 2);
  assert.equal(placeOf(state, text, 'respondent', 'phone', '13700001003'), 3);
  assert.equal(placeOf(state, text, 'complainant', 'phone', owner), 1);
});

test('a number is wrong as long as nobody was reached there since, and an erased one is proposed no more', () => {
  const state = stateAfter([filing, tried('13700001002', 1, 'wrong-number'), tried('13700001002', 1, 'reached')]);
  assert.deepEqual(of(state, 'respondent', 'phone').at(-1), ['tried-2', '13700001002', false]);
  for (const { number } of state.called) values.delete(number.entry);
  assert.equal(of(state, 'respondent', 'phone').length, 1);
  assert.equal(placeOf(state, text, 'respondent', 'phone', '13700001002'), 2);
});

test('PIPL 47 a number that was called lies under whoever is known by it, however it was written, and never under an erased person', () => {
  const state = stateAfter([
    filed({
      parties: [
        { person: person(1), kind: 'complainant', fields: { phone: kept('13800007701') } },
        { person: person(2), kind: 'agent', fields: { phone: kept('139 0000 7702') }, mandate: { powers: 'general' } },
        { person: person(4), kind: 'helper', fields: { phone: kept('13700007704') } },
        { person: person(5), kind: 'joint', fields: { address: kept('松林路 3 号') } },
        { person: person(3), kind: 'respondent', fields: { phone: kept('0571-88001234') } },
      ],
    }),
  ]);
  const under = (kind: 'phone' | 'address', value: string, ...erased: number[]) =>
    holderOf({ state, erased: new Set(erased.map(person)) }, text, { party: 'complainant', kind }, value);
  assert.equal(under('phone', '13900007702'), person(2));
  assert.equal(under('phone', '137 0000 7704'), person(4));
  assert.equal(under('address', '松林路3号'), person(5));
  assert.equal(under('phone', '13600007709'), person(1), 'nobody is known by it');
  assert.equal(under('phone', '13600007709', 1), person(2));
  assert.equal(under('phone', '（0571）88001234'), person(3), 'of the other side');
  assert.equal(under('phone', '13600007709', 1, 2, 3, 4, 5), undefined);
});
