import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  accounts,
  answered,
  filed,
  happens,
  opened,
  people,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { ComplaintEvent, Party } from '../complaint.ts';
import { consentsNow, saidOf } from '../consents.ts';
import { jointObjection } from './represented.ts';

const reasons = sealed('reasons');
const party = (person: string, kind: Party['kind'], account: string): Party => ({
  person,
  kind,
  account,
  fields: { name: sealed(person), address: sealed('x') },
});
const as = (account: string) => ({ ...people.consumer, account, principals: [account] });
const [wang, li] = [as('wang-account'), as('li-account')];
const together = (given: object = {}) =>
  filed({
    parties: [
      party('lin', 'complainant', accounts.consumer),
      party('wang', 'joint', 'wang-account'),
      party('li', 'joint', 'li-account'),
      { person: 'shop', kind: 'respondent', account: 'respondent:x', fields: { name: sealed('强健健身') } },
    ],
    ...given,
  });
const say = (said: object) => ({ act: 'state-consents', items: [], ...said }) as const;
const entrust = { act: 'entrust', organisation: 'assoc' } as const;

describe('art. 12 each of several agrees for themselves, at the filing or later', () => {
  test('the complaint is accepted the moment the last of them has agreed, and not once one took it back', () => {
    let events: readonly ComplaintEvent[] = [together()];
    refused({ events }, { act: 'accept' }, 'joint-consent-missing');
    for (const who of [wang, li]) {
      assert.notEqual(jointObjection(stateAfter(events)), undefined);
      events = [...events, ...happens({ events, as: who }, say({ joint: true }), ['ConsentsStated']).events];
    }
    assert.equal(jointObjection(stateAfter(events)), undefined);
    happens({ events }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
    const back = happens({ events, as: li }, say({ joint: false }), ['ConsentsStated']).events;
    refused({ events: [...events, ...back] }, { act: 'accept' }, 'joint-consent-missing');
    const leave = { act: 'leave-joint', why: 'withdrew', items: [] } as const;
    const left = happens({ events: [...events, ...back], as: li }, leave, ['ComplainantLeft']);
    happens(
      { events: [...events, ...back, ...left.events] },
      { act: 'accept' },
      ['ComplaintAccepted'],
      ['form-5 → complainant'],
    );
    refused({ events: [...events, accepted()], as: li }, say({ joint: false }), 'joint-consent-counts');
    refused({ events, as: people.consumer }, say({ joint: false }), 'stands-first-of-all');
    refused({ events: [filed()], as: people.consumer }, say({ joint: true }), 'not-a-joint-complaint');
  });

  test('who filed speaks for those who stay silent; one who says no themselves is heard', () => {
    const events = [together({ jointAgreed: true })];
    assert.deepEqual(saidOf(stateAfter(events).parties[1] as Party, stateAfter(events)), {
      joint: true,
      publicity: null,
      entrust: null,
    });
    const no = happens({ events, as: wang }, say({ publicity: false, entrust: false }), ['ConsentsStated']).events;
    assert.deepEqual(consentsNow(stateAfter([...events, ...no])), { publicity: false, entrust: false });
    const yes = happens({ events: [...events, ...no], as: wang }, say({ publicity: true }), ['ConsentsStated']).events;
    assert.deepEqual(consentsNow(stateAfter([...events, ...no, ...yes])), { publicity: true, entrust: false });
  });
});

describe('art. 19 entrusting needs the consent of all, and what is taken back counts until the body has begun', () => {
  const events = [together({ jointAgreed: true }), accepted(), answered(true, true)];
  test('taken back by one of several, given again', () => {
    const no = happens({ events, as: li }, say({ entrust: false }), ['ConsentsStated']).events;
    refused({ events: [...events, ...no] }, entrust, 'complainant-did-not-consent-to-entrusting');
    const yes = happens({ events: [...events, ...no], as: li }, say({ entrust: true }), ['ConsentsStated']).events;
    refused({ events: [...events, ...no, ...yes] }, entrust, 'not-a-body-that-may-be-entrusted');
  });
  test('given by who complains alone, after the filing said no or did not ask', () => {
    const alone = [filed({ consents: { publicity: false, entrust: false } }), accepted(), answered(true, true)];
    refused({ events: alone }, entrust, 'complainant-did-not-consent-to-entrusting');
    const yes = happens({ events: alone, as: people.consumer }, say({ entrust: true }), ['ConsentsStated']).events;
    assert.deepEqual(stateAfter([...alone, ...yes]).consents, { publicity: false, entrust: true });
    const unasked = [filed({ consents: null })];
    refused({ events: unasked, as: people.consumer }, say({ entrust: true }), 'consents-both-asked');
    happens({ events: unasked, as: people.consumer }, say({ entrust: true, publicity: false }), ['ConsentsStated']);
  });
  test('not once the entrusted body mediates', () => {
    const begun: readonly ComplaintEvent[] = [
      ...events,
      { type: 'MediationEntrusted', payload: { organisation: 'assoc', on: '2026-04-20' } },
    ];
    happens({ events: begun, as: li }, say({ entrust: false }), ['ConsentsStated']);
    const mediating = [...begun, opened()];
    refused({ events: mediating, as: li }, say({ entrust: false }), 'entrusted-body-has-begun');
    happens({ events: mediating, as: li }, say({ publicity: false }), ['ConsentsStated']);
  });
});

test('PIPL art. 15 an official enters it on a paper or with how it became known; what is so already is no news', () => {
  const events = [together({ jointAgreed: true })];
  refused({ events }, say({ person: 'li', publicity: false }), 'change-not-shown');
  refused({ events }, say({ publicity: false, reasons }), 'complainant-not-named');
  happens({ events }, say({ person: 'li', publicity: false, reasons }), ['ConsentsStated']);
  refused({ events, as: people.consumer }, say({ publicity: true }), 'consents-are-so-already');
  refused({ events, as: li }, say({ person: 'wang', publicity: false }), 'speaks-only-for-oneself');
});
