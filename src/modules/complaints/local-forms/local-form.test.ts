import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seriesWords } from '../paper-making.ts';
import { type LocalForm, type LocalFormText, localFormFault, localFormsOn, type OwnPapers } from './local-form.ts';
import { partsOf, templateFault } from './wording.ts';

const own: OwnPapers = {
  official: ['投诉受理决定书', '投诉调解通知书'],
  titles: ['投诉受理决定书', '投诉情况告知书'],
  series: seriesWords,
};

const plain: LocalFormText = {
  title: '消费提示函',
  englishTitle: '',
  addressee: 'complainant',
  series: '示函',
  wording: '{{complainant}}：\n请{{办法}}。文号{{number}}。',
  aid: '',
  notes: '',
  fields: [{ label: '办法', required: true, long: false }],
};

const faultOf = (change: Partial<LocalFormText>) => localFormFault({ ...plain, ...change }, own);
const saysNo = (change: Partial<LocalFormText>, code: string, params: object = {}) => {
  const fault = faultOf(change);
  assert.equal(fault?.refusal, code, JSON.stringify(fault));
  for (const [name, value] of Object.entries(params)) assert.equal(fault?.params?.[name], value);
};

describe('what may be entered as a local form', () => {
  test('a letter with values, a blank and a number passes', () => assert.equal(faultOf({}), undefined));

  test('titles of the official set are refused, however they are spaced or lengthened', () => {
    saysNo({ title: '投诉受理决定书' }, 'local-form-title-official', { title: '投诉受理决定书' });
    saysNo({ title: '投诉 受理（决定书）' }, 'local-form-title-official');
    saysNo({ title: '投诉调解通知书（简易）' }, 'local-form-title-official', { title: '投诉调解通知书' });
  });

  test('nor may it bear the title of another paper, or of any decision', () => {
    saysNo({ title: '投诉情况告知书' }, 'local-form-title-taken');
    saysNo({ title: '责令改正决定书' }, 'local-form-title-of-decision');
    saysNo({ englishTitle: 'Decision', aid: 'x' }, 'local-form-title-of-decision');
  });

  test('a name nobody knows, or that this form cannot have, is named with its line', () => {
    saysNo({ wording: '一\n\n{{办法}}{{投诉者}}' }, 'local-form-name-unknown', { line: 3, name: '投诉者' });
    saysNo({ series: '' }, 'local-form-name-unknown', { line: 2, name: 'number' });
    saysNo({ wording: '{{办法}}\n{{body}}' }, 'local-form-name-unknown', { line: 2, name: 'body' });
  });

  test('braces that do not match are named with their line, full-width ones too', () => {
    for (const wording of [
      '{{办法}}\n{{complainant}',
      '{{办法}}\n}}',
      '{{办法}}\n{{{facts}}}',
      '{{办法}}\n｛｛facts｝｝',
    ])
      saysNo({ wording }, 'local-form-braces-open', { line: 2 });
  });

  test('series of the program’s own papers are taken; others are Chinese characters', () => {
    saysNo({ series: '投受' }, 'local-form-series-taken');
    saysNo({ series: 'A1' }, 'local-form-series-unreadable');
  });

  test('blanks have names of their own and stand on the paper', () => {
    const blank = (label: string) => ({ label, required: false, long: false });
    saysNo({ fields: [blank('办法'), blank('办法')] }, 'local-form-field-twice');
    saysNo({ fields: [blank('办法'), blank('facts')] }, 'local-form-field-twice');
    saysNo({ fields: [blank('办法'), blank('期限')] }, 'local-form-field-unused', { label: '期限' });
    saysNo({ fields: [blank('办法'), blank('{')] }, 'local-form-field-unnamed');
    saysNo({ fields: Array.from({ length: 13 }, (_, n) => blank(`第${n}项`)) }, 'local-form-too-many-fields');
  });

  test('the reading aid has title and text, or neither', () => {
    saysNo({ aid: 'Dear {{complainant}}' }, 'local-form-aid-by-halves');
    saysNo({ wording: ' \n ' }, 'local-form-says-nothing');
    assert.equal(faultOf({ aid: 'Dear {{complainant}}', englishTitle: 'Reminder' }), undefined);
  });

  test('what a person wrote is never read as a name', () => {
    assert.deepEqual(partsOf('甲{{ facts }}乙'), [{ text: '甲' }, { name: 'facts' }, { text: '乙' }]);
    assert.equal(templateFault('wording', '没有取值', new Set()), undefined);
  });
});

const version = (n: number, from: LocalForm['from'], to: LocalForm['to'] = null): LocalForm => ({
  ...{ ...plain, code: 'reminder', version: n, from, to },
});

describe('which version holds', () => {
  test('the one with the latest first day, of several the newest, and none once it has ended', () => {
    const forms = [version(1, '2026-01-01'), version(2, '2026-07-01'), version(3, '2026-06-15')];
    const on = (day: LocalForm['from'], all = forms) => localFormsOn(all, day).map((one) => one.version);
    assert.deepEqual(on('2025-12-31'), []);
    assert.deepEqual(on('2026-06-14'), [1]);
    assert.deepEqual(on('2026-06-15'), [3]);
    assert.deepEqual(on('2026-07-01'), [2]);
    const over = [...forms, version(4, '2026-07-01', '2026-09-01')];
    assert.deepEqual([on('2026-08-31', over), on('2026-09-01', over)], [[4], []]);
  });
});
