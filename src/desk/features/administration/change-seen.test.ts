import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whatChanged } from '../../kit/what-changed.ts';
import type { FieldSpec } from './change-field.ts';
import { changeSeen } from './change-seen.ts';

test('a record two administrators correct: the second is told what the first wrote, choices in their words', () => {
  const fields: FieldSpec[] = [
    { kind: 'text', name: 'name', label: '名称', most: 200 },
    {
      kind: 'choice',
      name: 'status',
      label: '状态',
      options: [
        { value: 'active', label: '在营' },
        { value: 'moved', label: '迁出' },
      ],
    },
    { kind: 'long', name: 'reason', label: '理由', most: 500 },
  ];
  const before = changeSeen(1, fields, { name: '强健健身', status: 'active' });
  const now = changeSeen(2, fields, { name: '强健健身', status: 'moved' });
  assert.equal(now.version, 2);
  assert.deepEqual(whatChanged(before.shows, now.shows), [{ label: '状态', came: ['迁出'], left: ['在营'] }]);
});
