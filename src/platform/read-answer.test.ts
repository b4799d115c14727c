import assert from 'node:assert/strict';
import test from 'node:test';
import { AnswerTooLong, readAnswer } from './read-answer.ts';

const answering = (chunks: Iterable<string>) => {
  let given = 0;
  const pieces = chunks[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { value, done } = pieces.next();
      if (done === true) return controller.close();
      given += 1;
      controller.enqueue(new TextEncoder().encode(value));
    },
  });
  return { answer: new Response(body), given: () => given };
};

test('an answer within the limit is read whole, split characters too', async () => {
  assert.equal(await readAnswer(new Response('强健健身'), 12), '强健健身');
  assert.equal(await readAnswer(new Response(null), 0), '');
  assert.equal(await readAnswer(answering(['a', 'b', 'c']).answer, 3), 'abc');
});

test('one that never ends is left as soon as it is longer than anything that could be meant', async () => {
  function* endless() {
    for (;;) yield 'A'.repeat(1000);
  }
  const { answer, given } = answering(endless());
  await assert.rejects(readAnswer(answer, 64_000), AnswerTooLong);
  assert.ok(given() < 100, `${given()} pieces read`);
});
