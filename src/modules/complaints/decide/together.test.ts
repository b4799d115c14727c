import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  accounts,
  answered,
  factsOf,
  filed,
  happens,
  opened,
  people,
  refused,
  sealed,
  stateAfter,
  tenant,
} from '#test/decided.ts';
import type { ComplaintEvent, Party } from '../complaint.ts';
import { availableActs } from '../permits.ts';
import { addressOwed } from './acceptance.ts';
import { undelivered } from './closing.ts';
import { complainants, isJoint } from './represented.ts';

const reasons = sealed('reasons');
const paper = { file: 'f1', sha256: 'h', mediaType: 'application/pdf', bytes: 1, by: 'staff' } as const;

const party = (person: string, kind: Party['kind'], account: string): Party => ({
  person,
  kind,
  account,
  fields: { name: sealed(person) },
});
const along = { lin: accounts.consumer, wang: 'wang-account', zhou: 'zhou-account', li: 'li-account' } as const;
const consumer = (account: string) => ({ ...people.consumer, account, principals: [account] });

/** 林 filed for all, 王 was chosen to speak for them, 周 and 李 complain along. */
const together = filed({
  parties: [
    party('lin', 'complainant', along.lin),
    party('wang', 'representative', along.wang),
    party('zhou', 'joint', along.zhou),
    party('li', 'joint', along.li),
    { person: 'shop', kind: 'respondent', account: 'respondent:x', fields: { name: sealed('强健健身') } },
  ],
  jointAgreed: true,
  tellBy: 'e-mail',
  electronic: true,
});
const mediating = [together, accepted(), answered(), opened()] as const;
const kindsIn = (events: readonly ComplaintEvent[]): string[] =>
  stateAfter(events).parties.map(({ person, kind }) => `${person} ${kind}`);

describe('art. 12 one of several leaves, and the others go on', () => {
  test('whoever complains along leaves by themselves, and only by themselves', () => {
    const as = consumer(along.zhou);
    const { events } = happens({ events: mediating, as }, { act: 'leave-joint', why: 'withdrew', items: [] }, [
      'ComplainantLeft',
    ]);
    const after = stateAfter([...mediating, ...events]);
    assert.equal(after.phase, 'mediating');
    assert.equal(after.withdrawalStatedOn, null);
    assert.deepEqual(
      complainants(after).map(({ person }) => person),
      ['lin', 'wang', 'li'],
    );
    const left = after.parties.find(({ person }) => person === 'zhou');
    assert.deepEqual([left?.kind, left?.account, left?.endedOn], ['former', undefined, '2026-04-21']);
    assert.deepEqual(availableActs(as, after, tenant), []);
    refused(
      { events: mediating, as },
      { act: 'leave-joint', person: 'li', why: 'withdrew', items: [] },
      'speaks-only-for-oneself',
    );
    refused({ events: mediating, as }, { act: 'leave-joint', why: 'died', items: [] }, 'death-recorded-by-officials');
    refused({ events: mediating, as }, { act: 'withdraw' }, 'not-permitted');
  });

  test('what the others ask for from then on is entered by an official with it, and stays as it was without', () => {
    const leave = { act: 'leave-joint', person: 'li', why: 'withdrew', items: [paper] } as const;
    const claims = [{ kind: 'refund', amountFen: 120_000 }] as const;
    const kept = happens({ events: mediating }, leave, ['ComplainantLeft']);
    assert.deepEqual(stateAfter([...mediating, ...kept.events]).claims, stateAfter(mediating).claims);
    const less = happens({ events: mediating }, { ...leave, claims }, ['ComplainantLeft']);
    assert.deepEqual(stateAfter([...mediating, ...less.events]).claims, claims);
    refused(
      { events: mediating, as: consumer(along.zhou) },
      { act: 'leave-joint', why: 'withdrew', items: [], claims },
      'claims-are-the-others',
    );
  });

  test('who leaves by themselves leaves open which claims go along, until those are said (art. 12)', () => {
    const as = consumer(along.zhou);
    const { events } = happens({ events: mediating, as }, { act: 'leave-joint', why: 'withdrew', items: [] }, [
      'ComplainantLeft',
    ]);
    const left = [...mediating, ...events];
    const { claims, claimsUnsettled } = stateAfter(left);
    assert.deepEqual([claims, claimsUnsettled?.person], [stateAfter(mediating).claims, 'zhou']);
    const said = { type: 'ProofSupplied', payload: { items: [], claims } } as const;
    assert.equal(stateAfter([...left, said]).claimsUnsettled, null);
    const silent = { type: 'ProofSupplied', payload: { items: [paper] } } as const;
    assert.equal(stateAfter([...left, silent]).claimsUnsettled?.person, 'zhou');
  });

  test('an official enters it for one of them, on a paper or with how it became known', () => {
    const leave = { act: 'leave-joint', person: 'li', why: 'withdrew', items: [] } as const;
    refused({ events: mediating }, leave, 'change-not-shown');
    refused(
      { events: mediating },
      { act: 'leave-joint', why: 'withdrew', items: [], reasons },
      'complainant-not-named',
    );
    refused({ events: mediating }, { ...leave, person: 'shop', reasons }, 'not-one-of-the-complainants');
    refused({ events: mediating }, { ...leave, successor: 'zhou', reasons }, 'nobody-to-succeed');
    happens({ events: mediating }, { ...leave, reasons }, ['ComplainantLeft']);
    const { events } = happens({ events: mediating }, { ...leave, items: [paper] }, ['ComplainantLeft']);
    assert.deepEqual(stateAfter([...mediating, ...events]).evidence, [
      { ...paper, by: 'complainant', purpose: 'representation', person: 'li' },
    ]);
  });

  test('who dies leaves the others their complaint; ground 7 ends it only for one who complains alone', () => {
    const ground7 = { act: 'terminate', ground: 7, ended: 'complainant', reasons } as const;
    refused({ events: mediating }, ground7, 'others-still-complain');
    const { events } = happens(
      { events: mediating },
      { act: 'leave-joint', person: 'lin', why: 'died', items: [], reasons },
      ['ComplainantLeft'],
    );
    assert.deepEqual(kindsIn([...mediating, ...events]).slice(0, 4), [
      'lin former',
      'wang complainant',
      'zhou joint',
      'li joint',
    ]);
  });

  test('where the first leaves the representative stands first, told as that one wishes, without the agent of the one before', () => {
    const agent = { ...party('agent', 'agent', 'agent-account'), mandate: { powers: 'special' } } as const;
    const named = filed({
      ...together.payload,
      parties: [...(together.payload as { parties: Party[] }).parties, agent],
    } as never);
    const events = [named, accepted()];
    const left = happens({ events, by: 'consumer' }, { act: 'leave-joint', why: 'withdrew', items: [] }, [
      'ComplainantLeft',
    ]);
    const after = stateAfter([...events, ...left.events]);
    assert.equal(after.parties.find(({ kind }) => kind === 'complainant')?.person, 'wang');
    assert.deepEqual([after.tellBy, after.electronic], [undefined, undefined]);
    const [was] = after.parties.filter(({ kind }) => kind === 'agent');
    assert.deepEqual([was?.account, was?.endedOn], [undefined, '2026-04-21']);
    const chosen = happens(
      { events },
      { act: 'leave-joint', person: 'lin', why: 'withdrew', successor: 'li', items: [paper] },
      ['ComplainantLeft'],
    );
    assert.equal(
      stateAfter([...events, ...chosen.events]).parties.find(({ kind }) => kind === 'complainant')?.person,
      'li',
    );
  });

  test('who leaves takes along the proof asked of them and a refusal of theirs; what was wished of all stays', () => {
    const asked = (kind: 'identity' | 'voluntary'): ComplaintEvent => ({
      type: 'ProofRequested',
      payload: { kind, dueOn: '2026-04-23', what: reasons },
    });
    const unwilling: ComplaintEvent = {
      type: 'ContactAttempted',
      payload: { at: '2026-04-20T02:00:00Z', channel: 'phone', party: 'complainant', outcome: 'refused' },
    };
    const events = [together, asked('identity'), asked('voluntary'), accepted(), unwilling];
    const open = (given: readonly ComplaintEvent[]) => stateAfter(given).proofs.map(({ kind, of }) => [kind, of]);
    assert.deepEqual(open(events), [
      ['identity', 'lin'],
      ['voluntary', 'lin'],
    ]);
    const leaves = (person: string) => [
      ...events,
      ...happens({ events }, { act: 'leave-joint', person, why: 'withdrew', items: [], reasons }, ['ComplainantLeft'])
        .events,
    ];
    assert.deepEqual(open(leaves('zhou')), open(events));
    assert.equal(stateAfter(leaves('zhou')).unwilling.length, 1);
    assert.deepEqual(open(leaves('lin')), [['voluntary', 'lin']]);
    const form4: ComplaintEvent = {
      type: 'PaperMade',
      payload: {
        n: 1,
        code: 'form-4',
        to: ['complainant'],
        number: null,
        dataHash: 'h',
        data: reasons,
        templateVersion: '1',
      },
    } as never;
    const told = [together, asked('identity'), form4];
    const gone = happens({ events: told, by: 'consumer' }, { act: 'leave-joint', why: 'withdrew', items: [] }, [
      'ComplainantLeft',
    ]).events;
    assert.deepEqual(
      [undelivered(stateAfter(told)).length, undelivered(stateAfter([...told, ...gone])).length],
      [1, 0],
    );
    assert.deepEqual(stateAfter(leaves('lin')).unwilling, []);
  });

  test('art. 10(1) whoever takes the first one’s place is asked for an address before the complaint is taken on', () => {
    const { parties } = stateAfter([together]);
    const first = parties.map((one) =>
      one.person === 'lin' ? { ...one, fields: { ...one.fields, address: reasons } } : one,
    );
    const begun = [filed({ parties: first, jointAgreed: true })];
    const left = happens({ events: begun, by: 'consumer' }, { act: 'leave-joint', why: 'withdrew', items: [] }, [
      'ComplainantLeft',
    ]);
    const events = [...begun, ...left.events];
    refused({ events }, { act: 'accept' }, 'successor-address-missing');
    assert.deepEqual([addressOwed(stateAfter(begun)), addressOwed(stateAfter(events))], [false, true]);
    const told = { act: 'choose-telling', tellBy: 'sms', fields: { address: reasons }, person: 'wang' } as const;
    const given = happens({ events, as: consumer(along.wang) }, told, ['TellingChosen']);
    happens(
      { events: [...events, ...given.events] },
      { act: 'accept' },
      ['ComplaintAccepted'],
      ['form-5 → complainant'],
    );
  });

  test('one who remains alone represents nobody, and withdraws as anybody does', () => {
    let events: readonly ComplaintEvent[] = mediating;
    for (const person of ['wang', 'zhou', 'li'])
      events = [
        ...events,
        ...happens({ events }, { act: 'leave-joint', person, why: 'withdrew', items: [], reasons }, ['ComplainantLeft'])
          .events,
      ];
    assert.equal(isJoint(stateAfter(events)), false);
    refused({ events, by: 'consumer' }, { act: 'leave-joint', why: 'withdrew', items: [] }, 'not-a-joint-complaint');
    happens({ events, by: 'consumer' }, { act: 'withdraw' }, ['WithdrawalStated']);
    assert.ok(!availableActs(people.handler, stateAfter(events), tenant).includes('name-representative'));
  });
});

describe('art. 12 who speaks for the others is chosen in writing', () => {
  const name = { act: 'name-representative', person: 'zhou', items: [paper] } as const;

  test('two at the most, out of their midst, on a paper of the choice', () => {
    refused({ events: mediating }, { ...name, items: [] }, 'choice-not-in-writing');
    refused({ events: mediating, by: 'consumer' }, name, 'not-permitted');
    refused({ events: mediating }, { ...name, person: 'wang' }, 'speaks-for-the-others-already');
    const { events } = happens({ events: mediating }, name, ['RepresentativeNamed']);
    refused({ events: [...mediating, ...events] }, { ...name, person: 'li' }, 'two-representatives-already');
  });

  test('what was handed in since the last change is the writing too, what led to that change no more', () => {
    const choice: ComplaintEvent = {
      type: 'EvidenceAdded',
      payload: { items: [{ ...paper, by: 'complainant', purpose: 'representation' }] },
    };
    const handed = [...mediating, choice];
    const ended = happens(
      { events: handed },
      { act: 'end-representative', person: 'wang', why: 'recalled', items: [] },
      ['RepresentativeEnded'],
    );
    refused({ events: [...handed, ...ended.events] }, { ...name, items: [] }, 'choice-not-in-writing');
    happens({ events: [...handed, ...ended.events, choice] }, { ...name, items: [] }, ['RepresentativeNamed']);
  });

  test('a representative lays it down by themselves and goes on complaining; the others recall one in writing', () => {
    const as = consumer(along.wang);
    const { events } = happens({ events: mediating, as }, { act: 'end-representative', why: 'laid-down', items: [] }, [
      'RepresentativeEnded',
    ]);
    assert.deepEqual(kindsIn([...mediating, ...events])[1], 'wang joint');
    refused(
      { events: mediating, as },
      { act: 'end-representative', why: 'recalled', items: [] },
      'recalled-by-the-others',
    );
    const recall = { act: 'end-representative', person: 'wang', why: 'recalled', items: [] } as const;
    refused({ events: mediating }, recall, 'choice-not-in-writing');
    refused({ events: mediating }, { ...recall, person: 'zhou', items: [paper] }, 'speaks-for-nobody');
    happens({ events: mediating }, { ...recall, items: [paper] }, ['RepresentativeEnded']);
  });

  test('another stands first where the first lays it down', () => {
    const end = {
      act: 'end-representative',
      person: 'lin',
      why: 'recalled',
      successor: 'zhou',
      items: [paper],
    } as const;
    const { events } = happens({ events: mediating }, end, ['RepresentativeEnded']);
    assert.deepEqual(kindsIn([...mediating, ...events]).slice(0, 4), [
      'lin joint',
      'wang representative',
      'zhou complainant',
      'li joint',
    ]);
  });

  test('no office is left or taken once the case has ended', () => {
    const ended: ComplaintEvent = { type: 'MediationTerminated', payload: { on: '2026-04-22', ground: 3, reasons } };
    refused({ events: [...mediating, ended] }, name, 'not-in-this-state');
    assert.equal(factsOf({}).today, '2026-04-21');
  });
});
