import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  answered,
  delivered,
  factsOf,
  filed,
  happens,
  mediating,
  opened,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import { clocksOf } from './clocks.ts';
import type { Decision } from './commands.ts';
import type { ComplaintEvent } from './complaint.ts';
import { undelivered } from './decide/closing.ts';
import { actsFor } from './views/acts.ts';
import { isVoid, standingOfPaper } from './void-papers.ts';

const reasons = sealed('受理有误');
const wrong = sealed('撤回登记错了案件');
const annul = { act: 'annul', reasons } as const;
const head = { by: 'head' } as const;

const stated: readonly ComplaintEvent[] = [
  filed(),
  accepted(),
  paperMade(1, 'form-5', 'complainant'),
  delivered(1, 'complainant'),
  answered(),
  { type: 'WithdrawalStated', payload: { on: '2026-04-20', reasons: wrong } },
];
const notices = [paperMade(2, 'annulment-notice', 'complainant'), paperMade(3, 'annulment-notice', 'respondent')];
const bothTold = ['annulment-notice → complainant', 'annulment-notice → respondent'];
const detailsOf = (decision: Decision) =>
  decision.papers.map((order) => (order.code === 'annulment-notice' ? order.details : undefined));

const fell = () => happens({ events: stated, ...head }, annul, ['DecisionAnnulled', 'ComplaintWithdrawn'], bothTold);
const withdrawn = () => [...stated, ...fell().events, ...notices];

describe('art. 15 an acceptance annulled after a withdrawal was stated', () => {
  test('the notices say that the case has ended, to both', () => {
    for (const details of detailsOf(fell())) assert.deepEqual(details?.closed, { on: '2026-04-20', how: 'withdrawn' });
    const state = stateAfter(withdrawn());
    assert.deepEqual([state.phase, state.decisions.map(({ papers }) => papers)], ['withdrawn', [[]]]);
  });

  test('whoever confirms it is told that the case ends with it; any other annulment leads to where the decision was made', () => {
    const t = Object.assign((key: string) => key, { language: 'zh-CN' }) as unknown as Parameters<typeof actsFor>[2];
    const backOf = (events: readonly ComplaintEvent[]) =>
      actsFor(stateAfter(events), factsOf(head), t).acts.find(({ act }) => act === 'annul')?.back;
    const terminated: ComplaintEvent = {
      type: 'MediationTerminated',
      payload: { on: '2026-04-21', ground: 8, reasons },
    };
    const appraisal: ComplaintEvent = {
      type: 'AppraisalStarted',
      payload: { from: '2026-04-21', body: '市质检院', designated: true, costBorneBy: 'shared' },
    };
    assert.equal(backOf(stated), 'withdrawn');
    assert.equal(backOf(stated.slice(0, 5)), 'under-review');
    assert.equal(backOf([filed(), accepted(), terminated]), 'accepted');
    assert.equal(backOf([...mediating, terminated]), 'mediating');
    assert.equal(backOf([...mediating, appraisal, terminated]), 'appraisal');
    const received = filed({ bureau: 'yunqi-intake' });
    const over: ComplaintEvent = { type: 'ComplaintWithdrawn', payload: { on: '2026-04-21' } };
    const atIntake = { ...factsOf(head), actor: { ...factsOf(head).actor, bureaus: ['yunqi-intake'] } };
    const acts = actsFor(stateAfter([received, over]), atIntake, t).acts;
    assert.equal(acts.find(({ act }) => act === 'annul')?.back, 'received');
  });

  for (const [name, reached] of [
    ['delivered', [delivered(2, 'complainant'), delivered(3, 'respondent')]],
    ['not delivered yet', []],
  ] as const)
    test(`the withdrawal annulled in turn, notices ${name}: it names the withdrawal, and the acceptance stays fallen`, () => {
      const events = [...withdrawn(), ...reached];
      const again = happens({ events, ...head }, { act: 'annul', reasons: wrong }, ['DecisionAnnulled'], bothTold);
      for (const details of detailsOf(again)) {
        assert.deepEqual([details?.decision, details?.paper, details?.closed], ['ComplaintWithdrawn', null, undefined]);
      }
      const second = [paperMade(4, 'annulment-notice', 'complainant'), paperMade(5, 'annulment-notice', 'respondent')];
      const state = stateAfter([...events, ...again.events, ...second]);
      assert.deepEqual([state.phase, state.acceptedOn, state.decisions], ['under-review', null, []]);
      assert.deepEqual(
        [1, 2, 3, 4, 5].map((n) => standingOfPaper(state, n)),
        ['annulled', 'valid', 'valid', 'valid', 'valid'],
      );
      assert.deepEqual(
        undelivered(state).map(({ n }) => n),
        reached.length === 0 ? [2, 3, 4, 5] : [4, 5],
      );
    });

  test('whom no notice was made for hears nothing of the withdrawal either, unless a late paper told it', () => {
    const untold = stated.filter(({ type }) => type !== 'PaperDelivered' && type !== 'OperatorAnswered');
    const first = happens({ events: untold, ...head }, annul, ['DecisionAnnulled', 'ComplaintWithdrawn']);
    const events = [...untold, ...first.events];
    const second = { act: 'annul', reasons: wrong } as const;
    happens({ events, ...head }, second, ['DecisionAnnulled'], ['annulment-notice → complainant']);
    const came = { act: 'deliver', paper: 1, to: 'complainant', channel: 'letter', outcome: 'sent' } as const;
    const late = happens({ events }, came, ['PaperDelivered'], ['annulment-notice → complainant']);
    assert.deepEqual(detailsOf(late)[0]?.closed, { on: '2026-04-20', how: 'withdrawn' });
    const refusedSince: ComplaintEvent = {
      type: 'ComplaintRefused',
      payload: { on: '2026-04-22', ground: 4, reasons },
    };
    const plain = stated.filter(({ type }) => type !== 'PaperDelivered' && type !== 'WithdrawalStated');
    const fallen = happens({ events: plain, ...head }, annul, ['DecisionAnnulled'], ['annulment-notice → respondent']);
    const ended = [...plain, ...fallen.events, paperMade(2, 'annulment-notice', 'respondent'), refusedSince];
    const lateNow = happens({ events: ended }, came, ['PaperDelivered'], ['annulment-notice → complainant']);
    assert.deepEqual(detailsOf(lateNow)[0]?.closed, { on: '2026-04-22', how: 'otherwise' });
  });

  test('art. 19 the letter that ends a mandate is no paper of the withdrawal', () => {
    const entrusted: ComplaintEvent = {
      type: 'MediationEntrusted',
      payload: { organisation: 'linxi-association', on: '2026-04-19' },
    };
    const events = [...stated, entrusted];
    const wanted = ['EntrustingEnded', 'DecisionAnnulled', 'ComplaintWithdrawn'] as const;
    const first = happens({ events, ...head }, annul, [...wanted], [...bothTold, 'entrustment-end → bureau']);
    const all = [...events, ...first.events, ...notices, paperMade(4, 'entrustment-end', 'bureau')];
    const second = happens({ events: all, ...head }, { act: 'annul', reasons: wrong }, ['DecisionAnnulled'], bothTold);
    assert.equal(isVoid(stateAfter([...all, ...second.events]), 4), false);
  });
});

describe('0061 art. 23(1)(3) an acceptance annulled takes with it what was mediated under it', () => {
  const held: readonly ComplaintEvent[] = [
    filed(),
    accepted(),
    answered(true, true),
    { type: 'MediationEntrusted', payload: { organisation: 'linxi-association', on: '2026-04-18' } },
    opened('2026-04-19'),
    {
      type: 'EntrustingEnded',
      payload: { organisation: 'linxi-association', by: 'body', reasons, on: '2026-04-20' },
    },
    {
      type: 'AppraisalStarted',
      payload: { from: '2026-04-20', body: '市质检院', designated: true, costBorneBy: 'shared' },
    },
    { type: 'AppraisalEnded', payload: { to: '2026-04-22', result: reasons } },
    { type: 'AppraisalNotAgreed', payload: { on: '2026-04-22', body: '市质检院' } },
  ];
  const after = () => {
    const { events } = happens({ events: held, ...head, on: '2026-04-23' }, annul, ['DecisionAnnulled'], bothTold);
    return [...held, ...events];
  };

  test('no session, no appraisal and no day left out counts for the next acceptance', () => {
    const state = stateAfter(after());
    assert.deepEqual([state.phase, state.mediation, state.appraisalDisputedOn], ['under-review', null, null]);
    assert.deepEqual([state.exclusions, state.assistants, state.recusal], [[], [], null]);
    const again = [...after(), accepted('2026-04-24')];
    const terminate = (ground: number) => ({ act: 'terminate', ground, reasons }) as const;
    refused({ events: again, on: '2026-04-25' }, terminate(3), 'mediation-not-held');
    refused({ events: again, on: '2026-04-25' }, terminate(4), 'no-appraisal-dispute-on-file');
    const clock = clocksOf(stateAfter(again), factsOf({}).law).find(({ rule }) => rule === 'CMP-02');
    const fresh = [filed(), accepted('2026-04-24')];
    const wanted = clocksOf(stateAfter(fresh), factsOf({}).law).find(({ rule }) => rule === 'CMP-02');
    assert.deepEqual(clock?.reckoning, wanted?.reckoning);
  });

  test('mediated anew, it can end on that ground again; what a party said of its will stands', () => {
    const again = [...after(), accepted('2026-04-24'), opened('2026-04-24')];
    const terminate = { act: 'terminate', ground: 3, reasons } as const;
    happens(
      { events: again, on: '2026-04-25' },
      terminate,
      ['MediationTerminated'],
      ['form-8 → complainant', 'form-8 → respondent'],
    );
    assert.equal(stateAfter(after()).operatorConsent, true);
  });

  test('an ending that fell leaves what was mediated', () => {
    const ended: ComplaintEvent = { type: 'MediationTerminated', payload: { on: '2026-04-23', ground: 3, reasons } };
    const { events } = happens(
      { events: [...held, ended], ...head, on: '2026-04-24' },
      annul,
      ['DecisionAnnulled'],
      ['annulment-notice → complainant'],
    );
    assert.notEqual(stateAfter([...held, ended, ...events]).mediation, null);
  });
});
