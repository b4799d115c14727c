import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { silentLog } from '#platform/log.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { readComplaint } from '../store.ts';
import { correctPersonOf } from './correct.ts';
import { erasePersonOf } from './erase.ts';
import { wordsOfOldStories } from './lessen-words.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const wordsOf = async (number: string): Promise<readonly string[]> => {
  const rows = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ words: string[] }>(
      `select tsvector_to_array(w.words) as words from complaint_search w
         join complaint c on c.tenant = w.tenant and c.stream = w.stream where c.number = $1`,
      [number],
    ),
  );
  return rows.flatMap(({ words }) => words);
};

const erase = (number: string, person: string) => {
  const actor = actorOf('bureau-head');
  const wish = { person, ground: 'no-longer-needed', reason: '案件已办结，当事人申请删除' } as const;
  return world.context.database.transact(scopeOf(actor), async (tx) => {
    const done = await erasePersonOf(world.context, tx, actor, number, wish, now());
    assert.ok(!isRefusal(done), JSON.stringify(done));
    return done;
  });
};

const personIn = async (number: string, name: string): Promise<string> => {
  const loaded = await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const one = await readComplaint(tx, world.context.vault, number);
    assert.ok(one);
    for (const party of one.state.parties) {
      const entry = party.fields.name?.entry ?? '';
      const [opened] = await world.context.vault.openEntries(tx, one, [entry]);
      if (opened !== undefined && !isRefusal(opened) && opened.value === name) return party.person;
    }
    return undefined;
  });
  assert.ok(loaded, name);
  return loaded;
};

const together = {
  joint: [
    { name: '欧阳建国', phone: '13900000021', address: '云栖市临溪区松林路 3 号' },
    { name: '司马秋白', phone: '13900000022', address: '云栖市临溪区松林路 4 号' },
  ],
  representatives: [0],
  jointAgreed: true,
} as const;

test('a story an officer wrote down is found by its words, without names, and by no other once somebody was erased', async () => {
  const facts = world.context.texts('zh-CN')('filing:short.inFile');
  const people = { joint: [...together.joint], representatives: [0] };
  const number = await fileCase(world, { ...together, ...people, channel: 'web-short', facts });
  const heard = { facts: '林晓禾和司马秋白说洗衣机漏水，门店停业。', note: '听录音后记录' };
  await doAct(world, 'intake-officer', number, 'complete-particulars', heard);
  const written = await wordsOf(number);
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
  assert.deepEqual(await wordsOf(number), written);
  assert.deepEqual(await refoldFaults(world), []);

  const right = { person: await personIn(number, '欧阳建国'), fields: { name: '洗衣机' }, reason: '登记时姓名有误' };
  await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const done = await correctPersonOf(world.context, tx, actorOf('handler'), number, right, now());
    assert.ok(!isRefusal(done), JSON.stringify(done));
  });
  const lessened = await wordsOf(number);
  assert.ok(!lessened.includes('洗衣机') && lessened.includes('停业'));
  await doAct(world, 'consumer', number, 'withdraw', { representedConsent: true });
  await erase(number, await personIn(number, '司马秋白'));
  assert.deepEqual(await wordsOf(number), lessened);
  await task.run(task.read({ after: '00000000-0000-0000-0000-000000000000' }), job);
  assert.deepEqual(await wordsOf(number), lessened, 'none comes back with a name nobody knows any more');
  assert.deepEqual(await refoldFaults(world), []);
});
