import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { RuleSetting } from '#kernel/rule.ts';
import {
  accepted,
  accounts,
  answered,
  contacted,
  factsOf,
  filed,
  happens,
  mediating,
  namedMediator,
  opened,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { CommandOf } from '../commands.ts';
import type { ComplaintEvent, Filing } from '../complaint.ts';
import { contactAttempts } from '../contact-attempts.ts';
import { terminateMediation } from './ending.ts';
import { whyToEnd } from './to-end.ts';

const reasons = sealed('reasons');
type Terminate = CommandOf<'terminate'>;
const end = (ground: number, more: Partial<Terminate> = {}): Terminate => ({
  act: 'terminate',
  ground,
  reasons,
  ...more,
});
const bothTold = ['form-8 → complainant', 'form-8 → respondent'];
const ends = (events: readonly ComplaintEvent[], command: Terminate, on?: '2026-06-17') =>
  happens({ events, ...(on === undefined ? {} : { on }) }, command, ['MediationTerminated'], bothTold);

const begun = [filed(), accepted()];
const withdrawn: ComplaintEvent = { type: 'WithdrawalStated', payload: { on: '2026-04-21' } };
const disputed: ComplaintEvent = { type: 'AppraisalNotAgreed', payload: { on: '2026-04-21', body: '云栖质检院' } };

describe('ending mediation: each ground stands on facts', () => {
  test('TER-01 a withdrawal on file, or the day on which the parties settled; CMP-03: both are told by form 8', () => {
    refused({ events: mediating }, end(1), 'no-withdrawal-or-settlement');
    ends([...mediating, withdrawn], end(1));
    const decision = ends(mediating, end(1, { settledOn: '2026-04-20' }));
    assert.ok(decision.papers[0]?.code === 'form-8');
    assert.equal(decision.papers[0].details.settledOn, '2026-04-20');
    refused({ events: mediating }, end(1, { settledOn: '2026-04-22' }), 'settlement-day-ahead');
    ends(mediating, end(1, { settledOn: '2026-04-15' }));
    // What was settled before is what the complaint may be about.
    refused({ events: mediating }, end(1, { settledOn: '2026-04-14' }), 'settlement-before-receipt');
  });
  test('TER-02 a refusal or an absence on file; that mediation is under way shows neither', () => {
    refused({ events: begun }, end(2), 'no-refusal-or-absence-on-file');
    refused({ events: mediating }, end(2), 'no-refusal-or-absence-on-file');
    ends([...begun, answered(false)], end(2));
    ends([...begun, contacted('refused')], end(2));
    ends([...begun, contacted('refused', 'complainant')], end(2));
    ends([...mediating, contacted('absent')], end(2));
    refused({ events: [...begun, contacted('refused'), answered(true)] }, end(2), 'no-refusal-or-absence-on-file');
  });
  test('TER-02 one failed call is not enough, unless the bureau has decided so; a call that succeeds takes them back', () => {
    const once = [...begun, contacted('no-answer')];
    refused({ events: once }, end(2), 'no-refusal-or-absence-on-file');
    const later = contacted('no-answer', 'respondent', '2026-04-20T04:00:00Z');
    ends([...once, later], end(2));
    ends([...once, contacted('returned', 'respondent', '2026-04-20T04:00:00Z')], end(2));
    refused(
      { events: [...once, contacted('reached'), contacted('no-answer')] },
      end(2),
      'no-refusal-or-absence-on-file',
    );
    const setting: RuleSetting = {
      rule: 'TER-02',
      name: 'failed-contacts',
      value: '1',
      effectiveFrom: '2026-04-15',
      effectiveTo: null,
    };
    happens({ events: once, settings: [setting] }, end(2), ['MediationTerminated'], bothTold);
  });
  test('TER-02 two calls within two hours are one attempt, a call and a visit two; the distance is the bureau’s to decide', () => {
    const at = (time: string) => contacted('no-answer', 'respondent', `2026-04-20T${time}:00Z`);
    const close = [...begun, at('02:00'), at('02:01'), at('03:59')];
    refused({ events: close }, end(2), 'no-refusal-or-absence-on-file');
    // Put on file in another order, it is the same.
    refused({ events: [...begun, at('03:59'), at('02:00')] }, end(2), 'no-refusal-or-absence-on-file');
    ends([...close, at('04:00')], end(2));
    const visit: ComplaintEvent = {
      type: 'ContactAttempted',
      payload: { at: '2026-04-20T02:05:00Z', channel: 'visit', party: 'respondent', outcome: 'no-answer' },
    };
    ends([...begun, at('02:00'), visit], end(2));
    const none: RuleSetting = {
      ...{ rule: 'TER-02', name: 'contact-hours-apart', value: '0' },
      ...{ effectiveFrom: '2026-04-15', effectiveTo: null },
    };
    const twice = [...begun, at('02:00'), at('02:01')];
    happens({ events: twice, settings: [none] }, end(2), ['MediationTerminated'], bothTold);
    const judged = (events: readonly ComplaintEvent[]) => {
      const calls = events.flatMap((event, i) =>
        event.type === 'ContactAttempted' ? [{ ...event.payload, version: i }] : [],
      );
      const shown = contactAttempts(stateAfter(events), calls, factsOf({}));
      return shown && [shown.absence.counted, ...shown.attempts.map(({ absence }) => absence)];
    };
    assert.deepEqual(judged([...begun, at('02:00'), at('02:01'), visit, contacted('wrong-number')]), [
      ...[2, 'counts', 'same-attempt', 'counts', 'wrong-number'],
    ]);
    assert.deepEqual(judged([...begun, at('02:00'), contacted('reached'), at('05:00')]), [1, 'superseded', 'counts']);
    assert.equal(judged(begun), undefined);
    const by = (nth: number, time: string): ComplaintEvent => ({
      type: 'ContactAttempted',
      payload: {
        ...{ at: `2026-04-20T${time}:00Z`, channel: 'phone', party: 'respondent', outcome: 'no-answer' },
        ...{ number: reasons, nth },
      },
    });
    ends([...begun, by(1, '02:00'), by(2, '02:01')], end(2));
    assert.deepEqual(judged([...begun, by(1, '02:00'), by(2, '02:01'), by(1, '03:00'), by(2, '04:01')]), [
      ...[3, 'counts', 'counts', 'same-attempt', 'counts'],
    ]);
    // An attempt of before numbers were kept may have been any of them.
    assert.deepEqual(judged([...begun, at('02:00'), by(1, '02:01')]), [1, 'counts', 'same-attempt']);
  });
  test('TER-02 under Order 20 art. 21(1)(3) either party may stay away, and only the respondent refuse', () => {
    const old = [filed({ receivedOn: '2026-04-14' }), accepted('2026-04-14')];
    refused({ events: [...old, contacted('refused', 'complainant')] }, end(3), 'no-refusal-or-absence-on-file');
    ends([...old, contacted('refused')], end(3));
    ends([...old, contacted('absent', 'complainant')], end(3));
    ends([...old, contacted('absent')], end(3));
  });
  test('TER-02 under Order 121 art. 23(1)(2) either party may stay away or refuse; who consents after all does neither', () => {
    for (const outcome of ['refused', 'absent'] as const)
      for (const party of ['complainant', 'respondent'] as const)
        ends([...mediating, contacted(outcome, party)], end(2));
    for (const outcome of ['refused', 'absent'] as const)
      refused({ events: [...begun, contacted(outcome), answered(true)] }, end(2), 'no-refusal-or-absence-on-file');
  });
  test('TER-02 nobody has missed a session that was not held', () => {
    const absent = { act: 'contact', party: 'respondent', channel: 'visit', outcome: 'absent' } as const;
    refused({ events: mediating }, absent, 'no-session-to-miss');
    const held: ComplaintEvent = {
      type: 'MediationOpened',
      payload: { mediator: accounts.mediator, mode: 'on-site', on: '2026-04-18', at: '2026-04-20T01:00:00Z' },
    };
    happens({ events: [...begun, answered(), held] }, absent, ['ContactAttempted']);
    const before = { ...absent, at: '2026-04-20T00:30:00Z' } as const;
    refused({ events: [...begun, answered(), held] }, before, 'no-session-to-miss');
  });
  test('TER-02 who answers or is reached is no longer held to refuse or to stay away; what came later is', () => {
    const refuses = (...events: ComplaintEvent[]) =>
      refused({ events: [...mediating, ...events] }, end(2), 'no-refusal-or-absence-on-file');
    const late = contacted('no-answer', 'respondent', '2026-04-20T05:00:00Z');
    refuses(contacted('no-answer'), late, answered(true));
    refuses(contacted('no-answer'), late, answered(null));
    for (const party of ['complainant', 'respondent'] as const)
      for (const outcome of ['refused', 'absent'] as const)
        refuses(contacted(outcome, party), contacted('reached', party, '2026-04-21T01:00:00Z'));
    ends([...mediating, contacted('refused', 'complainant'), contacted('reached', 'respondent')], end(2));
    ends([...mediating, contacted('reached', 'complainant'), contacted('refused', 'complainant')], end(2));
    const early = '2026-04-18T01:00:00Z';
    ends([...mediating, contacted('refused', 'complainant'), contacted('reached', 'complainant', early)], end(2));
    refuses(contacted('reached', 'complainant'), contacted('refused', 'complainant', early));
    const consents: ComplaintEvent = {
      type: 'ProofSupplied',
      payload: { items: [], consents: { publicity: true, entrust: true } },
    };
    refuses(contacted('refused', 'complainant'), consents);
    const said = happens(
      { events: [...begun, answered()], on: '2026-04-20' },
      {
        act: 'answer',
        consentsToMediation: true,
        items: [],
        by: 'phone',
      },
      ['OperatorAnswered'],
    );
    refuses(...said.events, contacted('no-answer', 'respondent', early), contacted('no-answer', 'respondent', early));
  });
  test('TER-02 a wrong number says nothing of what anybody wants', () => {
    const events = [...begun, contacted('wrong-number'), contacted('wrong-number')];
    refused({ events }, end(2), 'no-refusal-or-absence-on-file');
    assert.equal(stateAfter(events).failedContacts, 2);
  });
  test('TER-02 nobody was called about a complaint before it came in', () => {
    const byNumber = { number: reasons, nth: 1 } as const;
    const call = { act: 'contact', party: 'respondent', channel: 'phone', outcome: 'no-answer', ...byNumber } as const;
    refused({ events: begun }, { ...call, at: '2026-04-14T01:00:00Z' }, 'contact-before-receipt');
    happens({ events: begun }, { ...call, at: '2026-04-15T01:00:00Z' }, ['ContactAttempted']);
    const waited = [filed({ receivedOn: '2026-04-20', arrivedOn: '2026-04-16' })];
    happens({ events: waited }, { ...call, at: '2026-04-17T01:00:00Z' }, ['ContactAttempted']);
    refused({ events: waited }, { ...call, at: '2026-04-15T01:00:00Z' }, 'contact-before-receipt');
    const once = contacted('no-answer', 'respondent', '2001-01-01T01:00:00Z');
    refused({ events: [...begun, once, once] }, end(2), 'no-refusal-or-absence-on-file');
  });
  test('TER-03 after mediation, not instead of it, nor before it', () => {
    refused({ events: begun }, end(3), 'mediation-not-held');
    ends(mediating, end(3));
    const session = (at: string, earlierHeld?: true): ComplaintEvent => ({
      type: 'MediationOpened',
      payload: {
        mediator: accounts.mediator,
        mode: 'on-site',
        on: '2026-04-20',
        at,
        ...(earlierHeld === undefined ? {} : { earlierHeld }),
      },
    });
    const asked = [...begun, answered()];
    refused({ events: [...asked, session('2026-04-21T03:00:00Z')] }, end(3), 'mediation-not-held');
    ends([...asked, session('2026-04-21T02:00:00Z')], end(3));
    const moved = session('2026-04-28T02:00:00Z');
    refused({ events: [...asked, session('2026-04-21T03:00:00Z'), moved] }, end(3), 'mediation-not-held');
    const act = { act: 'open-mediation', mediator: accounts.mediator, mode: 'on-site', place: reasons } as const;
    const again = happens(
      { events: [...asked, session('2026-04-20T02:00:00Z')], named: namedMediator },
      { ...act, at: '2026-04-28T02:00:00Z' },
      ['MediationOpened'],
      ['form-7 → complainant', 'form-7 → respondent'],
    );
    happens(
      { events: [...asked, session('2026-04-20T02:00:00Z'), ...again.events] },
      end(3),
      ['SessionCalledOff', 'MediationTerminated'],
      bothTold,
    );
  });
  test('TER-04 that the cost is not agreed on is put on file first; no appraisal begins by it', () => {
    refused({ events: mediating }, end(4), 'no-appraisal-dispute-on-file');
    const act = { act: 'appraise', body: '云栖质检院', designated: false, costBorneBy: 'not-agreed' } as const;
    happens({ events: mediating }, act, ['AppraisalNotAgreed']);
    assert.deepEqual(stateAfter([...mediating, disputed]).phase, 'mediating');
    ends([...mediating, disputed], end(4));
    const from: ComplaintEvent = {
      type: 'AppraisalStarted',
      payload: { from: '2026-04-21', body: '云栖质检院', designated: false, costBorneBy: 'shared' },
    };
    const back: ComplaintEvent = { type: 'AppraisalEnded', payload: { to: '2026-04-21', result: reasons } };
    refused({ events: [...mediating, disputed, from] }, end(4), 'no-appraisal-dispute-on-file');
    refused({ events: [...mediating, disputed, from, back] }, end(4), 'no-appraisal-dispute-on-file');
  });
  test('TER-05 only when the sixty days of CMP-02 are over', () => {
    refused({ events: mediating, on: '2026-06-16' }, end(5), 'mediation-limit-not-over');
    const unaccepted = { ...stateAfter(mediating), acceptedOn: null };
    const outcome = terminateMediation(end(5), unaccepted, factsOf({}));
    assert.equal(isRefusal(outcome) && outcome.refusal, 'mediation-limit-not-running');
    ends(mediating, end(5), '2026-06-17');
  });
  test('TER-06 says which item of art. 16 came to light, or art. 42', () => {
    refused({ events: mediating }, end(6), 'found-ground-not-named');
    const factors = ['shared-phone-or-address'] as const;
    const third = ends(mediating, end(6, { found: '3', factors }));
    assert.deepEqual(third.papers[0]?.code === 'form-8' && third.papers[0].details.factors, factors);
    ends(mediating, end(6, { found: 'fraud' }));
    const asked = {
      type: 'ProofRequested',
      payload: { kind: 'identity', dueOn: '2026-04-30', what: sealed('身份证') },
    } as const;
    // The day a letter gives for proof of identity holds here as in a refusal (arts 10(3), 16(6)).
    refused({ events: [...mediating, asked], on: '2026-04-30' }, end(6, { found: '6' }), 'proof-still-running');
    ends([...mediating, asked], end(6, { found: '3' }));
    const old = [filed({ receivedOn: '2026-04-14' }), accepted('2026-04-14'), answered(), opened()];
    refused({ events: old }, end(6, { found: 'fraud' }), 'found-ground-not-named');
  });
  test('TER-06 REF-01 names who has the power; food is transferred, or ruled out by a class or in words (FSL art. 115)', () => {
    const of = (given: Partial<Filing>) => [filed(given), ...mediating.slice(1)];
    const found = (more: Partial<Terminate> = {}) => end(6, { found: '1', ...more });
    const competentBody = '临溪区卫生健康局';
    refused({ events: of({ objectCode: 'education' }) }, found(), 'competent-body-not-named');
    const decision = ends(of({ objectCode: 'education' }), found({ competentBody }));
    for (const paper of decision.papers)
      assert.equal(paper.code === 'form-8' && paper.details.competentBody, competentBody);
    const unclassed = refused({ events: of({}) }, found({ competentBody }), 'food-not-ruled-out');
    assert.deepEqual(unclassed.instead, ['complete-particulars']);
    ends(of({}), found({ competentBody, noFoodMatter: true }));
    const food = refused({ events: of({ food: true }) }, found({ competentBody }), 'food-matter-is-transferred');
    assert.deepEqual([food.basis, food.instead], [[{ text: 'fsl', article: '115' }], ['transfer']]);
    refused({ events: of({ objectCode: 'education' }) }, found({ rightBureau: 'yunqi-linxi' }), 'right-bureau-is-own');
    // It is told as what it belongs to: not fraud, nor any other ground.
    refused({ events: mediating }, end(6, { found: 'fraud', competentBody }), 'belongs-to-another-ground');
    refused({ events: mediating }, end(8, { competentBody }), 'belongs-to-another-ground');
    refused({ events: mediating }, end(6, { found: '3', competentBody }), 'belongs-to-another-ground');
  });
  test('TER-06 REF-02 names the earlier body; a mediation organisation bars nothing, then no more than before', () => {
    const found = (more: Partial<Terminate> = {}) => end(6, { found: '2', ...more });
    refused({ events: mediating }, found(), 'earlier-body-not-named');
    const body = { earlierHandler: 'mediation-organisation', earlierBody: '临溪区人民调解委员会' } as const;
    const barred = refused({ events: mediating }, found(body), 'mediation-organisation-bars-nothing');
    assert.equal(barred.instead, undefined, 'it is accepted already');
    const court = { earlierHandler: 'court', earlierBody: '临溪区人民法院' } as const;
    refused({ events: mediating }, found({ ...court, earlierOn: '2026-04-22' }), 'earlier-day-ahead');
    const [order] = ends(mediating, found({ ...court, earlierOn: '2026-03-02' })).papers;
    assert.ok(order?.code === 'form-8');
    assert.deepEqual(order.details.earlier, { handler: 'court', body: '临溪区人民法院', on: '2026-03-02' });
  });
  test('TER-06 REF-04 compares the day the person knew with the three years', () => {
    const of = (knewOn?: Day) => [filed(knewOn === undefined ? {} : { knewOn }), ...mediating.slice(1)];
    refused({ events: of() }, end(6, { found: '4' }), 'day-of-knowing-not-named');
    refused({ events: of('2026-01-05') }, end(6, { found: '4' }), 'years-not-over');
    ends(of('2022-01-05'), end(6, { found: '4' }));
    ends(of('2026-01-05'), end(6, { found: '4', knewOn: '2022-01-05' }));
  });
  test('TER-06 an item found later of a case under the earlier order is of its own list, which ends with the sixth and knows no fraud', () => {
    const old = [filed({ receivedOn: '2026-04-14' }), accepted('2026-04-14'), answered(), opened()];
    const [order] = ends(old, end(6, { found: '6' })).papers;
    assert.equal(order?.code === 'form-8' && order.details.found, '6', 'item 6 of Order 20 is another legal ground');
    for (const found of ['7', 'fraud'] as const) refused({ events: old }, end(6, { found }), 'found-ground-not-named');
  });
  test('TER-07 says who died or ceased to exist', () => {
    refused({ events: mediating }, end(7), 'ended-party-not-named');
    ends(mediating, end(7, { ended: 'respondent' }));
  });
  test('TER-08 another legal ground, and no ninth', () => {
    ends(mediating, end(8));
    refused({ events: mediating }, end(9), 'no-such-termination-ground');
    refused({ events: mediating }, end(8, { ended: 'respondent' }), 'belongs-to-another-ground');
  });
  test('TER-02 of a case under the earlier order is the body or the cost, and stands on the form as item 2', () => {
    const old = [filed({ receivedOn: '2026-04-14' }), accepted('2026-04-14'), disputed];
    const [order] = ends(old, end(2)).papers;
    assert.ok(order?.code === 'form-8');
    assert.equal(order.details.ground, 2);
  });
});

describe('what only waits to be ended by decision', () => {
  const why = (events: readonly ComplaintEvent[], on: '2026-06-16' | '2026-06-17') =>
    whyToEnd(stateAfter(events), factsOf({ on }));
  test('TER-05 the day after the sixty days, with the officer it was drafted for', () => {
    assert.equal(why(mediating, '2026-06-16'), undefined);
    const drafted: ComplaintEvent = {
      type: 'TerminationDrafted',
      payload: { on: '2026-06-17', forOfficer: accounts.head },
    };
    const due = why([...mediating, drafted], '2026-06-17');
    assert.deepEqual(
      [due?.because, due?.ground.number, due?.since, due?.officer],
      ['limit', 5, '2026-06-16', accounts.head],
    );
  });
  test('TER-05 the draft goes with the case to its new handler; to a new mediator only where it was the old one’s', () => {
    const draftedFor = (forOfficer: string): ComplaintEvent => ({
      type: 'TerminationDrafted',
      payload: { on: '2026-06-17', forOfficer },
    });
    const given = (to: string, role: 'handler' | 'mediator'): ComplaintEvent => ({
      type: 'ComplaintAssigned',
      payload: { to, by: accounts.head, role },
    });
    const officer = (...events: ComplaintEvent[]) => why([...mediating, ...events], '2026-06-17')?.officer;
    const [old, next] = ['old-officer', 'next-officer'];
    assert.equal(officer(given(old, 'handler'), draftedFor(old), given(next, 'handler')), next);
    assert.equal(officer(draftedFor(accounts.head), given(next, 'handler')), next);
    assert.equal(officer(given(old, 'handler'), draftedFor(old), given(next, 'mediator')), old);
    assert.equal(officer(given(old, 'mediator'), draftedFor(old), given(next, 'mediator')), next);
    const both = [given(old, 'handler'), given(old, 'mediator'), draftedFor(old)];
    assert.equal(officer(...both, given(next, 'mediator')), old);
    assert.equal(officer(...both, given(next, 'handler'), given(next, 'mediator')), next);
  });
  test('TER-01 a withdrawal after acceptance, whatever the day', () => {
    const due = why([...mediating, withdrawn], '2026-06-17');
    assert.deepEqual([due?.because, due?.ground.number, due?.since], ['withdrawal', 1, '2026-04-21']);
    const over: ComplaintEvent = { type: 'MediationTerminated', payload: { on: '2026-06-17', ground: 1, reasons } };
    assert.equal(why([...mediating, withdrawn, over], '2026-06-17'), undefined);
  });
  test('an agreement of the last day entered later is still in time', () => {
    const agree = (agreedOn?: '2026-06-16' | '2026-06-18' | '2026-04-16'): CommandOf<'record-agreement'> => ({
      act: 'record-agreement',
      form: 'mediation-paper',
      performed: false,
      waivedByBoth: false,
      recoveredFen: 0,
      terms: sealed('terms'),
      outcome: [],
      ...(agreedOn === undefined ? {} : { agreedOn }),
    });
    const given = { events: mediating, on: '2026-06-17', named: namedMediator } as const;
    refused(given, agree(), 'mediation-limit-passed');
    const papers = ['form-9 → complainant, respondent, file'];
    const decision = happens(given, agree('2026-06-16'), ['AgreementRecorded'], papers);
    assert.equal(stateAfter([...mediating, ...decision.events]).closedOn, '2026-06-16');
    refused(given, agree('2026-06-18'), 'agreement-day-ahead');
    refused(given, agree('2026-04-16'), 'agreement-before-acceptance');
  });
});
