import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { main } from '../../tools/law-doc.ts';
import { testsByCode } from '../../tools/law-mentions.ts';

/** Put together here, so that these examples are no titles of this file. */
const code = (n: number): string => `CMP-0${n}`;

const said: string[] = [];
const call = (...argv: string[]): number => {
  said.length = 0;
  return main(argv, (text) => said.push(text));
};

test('docs/law.md is fresh', () => {
  assert.equal(call('--check'), 0, said.join('\n'));
});

test('every rule of the rulebook is named by a test', () => {
  const named = testsByCode(join(import.meta.dirname, '../..'));
  assert.deepEqual(
    rulebook.rules.map((rule) => rule.code).filter((one) => !named.has(one)),
    [],
  );
});

describe('the check sees what it must see', () => {
  let folder: string;
  let out: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'law-doc-'));
    out = join(folder, 'law.md');
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src', 'due.test.ts'), `test('${code(1)} ends on the seventh day', () => {});\n`);
    assert.equal(call('--root', folder, '--out', out), 0);
  });
  after(() => rmSync(folder, { recursive: true }));

  const check = () => call('--root', folder, '--out', out, '--check');

  test('a fresh document passes and names the test', () => {
    assert.equal(check(), 0);
    assert.match(readFileSync(out, 'utf8'), /src\/due\.test\.ts\): CMP-01 ends on the seventh day/);
  });

  test('a test renamed since makes it stale', () => {
    writeFileSync(join(folder, 'src', 'due.test.ts'), `test('${code(1)} ends on the eighth day', () => {});\n`);
    assert.equal(check(), 1);
    assert.match(said.join('\n'), /is stale: run/);
    call('--root', folder, '--out', out);
    assert.equal(check(), 0);
  });

  test('a document edited by hand is stale', () => {
    writeFileSync(out, readFileSync(out, 'utf8').replace('第十五条', '第十六条'));
    assert.equal(check(), 1);
  });

  test('a missing document is stale', () => {
    rmSync(out);
    assert.equal(check(), 1);
  });
});

test('titles are found in any quotes, over lines, with filled-in parts shown as …', () => {
  const folder = mkdtempSync(join(tmpdir(), 'law-mentions-'));
  mkdirSync(join(folder, 'test'));
  const filledIn = '$' + '{days}';
  const lines = [
    `test(\n  '${code(1)} over lines',\n  () => {});`,
    `it("${code(2)} the party's own", () => {});`,
    `describe(\`${code(3)} after ${filledIn} days\`, () => {});`,
    `test.skip('${code(5)} left out', () => {});`,
    `const notATitle = '${code(7)}';`,
  ];
  writeFileSync(join(folder, 'test', 'a.test.ts'), lines.join('\n'));
  const found = testsByCode(folder);
  rmSync(folder, { recursive: true });
  assert.deepEqual(
    [...found].map(([code, tests]) => [code, tests[0]?.title]),
    [
      [code(1), `${code(1)} over lines`],
      [code(2), `${code(2)} the party's own`],
      [code(3), `${code(3)} after … days`],
      [code(5), `${code(5)} left out`],
    ],
  );
});
