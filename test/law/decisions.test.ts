import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '#platform/config.ts';

/** What CONTRIBUTING.md asks of a record, under the names the records give it. */
const parts = {
  context: /^(?:## |\*\*)Context/mu,
  choice: /^(?:## |\*\*)(?:Choice|Decision)/mu,
  consequences: /^(?:## |\*\*)Consequences/mu,
};

const lacking = (text: string): string[] =>
  Object.entries(parts).flatMap(([part, heading]) => (heading.test(text) ? [] : [part]));

test('every decision record has its context, its choice and its consequences', () => {
  const records = globSync('docs/decisions/[0-9]*.md', { cwd: projectRoot }).sort();
  assert.ok(records.length > 40);
  const faults = records.flatMap((file) =>
    lacking(readFileSync(join(projectRoot, file), 'utf8')).map((part) => `${file}: no ${part}`),
  );
  assert.deepEqual(faults, []);
});

test('a record without consequences is found', () => {
  assert.deepEqual(lacking('# 0099 x\n\n**Context.** a\n\n## Choice\n\nb\n'), ['consequences']);
});
