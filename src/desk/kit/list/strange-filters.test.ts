import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strangeFilters } from './strange-filters.ts';

const phase = {
  name: 'phase',
  label: '状态',
  choices: [
    { value: 'accepted', label: '已受理' },
    { value: 'agreed', label: '已达成' },
  ],
};
const due = { name: 'due', label: '期限', choices: [{ value: 'overdue', label: '已超期' }] };
const strange = (query: string) => strangeFilters([phase, due], new URLSearchParams(query)).map(({ name }) => name);

test('a filter of an old link is named where none of its choices has that value', () => {
  assert.deepEqual(strange('view=all-open&phase=nonsense&due=overdue'), ['phase']);
  assert.deepEqual(strange('phase=accepted,agreed&due=overdue'), []);
  assert.deepEqual(strange('phase=accepted,gone&due='), ['phase']);
  assert.deepEqual(strange('q=%E5%A5%BD'), []);
});
