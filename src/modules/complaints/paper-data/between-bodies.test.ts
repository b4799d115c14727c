import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperOf } from '../paper-data.ts';
import { at, desk, orderOf } from './fixtures.ts';

test('form 3 of an intake centre is signed by the authority that set it up, as the official sample is', () => {
  const centre = { ...desk.unit, kind: 'intake-centre', name: '云栖市12315投诉举报中心' };
  const signed = (unit: typeof desk.unit) => paperOf(orderOf('form-3'), { ...desk, unit }, at).seal?.authority;
  assert.equal(signed(centre), '云栖市市场监督管理局');
  assert.equal(signed(desk.unit), desk.unit.name);
});
