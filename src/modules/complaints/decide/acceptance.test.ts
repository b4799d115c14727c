import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays, type Day } from '#kernel/day.ts';
import { accepted, accounts, factsOf, filed, happens, refused, sealed, stateAfter } from '#test/decided.ts';
import { acceptanceClock } from '../clocks.ts';
import type { Command } from '../commands.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { consentsNow } from '../consents.ts';
import { fold } from '../evolve.ts';
import { openRequests } from '../proof-requests.ts';
import { foreseenObjection } from './foresee.ts';

const reasons = sealed('reasons');

describe('accepting', () => {
  test('CMP-01: within the limit the complainant is told by form 5 who handles the case', () => {
    const decision = happens({ events: [filed()] }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
    assert.deepEqual(decision.events[0]?.payload, { on: '2026-04-21', contact: accounts.handler });
  });
  test('without a known person or respondent there is nothing to accept', () => {
    refused({ events: [filed({ notInSource: ['complainant'] })] }, { act: 'accept' }, 'complainant-not-known');
    refused({ events: [filed({ notInSource: ['identity'] })] }, { act: 'accept' }, 'identity-not-shown');
    const nobody = filed({ respondent: { kind: 'unknown' }, parties: [] });
    refused({ events: [nobody] }, { act: 'accept' }, 'respondent-not-known');
  });
  test('CMP-01: what art. 10(1) asks for is put on file first: name, address, claim, and the two questions of form 1', () => {
    const { parties } = stateAfter([filed()]);
    const homeless = parties.map((party) => ({ ...party, fields: { name: reasons } }));
    refused({ events: [filed({ parties: homeless })] }, { act: 'accept' }, 'complainant-address-missing');
    const nameless = parties.map((party) => (party.kind === 'complainant' ? { ...party, fields: {} } : party));
    refused({ events: [filed({ parties: nameless })] }, { act: 'accept' }, 'complainant-name-missing');
    refused({ events: [filed({ claims: [] })] }, { act: 'accept' }, 'claim-not-stated');
    happens(
      { events: [filed({ claims: [], claimText: reasons })] },
      { act: 'accept' },
      ['ComplaintAccepted'],
      ['form-5 → complainant'],
    );
    refused({ events: [filed({ consents: null })] }, { act: 'accept' }, 'consents-not-asked');
  });
  test('not twice', () => {
    refused({ events: [filed(), accepted()] }, { act: 'accept' }, 'not-in-this-state');
  });
});

describe('asking for papers', () => {
  const ask = (kind: 'identity' | 'voluntary', dueOn: '2026-04-20' | '2026-04-24' | '2026-04-27'): Command => ({
    act: 'request-proof',
    kind,
    dueOn,
    what: reasons,
  });
  test('CMP-04: proof of identity by form 4, by a day within the acceptance limit', () => {
    happens({ events: [filed()] }, ask('identity', '2026-04-24'), ['ProofRequested'], ['form-4 → complainant']);
    refused({ events: [filed()] }, ask('identity', '2026-04-20'), 'proof-day-in-the-past');
    refused({ events: [filed()] }, ask('identity', '2026-04-27'), 'proof-day-after-acceptance-limit');
  });
  test('CMP-04: the wish for more is bound by the same day before acceptance, and free after it', () => {
    const papers = ['supplement-request → complainant'];
    happens({ events: [filed()] }, ask('voluntary', '2026-04-24'), ['ProofRequested'], papers);
    refused({ events: [filed()] }, ask('voluntary', '2026-04-27'), 'proof-day-after-acceptance-limit');
    happens({ events: [filed(), accepted()] }, ask('voluntary', '2026-04-27'), ['ProofRequested'], papers);
  });
  test('CMP-01 CMP-04: once the limit is over nothing is asked for any more, nor advised, and the decision is due', () => {
    const late = { events: [filed()], on: '2026-04-27' } as const;
    for (const kind of ['identity', 'voluntary'] as const) {
      const past = refused(late, ask(kind, '2026-04-27'), 'proof-day-past');
      assert.deepEqual([past.params, past.instead], [{ latest: '2026-04-24' }, ['accept', 'refuse']]);
    }
    assert.equal(foreseenObjection('request-proof', stateAfter(late.events), factsOf(late))?.refusal, 'proof-day-past');
    assert.equal(foreseenObjection('request-proof', stateAfter([filed()]), factsOf({})), undefined);
    const unshown = [filed({ notInSource: ['identity'] })];
    const advised = (on: Day) => refused({ events: unshown, on }, { act: 'accept' }, 'identity-not-shown').instead;
    assert.deepEqual(advised('2026-04-24'), ['request-proof', 'supply', 'refuse']);
    assert.deepEqual(advised('2026-04-27'), ['supply', 'refuse']);
  });
  test('CMP-01 CMP-04: in a year without its notice the earliest end of the limit binds, never the last sure day', () => {
    const given = { events: [filed({ receivedOn: '2027-01-05' })], on: '2027-01-06' } as const;
    const askIn2027 = (dueOn: Day): Command => ({ act: 'request-proof', kind: 'identity', dueOn, what: reasons });
    const clock = acceptanceClock(stateAfter(given.events), factsOf(given).law);
    assert.equal(clock?.provisional, true);
    const last = clock.dueOn ?? '2027-01-06';
    happens(given, askIn2027('2027-01-08'), ['ProofRequested'], ['form-4 → complainant']);
    happens(given, askIn2027(last), ['ProofRequested'], ['form-4 → complainant']);
    const late = refused(given, askIn2027(addDays(last, 1)), 'proof-day-after-acceptance-limit');
    assert.deepEqual(late.params, { latest: last });
  });
  test('a wish for more does not take away the day of form 4, nor do claims told by telephone answer it', () => {
    const asked = {
      type: 'ProofRequested',
      payload: { kind: 'identity', dueOn: '2026-04-22', what: reasons },
    } as const;
    const wished = {
      type: 'ProofRequested',
      payload: { kind: 'voluntary', dueOn: '2026-04-24', what: reasons },
    } as const;
    const claims = { type: 'ProofSupplied', payload: { items: [], claims: [{ kind: 'refund' }] } } as const;
    const open = (...events: ComplaintEvent[]) =>
      openRequests(fold([filed(), ...events])).map(({ kind, dueOn }) => `${kind} ${dueOn}`);
    const both = ['identity 2026-04-22', 'voluntary 2026-04-24'];
    assert.deepEqual(open(asked, wished, claims), both);
    assert.deepEqual(open(asked, accepted()), [], 'taking it on settles what form 4 asked');
    assert.deepEqual(open(asked, wished, accepted()), [both[1]]);
    const refusal = { type: 'ComplaintRefused', payload: { on: '2026-04-23', ground: 6, reasons } } as const;
    assert.deepEqual(open(asked, wished, refusal), [], 'nobody is asked for anything once it has ended');
  });
  test('CMP-04: words answer a wish and prove nobody’s identity; a paper about the person or its number does', () => {
    const identity = {
      type: 'ProofRequested',
      payload: { kind: 'identity', dueOn: '2026-04-22', what: reasons },
    } as const;
    const voluntary = { type: 'ProofRequested', payload: { ...identity.payload, kind: 'voluntary' } } as const;
    const after = (...events: ComplaintEvent[]) =>
      openRequests(fold([filed(), identity, voluntary, ...events])).map(({ kind }) => kind);
    const supplied = (payload: Partial<Extract<ComplaintEvent, { type: 'ProofSupplied' }>['payload']>) =>
      ({ type: 'ProofSupplied', payload: { items: [], ...payload } }) as const;
    const file = { file: 'f', sha256: '', mediaType: 'image/jpeg', bytes: 1, by: 'complainant' } as const;
    assert.deepEqual(after(supplied({ text: reasons })), ['identity']);
    const both = ['identity', 'voluntary'];
    assert.deepEqual(after(supplied({ text: reasons, moreToCome: true })), both, '“tomorrow” is no paper');
    assert.deepEqual(after(supplied({ items: [file], moreToCome: true })), both, 'the rest is still to come');
    assert.deepEqual(after(supplied({ text: reasons, moreToCome: true }), supplied({ text: reasons })), ['identity']);
    assert.deepEqual(after(supplied({ items: [file] })), ['identity'], 'evidence is no proof of identity');
    const card = supplied({ items: [{ ...file, purpose: 'identity' }] });
    assert.deepEqual(after(card), ['voluntary'], 'what was wished beside it is still wished');
    assert.deepEqual(after(card, card), []);
    assert.deepEqual(after(supplied({ fields: { 'id-number': reasons } })), []);
    assert.deepEqual(after(supplied({ fields: { phone: reasons } })), ['identity']);
    const added = (item: object) => ({ type: 'EvidenceAdded', payload: { items: [{ ...file, ...item }] } }) as const;
    assert.deepEqual(after(added({ purpose: 'identity' })), ['voluntary']);
    assert.deepEqual(after(added({ purpose: 'identity', by: 'respondent' })), ['identity', 'voluntary']);
  });
  test('CMP-04: after acceptance proof is asked by a letter that threatens no refusal', () => {
    const events = [filed(), accepted()];
    happens({ events }, ask('identity', '2026-04-27'), ['ProofRequested'], ['identity-request → complainant']);
  });
  test('art. 10 whoever says when it comes leaves the request open, and has to say something', () => {
    const later = { act: 'supply', items: [], moreToCome: true } as const;
    const { events } = happens({ events: [filed()], by: 'consumer' }, { ...later, text: reasons }, ['ProofSupplied']);
    assert.deepEqual(events[0]?.payload, { items: [], text: reasons, moreToCome: true });
    refused({ events: [filed()], by: 'consumer' }, later, 'nothing-supplied');
  });
  test('something must be supplied', () => {
    happens({ events: [filed()], by: 'consumer' }, { act: 'supply', items: [], text: reasons }, ['ProofSupplied']);
    refused({ events: [filed()], by: 'consumer' }, { act: 'supply', items: [] }, 'nothing-supplied');
  });
  test('what a short filing left open is asked by telephone and put on file: claims and the two questions of form 1', () => {
    const open = filed({ claims: [], consents: null, notInSource: ['complainant', 'claims', 'consents'] });
    const claims = [{ kind: 'refund', amountFen: 10_000 }] as const;
    const asked = { act: 'supply', items: [], claims, consents: { publicity: true, entrust: false } } as const;
    happens({ events: [open] }, asked, ['ProofSupplied']);
    const { act: _act, ...payload } = asked;
    const state = fold([open, { type: 'ProofSupplied', payload }]);
    assert.deepEqual(state.notInSource, ['complainant']);
    assert.deepEqual(consentsNow(state), { publicity: true, entrust: false });
    assert.deepEqual(state.claims, claims);
  });
});

describe('elsewhere', () => {
  test('food outside the duty goes to the competent body, and the person is told in writing', () => {
    happens(
      { events: [filed({ food: true })] },
      { act: 'transfer', to: '望山县农业农村局', reasons },
      ['ComplaintTransferredOut'],
      ['food-transfer-notice → complainant', 'food-transfer → bureau'],
    );
    refused({ events: [filed()] }, { act: 'transfer', to: 'x', reasons }, 'transfer-is-for-food');
  });
  test('JUR-09 to a bureau of another authority here the case goes whole, and its letter is served with it', () => {
    const namedUnit = { id: 'lanchuan-beidu', kind: 'bureau', name: '澜川市北渡区市场监督管理局', tenant: 'lanchuan' };
    const given = { events: [filed({ food: true })], namedUnit, linkedNumber: 'LANCHUAN-260421-8F3KQ2-7' } as const;
    const to = { act: 'transfer', unit: namedUnit.id, reasons } as const;
    const made = happens(
      given,
      to,
      ['ComplaintTransferredOut'],
      ['food-transfer-notice → complainant', 'food-transfer → bureau'],
    );
    const state = fold([...given.events, ...made.events]);
    assert.deepEqual([state.linkedTo?.number, state.linkedTo?.unit], [given.linkedNumber, namedUnit.id]);
    assert.equal(made.papers[1]?.takenOverBy, namedUnit.id);
    const lacks = ({ papers }: Pick<typeof made, 'papers'>) =>
      papers.map((paper) => ('lack' in paper.details ? paper.details.lack : undefined));
    assert.deepEqual(lacks(made), ['territory', 'territory'], 'the other bureau has the same duty');
    // Too much of it is erased to go on elsewhere: the letter alone.
    const told = ['food-transfer-notice → complainant', 'food-transfer → bureau'];
    const bare = happens({ events: given.events, namedUnit }, to, ['ComplaintTransferredOut'], told);
    assert.equal(fold([...given.events, ...bare.events]).linkedTo, null);

    const named = (to: string, lack?: 'duty' | 'territory') =>
      happens(
        given,
        { act: 'transfer', to, reasons, ...(lack === undefined ? {} : { lack }) },
        ['ComplaintTransferredOut'],
        told,
      );
    assert.deepEqual(lacks(named('望山县农业农村局')), ['duty', 'duty']);
    assert.deepEqual(lacks(named('外省某县市场监督管理局', 'territory')), ['territory', 'territory']);

    refused(given, { act: 'transfer', reasons }, 'receiving-body-not-named');
    refused(given, { ...to, to: '某海关' }, 'bureau-named-twice');
    refused({ events: given.events }, to, 'no-such-bureau');
    const own = { id: 'yunqi-wangshan', kind: 'bureau', tenant: 'yunqi' } as const;
    refused({ events: given.events, namedUnit: own }, { ...to, unit: own.id }, 'of-the-same-authority');
    const linked = {
      number: 'LANCHUAN-260410-8F3KQ2-7',
      bureau: 'lanchuan-beidu',
      on: '2026-04-15',
      basis: 'fsl:115',
      firstReceivedOn: '2026-04-10',
    } as const;
    refused({ ...given, events: [filed({ food: true, linked })] }, to, 'came-from-there');
  });
  test('what is no complaint is shown its own way', () => {
    happens(
      { events: [filed()] },
      { act: 'direct-elsewhere', path: 'reconsideration', reasons },
      ['ComplaintDirectedElsewhere'],
      ['other-path-notice → complainant'],
    );
  });
  describe('a filing at a companion bureau that nobody registered has an end too', () => {
    const events = [filed({ standing: 'companion', receivedOn: null, arrivedOn: '2026-04-15', food: true })] as const;
    test('what is no complaint, and food that is another body’s, wait for no registration (art. 44, FSL art. 115)', () => {
      happens(
        { events },
        { act: 'direct-elsewhere', path: 'reconsideration', reasons },
        ['ComplaintDirectedElsewhere'],
        ['other-path-notice → complainant'],
      );
      happens(
        { events },
        { act: 'transfer', to: '望山县农业农村局', reasons },
        ['ComplaintTransferredOut'],
        ['food-transfer-notice → complainant', 'food-transfer → bureau'],
      );
    });
    test('art. 41 it goes back to the intake body and on from there, and no limit runs before the registration', () => {
      const back = happens({ events }, { act: 'return-to-intake', reasons }, ['ComplaintReturned']);
      const there = [...events, ...back.events];
      const on = happens(
        { events: there, by: 'intake' },
        { act: 'route', to: 'yunqi-wangshan', reasoning: '经营地在望山县' },
        ['ComplaintRouted'],
        ['form-3 → bureau'],
      );
      const state = stateAfter([...there, ...on.events]);
      assert.deepEqual([state.phase, state.bureau, state.startedOn], ['awaiting-registration', 'yunqi-wangshan', null]);
      const registered = stateAfter([
        ...there,
        ...on.events,
        { type: 'ComplaintRegistered', payload: { externalNumber: '1', receivedOn: '2026-04-23' } },
      ]);
      assert.deepEqual(
        [registered.phase, registered.startedOn, registered.firstReceivedOn, registered.passedOn],
        ['under-review', '2026-04-23', '2026-04-23', false],
      );
    });
    test('REG-01 once it has waited long enough the person is told in writing to file it on the platform', () => {
      const lapse = { act: 'direct-elsewhere', path: 'national-platform', reasons } as const;
      refused({ events, on: '2026-05-15' }, lapse, 'registration-still-awaited');
      const told = ['unregistered-notice → complainant'];
      const closed = happens({ events, on: '2026-05-16' }, lapse, ['ComplaintDirectedElsewhere'], told).events;
      const given = { events: [...events, ...closed], on: '2026-06-20', by: 'head' } as const;
      const again = happens(
        given,
        { act: 'annul', reasons },
        ['DecisionAnnulled'],
        ['annulment-notice → complainant'],
      ).events;
      const open = [...given.events, ...again];
      assert.equal(stateAfter(open).phase, 'awaiting-registration', 'nothing is lost: the head opens it again');
      const number = { act: 'register', externalNumber: '9901', registeredOn: '2026-06-18' } as const;
      happens({ events: open, on: '2026-06-20' }, number, ['ComplaintRegistered']);
      refused({ events: [filed()], on: '2026-05-16' }, lapse, 'no-such-path');
    });
  });
  test('letters and visits were a way under Order 20, anti-monopoly matters have theirs since (art. 43)', () => {
    const to = (path: 'letters-and-visits' | 'anti-monopoly') => ({ act: 'direct-elsewhere', path, reasons }) as const;
    const old = [filed({ receivedOn: '2026-04-14' })];
    const told = ['other-path-notice → complainant'];
    refused({ events: [filed()] }, to('letters-and-visits'), 'no-such-path');
    refused({ events: old }, to('anti-monopoly'), 'no-such-path');
    happens({ events: old }, to('letters-and-visits'), ['ComplaintDirectedElsewhere'], told);
    happens({ events: [filed()] }, to('anti-monopoly'), ['ComplaintDirectedElsewhere'], told);
  });
});
