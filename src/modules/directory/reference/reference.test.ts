import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { historyWords } from '#db/seed/history-words.ts';
import { CODE_MAPS } from './code-maps.ts';
import { CODE_TABLES, FOOD_OBJECTS, FOOD_PROBLEMS } from './codes.ts';
import { nationalRegions } from './regions.ts';

const data = `${process.env.FANGXIN_DATA ?? '../shared/data'}/region-gb2260`;
const skip = existsSync(data) ? false : 'skipped: no data';
const codesIn = (system: string) => CODE_TABLES.find((table) => table.id === system)?.items.map((item) => item.code);

test('codes are said once in their table, below a parent of the same table', () => {
  for (const { id, items } of CODE_TABLES) {
    const codes = items.map((item) => item.code);
    assert.equal(new Set(codes).size, codes.length, id);
    for (const { parent } of items) assert.ok(parent === undefined || codes.includes(parent), id);
  }
});

test('every map covers its whole table and leads to codes that exist', () => {
  for (const { from, to, pairs } of CODE_MAPS) {
    assert.deepEqual(Object.keys(pairs).toSorted(), codesIn(from)?.toSorted());
    for (const code of Object.values(pairs)) assert.ok(codesIn(to)?.includes(code), `${from} → ${to}: ${code}`);
  }
});

test('what counts as food stands in the tables', () => {
  for (const code of FOOD_OBJECTS) assert.ok(codesIn('object-12315')?.includes(code));
  for (const code of FOOD_PROBLEMS) assert.ok(codesIn('problem-12315')?.includes(code));
});

test('the made-up history takes its classes from the tables', () => {
  for (const { object, problem } of historyWords.matters) {
    assert.ok(codesIn('object-12315')?.includes(object), object);
    assert.ok(codesIn('problem-12315')?.includes(problem), problem);
  }
});

test('no statistical grouping is offered as a place, and zones are told from counties', () => {
  const regions = nationalRegions();
  assert.deepEqual(
    regions.filter((region) => /^(市辖区|县)$|直辖县级行政区划/.test(region.name)),
    [],
  );
  assert.equal(regions.find((region) => region.code === '130171')?.level, 'zone');
  assert.equal(regions.find((region) => region.code === '429004')?.parent, '420000');
  assert.equal(regions.find((region) => region.code === '500233')?.parent, '500000');
});

test('the package agrees with the counties of GB/T 2260 kept for tests', { skip }, () => {
  const regions = new Map(nationalRegions().map((region) => [region.code, region]));
  const lines = readFileSync(`${data}/area.csv`, 'utf8').trim().split('\n').slice(1);
  assert.ok(lines.length > 2800);
  for (const line of lines) {
    const [code = '', name] = line.split(',');
    assert.deepEqual([regions.get(code)?.name, regions.get(code)?.level], [name, 'county'], code);
  }
});
