import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  accounts,
  answered,
  contacted,
  delivered,
  factsOf,
  filed,
  happens,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import { fold } from '../evolve.ts';
import { isUnreachable } from '../shown-way.ts';

const text = sealed('text');
const shop = filed({ respondent: { kind: 'platform-shop', shop: 'shop-1', platform: 'platform-1' } });
const byNumber = { number: sealed('0000-81000002'), nth: 1 } as const;
const file = { file: 'f', sha256: 'a', mediaType: 'application/pdf', bytes: 1, by: 'complainant' } as const;

describe('what is only put on file', () => {
  test('a call of yesterday is entered today under the time it had, one of tomorrow is not', () => {
    const call = { act: 'contact', party: 'respondent', channel: 'phone', outcome: 'no-answer', ...byNumber } as const;
    const at = '2026-04-20T07:00:00.000Z';
    const decision = happens({ events: [filed()] }, { ...call, at }, ['ContactAttempted']);
    const [event] = decision.events;
    assert.equal(event?.type === 'ContactAttempted' && event.payload.at, at);
    refused({ events: [filed()] }, { ...call, at: '2026-04-22T07:00:00Z' }, 'contact-lies-ahead');
  });
  test('TER-02 a call or a message says which number, a letter or a visit may say where', () => {
    const call = { act: 'contact', party: 'respondent', outcome: 'no-answer' } as const;
    for (const channel of ['phone', 'sms'] as const)
      refused({ events: [filed()] }, { ...call, channel }, 'number-called-missing');
    for (const channel of ['letter', 'visit', 'e-mail', 'platform'] as const)
      happens({ events: [filed()] }, { ...call, channel }, ['ContactAttempted']);
    const kept = happens({ events: [filed()] }, { ...call, channel: 'phone', ...byNumber }, ['ContactAttempted']);
    const [tried] = stateAfter([filed(), ...kept.events]).called;
    assert.deepEqual(tried && [tried.version, tried.party, tried.kind, tried.nth], [2, 'respondent', 'phone', 1]);
    assert.deepEqual(stateAfter([filed(), contacted('no-answer')]).called, []);
  });
  test('JUR-05 only of a seller on a platform, by telephone, letter or visit, is what is shown tried; who refuses was reached', () => {
    const call = {
      act: 'contact',
      party: 'respondent',
      channel: 'phone',
      outcome: 'no-answer',
      asShown: true,
      ...byNumber,
    } as const;
    refused({ events: [filed()] }, call, 'no-shown-way');
    refused({ events: [shop] }, { ...call, party: 'complainant' }, 'no-shown-way');
    refused({ events: [shop] }, { ...call, channel: 'sms' }, 'no-shown-way');
    const tried = (
      ...calls: readonly Partial<{
        outcome: 'refused' | 'reached' | 'absent' | 'returned';
        channel: 'letter';
        asShown: boolean;
      }>[]
    ) =>
      stateAfter([
        shop,
        ...calls.flatMap((one) => happens({ events: [shop] }, { ...call, ...one }, ['ContactAttempted']).events),
      ]);
    const { law, today } = factsOf({});
    assert.ok(!isUnreachable(tried({}), law, today), 'once is not enough');
    assert.ok(!isUnreachable(tried({}, {}), law, today), 'twice within an hour is once');
    assert.ok(isUnreachable(tried({}, { outcome: 'returned', channel: 'letter' }), law, today));
    for (const outcome of ['refused', 'reached'] as const)
      assert.ok(!isUnreachable(tried({}, { channel: 'letter' }, { outcome, asShown: false }), law, today), outcome);
    assert.deepEqual(tried({}, { asShown: false }, { outcome: 'refused' }).unreachedAsShown, []);
    assert.deepEqual(
      fold([...[shop], ...happens({ events: [shop] }, call, ['ContactAttempted']).events, answered()]).unreachedAsShown,
      [],
    );
  });
  test('a call, a note, a piece of evidence, an event with many cases', () => {
    happens(
      { events: [filed()] },
      { act: 'contact', party: 'respondent', channel: 'phone', outcome: 'no-answer', ...byNumber },
      ['ContactAttempted'],
    );
    happens({ events: [filed()] }, { act: 'note', text }, ['NoteAdded']);
    happens({ events: [filed()], by: 'consumer' }, { act: 'add-evidence', items: [file] }, ['EvidenceAdded']);
    refused({ events: [filed()], by: 'consumer' }, { act: 'add-evidence', items: [] }, 'nothing-supplied');
    const joined = happens({ events: [filed()] }, { act: 'join-incident', incident: 'i' }, ['JoinedIncident']);
    refused(
      { events: [filed(), ...joined.events] },
      { act: 'join-incident', incident: 'i' },
      'already-in-this-incident',
    );
    refused({ events: [filed(), ...joined.events] }, { act: 'join-incident', incident: 'j' }, 'in-another-incident');
    const leave = { act: 'leave-incident', reasons: text } as const;
    refused({ events: [filed()] }, leave, 'in-no-incident');
    const left = happens({ events: [filed(), ...joined.events] }, leave, ['LeftIncident']);
    assert.equal(stateAfter([filed(), ...joined.events, ...left.events]).incident, null);
  });
});

describe('the other side', () => {
  const notify = { act: 'notify-respondent', answerBy: '2026-04-30', code: sealed('H7KM2-Q9XWD') } as const;
  const taken = [filed(), accepted()];
  test('is told once the complaint is accepted, by a notice with a code to answer with', () => {
    happens({ events: taken }, notify, ['RespondentNotified'], ['respondent-notice → respondent']);
    refused({ events: [filed()] }, notify, 'not-in-this-state');
    refused({ events: taken }, { ...notify, answerBy: '2026-04-20' }, 'answer-day-in-the-past');
    const unknown = filed({ respondent: { kind: 'unknown' }, parties: [] });
    refused({ events: [unknown, accepted()] }, notify, 'respondent-not-known');
  });
  test('answers something', () => {
    happens({ events: taken, by: 'respondent' }, { act: 'answer', consentsToMediation: false, items: [], by: 'code' }, [
      'OperatorAnswered',
    ]);
    refused({ events: taken, by: 'respondent' }, { act: 'answer', items: [], by: 'code' }, 'answer-is-empty');
    const wish = { act: 'answer', items: [], by: 'code', wishedTimes: sealed('明天') } as const;
    const { events } = happens({ events: taken, by: 'respondent' }, wish, ['OperatorAnswered']);
    const said = stateAfter([...taken, ...events]);
    assert.deepEqual([said.operatorAnswered, said.operatorConsent], [true, null], 'a wish of time is no consent');
    const settled = { act: 'answer', items: [], by: 'code' } as const;
    happens({ events: taken, by: 'respondent' }, { ...settled, settledOn: '2026-04-21' }, ['OperatorAnswered']);
    refused({ events: taken, by: 'respondent' }, { ...settled, settledOn: '2026-04-22' }, 'settlement-day-ahead');
    refused({ events: taken, by: 'respondent' }, { ...settled, settledOn: '2019-01-01' }, 'settlement-before-receipt');
  });
  test('of a shop on a platform the platform is asked for name and address, by a day ahead', () => {
    const ask = { act: 'request-platform-data', platform: 'platform-1', dueOn: '2026-04-30' } as const;
    happens({ events: [shop] }, ask, ['PlatformDataRequested'], ['platform-data-request → bureau']);
    refused({ events: [filed()] }, ask, 'respondent-is-no-platform-shop');
    refused({ events: [shop] }, { ...ask, dueOn: '2026-04-20' }, 'answer-day-in-the-past');
    const unknown = filed({ respondent: { kind: 'unknown' } });
    const asked = happens({ events: [unknown] }, ask, ['PlatformDataRequested'], ['platform-data-request → bureau']);
    const { respondent, platformRequest } = stateAfter([unknown, ...asked.events]);
    assert.deepEqual(respondent, { kind: 'platform-shop', platform: 'platform-1' });
    assert.deepEqual(platformRequest, { dueOn: '2026-04-30', outcome: null });
  });
  test('what the platform gives becomes what is known of the seller, once a request (CPL art. 44)', () => {
    const asked = { type: 'PlatformDataRequested', payload: { platform: 'p', dueOn: '2026-04-30' } } as const;
    const person = '00000000-0000-7000-8000-000000000102';
    const fields = { name: sealed('晴天小家电有限公司'), phone: sealed('13900000009') };
    const answer = { act: 'record-platform-data', outcome: 'answered', person, fields } as const;
    refused({ events: [shop] }, answer, 'platform-not-asked');
    const events = [shop, asked];
    const done = happens({ events }, answer, ['PlatformDataReceived']);
    const state = stateAfter([...events, ...done.events]);
    const known = state.parties.find((party) => party.kind === 'respondent')?.fields;
    assert.equal(known?.name?.entry, '晴天小家电有限公司');
    assert.equal(known?.['named-as']?.entry, '强健健身');
    refused({ events: [...events, ...done.events] }, answer, 'platform-not-asked');
    const silence = { act: 'record-platform-data', outcome: 'no-answer' } as const;
    for (const outcome of ['no-answer', 'refused'] as const) {
      const without = happens({ events }, { ...silence, outcome }, ['PlatformDataReceived']);
      const late = [...events, ...without.events];
      refused({ events: late }, silence, 'platform-not-asked');
      const came = happens({ events: late, on: '2026-05-12' }, answer, ['PlatformDataReceived']);
      assert.equal(stateAfter([...late, ...came.events]).platformRequest?.outcome, 'answered');
      refused({ events: [...late, ...came.events] }, answer, 'platform-not-asked');
    }
    refused({ events }, { act: 'record-platform-data', outcome: 'answered' }, 'platform-answer-is-empty');
    refused({ events }, { ...answer, outcome: 'refused' }, 'platform-gave-nothing');
    happens({ events }, { act: 'record-platform-data', outcome: 'no-answer' }, ['PlatformDataReceived']);
  });
});

describe('delivering', () => {
  const taken = [filed(), accepted(), paperMade(1, 'form-5', 'complainant')];
  const send = { act: 'deliver', paper: 1, to: 'complainant', channel: 'internet', outcome: 'delivered' } as const;
  test('a paper goes to whom it is addressed', () => {
    happens({ events: taken }, send, ['PaperDelivered']);
    refused({ events: taken }, { ...send, to: 'respondent' }, 'no-such-paper-for-this-party');
    refused({ events: taken }, { ...send, paper: 2 }, 'no-such-paper-for-this-party');
  });
  test('CMP-03 never before the day of the decision or of the paper itself, nor before the complaint came in', () => {
    const hand = { ...send, channel: 'hand' } as const;
    refused({ events: taken }, { ...hand, at: '2001-01-01T01:00:00Z' }, 'service-before-the-paper');
    // Entered later than it was decided: served on the spot on that day.
    happens({ events: taken }, { ...hand, at: '2026-04-17T01:00:00Z' }, ['PaperDelivered']);
    refused({ events: taken }, { ...hand, at: '2026-04-16T01:00:00Z' }, 'service-before-the-paper');
    const letter = paperMade(1, 'respondent-notice', 'complainant');
    assert.ok(letter.type === 'PaperMade');
    const dated = { ...letter, payload: { ...letter.payload, on: '2026-04-20' } } as const;
    const note = { type: 'NoteAdded', payload: { text } } as const;
    const events = [filed(), accepted(), note];
    refused({ events: [...events, dated] }, { ...hand, at: '2026-04-19T01:00:00Z' }, 'service-before-the-paper');
    happens({ events: [...events, dated] }, { ...hand, at: '2026-04-20T00:30:00Z' }, ['PaperDelivered']);
    refused({ events: [...events, letter] }, { ...hand, at: '2026-04-14T01:00:00Z' }, 'service-before-the-paper');
    refused({ events: taken }, { ...hand, at: '2026-04-22T01:00:00Z' }, 'service-in-the-future');
  });
  test('by telephone, with a record of the call', () => {
    happens({ events: taken }, { ...send, channel: 'phone' }, ['PaperDelivered'], ['call-record → file']);
  });
  test('the job that runs twice is refused the second time; an officer may serve again', () => {
    const there = [...taken, delivered(1, 'complainant')];
    happens({ events: taken, by: 'delivery' }, send, ['PaperDelivered']);
    refused({ events: there, by: 'delivery' }, send, 'already-delivered');
    happens({ events: there }, { ...send, channel: 'hand' }, ['PaperDelivered']);
  });
  test('what a person marked by mistake is taken back with the reason; without a mark there is nothing to take back', () => {
    const back = { act: 'take-back-delivery', paper: 1, to: 'complainant', reasons: sealed('登记错了') } as const;
    const marked = happens({ events: taken }, { ...send, channel: 'hand' }, ['PaperDelivered']);
    happens({ events: [...taken, ...marked.events] }, back, ['DeliveryTakenBack']);
    refused({ events: taken }, back, 'no-mark-to-take-back');
  });
  test('the sealed scan of a paper that exists is kept', () => {
    const keep = { act: 'keep-sealed-copy', paper: 1, file: 'f', sha256: 'b', pages: 1 } as const;
    const plain = happens({ events: taken }, keep, ['SealedCopyKept']);
    assert.ok(!('comparedByEye' in (plain.events[0]?.payload ?? {})));
    const compared = happens({ events: taken }, { ...keep, comparedByEye: true }, ['SealedCopyKept']);
    assert.deepEqual(compared.events[0]?.payload, { n: 1, file: 'f', sha256: 'b', pages: 1, comparedByEye: true });
    refused({ events: taken }, { ...keep, paper: 9 }, 'no-such-paper');
    const papers = taken.flatMap((event) => (event.type === 'PaperMade' ? [event.payload] : []));
    const lessened = Object.fromEntries(papers.map(({ data }) => [data.entry, 'c']));
    const erased = { type: 'PersonErased', payload: { person: 'p', basis: 'pipl 47', lessened } } as const;
    refused({ events: [...taken, erased] }, keep, 'nothing-to-seal');
    refused({ events: taken, by: 'consumer' }, keep, 'not-permitted');
  });
  test('nobody is handled by an account that is not named', () => {
    refused({ events: taken, by: 'otherCounty' }, { act: 'assign', to: accounts.second }, 'not-permitted');
  });
});
