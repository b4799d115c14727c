import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whatChanged } from './what-changed.ts';

test('a line a colleague added to a fact sheet meanwhile is named, with the field that takes it', () => {
  const before = [{ label: '共同事实', text: '门店于五月一日停业。', field: 'facts' }];
  const now = [{ label: '共同事实', text: '门店于五月一日停业。\n甲补的一条。', field: 'facts' }];
  assert.deepEqual(whatChanged(before, now), [{ label: '共同事实', came: ['甲补的一条。'], left: [], field: 'facts' }]);
});

test('what was answered, what went away and what is as it was', () => {
  const before = [
    { label: '状态', text: '待答复' },
    { label: '收到', text: '2026-11-02' },
    { label: '理由', text: '旧' },
  ];
  const now = [
    { label: '状态', text: '已答复' },
    { label: '收到', text: '2026-11-02' },
    { label: '文书', text: '咨询答复 第1号' },
  ];
  assert.deepEqual(whatChanged(before, now), [
    { label: '状态', came: ['已答复'], left: ['待答复'] },
    { label: '文书', came: ['咨询答复 第1号'], left: [] },
    { label: '理由', came: [], left: ['旧'] },
  ]);
});

test('nothing that can be seen has changed', () => {
  assert.deepEqual(whatChanged([{ label: 'a', text: 'x\n\n' }], [{ label: 'a', text: 'x' }]), []);
});
