import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Actor, Role } from '#kernel/actor.ts';
import { accepted, filed, gym, mediating, number, people, stateAfter, tenant } from '#test/decided.ts';
import type { Complaint, Phase } from './complaint.ts';
import { actBodies } from './contract.ts';
import { type ActName, availableActs, objectionTo, type Place, permits, placesOf, whoMay } from './permits.ts';
import { closedPhases } from './phases.ts';
import { phases } from './vocabulary.ts';

const roles: readonly Role[] = [
  'intake-officer',
  'handler',
  'mediator',
  'bureau-head',
  'association-mediator',
  'system-administrator',
  'security-administrator',
  'auditor',
  'leader',
];
const bureaus = ['yunqi-city', 'yunqi-intake', 'yunqi-linxi', 'yunqi-wangshan'];
const city = { unit: 'yunqi-city', name: '云栖市市场监督管理局' };
const aboveOf = (state: Complaint) => (state.bureau === 'yunqi-city' ? [] : [city]);
const principals = [
  people.consumer.account,
  `respondent:${number}`,
  gym,
  'linxi-association',
  'station:yunqi-linxi-chengdong',
  'joint-complainant',
  'somebody-else',
];

const anyActor: fc.Arbitrary<Actor> = fc.record({
  kind: fc.constantFrom('consumer', 'operator', 'staff', 'system'),
  account: fc.constantFrom(...principals),
  roles: fc.subarray([...roles]),
  tenants: fc.subarray([tenant, 'lanchuan']),
  bureaus: fc.subarray(bureaus),
  principals: fc.subarray(principals),
});

const anyState: fc.Arbitrary<Complaint> = fc
  .record({
    phase: fc.constantFrom<Phase>(...phases),
    bureau: fc.constantFrom(...bureaus),
    entrustedTo: fc.constantFrom(null, 'linxi-association'),
    station: fc.constantFrom(null, 'yunqi-linxi-chengdong', 'yunqi-wangshan-yunling'),
    respondentNotifiedOn: fc.constantFrom(null, '2026-04-18' as const),
    archived: fc.boolean(),
  })
  .map(({ archived, ...given }) => ({
    ...stateAfter(mediating),
    parties: [
      ...stateAfter(mediating).parties,
      { person: 'joint', kind: 'joint' as const, account: 'joint-complainant', fields: {} },
    ],
    ...given,
    archivedOn: archived && closedPhases.has(given.phase) ? '2026-05-01' : null,
  }));

const anyAct = fc.constantFrom<ActName>(...permits.map((permit) => permit.act));

/** Said again in other words: where somebody stands, and nothing that follows from it. */
const standsAt = (actor: Actor, state: Complaint, place: Place): boolean => {
  const official = actor.kind === 'staff' && actor.tenants.includes(tenant) && actor.bureaus.includes(state.bureau);
  switch (place) {
    case 'system':
      return actor.kind === 'system';
    case 'bureau':
      return official;
    case 'joint':
      return actor.principals.includes('joint-complainant');
    case 'station':
      return (
        actor.kind === 'staff' &&
        actor.tenants.includes(tenant) &&
        state.station === 'yunqi-linxi-chengdong' &&
        actor.principals.includes('station:yunqi-linxi-chengdong')
      );
    case 'superior':
      return official && state.bureau !== 'yunqi-city' && actor.bureaus.includes('yunqi-city');
    case 'entrusted':
      return state.entrustedTo !== null && actor.principals.includes(state.entrustedTo);
    case 'complainant':
      return actor.principals.includes(people.consumer.account);
    case 'respondent':
      return (
        actor.principals.includes(`respondent:${number}`) ||
        (state.respondentNotifiedOn !== null && actor.principals.includes(gym))
      );
  }
};

describe('who may do what', () => {
  test('nobody acts without standing in a place and holding a role that the act asks for', () => {
    fc.assert(
      fc.property(anyActor, anyState, anyAct, (actor, state, act) => {
        if (objectionTo(act, actor, state, tenant, aboveOf(state)) !== undefined) return;
        const permit = permits.find((one) => one.act === act);
        assert.ok(permit);
        assert.ok(
          whoMay(permit, state.phase).some(
            ([place, ...needed]) =>
              standsAt(actor, state, place) &&
              (needed.length === 0 || needed.some((role) => actor.roles.includes(role))),
          ),
          `${actor.kind} may ${act}`,
        );
        assert.ok(permit.phases.includes(state.phase), `${act} in ${state.phase}`);
      }),
      { numRuns: 2_000 },
    );
  });

  test("a station collects, tells and mediates in the name of its bureau; what binds but an agreement is the bureau's (art. 30)", () => {
    const stations = permits.filter(({ who }) => who.some(([place]) => place === 'station')).map(({ act }) => act);
    for (const act of ['contact', 'notify-respondent', 'open-mediation', 'record-agreement', 'deliver'] as const)
      assert.ok(stations.includes(act), act);
    const binding = permits.filter((permit) => permit.binding === true).map(({ act }) => act);
    assert.deepEqual(
      binding.filter((act) => stations.includes(act)),
      ['record-agreement'],
    );
    for (const act of ['assign', 'route', 'register', 'archive', 'bundle'] as const)
      assert.ok(!stations.includes(act), act);
  });

  test('a closed file stays closed but for what is done after the end', () => {
    const later = new Set(permits.filter((permit) => permit.afterArchive === true).map((permit) => permit.act));
    for (const changing of [
      'accept',
      'terminate',
      'answer',
      'supply',
      'add-evidence',
      'withdraw',
      'archive',
    ] as const) {
      assert.ok(!later.has(changing), changing);
    }
    fc.assert(
      fc.property(anyActor, anyState, anyAct, (actor, state, act) => {
        if (state.archivedOn === null || later.has(act)) return;
        assert.notEqual(objectionTo(act, actor, state, tenant), undefined, act);
        assert.ok(!availableActs(actor, state, tenant).includes(act), act);
      }),
      { numRuns: 1_000 },
    );
    const shut = { ...stateAfter(mediating), phase: 'agreed', archivedOn: '2026-05-01' } as const;
    assert.equal(objectionTo('archive', people.handler, shut, tenant)?.refusal, 'already-archived');
  });

  test('what is offered is exactly what is not refused', () => {
    fc.assert(
      fc.property(anyActor, anyState, (actor, state) => {
        const offered = availableActs(actor, state, tenant, aboveOf(state));
        const possible = permits
          .map((permit) => permit.act)
          .filter((act) => objectionTo(act, actor, state, tenant, aboveOf(state)) === undefined);
        assert.deepEqual(offered, possible);
      }),
      { numRuns: 1_000 },
    );
  });

  test('another city, another county and a helper stand nowhere', () => {
    const state = stateAfter([filed(), accepted()]);
    assert.deepEqual([...placesOf(people.otherCounty, state, tenant)], []);
    assert.deepEqual([...placesOf({ ...people.handler, tenants: ['lanchuan'] }, state, tenant)], []);
    const helped = filed({
      parties: [
        { person: 'p', kind: 'complainant', fields: {} },
        { person: 'h', kind: 'helper', account: 'keeper', fields: {} },
      ],
    });
    const keeper: Actor = { ...people.consumer, account: 'keeper', principals: ['keeper'] };
    assert.deepEqual([...placesOf(keeper, stateAfter([helped]), tenant)], []);
  });

  test('the platform itself may deliver and have a seal set, and nothing more', () => {
    const state = stateAfter(mediating);
    assert.deepEqual(availableActs(people.delivery, state, tenant), ['deliver', 'keep-sealed-copy']);
    assert.equal(objectionTo('note', people.delivery, state, tenant)?.refusal, 'not-permitted');
  });

  test('JUR-07: only a superior of the directory decides or takes over, and whoever is none is told who is', () => {
    const state = stateAfter([filed()]);
    const above = [city, { unit: null, name: '云澜省市场监督管理局' }];
    assert.ok(placesOf(people.intake, state, tenant, above).has('superior'));
    assert.ok(!placesOf(people.head, state, tenant, above).has('superior'));
    // Being the intake body of the case makes nobody its superior.
    const own = stateAfter([filed({ bureau: 'yunqi-linxi', intake: 'yunqi-linxi' })]);
    assert.ok(!placesOf(people.head, own, tenant, above).has('superior'));
    const told = objectionTo('take-over', people.head, state, tenant, above);
    assert.equal(told?.refusal, 'not-the-superior');
    assert.equal(told.params?.['superior'], '云栖市市场监督管理局');
    assert.equal(objectionTo('take-over', people.head, state, tenant, [])?.refusal, 'no-superior-bureau');
    assert.equal(objectionTo('take-over', people.otherCounty, state, tenant, above)?.refusal, 'not-permitted');
  });

  test('an act in the wrong state is refused with what is possible instead', () => {
    const objection = objectionTo('archive', people.handler, stateAfter(mediating), tenant);
    assert.equal(objection?.refusal, 'not-in-this-state');
    assert.ok(objection.instead?.includes('record-agreement'));
    assert.ok(objection.instead?.every((act) => act !== 'keep-sealed-copy' && act in actBodies));
    assert.ok(!objection.instead?.includes('note'), 'a note does not bring it on');
    assert.ok(availableActs(people.handler, stateAfter(mediating), tenant).includes('keep-sealed-copy'));
  });
});
