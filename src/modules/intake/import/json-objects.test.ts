import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { topLevelObjects } from './json-objects.ts';

const read = async (text: string, longest = 100_000, size = 7) => {
  const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
  const found: { line: number; id: unknown }[] = [];
  for await (const { line, raw } of topLevelObjects(Readable.from(chunks), longest)) {
    let id: unknown = 'unsound';
    try {
      id = JSON.parse(raw).id;
    } catch {
      // Told by its line.
    }
    found.push({ line, id });
  }
  return found;
};

const records = Array.from({ length: 6 }, (_, id) => ({ id, text: '第一，{要} "退"', more: [{ a: 1 }, { b: [{}] }] }));
const sound = records.map(({ id }) => id);
const ids = async (text: string, longest?: number) => (await read(text, longest)).map(({ id }) => id);

const forms = {
  'indented by two': JSON.stringify(records, null, 2),
  'indented by a tab': JSON.stringify(records, null, '\t'),
  'a line each': `[\n${records.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
  'begun beside the bracket': `[${records.map((one) => JSON.stringify(one, null, 1)).join(',\n')}]`,
  'all on one line': JSON.stringify(records),
};

for (const [name, text] of Object.entries(forms)) {
  test(`objects ${name} come one by one with their lines`, async () => {
    assert.deepEqual(await ids(text), sound);
  });

  test(`objects ${name}: a missing brace or a stray quote costs that record alone`, async () => {
    const second = text.indexOf('"id":1') === -1 ? text.indexOf('"id": 1') : text.indexOf('"id":1');
    const third = text.lastIndexOf('}', text.indexOf(text.includes('"id": 2') ? '"id": 2' : '"id":2'));
    const unclosed = text.slice(0, third) + text.slice(third + 1);
    const quoted = `${text.slice(0, second)}"${text.slice(second)}`;
    for (const broken of [unclosed, quoted]) {
      const found = await ids(broken);
      assert.deepEqual(
        found.filter((one) => typeof one === 'number'),
        sound.filter((one) => one !== 1),
        `${name}: ${JSON.stringify(found)}`,
      );
      assert.ok(found.includes('unsound'));
    }
  });
}

test('an object longer than any sound one is given cut, and the next is found', async () => {
  const long = { id: 1, text: 'x'.repeat(5_000) };
  const text = `[\n${[records[0], long, records[2]].map((one) => JSON.stringify(one)).join(',\n')}\n]`;
  assert.deepEqual(await read(text, 1_000), [
    { line: 2, id: 0 },
    { line: 3, id: 'unsound' },
    { line: 4, id: 2 },
  ]);
});

test('what is cut off in the middle is told by its line', async () => {
  assert.deepEqual(await read('[\n{"id":0},\n{"id":1, "te'), [
    { line: 2, id: 0 },
    { line: 3, id: 'unsound' },
  ]);
});

test('an object that closes but is no JSON is told once, whatever lies within it', async () => {
  const text = '[{"id":0,"more":[{"x":1},{"y":2}],"b":oops},{"id":1,"a":[{"b":[{}]},{"c":1}]},{"id":2}]';
  assert.deepEqual(await ids(text), ['unsound', 1, 2]);
});

test('many unclosed objects are told each by itself, however far the limit lies', async () => {
  const text = `[\n${Array.from({ length: 4_000 }, (_, id) => `{"id":${id},"text":"${'字'.repeat(300)}"`).join(',\n')}\n]`;
  assert.deepEqual(
    (await read(text, 1_000_000, 65_536)).map(({ line }) => line),
    Array.from({ length: 4_000 }, (_, at) => at + 2),
  );
});
