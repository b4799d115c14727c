import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import {
  accepted,
  accounts,
  delivered,
  factsOf,
  filed,
  happens,
  mediating,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { hasPart } from '../incidents/victims.ts';
import { archiveObjection, owedTo } from './closing.ts';
import { whyToEnd } from './to-end.ts';

const reasons = sealed('reasons');
const ended = [
  ...mediating,
  { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 3, reasons } },
] as const;

describe('withdrawing', () => {
  test('before acceptance the matter ends, after it an officer still decides', () => {
    happens({ events: [filed()], by: 'consumer' }, { act: 'withdraw' }, ['ComplaintWithdrawn']);
    const decision = happens({ events: mediating, by: 'consumer' }, { act: 'withdraw', reasons }, ['WithdrawalStated']);
    refused(
      { events: [...mediating, ...decision.events], by: 'consumer' },
      { act: 'withdraw' },
      'withdrawal-already-stated',
    );
  });
});

describe('art. 23(1)(1) a stated withdrawal that is none any more', () => {
  const stated: ComplaintEvent = { type: 'WithdrawalStated', payload: { on: '2026-04-21' } };
  const events = [...mediating, stated] as const;
  const wrong = { act: 'take-back-withdrawal' } as const;

  test('whoever stated it takes it back; of one in the wrong case the head does, with a reason; then mediation goes on', () => {
    refused({ events: mediating, by: 'consumer' }, wrong, 'no-withdrawal-stated');
    const { events: taken } = happens({ events, by: 'consumer' }, wrong, ['WithdrawalTakenBack']);
    refused({ events }, { ...wrong, reasons }, 'not-permitted');
    refused({ events, by: 'head' }, wrong, 'withdrawal-wrong-for-no-reason');
    happens({ events, by: 'head' }, { ...wrong, reasons }, ['WithdrawalTakenBack']);
    const after = stateAfter([...events, ...taken]);
    assert.deepEqual([after.phase, after.withdrawalStatedOn, hasPart(after)], ['mediating', null, true]);
    assert.equal(whyToEnd(after, factsOf({})), undefined);
    happens({ events: [...events, ...taken], by: 'consumer' }, { act: 'withdraw' }, ['WithdrawalStated']);
  });

  test('an end that rested on it and was annulled leaves it to be taken back', () => {
    const over = [
      ...events,
      { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 1, reasons } },
    ] as const;
    const { events: fell } = happens(
      { events: over, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant'],
    );
    happens({ events: [...over, ...fell], by: 'head' }, { ...wrong, reasons }, ['WithdrawalTakenBack']);
  });

  test('an acceptance that falls with one on file leaves the complaint withdrawn, and that can be annulled like any other', () => {
    const begun = [filed(), accepted(), stated];
    const { events: fell } = happens(
      { events: begun, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled', 'ComplaintWithdrawn'],
      ['annulment-notice → complainant'],
    );
    const gone = [...begun, ...fell];
    assert.deepEqual([stateAfter(gone).phase, stateAfter(gone).withdrawalStatedOn], ['withdrawn', null]);
    const { events: back } = happens(
      { events: gone, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant'],
    );
    assert.equal(stateAfter([...gone, ...back]).phase, 'under-review');
    happens({ events: [...gone, ...back], by: 'consumer' }, { act: 'withdraw' }, ['ComplaintWithdrawn']);
  });

  test('a case left under review with one on file by an annulment of before can be withdrawn or go on', () => {
    const stuck = [
      ...[filed(), accepted(), stated],
      {
        type: 'DecisionAnnulled',
        payload: { version: 2, decision: 'ComplaintAccepted', back: 'under-review', reasons, on: '2026-04-22' },
      },
    ] as const satisfies readonly ComplaintEvent[];
    assert.equal(stateAfter(stuck).withdrawalStatedOn, '2026-04-21');
    happens({ events: stuck, by: 'consumer' }, { act: 'withdraw' }, ['ComplaintWithdrawn']);
    happens({ events: stuck, by: 'consumer' }, wrong, ['WithdrawalTakenBack']);
  });
});

describe('after the end', () => {
  test('TER-01 once it was stated nothing of mediation begins any more: the officer ends it', () => {
    const [stated] = happens({ events: mediating, by: 'consumer' }, { act: 'withdraw' }, ['WithdrawalStated']).events;
    assert.ok(stated !== undefined);
    const given = { events: [...mediating, stated] };
    const open = { act: 'open-mediation', mediator: accounts.mediator, mode: 'phone' } as const;
    const entrust = { act: 'entrust', organisation: 'linxi-association' } as const;
    const appraise = { act: 'appraise', body: '质检院', designated: false, costBorneBy: 'shared' } as const;
    const day = '2026-04-30';
    const notify = { act: 'notify-respondent', answerBy: day, code: reasons } as const;
    const ask = { act: 'request-platform-data', platform: '某平台', dueOn: day } as const;
    for (const command of [open, entrust, appraise, notify, ask]) {
      const refusal = refused(given, command, 'withdrawal-was-stated');
      assert.deepEqual(refusal.instead, ['terminate', 'take-back-withdrawal']);
    }
    const told = ['form-8 → complainant', 'form-8 → respondent'];
    happens(given, { act: 'terminate', ground: 1, reasons }, ['MediationTerminated'], told);
  });
  test('a suspected fraud is handed over with a letter, whatever the state', () => {
    const command = { act: 'hand-over-fraud', to: '临溪公安分局', reasons } as const;
    happens({ events: ended }, { ...command, acts: ['swapping'] }, ['FraudHandedOver'], ['fraud-hand-over → bureau']);
    happens({ events: [filed()] }, command, ['FraudHandedOver'], ['fraud-hand-over → bureau']);
  });
  test('the complainant rates once', () => {
    const decision = happens({ events: ended, by: 'consumer' }, { act: 'rate', score: 4 }, ['ComplaintRated']);
    refused({ events: [...ended, ...decision.events], by: 'consumer' }, { act: 'rate', score: 1 }, 'already-rated');
  });
  test('a return visit has a score only when somebody answered', () => {
    happens({ events: ended }, { act: 'return-visit', outcome: 'reached', score: 3 }, ['ReturnVisited']);
    refused({ events: ended }, { act: 'return-visit', outcome: 'not-reached', score: 3 }, 'score-without-an-answer');
  });
  test('the file is closed when the case has ended and everybody has been told', () => {
    const owed = [...ended, paperMade(1, 'form-8', 'complainant', 'respondent'), delivered(1, 'complainant')];
    refused({ events: owed }, { act: 'archive' }, 'papers-not-delivered');
    happens({ events: [...owed, delivered(1, 'respondent')] }, { act: 'archive' }, ['ComplaintArchived']);
    happens({ events: [...ended, paperMade(1, 'mediation-record', 'file')] }, { act: 'archive' }, [
      'ComplaintArchived',
    ]);
    const letters = (['complainant', 'respondent', 'bureau'] as const).map((to, place) => ({
      ...paperMade(place + 1, 'appraisal-notice', to),
    }));
    const numbered = stateAfter([...ended, ...letters]);
    const state = {
      ...numbered,
      papers: numbered.papers.map((paper) => ({
        ...paper,
        number: '云临市监投鉴〔2026〕第2号',
        owedToBody: true as const,
      })),
    };
    const no = archiveObjection(state, factsOf({}));
    assert.deepEqual(no?.params, {
      complainant: '云临市监投鉴〔2026〕第2号',
      respondent: '云临市监投鉴〔2026〕第2号',
      bodies: '云临市监投鉴〔2026〕第2号',
    });
    assert.match(
      textsFor('zh-CN')('complaint:refusals.papers-not-delivered', no?.params),
      /投诉人：云临市监投鉴〔2026〕第2号；被投诉人：云临市监投鉴〔2026〕第2号；其他单位：云临市监投鉴〔2026〕第2号/u,
    );
    const toPolice = [...ended, { ...paperMade(1, 'fraud-hand-over', 'bureau') }];
    refused({ events: toPolice }, { act: 'archive' }, 'papers-not-delivered');
    happens({ events: [...toPolice, delivered(1, 'bureau')] }, { act: 'archive' }, ['ComplaintArchived']);
    refused({ events: mediating }, { act: 'archive' }, 'not-in-this-state');
    assert.equal(archiveObjection(stateAfter(mediating), factsOf({}))?.refusal, 'case-not-ended');
  });

  test('owed to bodies: what says so itself and what always was; form 3 and the like when a body outside must be brought it', () => {
    const made = (code: string, owedToBody?: true) => ({
      n: 1,
      code,
      number: null,
      to: ['bureau'] as const,
      templateVersion: '1',
      data: sealed('x'),
      dataHash: '',
      ...(owedToBody === undefined ? {} : { owedToBody }),
    });
    for (const code of ['platform-data-request', 'food-transfer', 'fraud-hand-over'])
      assert.deepEqual(owedTo(made(code)), ['bureau']);
    for (const code of ['form-3', 'competence-request', 'entrustment', 'appraisal-notice']) {
      assert.deepEqual(owedTo(made(code)), []);
      assert.deepEqual(owedTo(made(code, true)), ['bureau']);
    }
  });

  test('what was brought to another body is proved: who took it, and by more than that where nobody signed', () => {
    const given = { events: [...ended, paperMade(1, 'fraud-hand-over', 'bureau')] };
    const served = { act: 'deliver', paper: 1, to: 'bureau', outcome: 'delivered' } as const;
    const receiver = sealed('收发室');
    refused(given, { ...served, channel: 'hand' }, 'receiver-not-named');
    refused(given, { ...served, channel: 'letter', receiver }, 'proof-of-service-missing');
    refused(given, { ...served, channel: 'hand', receiver, at: '2099-01-01T00:00:00Z' }, 'service-in-the-future');
    happens(given, { ...served, channel: 'hand', receiver }, ['PaperDelivered']);
    const at = '2026-04-21T01:00:00.000Z';
    const decision = happens(given, { ...served, channel: 'letter', receiver, proof: sealed('EMS 1'), at }, [
      'PaperDelivered',
    ]);
    assert.deepEqual(decision.events[0]?.payload, {
      ...{ n: 1, to: 'bureau', channel: 'letter', outcome: 'delivered', at },
      ...{ receiver, proof: sealed('EMS 1') },
    });
    happens(given, { ...served, channel: 'letter', outcome: 'sent' }, ['PaperDelivered']);
  });
});
