import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CaseAct, CaseView } from '#modules/complaints/case-contract.ts';
import type { CaseCompetence } from '#modules/complaints/competence-contract.ts';
import { actBodies, actNames } from '#modules/complaints/contract.ts';
import { textsFor } from '#platform/texts.ts';
import { isToldAbove } from '../../kit/act-answer.ts';
import type { ActField, Asked, Values } from './act-field.ts';
import { actForms } from './act-forms.ts';
import { bodyOf, changedMembers, initialValues, visibleFields } from './act-values.ts';
import { carriedOver } from './carried.ts';
import { blanksLeft } from './local-letter-forms.ts';

type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly type?: string;
};

const shapeOf = (act: keyof typeof actBodies): Shape => actBodies[act] as Shape;
const memberOf = (field: ActField): string => field.name.split('.')[0] ?? '';

/** Members the desk never sends for an officer, with the reason. */
const leftOut: Readonly<Record<string, readonly string[]>> = {};

describe('the table of act forms against the shapes of the API', () => {
  for (const act of actNames) {
    const { properties = {}, required = [] } = shapeOf(act);
    const fields = actForms[act];

    it(`${act}: every member can be filled in, and nothing else is asked`, () => {
      const members = Object.keys(properties).filter((name) => !leftOut[act]?.includes(name));
      assert.deepEqual([...new Set(fields.map(memberOf))].sort(), members.sort());
    });

    it(`${act}: what the API requires, the form can always supply`, () => {
      for (const name of required) {
        const field = fields.find((one) => one.name === name);
        // Lists and nested members are sent empty when nothing was typed.
        const sentEmpty = field?.control === 'claims' || fields.some((one) => one.name.startsWith(`${name}.`));
        assert.ok(field?.required !== undefined || sentEmpty || field?.when !== undefined, `${act}.${name}`);
      }
    });

    it(`${act}: choices are those of the API`, () => {
      for (const field of fields) {
        const allowed = properties[field.name]?.enum;
        if (field.choices === undefined || allowed === undefined) continue;
        assert.deepEqual([...field.choices.values].sort(), [...allowed].map(String).sort(), `${act}.${field.name}`);
      }
    });
  }
});

const inPhase = (phase: Asked['phase']): Asked => ({
  phase,
  objectName: null,
  problemName: null,
  parties: [],
  assistants: [],
  recusal: null,
  closedOn: null,
  acceptedOn: null,
});

/** A case that ended, with one decision chosen to be put right. */
const ofDecision = (type: string): Asked => ({
  ...inPhase('terminated'),
  timeline: [{ version: 4, type } as CaseView['timeline'][number]],
});

describe('bodyOf', () => {
  it('reads money into fen, days stay text, a moment gets its zone', () => {
    const agreement = bodyOf(
      actForms['record-agreement'],
      {
        form: 'mediation-paper',
        performed: true,
        recoveredFen: '1,280.50',
        terms: ' 三日内退款 ',
        outcome: [{ kind: 'refund', amount: '1280.50' }],
      },
      inPhase('mediating'),
    );
    assert.equal(agreement.recoveredFen, 128_050);
    assert.equal(agreement.terms, '三日内退款');
    assert.deepEqual(agreement.outcome, [{ kind: 'refund', amountFen: 128_050 }]);
    const opened = bodyOf(
      actForms['open-mediation'],
      { mediator: 'm', mode: 'on-site', at: '2026-04-24T09:30' },
      inPhase('accepted'),
    );
    assert.equal(opened.at, '2026-04-24T09:30:00+08:00');
  });

  it('leaves out what is not shown in this state, and nests dotted names', () => {
    const values = { recused: true, mediator: 'm', endedOn: '2026-04-24', reasons: 'r' };
    assert.deepEqual(bodyOf(actForms.resume, values, inPhase('appraisal')), { endedOn: '2026-04-24', reasons: 'r' });
    assert.deepEqual(bodyOf(actForms.resume, values, inPhase('interrupted')), {
      recused: true,
      mediator: 'm',
      reasons: 'r',
    });
    assert.deepEqual(
      bodyOf(
        actForms.correct,
        { version: 4, 'changed.recoveredFen': '12', reasons: 'r' },
        ofDecision('AgreementRecorded'),
      ),
      {
        version: 4,
        changed: { recoveredFen: 1200 },
        reasons: 'r',
      },
    );
  });

  it('keeps a no apart from a silence', () => {
    assert.deepEqual(bodyOf(actForms.answer, { consentsToMediation: false, by: 'phone' }, inPhase('accepted')), {
      consentsToMediation: false,
      by: 'phone',
    });
  });

  it('sends of the particulars only what differs from the file', () => {
    const fields = actForms['complete-particulars'];
    const onFile = { respondentKind: 'unknown', respondentName: '', online: false, objectCode: '101' };
    const learned = { ...onFile, respondentKind: 'ordinary', respondentName: ' 强健健身 ', note: '电话核实' };
    const asked = inPhase('under-review');
    assert.deepEqual(changedMembers(bodyOf(fields, learned, asked), bodyOf(fields, onFile, asked)), {
      respondent: { kind: 'ordinary', name: '强健健身' },
      note: '电话核实',
    });
  });

  it('leaves open whether it was bought online until an officer says so', () => {
    const fields = actForms['complete-particulars'];
    const view = {
      respondent: {},
      acts: [],
      papers: [],
      amountFen: null,
      purchase: { online: null, goods: null },
    } as unknown as CaseView;
    const onFile = initialValues('complete-particulars', view, 'me', '2026-04-21');
    const asked = inPhase('under-review');
    const said = (more: object) =>
      changedMembers(bodyOf(fields, { ...onFile, ...more }, asked), bodyOf(fields, onFile, asked));
    assert.deepEqual(said({}), {});
    assert.deepEqual(said({ goods: '年卡' }), { purchase: { goods: '年卡' } });
    assert.deepEqual(said({ online: false }), { purchase: { online: false } });
  });

  it('asks for the story only where it was left to a recording or an officer wrote it', () => {
    const names = (story?: 'left' | 'written') => {
      const act = { act: 'complete-particulars', ...(story === undefined ? {} : { story }) } as CaseAct;
      return visibleFields(actForms['complete-particulars'], {}, { ...inPhase('under-review'), acts: [act] }).map(
        ({ name }) => name,
      );
    };
    assert.deepEqual(
      [names().includes('facts'), names('left').includes('facts'), names('written').includes('facts')],
      [false, true, true],
    );
  });

  it('says of what a letter leaves open that it may be left out only where its form lets it, and names what is missing', () => {
    const withBlanks = (...required: boolean[]) => {
      const fields = required.map((one, place) => ({ label: `空${place + 1}`, required: one, long: false }));
      const forms = [
        { id: 'a.1', title: '提示函', englishTitle: '', addressee: 'complainant', numbered: true, fields },
      ];
      return { ...inPhase('accepted'), acts: [{ act: 'make-local-letter', forms } as unknown as CaseAct] };
    };
    const answers = actForms['make-local-letter'].find(({ name }) => name === 'answers');
    const asked = (...required: boolean[]) => answers?.asked?.(withBlanks(...required), { form: 'a.1' });
    assert.deepEqual([asked(true), asked(false, true), asked(false)], [true, true, false]);
    const left = (typed?: string[]) => blanksLeft({ form: 'a.1', answers: typed }, withBlanks(true, false, true));
    assert.deepEqual(left(), ['空1', '空3']);
    assert.deepEqual(left([' ', '', '有']), ['空1']);
    assert.deepEqual(left(['有', '', '有']), []);
  });

  it('asks whether it is no food matter only where no class says so', () => {
    const names = (view: Asked) => visibleFields(actForms.refuse, { ground: 1 }, view).map((field) => field.name);
    assert.ok(names(inPhase('under-review')).includes('noFoodMatter'));
    assert.ok(!names({ ...inPhase('under-review'), objectName: '健身服务' }).includes('noFoodMatter'));
  });

  it('begins a correction with a decision of its list: of a withdrawn case with the acceptance', () => {
    const made = (version: number, type: string) => ({ version, type });
    const decisions = [{ version: 3 }, { version: 6 }, { version: 8 }];
    const startOf = (...timeline: object[]) =>
      initialValues(
        'correct',
        { papers: [], acts: [{ act: 'correct', decisions }], timeline } as never,
        'a',
        '2026-04-24',
      );
    const acceptances = [made(2, 'ComplaintRefused'), made(3, 'ComplaintAccepted')];
    assert.deepEqual(startOf(...acceptances, made(8, 'ComplaintWithdrawn')), { version: 3 });
    assert.deepEqual(startOf(...acceptances, made(6, 'MediationTerminated')), { version: 6 });
    assert.deepEqual(startOf(made(8, 'ComplaintWithdrawn')), { version: undefined });
  });

  it('asks of an item of art. 16 found after acceptance what its refusal would have been asked', () => {
    const names = (values: Values, view = inPhase('mediating')) =>
      visibleFields(actForms.terminate, values, view).map((field) => field.name);
    const asked = (found: string) =>
      names({ ground: 6, found }).filter((name) => name !== 'ground' && name !== 'found');
    assert.deepEqual(asked('1'), ['rightBureau', 'competentBody', 'noFoodMatter', 'reasons']);
    assert.deepEqual(asked('2'), ['earlierHandler', 'earlierBody', 'earlierOn', 'reasons']);
    assert.deepEqual(asked('3'), ['factors', 'reasons']);
    assert.deepEqual(asked('4'), ['knewOn', 'reasons']);
    assert.deepEqual(asked('5'), ['papersAtFault', 'reasons']);
    assert.deepEqual(asked('6'), ['identityFault', 'reasons']);
    for (const found of ['7', 'fraud']) assert.deepEqual(asked(found), ['reasons']);
    assert.ok(!names({ ground: 4 }).includes('knewOn'), 'ground 4 of the end is the cost of an appraisal');
    const corrected = { version: 4, 'changed.ground': 6, found: '4' };
    const fields = visibleFields(actForms.correct, corrected, ofDecision('MediationTerminated')).map(
      ({ name }) => name,
    );
    assert.ok(fields.includes('knewOn'));
    const ofAcceptance = visibleFields(actForms.correct, { version: 4 }, ofDecision('ComplaintAccepted'));
    assert.deepEqual(
      ofAcceptance.map(({ name }) => name),
      ['version', 'changed.amountFen', 'reasons'],
      'an earlier decision is asked what it says, however the case ended',
    );
  });

  it('TER-07 REF-03 asks of a case under Order 20 nothing that only Order 121 knows', () => {
    const under = (phase: 'mediating' | 'under-review', order: 'order-20' | 'order-121'): Asked => ({
      ...inPhase(phase),
      order,
    });
    const names = (act: 'terminate' | 'refuse', values: Values, view: Asked) =>
      visibleFields(actForms[act], values, view).map(({ name }) => name);
    assert.ok(names('terminate', { ground: 7 }, under('mediating', 'order-121')).includes('ended'));
    assert.ok(!names('terminate', { ground: 7 }, under('mediating', 'order-20')).includes('ended'));
    assert.ok(names('refuse', { ground: 3 }, under('under-review', 'order-121')).includes('factors'));
    assert.ok(!names('refuse', { ground: 3 }, under('under-review', 'order-20')).includes('factors'));
    const found = actForms.terminate.find(({ name }) => name === 'found')?.choices;
    assert.equal(found?.textsOfOrder20, 'foundOfOrder20');
    for (const item of ['1', '2', '3', '4', '5', '6'])
      assert.match(textsFor('zh-CN')(`complaint:foundOfOrder20.${item}`), /^暂行办法第十五条第（/u);
  });

  it('asks for the consent of those represented only where somebody is, and only for a yes to a settlement (art. 12)', () => {
    const asks = (settled: boolean, kinds: readonly string[]) => {
      const view = { ...inPhase('accepted'), parties: kinds.map((kind) => ({ kind })) } as unknown as Asked;
      const fields = visibleFields(actForms['confirm-settlement'], { settled }, view);
      return fields.some(({ name }) => name === 'representedConsent');
    };
    assert.deepEqual(
      [asks(true, ['complainant', 'joint']), asks(false, ['complainant', 'joint']), asks(true, ['complainant'])],
      [true, false, false],
    );
  });
});

describe('what is said of competence is not typed again', () => {
  const competent = (own: boolean): CaseCompetence => ({
    on: '2026-04-21',
    competent: [{ bureau: 'yunqi-wangshan', name: '望山县市场监督管理局', ground: '住所地', own }],
    waitsForOnline: false,
    steps: [{ sentence: '平台未展示经营者地址', rule: 'JUR-05', articleText: null }],
    superiors: [],
    dispute: null,
    settled: null,
    receipts: [],
  });
  const begins = (act: 'route' | 'refuse', found: CaseCompetence) =>
    initialValues(act, { papers: [] } as unknown as CaseView, 'me', '2026-04-21', found);

  it('routing goes to the competent bureau, with the reason', () => {
    const reasoning = '望山县市场监督管理局（住所地）：平台未展示经营者地址';
    assert.deepEqual(begins('route', competent(false)), { to: 'yunqi-wangshan', reasoning });
    assert.deepEqual(begins('route', competent(true)), {});
  });

  it('neither as long as nobody has written down whether it was bought online', () => {
    const waits = { ...competent(false), waitsForOnline: true };
    assert.deepEqual([begins('route', waits), begins('refuse', waits)], [{}, {}]);
  });

  it('a refusal names the right bureau, never the own one', () => {
    assert.deepEqual(begins('refuse', competent(false)), { rightBureau: 'yunqi-wangshan' });
    assert.deepEqual(begins('refuse', competent(true)), {});
  });
});

describe('a decision that only waits to be made begins as it was drafted', () => {
  const begins = (view: Partial<CaseView>) =>
    initialValues(
      'terminate',
      { papers: [], toEnd: null, knewOn: null, ...view } as unknown as CaseView,
      'me',
      '2026-06-17',
    );

  it('TER-05 the day after the sixty days: its ground and its text', () => {
    const toEnd = { because: 'limit', ground: 5, since: '2026-06-16', reasons: '调解期限于2026年6月16日届满。' };
    const values = begins({ toEnd: toEnd as CaseView['toEnd'] });
    assert.deepEqual(bodyOf(actForms.terminate, values, inPhase('mediating')), { ground: 5, reasons: toEnd.reasons });
  });

  it('REF-04 the day the complainant gave stands there to be kept or changed, and is sent with that item alone', () => {
    const values = { ...begins({ knewOn: '2022-03-01' }), reasons: 'r' };
    const sent = (more: Values) => bodyOf(actForms.terminate, { ...values, ...more }, inPhase('mediating'));
    assert.deepEqual(sent({ ground: 6, found: '4' }), { ground: 6, found: '4', knewOn: '2022-03-01', reasons: 'r' });
    assert.deepEqual(sent({ ground: 3 }), { ground: 3, reasons: 'r' });
  });
});

describe('what was typed goes along to the act named instead (TER-06, FSL art. 115)', () => {
  const isBureau = (id: string) => id === 'yunqi-wangshan';
  const typed = { ground: 6, found: '1', rightBureau: 'yunqi-wangshan', reasons: '属于种植环节' };

  it('from an end or a refusal to the transfer of a food matter: to whom, and the reasons', () => {
    const carried = { unit: 'yunqi-wangshan', reasons: '属于种植环节' };
    assert.deepEqual(carriedOver('terminate', 'transfer', typed, isBureau), carried);
    assert.deepEqual(carriedOver('refuse', 'transfer', typed, isBureau), carried);
    const outside = { ...typed, rightBureau: undefined, competentBody: '望山县农业农村局' };
    assert.deepEqual(carriedOver('terminate', 'transfer', outside, isBureau), {
      to: '望山县农业农村局',
      reasons: '属于种植环节',
    });
  });

  it('an end refused at its field offers the transfer it names as a button, and nothing twice where none is named', () => {
    const fields = actForms.terminate.map(({ name }) => name);
    const problem = { type: '', title: '', status: 422, code: 'food-matter-is-transferred', field: 'found' };
    assert.equal(isToldAbove({ ...problem, instead: ['transfer'] }, fields), true);
    assert.equal(isToldAbove(problem, fields), false);
    assert.equal(isToldAbove({ ...problem, field: 'elsewhere' }, fields), true);
  });

  it('no unit that the other form cannot show, no ground of another list', () => {
    const intake = { ...typed, rightBureau: 'yunqi-intake' };
    assert.deepEqual(carriedOver('terminate', 'transfer', intake, isBureau), { reasons: '属于种植环节' });
    assert.deepEqual(carriedOver('terminate', 'refuse', { ground: 6, reasons: '' }, isBureau), {});
  });
});
