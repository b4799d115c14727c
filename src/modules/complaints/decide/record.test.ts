import { describe, test } from 'node:test';
import { accepted, accounts, delivered, filed, happens, paperMade, refused, sealed } from '#test/decided.ts';

const text = sealed('text');
const shop = filed({ respondent: { kind: 'platform-shop', shop: 'shop-1', platform: 'platform-1' } });
const file = { file: 'f', sha256: 'a', mediaType: 'application/pdf', bytes: 1, by: 'complainant' } as const;

describe('what is only put on file', () => {
  test('a call, a note, a piece of evidence, an event with many cases', () => {
    happens({ events: [filed()] }, { act: 'contact', party: 'respondent', channel: 'phone', outcome: 'no-answer' }, [
      'ContactAttempted',
    ]);
    happens({ events: [filed()] }, { act: 'note', text }, ['NoteAdded']);
    happens({ events: [filed()], by: 'consumer' }, { act: 'add-evidence', items: [file] }, ['EvidenceAdded']);
    refused({ events: [filed()], by: 'consumer' }, { act: 'add-evidence', items: [] }, 'nothing-supplied');
    const joined = happens({ events: [filed()] }, { act: 'join-incident', incident: 'i' }, ['JoinedIncident']);
    refused(
      { events: [filed(), ...joined.events] },
      { act: 'join-incident', incident: 'i' },
      'already-in-this-incident',
    );
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
  });
  test('of a shop on a platform the platform is asked for name and address, by a day ahead', () => {
    const ask = { act: 'request-platform-data', platform: 'platform-1', dueOn: '2026-04-30' } as const;
    happens({ events: [shop] }, ask, ['PlatformDataRequested'], ['platform-data-request → bureau']);
    refused({ events: [filed()] }, ask, 'respondent-is-no-platform-shop');
    refused({ events: [shop] }, { ...ask, dueOn: '2026-04-20' }, 'answer-day-in-the-past');
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
  test('by telephone, with a record of the call', () => {
    happens({ events: taken }, { ...send, channel: 'phone' }, ['PaperDelivered'], ['call-record → file']);
  });
  test('the job that runs twice is refused the second time; an officer may serve again', () => {
    const there = [...taken, delivered(1, 'complainant')];
    happens({ events: taken, by: 'delivery' }, send, ['PaperDelivered']);
    refused({ events: there, by: 'delivery' }, send, 'already-delivered');
    happens({ events: there }, { ...send, channel: 'hand' }, ['PaperDelivered']);
  });
  test('the sealed scan of a paper that exists is kept', () => {
    const keep = { act: 'keep-sealed-copy', paper: 1, file: 'f', sha256: 'b', pages: 1 } as const;
    happens({ events: taken }, keep, ['SealedCopyKept']);
    refused({ events: taken }, { ...keep, paper: 9 }, 'no-such-paper');
    refused({ events: taken, by: 'consumer' }, keep, 'not-permitted');
  });
  test('nobody is handled by an account that is not named', () => {
    refused({ events: taken, by: 'otherCounty' }, { act: 'assign', to: accounts.second }, 'not-permitted');
  });
});
