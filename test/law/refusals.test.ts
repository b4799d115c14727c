import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { projectRoot } from '#platform/config.ts';
import { localeFiles } from '#platform/texts.ts';

/** Codes of refusals as the sources write them, with the first file that does. */
const codesIn = (sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const codes = new Map<string, string>();
  for (const [file, text] of sources) {
    for (const [, code] of text.matchAll(/\brefuse\(\s*'([a-z0-9-]+)'/gu))
      if (code !== undefined && !codes.has(code)) codes.set(code, file);
  }
  return codes;
};

/** Namespaces that hold a sentence for each code. */
const homesOf = (
  files: readonly { namespace: string; refusals: readonly string[] }[],
): ReadonlyMap<string, string[]> => {
  const homes = new Map<string, string[]>();
  for (const { namespace, refusals } of files)
    for (const code of refusals) homes.set(code, [...(homes.get(code) ?? []), namespace]);
  return homes;
};

/** API, site and desk must say the same of one fact: so each code has one sentence, in one file a language. */
export const refusalFaults = (codes: ReadonlyMap<string, string>, homes: ReadonlyMap<string, string[]>): string[] => [
  ...[...codes].filter(([code]) => !homes.has(code)).map(([code, file]) => `${code}: no sentence (${file})`),
  ...[...homes].filter(([, where]) => where.length > 1).map(([code, where]) => `${code}: in ${where.join(' and ')}`),
];

const sources = new Map(
  globSync('src/**/*.ts', { cwd: projectRoot })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .map((file) => [file, readFileSync(join(projectRoot, file), 'utf8')]),
);

describe('every refusal has one sentence', () => {
  for (const language of ['zh-CN', 'en'] as const)
    test(language, () => {
      const files = localeFiles()
        .filter((file) => file.language === language)
        .map(({ namespace, file }) => {
          const texts = JSON.parse(readFileSync(file, 'utf8')) as { refusals?: Record<string, string> };
          return { namespace, refusals: Object.keys(texts.refusals ?? {}) };
        });
      assert.deepEqual(refusalFaults(codesIn(sources), homesOf(files)), []);
    });

  test('the check sees a missing and a doubled one', () => {
    const codes = codesIn(new Map([['a.ts', "return refuse('lost', {}); refuse(\n 'kept')"]]));
    const homes = homesOf([
      { namespace: 'one', refusals: ['kept', 'twice'] },
      { namespace: 'two', refusals: ['twice'] },
    ]);
    assert.deepEqual(refusalFaults(codes, homes), ['lost: no sentence (a.ts)', 'twice: in one and two']);
  });
});
