import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { factsOf, filed, happens, refused, sealed, stateAfter } from '#test/decided.ts';
import { clocksOf } from '../clocks.ts';
import type { Command } from '../commands.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { foreseenObjection } from './foresee.ts';

const reasons = sealed('reasons');
const counterpart = sealed('王五，电话');

const disputed = (rival: string, on: ComplaintDay = '2026-04-17'): ComplaintEvent => ({
  type: 'CompetenceDisputed',
  payload: { rival, on, reasons },
});
type ComplaintDay = Extract<ComplaintEvent, { type: 'CompetenceDisputed' }>['payload']['on'];
const says = (rival: string, takes = true): ComplaintEvent => ({
  type: 'RivalAnswered',
  payload: { rival, takes, on: '2026-04-20', reasons },
});
const agreed = { on: '2026-04-20', agreedOn: '2026-04-20', counterpart, reasons } as const;
const scan = { file: 'f', sha256: 'a', mediaType: 'application/pdf', bytes: 1, by: 'staff' } as const;
const wangshan = { id: 'yunqi-wangshan', kind: 'bureau', name: '云栖市望山县市场监督管理局' } as const;
const beidu = { id: 'lanchuan-beidu', kind: 'bureau', name: '澜川市北渡区市场监督管理局' } as const;
const far = { id: 'far-away', kind: 'bureau' } as const;

const clockOf = (events: readonly ComplaintEvent[], settings: Parameters<typeof factsOf>[0]['settings'] = []) =>
  clocksOf(stateAfter(events), factsOf({ settings }).law).find(({ rule }) => rule === 'CMP-07');

const after = (events: readonly ComplaintEvent[], decision: { readonly events: readonly ComplaintEvent[] }) =>
  stateAfter([...events, ...decision.events]);

describe('CMP-07: a dispute over competence', () => {
  test('CMP-07: begins with the other bureau and the day it arose; the superior may be asked later', () => {
    const dispute = { act: 'dispute-competence', rival: 'yunqi-wangshan', arisenOn: '2026-04-17', reasons } as const;
    const made = happens({ events: [filed()], namedUnit: wangshan }, dispute, ['CompetenceDisputed']);
    const state = after([filed()], made);
    assert.deepEqual(state.dispute, {
      rival: 'yunqi-wangshan',
      since: '2026-04-17',
      begun: 2,
      asked: null,
      answer: null,
    });
    const clock = clockOf([filed(), ...made.events]);
    assert.deepEqual(
      [clock?.state, clock?.reckoning.startOn, clock?.reckoning.dueOn],
      ['running', '2026-04-17', '2026-04-28'],
    );
    const asked = happens(
      { events: [filed(), ...made.events] },
      { act: 'ask-superior', reasons },
      ['SuperiorAsked'],
      ['competence-request → bureau'],
    );
    const later = stateAfter([filed(), ...made.events, ...asked.events]);
    assert.deepEqual(later.dispute, {
      rival: 'yunqi-wangshan',
      since: '2026-04-17',
      begun: 2,
      asked: 'yunqi-city',
      answer: null,
    });
    assert.equal(clockOf([filed(), ...made.events, ...asked.events])?.reckoning.dueOn, '2026-04-28');
    refused(
      { events: [filed(), ...made.events, ...asked.events] },
      { act: 'ask-superior', reasons },
      'superior-asked-already',
    );
  });

  test('with one that does not work here, by its name', () => {
    const dispute = { act: 'dispute-competence', rivalBody: '别省某区市场监督管理局', reasons } as const;
    const made = happens({ events: [filed()] }, dispute, ['CompetenceDisputed'], ['competence-question → bureau']);
    const given = { events: [filed(), ...made.events] };
    refused(given, { act: 'ask-superior', reasons }, 'superior-not-named');
    const ask = { act: 'ask-superior', superior: '国家市场监督管理总局', reasons } as const;
    const asked = happens(given, ask, ['SuperiorAsked'], ['competence-request → bureau']);
    assert.equal(after(given.events, asked).dispute?.asked, '国家市场监督管理总局');
    refused(given, { ...ask, superior: '某局' }, 'not-the-common-superior');
  });

  test('with exactly one bureau, not with itself, not before the complaint came and not tomorrow', () => {
    const dispute = { act: 'dispute-competence', rival: 'yunqi-wangshan', reasons } as const;
    const given = { events: [filed()], namedUnit: wangshan };
    refused(given, { act: 'dispute-competence', reasons }, 'rival-not-named');
    refused(given, { ...dispute, rivalBody: '某局' }, 'bureau-named-twice');
    refused({ events: [filed()] }, { ...dispute, rival: 'nowhere' }, 'no-such-bureau');
    const own = { id: 'yunqi-linxi', kind: 'bureau' } as const;
    refused({ events: [filed()], namedUnit: own }, { ...dispute, rival: 'yunqi-linxi' }, 'rival-is-own');
    refused(given, { ...dispute, arisenOn: '2026-04-22' }, 'day-ahead');
    refused(given, { ...dispute, arisenOn: '2026-04-14' }, 'before-it-arose');
  });

  test('CMP-07: an authority may decide that the limit is for reports only', () => {
    const no = {
      rule: 'CMP-07',
      name: 'competence-limit-for-complaints',
      value: 'no',
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
    } as const;
    assert.equal(clockOf([filed(), disputed('yunqi-wangshan')], [no])?.state, 'stopped');
  });

  test('CMP-07: a limit never runs on after the complaint was withdrawn in the middle of a dispute', () => {
    const withdrawn = { type: 'ComplaintWithdrawn', payload: { on: '2026-04-20' } } as const;
    assert.equal(clockOf([filed(), disputed('yunqi-wangshan'), withdrawn])?.state, 'stopped');
  });
});

describe('CMP-07: a bureau that does not work here is asked by letter', () => {
  test('which is owed to it, while one of the directory is asked on its desk', () => {
    const dispute = { act: 'dispute-competence', reasons } as const;
    const told = ['competence-question → bureau'];
    const rivalBody = '邻省某县市场监督管理局';
    const made = happens({ events: [filed()] }, { ...dispute, rivalBody }, ['CompetenceDisputed'], told);
    assert.equal(made.papers[0]?.takenOverBy, undefined);
    happens({ events: [filed()], namedUnit: wangshan }, { ...dispute, rival: wangshan.id }, ['CompetenceDisputed']);
  });
});

describe('CMP-07: a superior under another authority of the instance', () => {
  const province = { unit: 'yunlan-province', name: '云澜省市场监督管理局' } as const;
  const above = new Map([
    ['yunqi-linxi', [province]],
    ['lanchuan-beidu', [province]],
  ]);
  const events = [filed(), disputed('lanchuan-beidu')];
  const ask = { act: 'ask-superior', reasons } as const;
  const decided = {
    act: 'take-superior-decision',
    body: province.unit,
    competent: 'lanchuan-beidu',
    decidedOn: '2026-04-20',
    document: '云澜市监指〔2026〕3号',
    reasons,
    arisenOn: '2026-04-17',
    dispute: 2,
  } as const;

  test('is asked on its own desk: the letter is owed to nobody', () => {
    const made = happens({ events, above, namedUnit: beidu }, ask, ['SuperiorAsked'], ['competence-request → bureau']);
    assert.equal(made.papers[0]?.takenOverBy, province.unit);
  });

  test('what it decides is done by the platform alone, for the dispute it was asked about', () => {
    const asked = happens({ events, above, namedUnit: beidu }, ask, ['SuperiorAsked'], ['competence-request → bureau']);
    const given = { events: [...events, ...asked.events], above, namedUnit: beidu, by: 'delivery' } as const;
    const made = happens(
      given,
      decided,
      ['CompetenceDecided', 'ComplaintTransferredOut'],
      ['competence-notice → complainant', 'competence-transfer → bureau'],
    );
    const [event] = made.events;
    assert.ok(event?.type === 'CompetenceDecided');
    assert.deepEqual([event.payload.body, event.payload.decidedOn], [province.unit, '2026-04-20']);
    happens(given, { ...decided, competent: 'yunqi-linxi' }, ['CompetenceDecided']);
    refused({ ...given, by: 'head' }, decided, 'not-permitted');
    refused({ ...given, events }, decided, 'not-in-this-state');
    refused(given, { ...decided, dispute: 1 }, 'not-in-this-state');
    refused(given, { ...decided, body: 'yunqi-city' }, 'not-in-this-state');
  });
});

describe('CMP-07: what the other bureau answers', () => {
  const said = {
    act: 'note-rival-answer',
    rival: 'yunqi-wangshan',
    takes: true,
    reasons,
    arisenOn: '2026-04-17',
  } as const;

  test('is put on the case by the platform while the dispute runs, and decides nothing', () => {
    const given = { events: [filed(), disputed('yunqi-wangshan')], by: 'delivery' } as const;
    const made = happens(given, said, ['RivalAnswered']);
    const state = after(given.events, made);
    assert.deepEqual([state.phase, state.dispute?.answer], ['competence-dispute', { takes: true, on: '2026-04-21' }]);
    refused({ ...given, by: 'head' }, said, 'not-permitted');
    refused(given, { ...said, rival: 'lanchuan-beidu' }, 'not-in-this-state');
    refused({ ...given, events: [filed()] }, said, 'not-in-this-state');
    happens(given, { ...said, dispute: 2 }, ['RivalAnswered']);
  });

  test('late, never falls on a later dispute with the same bureau', () => {
    const first = { events: [filed(), disputed('yunqi-wangshan')], by: 'head' } as const;
    const own = { act: 'agree-competence', agreedOn: '2026-04-20', counterpart, reasons, takenBy: 'own' } as const;
    const again = [...first.events, ...happens(first, own, ['CompetenceAgreed']).events, disputed('yunqi-wangshan')];
    const given = { events: again, by: 'delivery' } as const;
    refused(given, { ...said, dispute: 2 }, 'not-in-this-state');
    happens(given, { ...said, dispute: again.length }, ['RivalAnswered']);
    refused(given, { ...said, arisenOn: '2026-04-18' }, 'not-in-this-state');
  });
});

describe('JUR-10: the two bureaus agree', () => {
  const agree = { act: 'agree-competence', agreedOn: '2026-04-20', counterpart, reasons } as const;

  test('CMP-07: that it stays: nothing moves, nobody is told, the limit is met', () => {
    const given = { events: [filed(), disputed('yunqi-wangshan')], by: 'head' } as const;
    const made = happens(given, { ...agree, takenBy: 'own' }, ['CompetenceAgreed']);
    const state = after(given.events, made);
    assert.deepEqual([state.bureau, state.phase, state.startedOn], ['yunqi-linxi', 'under-review', '2026-04-15']);
    assert.equal(clockOf([...given.events, ...made.events])?.state, 'met');
  });

  test('that the other takes it: its limit runs from its own receipt, and the complainant is told', () => {
    const given = { events: [filed(), disputed('yunqi-wangshan'), says('yunqi-wangshan')], by: 'head' } as const;
    const made = happens(
      given,
      { ...agree, takenBy: 'rival' },
      ['CompetenceAgreed'],
      ['competence-notice → complainant'],
    );
    const state = after(given.events, made);
    assert.deepEqual([state.bureau, state.phase, state.handler], ['yunqi-wangshan', 'under-review', null]);
    assert.deepEqual([state.startedOn, state.firstReceivedOn, state.passedOn], ['2026-04-21', '2026-04-15', true]);
  });

  test('that a bureau of another city takes it: the file goes there and the case ends here', () => {
    const events = [filed(), disputed('lanchuan-beidu'), says('lanchuan-beidu')];
    const given = { events, by: 'head', namedUnit: beidu } as const;
    const made = happens(
      given,
      { ...agree, takenBy: 'rival' },
      ['CompetenceAgreed', 'ComplaintTransferredOut'],
      ['competence-notice → complainant', 'competence-transfer → bureau'],
    );
    const [, out] = made.events;
    assert.ok(out?.type === 'ComplaintTransferredOut');
    assert.deepEqual([out.payload.to, out.payload.basis], [beidu.name, 'order-121:33']);
    const state = after(given.events, made);
    assert.deepEqual([state.bureau, state.phase, state.closedOn], ['yunqi-linxi', 'transferred', '2026-04-21']);
    assert.equal(clockOf([...given.events, ...made.events])?.state, 'met');
  });

  test('one that works here must have said on its own desk that it takes it: trap 13, no county pushes onto another', () => {
    const take = { ...agree, takenBy: 'rival' } as const;
    for (const rival of ['yunqi-wangshan', 'lanchuan-beidu']) {
      const events = [filed(), disputed(rival)];
      refused({ events, by: 'head' }, take, 'rival-has-not-agreed');
      refused({ events: [...events, says(rival, false)], by: 'head' }, take, 'rival-has-not-agreed');
    }
    const outside = { events: [filed(), disputed('某县市场监督管理局')], by: 'head' } as const;
    happens(
      outside,
      take,
      ['CompetenceAgreed', 'ComplaintTransferredOut'],
      ['competence-notice → complainant', 'competence-transfer → bureau'],
    );
  });

  test('is recorded by the head, with somebody to agree with, on a day since it arose', () => {
    const given = { events: [filed(), disputed('yunqi-wangshan')], by: 'head' } as const;
    refused({ ...given, by: 'handler' }, { ...agree, takenBy: 'own' }, 'not-permitted');
    refused(given, { ...agree, takenBy: 'own', agreedOn: '2026-04-16' }, 'before-it-arose');
    refused(given, { ...agree, takenBy: 'own', agreedOn: '2026-04-22' }, 'day-ahead');
    const alone = { type: 'SuperiorAsked', payload: { reasons, on: '2026-04-17', superior: 'yunqi-city' } } as const;
    refused({ events: [filed(), alone], by: 'head' }, { ...agree, takenBy: 'own' }, 'nobody-to-agree-with');
  });
});

describe('JUR-10: the common superior decides', () => {
  const record = {
    act: 'record-designation',
    body: '云澜省市场监督管理局',
    decidedOn: '2026-04-20',
    document: '云澜市监指〔2026〕7号',
    items: [scan],
    reasons,
  } as const;

  test('outside the system: recorded with body, day and number; a case of the own authority moves', () => {
    const given = { events: [filed(), disputed('yunqi-wangshan')], by: 'head', namedUnit: wangshan } as const;
    const made = happens(
      given,
      { ...record, competent: 'yunqi-wangshan' },
      ['EvidenceAdded', 'CompetenceDecided'],
      ['competence-notice → complainant'],
    );
    const [paper, event] = made.events;
    assert.deepEqual(paper?.type === 'EvidenceAdded' && paper.payload.items, [scan]);
    assert.ok(event?.type === 'CompetenceDecided');
    const { body, document, decidedOn, competent } = event.payload;
    assert.deepEqual(
      [body, document, decidedOn, competent],
      [record.body, record.document, '2026-04-20', 'yunqi-wangshan'],
    );
    assert.equal(after(given.events, made).bureau, 'yunqi-wangshan');
    const own = { id: 'yunqi-linxi', kind: 'bureau' } as const;
    happens({ ...given, namedUnit: own }, { ...record, competent: 'yunqi-linxi' }, [
      'EvidenceAdded',
      'CompetenceDecided',
    ]);
  });

  test('that a bureau of another city, or the superior itself, handles it: the case leaves the authority', () => {
    const events = [filed(), disputed('lanchuan-beidu')];
    const papers = ['competence-notice → complainant', 'competence-transfer → bureau'];
    const out = ['EvidenceAdded', 'CompetenceDecided', 'ComplaintTransferredOut'] as const;
    happens({ events, by: 'head', namedUnit: beidu }, { ...record, competent: 'lanchuan-beidu' }, out, papers);
    const taken = happens({ events: [filed()], by: 'head' }, { ...record, competentBody: record.body }, out, papers);
    const [notice] = taken.papers;
    assert.ok(notice?.code === 'competence-notice');
    assert.equal(notice.details.how, 'taken-over');
  });

  test('only one that stands above both, of a bureau below it, on a day that can be', () => {
    const given = { events: [filed(), disputed('lanchuan-beidu')], by: 'head', namedUnit: beidu } as const;
    const named = { ...record, competent: 'lanchuan-beidu' } as const;
    refused(given, { ...named, body: 'yunqi-city' }, 'not-the-common-superior');
    const away = { events: [filed()], by: 'head', namedUnit: far } as const;
    refused(away, { ...named, competent: 'far-away' }, 'not-below-the-superior');
    refused(given, record, 'competent-not-named');
    refused(given, { ...named, competentBody: '某局' }, 'bureau-named-twice');
    refused(given, { ...named, competent: 'nowhere' }, 'no-such-bureau');
    refused(given, { ...named, decidedOn: '2026-04-22' }, 'day-ahead');
    refused(given, { ...named, decidedOn: '2026-04-10' }, 'before-it-arose');
  });

  test('trap 13: one that works here decides on its own desk; what came from outside needs the head, the paper and a question', () => {
    const named = { ...record, competent: 'yunqi-wangshan' } as const;
    const given = { events: [filed(), disputed('yunqi-wangshan')], by: 'head', namedUnit: wangshan } as const;
    refused({ ...given, by: 'handler' }, named, 'not-permitted');
    refused(given, { ...named, body: 'yunqi-city' }, 'superior-decides-here');
    refused(given, { ...named, items: [] }, 'designation-without-document');
    refused({ ...given, events: [filed()] }, named, 'superior-was-not-asked');
    const ended = { type: 'CompetenceAgreed', payload: { ...agreed, competent: 'yunqi-linxi' } } as const;
    refused({ ...given, events: [...given.events, ended] }, named, 'superior-was-not-asked');
    const allHere = new Map([['yunqi-linxi', [{ unit: 'yunqi-city', name: '云栖市市场监督管理局' }]]]);
    const foreseen = foreseenObjection('record-designation', stateAfter([filed()]), factsOf({ above: allHere }));
    assert.equal(foreseen?.refusal, 'superior-decides-here');
  });

  test('in the system: a superior of both names a bureau below it, and only a bureau', () => {
    const asked = { type: 'SuperiorAsked', payload: { reasons, on: '2026-04-17', rival: 'yunqi-wangshan' } } as const;
    const given = { events: [filed(), asked], by: 'intake', namedUnit: wangshan } as const;
    const decide = { act: 'decide-competence', competent: 'yunqi-wangshan', document: '3号', reasons } as const;
    const made = happens(given, decide, ['CompetenceDecided'], ['competence-notice → complainant']);
    const [event] = made.events;
    assert.ok(event?.type === 'CompetenceDecided');
    assert.deepEqual([event.payload.body, event.payload.document], ['yunqi-city', '3号']);
    happens(given, { ...decide, competent: 'yunqi-linxi' }, ['CompetenceDecided']);
    refused(given, { ...decide, competent: 'nowhere' }, 'no-such-bureau');
    refused({ ...given, by: 'head' }, decide, 'not-the-superior');
    const between = { events: [filed(), disputed('lanchuan-beidu')], by: 'intake' } as const;
    refused(between, { ...decide, competent: 'yunqi-linxi' }, 'not-the-common-superior');
  });
});

describe('JUR-07: a superior takes over or is asked', () => {
  const takeOver = { act: 'take-over', reasons } as const;

  test('JUR-07: the bureau above takes a case over, where there is one, and its own days begin', () => {
    const made = happens(
      { events: [filed()], by: 'intake' },
      takeOver,
      ['ComplaintTakenOver'],
      ['competence-notice → complainant'],
    );
    const state = after([filed()], made);
    assert.deepEqual([state.bureau, state.startedOn, state.settled?.how], ['yunqi-city', '2026-04-21', 'taken-over']);
    refused({ events: [filed({ bureau: 'yunqi-city' })], by: 'intake' }, takeOver, 'not-the-superior');
    refused({ events: [filed()], by: 'head' }, takeOver, 'not-the-superior');
  });

  test('JUR-07: the nearest body above both is asked, and the paper is addressed to it', () => {
    const ask = (rival?: typeof wangshan | typeof beidu | { id: string; kind: 'bureau' }) => {
      const command: Command = { act: 'ask-superior', reasons, ...(rival === undefined ? {} : { rival: rival.id }) };
      const made = happens(
        { events: [filed()], ...(rival === undefined ? {} : { namedUnit: rival }) },
        command,
        ['SuperiorAsked'],
        ['competence-request → bureau'],
      );
      const [event] = made.events;
      const [paper] = made.papers;
      assert.ok(event?.type === 'SuperiorAsked' && paper?.code === 'competence-request');
      return [event.payload.superior, paper.details.superior];
    };
    const province = ['云澜省市场监督管理局', '云澜省市场监督管理局'];
    assert.deepEqual(ask(), ['yunqi-city', '云栖市市场监督管理局']);
    assert.deepEqual(ask(wangshan), ['yunqi-city', '云栖市市场监督管理局']);
    assert.deepEqual(ask(beidu), province);
    assert.deepEqual(ask({ id: 'yunqi-city', kind: 'bureau' }), province);
    const asks = { act: 'ask-superior', reasons } as const;
    refused({ events: [filed()], namedUnit: far }, { ...asks, rival: 'far-away' }, 'no-common-superior');
    refused({ events: [filed()], above: new Map() }, asks, 'no-superior-bureau');
  });
});
