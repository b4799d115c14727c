import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { paperOf } from '../paper-data.ts';
import { at, desk, orderOf } from './fixtures.ts';

test('art. 18 the notice asks a respondent whether it agrees to mediation, unless it has agreed', () => {
  const said = (operatorConsent: boolean | null): string => {
    const state = { ...desk.state, operatorConsent };
    return JSON.stringify(paperOf(orderOf('respondent-notice'), { ...desk, state }, at, textsFor('en')));
  };
  for (const open of [null, false]) {
    assert.match(said(open), /是否同意调解/u);
    assert.match(said(open), /whether you agree to mediation/u);
  }
  assert.match(said(true), /你单位已经表示同意调解/u);
  assert.match(said(true), /and you have agreed/u);
  assert.doesNotMatch(said(true), /是否同意调解|whether you agree/u);
});
