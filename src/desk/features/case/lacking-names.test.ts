import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseParty, CaseView } from '#modules/complaints/case-contract.ts';
import { textsFor } from '#platform/texts.ts';
import { lackingNames, withoutAddress } from './lacking-names.ts';

const party = (person: string, name: string | null, kind: string) => ({ person, kind, masked: { name } }) as CaseParty;
const view = {
  parties: [party('lin', '林**', 'complainant'), party('wang', '王*', 'joint'), party('li', null, 'joint')],
  consents: {
    ...{ publicity: false, entrust: false },
    lacking: { publicity: { against: [], silent: [] }, entrust: { against: ['lin'], silent: ['wang', 'li'] } },
  },
} as unknown as CaseView;

test('a refusal that counts whose word is missing is told with their names, as the case shows them', () => {
  const zh = textsFor('zh-CN');
  assert.equal(lackingNames('not-all-agreed-to-entrusting', view, zh), '涉及：王*、共同投诉人。');
  assert.equal(lackingNames('one-of-several-declines-entrusting', view, zh), '涉及：林**。');
  assert.equal(lackingNames('one-of-several-declines-entrusting', view, textsFor('en')), 'This concerns 林**.');
  assert.equal(lackingNames('not-permitted', view, zh), '');
  assert.equal(lackingNames('not-all-agreed-to-entrusting', { ...view, consents: null }, zh), '');
});

test('form 9: whoever it names without an address on file is told before the agreement is recorded', () => {
  const zh = textsFor('zh-CN');
  const one = (kind: string, address: string | null, standing: string | null = null) =>
    ({ kind, standing, erased: false, masked: { name: '孙**', address } }) as CaseParty;
  const names = (...parties: CaseParty[]) => withoutAddress({ parties }, zh);
  const lin = one('complainant', '桂花路**');
  assert.equal(names(lin, one('agent', null, 'in-force')), '孙**（委托代理人）');
  assert.equal(
    names(one('complainant', null), one('respondent-agent', null, 'in-force')),
    '孙**（投诉人）、孙**（被投诉人的委托代理人）',
  );
  assert.equal(names(lin, one('agent', '竹林路**', 'in-force'), one('agent', null, 'ended'), one('helper', null)), '');
});
