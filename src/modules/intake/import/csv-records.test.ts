import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvRecord, csvRecordsIn } from './csv-records.ts';

const recordsOf = async (text: string, longest = 1_000, size = 7): Promise<CsvRecord[]> => {
  const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
  return await Array.fromAsync(csvRecordsIn(Readable.from(chunks), longest));
};
const linesOf = (records: readonly CsvRecord[]) => records.map(({ line, fields }) => [line, fields?.join('|')]);

test('each record has the line it begins on and its own text, whatever ends the lines', async () => {
  for (const ending of ['\n', '\r\n', '\r']) {
    const text = ['\u{FEFF}a,b', '1,"two', 'lines"', '', '"say ""so""",x', '"x"y,4', 'last,'].join(ending);
    const found = await recordsOf(text);
    if (ending !== '\r') {
      assert.deepEqual(found[1]?.raw, `1,"two${ending}lines"`);
      assert.deepEqual(linesOf(found).slice(1, 2), [[2, `1|two${ending}lines`]]);
    }
    assert.deepEqual(linesOf(found).slice(2), [
      [4, ''],
      [5, 'say "so"|x'],
      [6, '"x"y|4'],
      [7, 'last|'],
    ]);
  }
});

test('a quote that is never closed costs its own line, and the next record keeps its number', async () => {
  const runaway = `5,"open\n${'6,so\n'.repeat(40)}7,end`;
  const found = await recordsOf(`a,b\n${runaway}`, 100);
  assert.deepEqual(linesOf(found).slice(0, 3), [
    [1, 'a|b'],
    [2, undefined],
    [3, '6|so'],
  ]);
  assert.equal(found[1]?.raw, '5,"open');
  assert.deepEqual(linesOf(found.slice(-1)), [[43, '7|end']]);
  assert.deepEqual(linesOf(await recordsOf('a,b\n1,"open\n2,x')), [
    [1, 'a|b'],
    [2, undefined],
    [3, '2|x'],
  ]);
});

test('well-formed texts are read as another reader reads them', async () => {
  const field = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', '\n', ' ', '=', '😀'), maxLength: 6 });
  const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (table, size) => {
      const text = `h\n${table.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`;
      const found = await recordsOf(text, 1_000, size);
      const expected: string[][] = parse(text, { relax_column_count: true, relax_quotes: true });
      assert.deepEqual(
        found.map(({ fields }) => fields),
        expected,
      );
    }),
  );
});

test('a line longer than any sound record is told, costs what its length costs, and the next is read', async () => {
  const size = 65_536;
  const text = `a,b\n1,2\n${'x'.repeat(3_000_000)}\n3,4\n`;
  const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
  const found: [number, readonly string[] | undefined][] = [];
  for await (const { line, fields, raw } of csvRecordsIn(Readable.from(chunks), 100_000)) {
    assert.ok(raw.length <= 100_000);
    found.push([line, fields]);
  }
  assert.deepEqual(found, [
    [1, ['a', 'b']],
    [2, ['1', '2']],
    [3, undefined],
    [4, ['3', '4']],
  ]);
});

test('a file of carriage returns alone is read in lines however long it is', async () => {
  const text = `a,b\r${'1,2\r'.repeat(1_000)}`;
  let lines = 0;
  for await (const { fields } of csvRecordsIn(Readable.from([text.slice(0, 501), text.slice(501)]), 300)) {
    assert.equal(fields?.length, 2);
    lines += 1;
  }
  assert.equal(lines, 1_001);
});
