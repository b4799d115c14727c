import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedByNobody, tablesIn } from './who-was-erased.ts';

const known = [
  { kind: 'name', value: '林晓禾' },
  { kind: 'phone', value: '13800000001' },
  { kind: 'address', value: '桂花路 12 号' },
];
const seen = { known, blanks: ['未提供', '〔已删除〕'] };
const columns = { name: 1, phone: 2, address: 3 };

test('PIPL 47 a line of a list in which nobody known stands is that of somebody erased, with all that is theirs alone', () => {
  const rows = [
    ['1', '林晓禾', '13800000001', '桂花路 12 号'],
    ['2', '欧阳建国', '139****0021', '桂花路 12 号'],
    ['3', '司马秋白', '13900000022', '松林路 4 号'],
    ['4', '未提供', '13900000023', ''],
    ['5', '〔已删除〕', '〔已删除〕', '〔已删除〕'],
  ];
  assert.deepEqual(namedByNobody(rows, columns, seen), [
    { kind: 'name', value: '欧阳建国' },
    { kind: 'name', value: '司马秋白' },
    { kind: 'phone', value: '13900000022' },
    { kind: 'address', value: '松林路 4 号' },
  ]);
});

test('tables are found wherever they stand in a paper', () => {
  const table = { kind: 'table', heading: ['姓名'], rows: [['林晓禾']] };
  const paper = { blocks: [{ kind: 'paragraph', runs: ['一'] }], annex: { title: '名单', blocks: [table] } };
  assert.deepEqual(tablesIn(paper), [table]);
});
