import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { silentLog } from '#platform/log.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { erase, personIn, together, wordsOf } from '#test/kept-words.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { correctPersonOf } from './correct.ts';
import { wordsOfOldStories } from './lessen-words.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

test('a story an officer wrote down is found by its words, without names, and by no other once somebody was erased', async () => {
  const facts = world.context.texts('zh-CN')('filing:short.inFile');
  const people = { joint: [...together.joint], representatives: [0] };
  const number = await fileCase(world, { ...together, ...people, channel: 'web-short', facts });
  const heard = { facts: '林晓禾和司马秋白说洗衣机漏水，门店停业。', note: '听录音后记录' };
  await doAct(world, 'intake-officer', number, 'complete-particulars', heard);
  const written = await wordsOf(world, number);
  assert.ok(written.includes('洗衣机') && written.includes('停业') && !written.includes('录音'));
  assert.ok(!written.some((word) => word.includes('司马') || word.includes('秋白')));

  // As it stood before stories written down were found: the words in place of the story.
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    await owner.transact(nobody, (tx) =>
      tx.run(
        `update complaint_search w set words = array_to_tsvector(array['录音', '材料'])
           from complaint c where c.tenant = w.tenant and c.stream = w.stream and c.number = $1`,
        [number],
      ),
    );
  } finally {
    await owner.close();
  }
  const task = wordsOfOldStories(world.context);
  const job = { tenant: 'yunqi', attempt: 1, isLast: true, signal: new AbortController().signal, log: silentLog() };
  await task.run(task.read({ after: '00000000-0000-0000-0000-000000000000' }), job);
  assert.deepEqual(await wordsOf(world, number), written);
  assert.deepEqual(await refoldFaults(world), []);

  const right = {
    person: await personIn(world, number, '欧阳建国'),
    fields: { name: '洗衣机' },
    reason: '登记时姓名有误',
  };
  await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const done = await correctPersonOf(world.context, tx, actorOf('handler'), number, right, now());
    assert.ok(!isRefusal(done), JSON.stringify(done));
  });
  const lessened = await wordsOf(world, number);
  assert.ok(!lessened.includes('洗衣机') && lessened.includes('停业'));
  await doAct(world, 'consumer', number, 'withdraw', { representedConsent: true });
  await erase(world, number, await personIn(world, number, '司马秋白'));
  assert.deepEqual(await wordsOf(world, number), lessened);
  await task.run(task.read({ after: '00000000-0000-0000-0000-000000000000' }), job);
  assert.deepEqual(await wordsOf(world, number), lessened, 'none comes back with a name nobody knows any more');
  assert.deepEqual(await refoldFaults(world), []);
});
