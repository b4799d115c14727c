import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CanonicalValue as Json } from '#kernel/canonical.ts';
import { type KnownValue, type StillThere, withoutClaimant, withoutPerson } from './without-person.ts';

const gone: readonly KnownValue[] = [
  { kind: 'name', value: '李明' },
  { kind: 'phone', value: '13900000021' },
  { kind: 'address', value: '松林路 3 号' },
  { kind: 'id-type', value: '居民身份证' },
];
const others: readonly KnownValue[] = [
  { kind: 'name', value: '李明华' },
  { kind: 'address', value: '松林路 3 号' },
];
const without = (value: Json): Json => withoutPerson(value, { gone, others, mark: '〔已删除〕' });

test('PIPL 47 a text names the erased person no more, whole or masked, and leaves a name that holds theirs', () => {
  assert.equal(without('李明、李明华（139****0021，13900000021）'), '〔已删除〕、李明华（〔已删除〕，〔已删除〕）');
  assert.equal(without('居民身份证'), '居民身份证', 'what points to nobody stays');
});

test('PIPL 47 an address two share goes from the line of the erased one only', () => {
  const table = {
    kind: 'table',
    rows: [
      ['1', '李明', '松林路 3 号'],
      ['2', '李明华', '松林路 3 号'],
    ],
  };
  assert.deepEqual(without(table), {
    kind: 'table',
    rows: [
      ['1', '〔已删除〕', '〔已删除〕'],
      ['2', '李明华', '松林路 3 号'],
    ],
  });
  const group = {
    label: '投诉人',
    rows: [
      [
        { label: '姓名', value: '李明' },
        { label: '地址', value: '松林路 3 号' },
      ],
    ],
  };
  assert.ok(!JSON.stringify(without(group)).includes('松林路'));
});

test('what says nothing of the person is the very same value', () => {
  const value = { rows: [['李明华', '松林路 3 号']] };
  assert.equal(without(value), value);
});

const nowhere: StillThere = { numbers: new Set(), held: new Set(), known: [] };

test('PIPL 47 in a list of many cases a namesake of another case stays, and the title names nobody erased', () => {
  const row = (number: string, name: string) => ['1', number, name, '13900000021'];
  const paper = (title: string, rows: readonly Json[]) => ({
    heading: [{ label: '事件', value: title }],
    blocks: [{ kind: 'table', heading: ['编号', '姓名'], rows }],
  });
  const listed = paper('李明等人投诉', [row('A-1 B-1', '李明'), row('C-1', '李明'), row('A-1', '李明华')]);
  const absent = { gone, others: [...others, { kind: 'phone', value: '13900000021' }], mark: '〔已删除〕' };
  const less = withoutClaimant(listed, 'A-1', absent, nowhere);
  const marked = ['1', 'A-1 B-1', '〔已删除〕', '〔已删除〕'];
  assert.deepEqual(less, paper('〔已删除〕等人投诉', [marked, row('C-1', '李明'), row('A-1', '李明华')]));
  assert.equal(withoutClaimant(less, 'D-1', absent, nowhere), less);
});

test('PIPL 47(2) whoever still complains in another case of the row stays in it under that number, and whole while it is held', () => {
  const paper = (title: string, ...rows: Json[]) => ({ heading: title, blocks: [{ kind: 'table', rows }] });
  const listed = paper('李明付款', ['1', 'A-1 B-1', '李明', '13900000021'], ['2', 'A-1', '李明', '13900000021']);
  const absent = { gone, others: [], mark: '〔已删除〕' };
  const known = [...gone];
  const running = { numbers: new Set(['B-1']), held: new Set<string>(), known };
  const alone = ['2', 'A-1', '〔已删除〕', '〔已删除〕'];
  assert.deepEqual(
    withoutClaimant(listed, 'A-1', absent, running),
    paper('李明付款', ['1', 'B-1', '李明', '13900000021'], alone),
  );
  assert.deepEqual(
    withoutClaimant(listed, 'A-1', absent, { ...running, held: new Set(['B-1']) }),
    paper('李明付款', ['1', 'A-1 B-1', '李明', '13900000021'], alone),
  );
  const below = paper('', ['1', 'C-1', 'B-1\nA-1', '李明', '13900000021']);
  assert.deepEqual(
    withoutClaimant(below, 'A-1', absent, running),
    paper('', ['1', 'C-1', 'B-1', '李明', '13900000021']),
    'also where it repeats another and stands below one that does',
  );
  const otherwise = { ...running, known: [{ kind: 'name', value: '李敏' }] };
  assert.deepEqual(
    withoutClaimant(listed, 'A-1', absent, otherwise).blocks,
    paper('', ['1', 'A-1 B-1', '〔已删除〕', '〔已删除〕'], alone).blocks,
    'a name that the other case does not know would never go',
  );
});
