import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import {
  accepted,
  accounts,
  answered,
  association,
  filed,
  happens,
  institute,
  mediating,
  namedMediator,
  namedStranger,
  opened,
  outcome,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { Command } from '../commands.ts';
import type { ComplaintEvent } from '../complaint.ts';

const reasons = sealed('reasons');
const willing = [filed(), accepted(), answered()] as const;
const place = sealed('城东所二楼调解室');
const open: Command = { act: 'open-mediation', mediator: accounts.mediator, mode: 'phone' };
const bothTold = (code: string) => [`${code} → complainant`, `${code} → respondent`];

describe('opening mediation', () => {
  const onSite: Command = {
    act: 'open-mediation',
    mediator: accounts.mediator,
    mode: 'on-site',
    at: '2026-04-24T01:30:00Z',
    place,
  };
  test('on site both parties are told by form 7 when, where and by whom', () => {
    happens({ events: willing, named: namedMediator }, onSite, ['MediationOpened'], bothTold('form-7'));
  });
  test('form 7 names what to bring: the usual papers by code, others as written', () => {
    const bring = sealed('健身卡');
    const [order] = happens(
      { events: willing, named: namedMediator },
      { ...onSite, materials: ['trade-proof'], bring } as Command,
      ['MediationOpened'],
      bothTold('form-7'),
    ).papers;
    assert.ok(order?.code === 'form-7');
    assert.deepEqual([order.details.materials, order.details.bring], [['trade-proof'], bring]);
  });
  test('by telephone they are told when a time is fixed', () => {
    happens({ events: willing, named: namedMediator }, open, ['MediationOpened']);
    happens(
      { events: willing, named: namedMediator },
      { ...onSite, mode: 'video' },
      ['MediationOpened'],
      bothTold('form-7'),
    );
  });
  test('by a mediator of the bureau, at a time ahead, in a place', () => {
    refused(
      { events: willing, named: namedStranger, officials: [namedMediator] },
      { ...open, mediator: accounts.second },
      'mediator-not-of-this-body',
    );
    refused({ events: willing, named: namedMediator }, { ...open, mode: 'on-site' }, 'on-site-needs-time-and-place');
    refused(
      { events: willing, named: namedMediator },
      { ...onSite, at: '2026-04-20T01:30:00Z' },
      'mediation-time-in-the-past',
    );
  });
  test('CMP-02: not after the sixty days', () => {
    happens({ events: willing, named: namedMediator, on: '2026-06-16' }, open, ['MediationOpened']);
    refused({ events: willing, named: namedMediator, on: '2026-06-17' }, open, 'mediation-limit-passed');
  });
});

describe('appraisal', () => {
  const appraise: Command = {
    act: 'appraise',
    organisation: institute.id,
    designated: true,
    costBorneBy: 'shared',
    from: '2026-04-20',
  };
  const begun = {
    type: 'AppraisalStarted',
    payload: { from: '2026-04-20', body: 'x', designated: true, costBorneBy: 'shared' },
  } as const;
  test('CMP-02: both are told; its time does not count', () => {
    happens(
      { events: mediating, organisation: institute },
      appraise,
      ['AppraisalStarted'],
      [...bothTold('appraisal-notice'), 'appraisal-notice → bureau'],
    );
    const back = { type: 'AppraisalEnded', payload: { to: '2026-05-20', result: reasons } } as const;
    happens({ events: [...mediating, begun, back], named: namedMediator, on: '2026-07-16' }, open, ['MediationOpened']);
  });
  test('the bureau designates a body kept in the directory with its accreditation; the parties choose whom they like', () => {
    const decision = happens(
      { events: mediating, organisation: institute },
      appraise,
      ['AppraisalStarted'],
      [...bothTold('appraisal-notice'), 'appraisal-notice → bureau'],
    );
    const [event] = decision.events;
    assert.ok(event?.type === 'AppraisalStarted');
    assert.deepEqual([event.payload.body, event.payload.organisation], [institute.name, institute.id]);
    const free = { act: 'appraise', body: '城南修表铺', designated: false, costBorneBy: 'shared' } as const;
    happens(
      { events: mediating },
      free,
      ['AppraisalStarted'],
      [...bothTold('appraisal-notice'), 'appraisal-notice → bureau'],
    );
    refused({ events: mediating }, { ...free, designated: true }, 'designated-body-not-kept');
    refused({ events: mediating }, { ...free, body: ' ' }, 'appraisal-body-not-named');
    refused({ events: mediating }, appraise, 'not-an-appraisal-body');
    refused(
      { events: mediating, organisation: { ...institute, kind: 'association' } },
      appraise,
      'not-an-appraisal-body',
    );
    refused(
      { events: mediating, organisation: { ...institute, authorisedBy: '' } },
      appraise,
      'body-without-authorisation',
    );
  });
  test('it begins neither ahead nor before acceptance', () => {
    refused(
      { events: mediating, organisation: institute },
      { ...appraise, from: '2026-04-22' },
      'appraisal-start-ahead',
    );
    refused(
      { events: mediating, organisation: institute },
      { ...appraise, from: '2026-04-16' },
      'appraisal-before-acceptance',
    );
    const today = { ...appraise, from: '2026-06-17' } as const;
    refused({ events: mediating, organisation: institute, on: '2026-06-17' }, today, 'mediation-limit-passed');
  });
  test('CMP-02: begun in time and entered later it is left out; a draft of the ending goes with the day it was made for', () => {
    const drafted = {
      type: 'TerminationDrafted',
      payload: { on: '2026-06-17', forOfficer: accounts.handler },
    } as const;
    const events = [...mediating, drafted];
    const late = { events, organisation: institute, on: '2026-06-18' } as const;
    refused(late, { ...appraise, from: '2026-06-17' }, 'mediation-limit-passed');
    const decision = outcome(late, { ...appraise, from: '2026-06-14' });
    assert.ok(!isRefusal(decision), JSON.stringify(decision));
    const state = stateAfter([...events, ...decision.events]);
    assert.deepEqual([state.phase, state.terminationDrafted, state.draftedFor], ['appraisal', false, null]);
  });
  test('it ends neither ahead nor before it began', () => {
    const events = [...mediating, begun];
    happens({ events }, { act: 'resume', endedOn: '2026-04-21', reasons }, ['AppraisalEnded']);
    refused({ events }, { act: 'resume', endedOn: '2026-04-22', reasons }, 'appraisal-end-ahead');
    refused({ events }, { act: 'resume', endedOn: '2026-04-19', reasons }, 'appraisal-ends-before-it-began');
  });
});

describe('entrusting', () => {
  const entrust: Command = { act: 'entrust', organisation: 'linxi-association' };
  test('with the consent of both the association gets a letter, to report back within the sixty days', () => {
    const events = [filed(), accepted(), answered(true, true)];
    const decision = happens(
      { events, organisation: association },
      entrust,
      ['MediationEntrusted'],
      ['entrustment → bureau'],
    );
    const [order] = decision.papers;
    assert.ok(order?.code === 'entrustment');
    assert.equal(order.details.reportBackOn, '2026-06-16');
    const there = {
      type: 'MediationEntrusted',
      payload: { organisation: 'linxi-association', on: '2026-04-20' },
    } as const;
    refused({ events: [...events, there], organisation: association }, entrust, 'already-entrusted');
    happens(
      { events, organisation: { ...association, kind: 'mediation-body' } },
      entrust,
      ['MediationEntrusted'],
      ['entrustment → bureau'],
    );
    refused({ events }, entrust, 'not-a-body-that-may-be-entrusted');
    for (const kind of ['appraisal-body', 'service-station'])
      refused({ events, organisation: { ...association, kind } }, entrust, 'not-a-body-that-may-be-entrusted');
    refused({ events, organisation: { ...association, authorisedBy: '' } }, entrust, 'body-without-authorisation');
  });
  test('ended by the bureau or given back by the body; then the bureau mediates or entrusts another', () => {
    const both = [filed(), accepted(), answered(true, true)];
    const there = {
      type: 'MediationEntrusted',
      payload: { organisation: 'linxi-association', on: '2026-04-20' },
    } as const;
    const end = { act: 'end-entrusting', reasons } as const;
    refused({ events: both }, end, 'not-entrusted');
    const told = 'entrustment-end → bureau';
    const ended = happens({ events: [...both, there, opened()] }, end, ['EntrustingEnded'], [told]);
    const [letter] = ended.papers;
    assert.ok(letter?.code === 'entrustment-end');
    assert.deepEqual(
      [letter.details.how, letter.takenOverBy],
      ['taken-back', undefined],
      'brought to it: it reads no more',
    );
    const state = stateAfter([...both, there, opened(), ...ended.events]);
    assert.deepEqual([state.phase, state.entrustedTo, state.mediator], ['accepted', null, null]);
    const back = happens({ events: [...both, there], by: 'association' }, end, ['EntrustingEnded']);
    const [event] = back.events;
    assert.equal(event?.type === 'EntrustingEnded' && event.payload.by, 'body');
    const after = [...both, there, ...back.events];
    refused({ events: after, by: 'association' }, end, 'not-permitted');
    happens({ events: after, organisation: association }, entrust, ['MediationEntrusted'], ['entrustment → bureau']);
    happens(
      { events: after, named: namedMediator },
      { act: 'open-mediation', mediator: accounts.mediator, mode: 'phone' },
      ['MediationOpened'],
    );
  });
  test('with the case the mandate ends: the body has it in writing, unless it ended the case itself', () => {
    const there = {
      type: 'MediationEntrusted',
      payload: { organisation: 'linxi-association', on: '2026-04-20' },
    } as const;
    const events = [filed(), accepted(), answered(true, true), there, opened()];
    const told = 'entrustment-end → bureau';
    const ending = { act: 'terminate', ground: 3, reasons } as const;
    const over = happens({ events }, ending, ['MediationTerminated'], [...bothTold('form-8'), told]);
    const letter = over.papers.at(-1);
    assert.ok(letter?.code === 'entrustment-end');
    assert.deepEqual([letter.details.how, letter.takenOverBy], ['terminated', 'linxi-association']);
    const direct = [filed(), accepted(), answered(true, true), opened()];
    happens({ events: direct }, ending, ['MediationTerminated'], bothTold('form-8'));
    const agreement: Command = {
      act: 'record-agreement',
      form: 'record',
      performed: true,
      waivedByBoth: false,
      recoveredFen: 90_000,
      terms: sealed('退款'),
      outcome: [],
    };
    const own = happens({ events, by: 'association' }, agreement, ['AgreementRecorded'], ['mediation-record → file']);
    assert.equal(own.papers.length, 1);
    // Before the body has named anybody, the record would name whoever of the bureau enters it (art. 21(1)).
    const unnamed = [filed(), accepted(), answered(true, true), there];
    const asked = refused({ events: unnamed, by: 'mediator' }, agreement, 'mediator-of-the-body-not-named');
    assert.deepEqual(asked.instead, ['assign', 'open-mediation', 'end-entrusting']);
    happens({ events: unnamed, by: 'association' }, agreement, ['AgreementRecorded'], ['mediation-record → file']);
    // A body that has its letters only has nobody to name: the record names the body.
    const onPaper = {
      events: unnamed,
      by: 'mediator',
      entrusted: { name: '林溪区消费者协会', onPaper: true },
    } as const;
    const papers = ['mediation-record → file', 'entrustment-end → bureau'];
    const [record] = happens(onPaper, agreement, ['AgreementRecorded'], papers).papers;
    assert.ok(record?.code === 'mediation-record' && record.details.mediatedBy === '林溪区消费者协会');
    happens({ events, by: 'mediator' }, agreement, ['AgreementRecorded'], papers);
  });
  test('it falls with an acceptance that was wrong, and lives again with a case whose ending was', () => {
    const there = {
      type: 'MediationEntrusted',
      payload: { organisation: 'linxi-association', on: '2026-04-20' },
    } as const;
    const begun = [filed(), accepted(), answered(true, true), there];
    const events = [...begun, opened()];
    const annul = { act: 'annul', reasons } as const;
    const fell = happens(
      { events: begun, by: 'head' },
      annul,
      ['EntrustingEnded', 'DecisionAnnulled'],
      [...bothTold('annulment-notice'), 'entrustment-end → bureau'],
    );
    const state = stateAfter([...begun, ...fell.events]);
    assert.deepEqual([state.phase, state.entrustedTo, state.acceptedOn], ['under-review', null, null]);
    assert.equal(fell.papers.at(-1)?.takenOverBy, undefined, 'it reads the case no more');

    const ended = happens(
      { events },
      { act: 'terminate', ground: 3, reasons },
      ['MediationTerminated'],
      [...bothTold('form-8'), 'entrustment-end → bureau'],
    );
    const papers = [paperMade(1, 'form-8', 'complainant'), paperMade(2, 'entrustment-end', 'bureau')];
    const over = [...events, ...ended.events, ...papers];
    const again = happens({ events: over, by: 'head' }, annul, ['DecisionAnnulled'], ['entrustment → bureau']);
    const letter = again.papers.at(-1);
    assert.ok(letter?.code === 'entrustment');
    assert.deepEqual([letter.takenOverBy, letter.details.reportBackOn], ['linxi-association', '2026-06-16']);
    assert.equal(stateAfter([...over, ...again.events]).entrustedTo, 'linxi-association');
  });
  test('a consent taken back counts until the body has begun', () => {
    const there = {
      type: 'MediationEntrusted',
      payload: { organisation: 'linxi-association', on: '2026-04-20' },
    } as const;
    const open = { act: 'open-mediation', mediator: accounts.mediator, mode: 'phone' } as const;
    const entrusted = [filed(), accepted(), answered(true, true), there];
    const named = namedMediator;
    const given = { events: [...entrusted, answered(null, false)], by: 'association', named } as const;
    const refusal = refused(given, open, 'respondent-did-not-consent-to-entrusting');
    assert.deepEqual(refusal.instead, ['end-entrusting']);
    const taken: ComplaintEvent = {
      type: 'ProofSupplied',
      payload: { items: [], consents: { publicity: true, entrust: false } },
    };
    refused({ ...given, events: [...entrusted, taken] }, open, 'complainant-did-not-consent-to-entrusting');
    happens({ ...given, events: [...entrusted, opened(), answered(null, false)] }, open, ['MediationOpened']);
  });
  test('never without the consent of either', () => {
    const unwilling = filed({ consents: { publicity: true, entrust: false } });
    refused(
      { events: [unwilling, accepted(), answered(true, true)] },
      entrust,
      'complainant-did-not-consent-to-entrusting',
    );
    refused({ events: [...willing] }, entrust, 'respondent-did-not-consent-to-entrusting');
  });
});

describe('agreement', () => {
  const agree = (form: 'mediation-paper' | 'record', performed: boolean, waivedByBoth: boolean): Command => ({
    act: 'record-agreement',
    form,
    performed,
    waivedByBoth,
    recoveredFen: 90_000,
    terms: reasons,
    outcome: [],
  });
  test('form 9 in three copies', () => {
    happens(
      { events: mediating },
      agree('mediation-paper', false, false),
      ['AgreementRecorded'],
      ['form-9 → complainant, respondent, file'],
    );
  });
  test('a record instead when performed at once or waived by both, else the mediation paper', () => {
    for (const [performed, waived] of [
      [true, false],
      [false, true],
    ] as const) {
      happens(
        { events: mediating },
        agree('record', performed, waived),
        ['AgreementRecorded'],
        ['mediation-record → file'],
      );
    }
    refused({ events: mediating }, agree('record', false, false), 'agreement-needs-the-mediation-paper');
  });
  test('a record tells of a session that is over, began before it ended and ended on the day of the agreement', () => {
    // The facts of these tests stand at ten in the morning, Beijing time.
    const record = (times: Partial<Extract<Command, { act: 'record-agreement' }>>): Command =>
      ({ ...agree('record', true, false), ...times }) as Command;
    const held = { begunAt: '2026-04-21T00:30:00Z', endedAt: '2026-04-21T01:30:00Z', present: [sealed('李主任')] };
    const [order] = happens(
      { events: mediating },
      record(held),
      ['AgreementRecorded'],
      ['mediation-record → file'],
    ).papers;
    assert.ok(order?.code === 'mediation-record');
    assert.deepEqual(order.details, { ...held, terms: reasons, performed: true, agreedOn: '2026-04-21' });
    const wrong = (times: Parameters<typeof record>[0], code: string) =>
      refused({ events: mediating }, record(times), code);
    wrong({ endedAt: '2026-04-21T03:30:00Z' }, 'session-time-ahead');
    wrong({ ...held, endedAt: '2026-04-21T00:00:00Z' }, 'session-ends-before-it-began');
    wrong({ endedAt: '2026-04-20T01:30:00Z' }, 'session-of-another-day');
    wrong({ ...held, begunAt: '2001-01-01T01:00:00Z' }, 'session-before-acceptance');
    wrong({ ...held, begunAt: '2026-04-16T01:00:00Z' }, 'session-before-acceptance');
  });
  test('CMP-02: not after the sixty days', () => {
    refused({ events: mediating, on: '2026-06-17' }, agree('record', true, false), 'mediation-limit-passed');
  });
});
