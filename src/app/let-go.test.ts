import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import type { Ending, FileAtEnd } from '#platform/end-of-term.ts';
import { Refused } from '#platform/http/errors.ts';
import { textsFor } from '#platform/texts.ts';
import { letGoAll } from './let-go.ts';

const file = (number: string, held = false): FileAtEnd => ({
  ...{ tenant: 'yunqi', stream: number, number, endedOn: '2016-01-04', years: 10, held },
});

const run = async (language: Language, dryRun: boolean) => {
  const left = new Map(['1', '2', '3', '4'].map((number) => [number, file(number)]));
  const letGo = async ({ number }: FileAtEnd): Promise<Ending> => {
    if (number === '1') throw new TypeError('no history');
    if (number === '2') throw new Refused(refuse('file-retired', { params: { on: '2026-11-29' } }));
    if (number === '3') {
      left.set(number, file(number, true));
      return 'held';
    }
    left.delete(number);
    return 'gone';
  };
  const due = async function* () {
    yield* [...left.values()];
  };
  const [printed, noted]: [string[], string[]] = [[], []];
  const out = {
    say: textsFor(language),
    print: (text: string) => printed.push(text.trim()),
    note: (text: string) => noted.push(text.trim()),
  };
  return { failed: await letGoAll('files', { due, letGo }, dryRun, out), printed, noted };
};

test('PIPL 47(1)(2) a file that cannot go is named with its reason and keeps none behind it waiting', async () => {
  const { failed, printed, noted } = await run('en', false);
  assert.equal(failed, 2);
  assert.deepEqual(printed, [
    'archived files: 1 past their term (RET-04; PIPL arts 19, 47), 1 more kept by a legal hold',
    '3: from 2016-01-04, under a legal hold',
  ]);
  assert.equal(noted[0], 'not let go: 1. Why: no history');
  assert.match(noted[1] ?? '', /^not let go: 2\. Why: The term of keeping is over .+29 Nov 2026/u);
  const chinese = await run('zh-CN', false);
  assert.match(chinese.noted[1] ?? '', /^未能销毁：2。原因：案卷保存期满，内容已于2026年11月29日依法销毁/u);
});

test('a trial touches nothing and names everything', async () => {
  const { failed, printed, noted } = await run('en', true);
  assert.deepEqual([failed, printed.length, noted], [0, 5, []]);
});
