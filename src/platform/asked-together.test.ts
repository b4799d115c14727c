import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AskedTogether } from './asked-together.ts';

const key = (text: string) => Buffer.from(text);

const recorded = () => {
  const asked: string[][] = [];
  let answer: (() => void) | undefined;
  const together = new AskedTogether<string>(async (keys) => {
    const names = keys.map(String);
    asked.push(names);
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    if (names.includes('bad')) throw new Error('no answer');
    return new Map(names.filter((name) => name !== 'unknown').map((name) => [key(name).toString('hex'), name]));
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, together, turn, answerNow: () => answer?.() };
};

test('the first asks at once, those who come meanwhile ask together, each for itself', async () => {
  const { asked, together, turn, answerNow } = recorded();
  const first = together.find(key('a'));
  await turn();
  const rest = ['b', 'c', 'b', 'unknown'].map((name) => together.find(key(name)));
  await turn();
  assert.deepEqual(asked, [['a']]);
  answerNow();
  assert.equal(await first, 'a');
  await turn();
  answerNow();
  assert.deepEqual(await Promise.all(rest), ['b', 'c', 'b', undefined]);
  assert.deepEqual(asked, [['a'], ['b', 'c', 'unknown']]);
});

test('a failure reaches those who asked then, and nobody after them', async () => {
  const { together, turn, answerNow } = recorded();
  const failing = together.find(key('bad'));
  await turn();
  const later = together.find(key('good'));
  answerNow();
  await assert.rejects(failing, /no answer/u);
  await turn();
  answerNow();
  assert.equal(await later, 'good');
});

test('an answer is never older than its question', async () => {
  const { asked, together, turn, answerNow } = recorded();
  for (const _ of [1, 2]) {
    const found = together.find(key('a'));
    await turn();
    answerNow();
    assert.equal(await found, 'a');
  }
  assert.equal(asked.length, 2);
});
