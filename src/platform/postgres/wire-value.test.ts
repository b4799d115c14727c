import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wireValue } from './wire-value.ts';

test('values go to the database as text, bytes as they are, lists element by element', () => {
  assert.equal(wireValue(undefined), null);
  assert.equal(wireValue(null), null);
  assert.equal(wireValue('云栖'), '云栖');
  assert.equal(wireValue(12.5), '12.5');
  assert.equal(wireValue(false), 'false');
  assert.deepEqual(wireValue(Buffer.from('ab')), Buffer.from('ab'));
  assert.deepEqual(wireValue(new Uint8Array([7, 8])), Buffer.from([7, 8]));
  assert.equal(wireValue(new Date('2026-11-29T03:00:00.123+08:00')), '2026-11-28T19:00:00.123Z');
  assert.equal(wireValue({ a: [1, '"'] }), '{"a":[1,"\\""]}');
  assert.equal(wireValue([]), '{}');
  assert.equal(
    wireValue(['a,b', null, 'c"d\\e', 3, true, 'NULL', '']),
    '{"a,b",NULL,"c\\"d\\\\e","3","true","NULL",""}',
  );
  assert.equal(wireValue([Buffer.from([1, 255])]), '{"\\\\x01ff"}');
  assert.equal(wireValue([['a'], ['b']]), '{{"a"},{"b"}}');
});

test('a list of texts is read back as it was', () => {
  const read = (list: string): string[] =>
    [...list.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"/gsu)].map(([, text = '']) => text.replace(/\\(.)/gsu, '$1'));
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
      assert.deepEqual(read(String(wireValue(texts))), texts);
    }),
  );
});
