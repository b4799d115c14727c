import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const administration = join(import.meta.dirname, '../../src/desk/features/administration');

test('pages of the administration give columns to the table of the kit and write none of their own', () => {
  const files = readdirSync(administration, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  );
  const texts = files.map((file) => ({ file, text: readFileSync(join(administration, file), 'utf8') }));
  assert.ok(texts.filter(({ text }) => text.includes('<PlainTable')).length > 10);
  assert.deepEqual(
    texts.filter(({ text }) => text.includes('<table')).map(({ file }) => file),
    [],
  );
});
