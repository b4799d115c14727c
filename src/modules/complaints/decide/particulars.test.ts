import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepted, filed, gym, happens, refused, sealed, stateAfter } from '#test/decided.ts';
import type { Command } from '../commands.ts';
import type { Complaint, ComplaintEvent, Sealed } from '../complaint.ts';
import { competenceWaits } from '../particulars.ts';

const respondentPerson = '00000000-0000-7000-8000-000000000102';
const unknown = filed({
  respondent: { kind: 'unknown' },
  parties: [
    {
      person: '00000000-0000-7000-8000-000000000101',
      kind: 'complainant',
      fields: { name: sealed('林晓禾'), address: sealed('桂花路 1 号') },
    },
    { person: respondentPerson, kind: 'respondent', fields: { address: sealed('桂花路 12 号') } },
  ],
  notInSource: ['respondent', 'purchase', 'claims'],
});
const found = (fields: Readonly<Record<string, Sealed>>, operator?: string): Command => ({
  act: 'complete-particulars',
  respondent: { kind: 'ordinary', ...(operator === undefined ? {} : { operator }) },
  person: respondentPerson,
  fields,
});

describe('completing what the filing left open (Order 121 art. 10)', () => {
  const after = (events: readonly ComplaintEvent[], command: Command) =>
    stateAfter([...events, ...happens({ events }, command, ['ParticularsCompleted']).events]);

  test('a respondent found by call makes the complaint one that can be accepted', () => {
    refused({ events: [unknown] }, { act: 'accept' }, 'respondent-not-known');
    const known = after([unknown], found({ name: sealed('强健健身'), phone: sealed('13900000009') }, gym));
    assert.deepEqual(known.respondent, { kind: 'ordinary', operator: gym });
    assert.deepEqual(known.notInSource, ['purchase', 'claims']);
    const told = { type: 'ParticularsCompleted', payload: { respondent: known.respondent } } as const;
    happens({ events: [unknown, told] }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
  });
  test('a story told in a recording is written down once, by whoever listened, and acceptance waits for it', () => {
    const told = filed({ notInSource: ['facts'] });
    refused({ events: [told] }, { act: 'accept' }, 'facts-not-written-down');
    const write: Command = { act: 'complete-particulars', facts: sealed('门店停业') };
    const known = after([told], write);
    assert.deepEqual([known.facts, known.notInSource], [sealed('门店停业'), []]);
    const written = { type: 'ParticularsCompleted', payload: { facts: sealed('门店停业') } } as const;
    happens({ events: [told, written] }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
    const again = refused({ events: [told, written] }, write, 'story-changed-without-reason');
    assert.equal(again.field, 'note');
    const right = { ...write, facts: sealed('门店停业三周'), note: sealed('听错了时间') } as const;
    assert.deepEqual(after([told, written], right).facts, sealed('门店停业三周'));
    refused({ events: [filed()] }, write, 'facts-told-in-writing');
  });
  test('so is one of an earlier short filing, where words that say where it is stand in its place', () => {
    const given = { events: [filed({ channel: 'web-short' })], storyLeft: true } as const;
    refused(given, { act: 'accept' }, 'facts-not-written-down');
    happens(given, { act: 'complete-particulars', facts: sealed('门店停业') }, ['ParticularsCompleted']);
  });
  test('a purchase replaces the one before whole, and the class says whether it is about food', () => {
    const bought: Command = {
      act: 'complete-particulars',
      purchase: sealed('purchase'),
      online: true,
      objectCode: '101',
      food: true,
    };
    const state = after([filed({ amountFen: 500, purchasedOn: '2026-04-01' })], bought);
    assert.equal(state.online, true);
    assert.equal(state.amountFen, undefined);
    assert.equal(state.purchasedOn, undefined);
    assert.equal(state.food, true);
  });
  test('whether it was bought online is not known until somebody writes it down, and competence waits for it', () => {
    const photo = { purchase: sealed('photo'), notInSource: ['purchase', 'online'] };
    const told = (online: boolean | null) => filed({ ...photo, online });
    const asked = (state: Complaint) => [state.online, state.notInSource, competenceWaits(state)];
    const open = [null, ['purchase', 'online'], true];
    assert.deepEqual([asked(stateAfter([told(null)])), asked(stateAfter([told(false)]))], [open, open]);
    const goods = { act: 'complete-particulars', purchase: sealed('p') } as const;
    assert.deepEqual(asked(after([told(null)], goods)), [null, ['online'], true], 'goods alone do not say it');
    assert.deepEqual(asked(after([told(null)], { ...goods, online: false })), [false, [], false]);
    assert.deepEqual(asked(after([filed({ purchase: sealed('p'), online: true })], goods)), [true, undefined, false]);
    assert.equal(stateAfter([filed()]).online, null, 'without any purchase there is no answer');
    const shop = filed({ ...photo, online: null, respondent: { kind: 'platform-shop' } });
    assert.equal(competenceWaits(stateAfter([shop])), false, 'whoever is named as a seller on a platform is one');
  });
  test('a name on file may be put right and never taken away', () => {
    const events = [filed({ respondent: { kind: 'ordinary' } })];
    const state = after(events, found({ address: sealed('柳荫路 8 号') }));
    const fields = state.parties.find((party) => party.kind === 'respondent')?.fields;
    assert.deepEqual(Object.keys(fields ?? {}).sort(), ['address', 'name']);
  });
  test('once accepted, another respondent is not put in the place of the first; more about the same one is', () => {
    const events = [filed(), accepted()];
    refused({ events }, found({ name: sealed('别家') }, 'another'), 'respondent-settled-by-acceptance');
    after(events, found({ name: sealed('强健健身'), phone: sealed('13900000009') }, gym));
  });
  test('another one starts without what the first was told and agreed to', () => {
    const told = {
      type: 'RespondentNotified',
      payload: { on: '2026-04-18', answerBy: '2026-04-25', code: sealed('code') },
    } as const;
    const back = {
      type: 'DecisionAnnulled',
      payload: {
        version: 2,
        decision: 'ComplaintAccepted',
        back: 'under-review',
        reasons: sealed('r'),
        on: '2026-04-20',
      },
    } as const;
    const state = after([filed(), accepted(), told, back], found({ name: sealed('别家') }, 'another'));
    assert.equal(state.respondentNotifiedOn, null);
    assert.equal(state.answerCode, null);
    assert.equal(state.operatorConsent, null);
  });
  test('JUR-04 JUR-05 what the platform answers is where the seller is reached, and never what the platform shows', () => {
    const respondent = { kind: 'platform-shop', platform: 'p' } as const;
    const seller = (address?: string) => {
      const fields = { name: sealed('某店'), ...(address === undefined ? {} : { address: sealed(address) }) };
      return filed({ respondent, parties: [{ person: respondentPerson, kind: 'respondent', fields }] });
    };
    const asked = { type: 'PlatformDataRequested', payload: { platform: 'p', dueOn: '2026-04-30' } } as const;
    const gave = (address: string): ComplaintEvent => ({
      type: 'PlatformDataReceived',
      payload: {
        outcome: 'answered',
        on: '2026-04-21',
        person: respondentPerson,
        fields: { address: sealed(address) },
      },
    });
    const learned = (events: readonly ComplaintEvent[]) => {
      const state = stateAfter(events);
      const fields = state.parties.find((party) => party.kind === 'respondent')?.fields;
      return [fields?.address?.entry, fields?.['shown-address']?.entry, state.respondent.showsNoAddress];
    };
    const shows = [seller('桂花路 12 号'), asked, gave('望山路 1 号')];
    assert.deepEqual(learned(shows), ['望山路 1 号', '桂花路 12 号', undefined]);
    assert.deepEqual(learned([...shows, asked, gave('渡口路 3 号')]), ['渡口路 3 号', '桂花路 12 号', undefined]);
    const showsNone = [seller(), asked, gave('望山路 1 号')];
    assert.deepEqual(learned(showsNone), ['望山路 1 号', undefined, true]);
    assert.deepEqual(learned([...showsNone, asked, gave('渡口路 3 号')]), ['渡口路 3 号', undefined, true]);
    // More about the same seller leaves it, what the platform shows may be put right, another seller has its own.
    const more = (fields: Readonly<Record<string, Sealed>>, operator?: string): ComplaintEvent => ({
      type: 'ParticularsCompleted',
      payload: {
        respondent: { ...respondent, ...(operator === undefined ? {} : { operator }) },
        person: respondentPerson,
        fields,
      },
    });
    const reached = { address: sealed('渡口路 3 号') };
    assert.deepEqual(learned([...shows, more(reached)]), ['渡口路 3 号', '桂花路 12 号', undefined]);
    assert.deepEqual(learned([...showsNone, more(reached)]), ['渡口路 3 号', undefined, true]);
    const right = more({ ...reached, 'shown-address': sealed('柳荫路 8 号') });
    assert.deepEqual(learned([...showsNone, right]), ['渡口路 3 号', '柳荫路 8 号', undefined]);
    assert.deepEqual(learned([...shows, more(reached, 'one'), more({ address: sealed('别处') }, 'other')]), [
      '别处',
      undefined,
      undefined,
    ]);
  });
  test('nobody has bought anything on a day to come', () => {
    const wish = { act: 'complete-particulars', purchase: sealed('p'), online: false } as const;
    refused({ events: [filed()] }, { ...wish, purchasedOn: '2026-04-22' }, 'told-day-ahead');
    happens({ events: [filed()] }, { ...wish, purchasedOn: '2026-04-21' }, ['ParticularsCompleted']);
  });
  test('something must be learned, and by the bureau', () => {
    refused({ events: [filed()] }, { act: 'complete-particulars', note: sealed('n') }, 'nothing-completed');
    refused({ events: [filed()], by: 'consumer' }, { act: 'complete-particulars', objectCode: '101' }, 'not-permitted');
  });
});
