import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import type { ComplaintEvent } from '../complaint.ts';
import type { PaperDesk } from '../paper-data/paper-desk.ts';
import { whyFell } from './why-fell.ts';

const sealed = (entry: string) => ({ entry, commitment: '' });
const desk = {
  state: { decisions: [{ version: 2, papers: [1] }] },
  t: textsFor('zh-CN'),
} as unknown as PaperDesk;
const words: Readonly<Record<string, string>> = { why: '认定事实有误', long: '因'.repeat(400) };
const opened = { text: (of: { entry: string } | undefined) => words[of?.entry ?? ''] ?? null };

const annulled = (entry: string, voids?: readonly number[]) =>
  ({
    type: 'DecisionAnnulled',
    payload: { version: 2, decision: 'x', back: 'under-review', reasons: sealed(entry), on: '2026-05-06', voids },
  }) as unknown as ComplaintEvent;

test('each paper that holds no more says since when and why; the first annulments fell with the papers of their decision', () => {
  const off: ComplaintEvent = {
    type: 'SessionCalledOff',
    payload: { at: '2026-05-12T02:00:00Z', why: 'appraisal', on: '2026-05-08', voids: [4] },
  };
  assert.deepEqual(
    [...whyFell([annulled('why', [1, 3]), off], desk, opened)],
    [
      [1, '2026年5月6日撤销：认定事实有误'],
      [3, '2026年5月6日撤销：认定事实有误'],
      [4, '2026年5月8日起不再有效：原定调解取消（进行鉴定检测）'],
    ],
  );
  assert.deepEqual([...whyFell([annulled('why')], desk, opened).keys()], [1]);
  assert.match(whyFell([annulled('gone')], desk, opened).get(1) ?? '', /^2026年5月6日撤销：.+/u);
  assert.equal(whyFell([annulled('long')], desk, opened).get(1)?.length, '2026年5月6日撤销：…'.length + 120);
});
