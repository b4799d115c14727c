import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from '#platform/config.ts';
import { createKeyFile } from '#platform/crypto/keys.ts';
import { appendErasures, type ErasureLine, erasuresPath } from '#platform/erasure-list.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { textsFor } from '#platform/texts.ts';
import { checkErasures } from './erasures-to-restore.ts';
import type { Out } from './say.ts';

const directory = mkdtempSync(join(tmpdir(), 'fangxin-list-'));
after(() => rmSync(directory, { recursive: true }));
const FANGXIN_KEY_FILE = join(directory, 'demo.key');
const keyring = createKeyFile(FANGXIN_KEY_FILE, new Date());
const instance = readConfig({ FANGXIN_VAR: directory, FANGXIN_KEY_FILE });
const list = erasuresPath(directory);
const line = (stream: string): ErasureLine => ({
  ...{ tenant: 'yunqi', stream, at: '2026-05-06', basis: 'pipl 47', person: 'p' },
});
const quiet: Out = { say: textsFor('en'), print: () => undefined, note: () => undefined };
const many = Array.from({ length: 2_100 }, (_, n) => line(`s${n}`));

test('a checked list is gone through again in pages, without what is added meanwhile, and never once it was changed', async () => {
  await appendErasures(list, many, keyring);
  const again = await checkErasures(list, instance, false, quiet);
  assert.ok(again);
  const pages: (readonly ErasureLine[])[] = [];
  const onLines = async (page: readonly ErasureLine[]): Promise<void> => void pages.push(page);
  await again(onLines);
  await appendErasures(list, [line('late')], keyring);
  await again(onLines);
  assert.deepEqual(
    pages.map(({ length }) => length),
    [1_000, 1_000, 100, 1_000, 1_000, 100],
  );
  assert.deepEqual(pages.slice(3).flat(), many);

  writeFileSync(list, readFileSync(list, 'utf8').replace('"s7"', '"s8"'));
  const isChanged = (error: unknown) => error instanceof StartFailure && error.code === 'erasures-changed';
  await assert.rejects(again(onLines), isChanged);
});

test('of a damaged list the second time gives what could be relied on the first time, and no more', async () => {
  rmSync(list);
  await appendErasures(list, ['a', 'b', 'c'].map(line), keyring);
  const [a = '', b = '', c = ''] = readFileSync(list, 'utf8').trimEnd().split('\n');
  writeFileSync(list, `${[a, b.replace('"b"', '"x"'), c].join('\n')}\n`);
  appendFileSync(list, 'half a li');
  await assert.rejects(checkErasures(list, instance, false, quiet), /erasures-forged/u);
  const again = await checkErasures(list, instance, true, quiet);
  const streams: string[] = [];
  await again?.(async (page) => void streams.push(...page.map(({ stream }) => stream)));
  assert.deepEqual(streams, ['a', 'c']);
});
