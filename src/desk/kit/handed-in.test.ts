import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesIn, openHand } from './handed-in.ts';

test('a file is taken back once no field holds it, never one that an act took, and a failure is nobody’s concern', async () => {
  const takenBack: string[] = [];
  const hand = openHand((file) => {
    takenBack.push(file);
    return Promise.reject(new Error('no network'));
  });
  hand.hold('twice');
  hand.hold('twice');
  hand.letGo(['twice']);
  assert.deepEqual(takenBack, []);
  hand.letGo(['twice']);
  assert.deepEqual(takenBack, ['twice']);
  hand.hold('sent');
  hand.used(['sent']);
  hand.letGo(['sent']);
  // Of a form that outlived a reload nothing is known any more.
  hand.letGo(['from before']);
  assert.deepEqual(takenBack, ['twice', 'from before']);
  await Promise.resolve();
});

test('the files of a form are found wherever they stand, and nothing else is taken for one', () => {
  const file = (id: string) => ({ file: id, name: `${id}.pdf` });
  assert.deepEqual(
    filesIn({
      evidence: [file('a'), file('b')],
      agent: { items: [file('c')] },
      joint: [{ papers: [file('a')] }],
      facts: 'text',
      nothing: undefined,
      none: null,
      paper: { file: 3, name: 'x' },
    }),
    ['a', 'b', 'c', 'a'],
  );
  assert.deepEqual(filesIn(undefined), []);
});
