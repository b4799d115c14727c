import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
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
import type { Command } from '../commands.ts';
import type { ComplaintEvent, EvidenceItem, Party } from '../complaint.ts';
import { consentOnForm, consentsNow, saidOf, wordsToHandOver } from '../consents.ts';
import { complainants, jointObjection } from './represented.ts';

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
const choice = (person?: string): EvidenceItem => ({
  ...{ file: `choice-${person}`, sha256: 'h', mediaType: 'application/pdf', bytes: 1, by: 'complainant' },
  purpose: 'representation',
  ...(person === undefined ? {} : { person }),
});
const leave = { act: 'leave-joint', why: 'withdrew', items: [] } as const;
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

  test('whom they chose in writing speaks for those who stay silent; one who says no themselves is heard', () => {
    const events = [together({ jointAgreed: true, evidence: [choice()] })];
    assert.deepEqual(consentsNow(stateAfter(events)), { publicity: true, entrust: true });
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

const eventOf = {
  'state-consents': 'ConsentsStated',
  'leave-joint': 'ComplainantLeft',
  'name-representative': 'RepresentativeNamed',
  'end-representative': 'RepresentativeEnded',
  supply: 'ProofSupplied',
} as const;
/** The case after that act; without a person it is an official’s. */
const after = (
  events: readonly ComplaintEvent[],
  as: Actor | undefined,
  command: Extract<Command, { act: keyof typeof eventOf }>,
) => [...events, ...happens(as === undefined ? { events } : { events, as }, command, [eventOf[command.act]]).events];

describe('art. 12 silence is consent only behind somebody chosen in writing', () => {
  const three = { jointAgreed: true };
  const now = (events: readonly ComplaintEvent[]) => consentsNow(stateAfter(events));

  test('where nobody was chosen each one says yes, and who is missing is counted and shown', () => {
    let events: readonly ComplaintEvent[] = [together(three), accepted(), answered(true, true)];
    assert.deepEqual(now(events), { publicity: false, entrust: false });
    assert.deepEqual(consentOnForm('publicity', stateAfter(events)), null);
    const missing = refused({ events }, entrust, 'not-all-agreed-to-entrusting');
    assert.deepEqual(missing.params, { count: 2 });
    assert.deepEqual(missing.instead, ['state-consents', 'open-mediation', 'name-representative']);
    events = after(events, wang, say({ entrust: true }));
    assert.deepEqual(refused({ events }, entrust, 'not-all-agreed-to-entrusting').params, { count: 1 });
    events = after(events, li, say({ entrust: true, publicity: false }));
    assert.deepEqual(now(events), { publicity: false, entrust: true });
    assert.equal(consentOnForm('publicity', stateAfter(events)), false);
  });

  test('a choice handed in by one of them is that one’s own; one handed in by who speaks is that of all', () => {
    const handed = (person: string): ComplaintEvent => ({
      type: 'EvidenceAdded',
      payload: { items: [choice(person)] },
    });
    assert.equal(now([together(three), handed('wang')])?.entrust, false);
    assert.equal(now([together(three), handed('wang'), handed('li')])?.entrust, true);
    assert.equal(now([together(three), handed('lin')])?.entrust, true);
  });

  test('whoever takes the first one’s place is chosen by nobody until the others do so in writing', () => {
    let events: readonly ComplaintEvent[] = [together({ ...three, evidence: [choice()] })];
    assert.equal(now(events)?.entrust, true);
    events = after(events, people.consumer, leave);
    events = after(events, wang, say({ entrust: true }));
    assert.equal(now(events)?.entrust, false);
    const named = { act: 'name-representative', person: 'wang', items: [choice()] } as const;
    events = after(events, undefined, named);
    assert.equal(stateAfter(events).parties.find(({ person }) => person === 'wang')?.kind, 'complainant');
    assert.equal(now(events)?.entrust, true);
    refused({ events }, named, 'speaks-for-the-others-already');
  });

  test('a representative who was chosen and now stands first still speaks for the others; one recalled does not', () => {
    const parties = [
      party('lin', 'complainant', accounts.consumer),
      party('wang', 'representative', 'wang-account'),
      party('li', 'joint', 'li-account'),
    ];
    const begun = [together({ ...three, parties, evidence: [choice()] })];
    const spoke = after(begun, wang, say({ entrust: true }));
    const first = after(spoke, people.consumer, leave);
    assert.equal(now(first)?.entrust, true);
    const recalled = after(first, undefined, {
      act: 'end-representative',
      person: 'wang',
      why: 'recalled',
      items: [choice()],
    });
    assert.equal(now(recalled)?.entrust, false);
  });
});

describe('what each said follows the person', () => {
  const no = say({ publicity: false, entrust: false });
  const begun = [together({ jointAgreed: true })];
  const left = (events: readonly ComplaintEvent[]) => after(events, people.consumer, leave);
  const word = (events: readonly ComplaintEvent[], person: string) => {
    const state = stateAfter(events);
    return saidOf(state.parties.find((one) => one.person === person) as Party, state);
  };

  test('who takes the place of one that said yes keeps their own no, and the other’s yes stays the other’s', () => {
    const events = left(after(begun, wang, no));
    assert.deepEqual(word(events, 'wang'), { joint: true, publicity: false, entrust: false });
    assert.deepEqual(word(events, 'lin'), { joint: true, publicity: true, entrust: true });
    assert.deepEqual(consentsNow(stateAfter(events)), { publicity: false, entrust: false });
    refused({ events, as: wang }, no, 'consents-are-so-already');
    const back = after(events, wang, say({ entrust: true }));
    assert.deepEqual(word(back, 'wang'), { joint: true, publicity: false, entrust: true });
  });

  test('one who said nothing has said nothing, first of several or alone; acceptance does not wait for it', () => {
    const events = left(begun);
    assert.deepEqual(word(events, 'wang'), { joint: true, publicity: null, entrust: null });
    assert.deepEqual(consentsNow(stateAfter(events)), { publicity: false, entrust: false });
    happens({ events }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
    const alone = after(events, li, leave);
    assert.deepEqual(word(alone, 'wang'), { joint: null, publicity: null, entrust: null });
    assert.equal(consentOnForm('publicity', stateAfter(alone)), null);
    const yes = after(alone, wang, say({ publicity: true }));
    assert.deepEqual(consentsNow(stateAfter(yes)), { publicity: true, entrust: false });
  });

  test('another authority that goes on with the case has the same words of those who still complain', () => {
    const events = left(after([together({ jointAgreed: true, evidence: [choice()] })], wang, no));
    const here = stateAfter(events);
    const there = stateAfter([together({ parties: complainants(here), ...wordsToHandOver(here), jointAgreed: true })]);
    for (const state of [here, there]) {
      assert.deepEqual(consentsNow(state), { publicity: false, entrust: false });
      assert.deepEqual([state.consentsAsked, state.chosen, state.chose.includes('lin')], [true, [], false]);
      assert.deepEqual(
        complainants(state).map((one) => saidOf(one, state)),
        [
          { joint: true, publicity: false, entrust: false },
          { joint: true, publicity: null, entrust: null },
        ],
      );
    }
    const alone = stateAfter([filed()]);
    assert.deepEqual(wordsToHandOver(alone), { consents: { publicity: true, entrust: true } });
  });

  test('who takes the first one’s place has to agree to complain together like everybody else', () => {
    let events: readonly ComplaintEvent[] = left([together()]);
    refused({ events }, { act: 'accept' }, 'joint-consent-missing');
    for (const as of [wang, li]) events = after(events, as, say({ joint: true }));
    happens({ events }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
    refused({ events, as: wang }, say({ joint: false }), 'stands-first-of-all');
  });

  test('one who does not want to complain together is not put first while another is there', () => {
    const events = left(after(begun, wang, say({ joint: false })));
    assert.equal(stateAfter(events).parties.find(({ kind }) => kind === 'complainant')?.person, 'li');
  });

  test('whoever speaks for others supplies the answers of form 1 for themselves, an official those of the first', () => {
    const parties = [
      party('lin', 'complainant', accounts.consumer),
      party('wang', 'representative', 'wang-account'),
      party('li', 'joint', 'li-account'),
    ];
    const events = [together({ jointAgreed: true, parties })];
    const supply = { act: 'supply', items: [], consents: { publicity: false, entrust: true } } as const;
    const own = after(events, wang, supply);
    assert.deepEqual(word(own, 'wang'), { joint: true, publicity: false, entrust: true });
    assert.deepEqual(word(own, 'lin'), { joint: true, publicity: true, entrust: true });
    const entered = after(events, undefined, supply);
    assert.deepEqual(word(entered, 'lin'), { joint: true, publicity: false, entrust: true });
  });
});

describe('art. 19 entrusting needs the consent of all, and what is taken back counts until the body has begun', () => {
  const events = [together({ jointAgreed: true, evidence: [choice()] }), accepted(), answered(true, true)];
  test('taken back by one of several, given again', () => {
    const no = happens({ events, as: li }, say({ entrust: false }), ['ConsentsStated']).events;
    refused({ events: [...events, ...no] }, entrust, 'one-of-several-declines-entrusting');
    const yes = happens({ events: [...events, ...no], as: li }, say({ entrust: true }), ['ConsentsStated']).events;
    refused({ events: [...events, ...no, ...yes] }, entrust, 'not-a-body-that-may-be-entrusted');
  });
  test('given by who complains alone, after the filing said no or did not ask', () => {
    const alone = [filed({ consents: { publicity: false, entrust: false } }), accepted(), answered(true, true)];
    refused({ events: alone }, entrust, 'complainant-did-not-consent-to-entrusting');
    const yes = happens({ events: alone, as: people.consumer }, say({ entrust: true }), ['ConsentsStated']).events;
    assert.deepEqual(consentsNow(stateAfter([...alone, ...yes])), { publicity: false, entrust: true });
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
  const already = refused({ events, as: people.consumer }, say({ publicity: true }), 'consents-are-so-already');
  assert.deepEqual(
    [already.field, already.basis, already.instead],
    ['publicity', [{ text: 'pipl', article: '15' }], ['add-evidence']],
  );
  refused({ events, as: li }, say({ person: 'wang', publicity: false }), 'speaks-only-for-oneself');
});
