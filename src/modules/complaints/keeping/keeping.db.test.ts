import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { silentLog } from '#platform/log.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { trayOf } from '../files-in-hand.ts';
import { scopeOf } from '../handle.ts';
import { readComplaint } from '../store.ts';
import { caseView } from '../views/case-view.ts';
import { correctPersonOf } from './correct.ts';
import { erasePersonOf } from './erase.ts';
import { holdCase } from './holds.ts';
import { lessenOldWords } from './lessen-words.ts';
import { filesDue, retireFiles } from './retire-files.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const years = (n: number): Date => new Date(now().getTime() + n * 365.25 * 86_400_000);

const archivedCase = async (): Promise<string> => {
  const number = await fileCase(world);
  const content = (async function* () {
    yield Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  })();
  const upload = { ...trayOf(actorOf('consumer')), purpose: 'evidence', name: '收据.pdf', content } as const;
  const taken = await takeUpload(world.context.files, upload);
  assert.ok(!isRefusal(taken));
  await doAct(world, 'consumer', number, 'add-evidence', { items: [taken.file] });
  await doAct(world, 'consumer', number, 'withdraw', {});
  await doAct(world, 'handler', number, 'archive', {});
  return number;
};

const viewOf = (number: string) => {
  const actor = actorOf('handler');
  return world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }),
  );
};

const filesKept = (number: string) =>
  world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.adhoc(
      `select 1 from evidence_file f join complaint c on c.tenant = f.tenant and c.stream = f.stream
        where c.number = $1 and f.state = 'kept'`,
      [number],
    ),
  );

test('a file goes when its term is over, a held one stays, and history and rows still agree (RET-04)', async () => {
  const [gone, held] = [await archivedCase(), await archivedCase()];
  const actor = actorOf('handler');
  const hold = await world.context.database.transact(scopeOf(actor), (tx) =>
    holdCase(world.context, tx, actor, held, '行政诉讼中', now()),
  );
  assert.ok(!isRefusal(hold));
  assert.deepEqual(await filesDue(world.context, years(9)), [], 'ten years unless the authority decides otherwise');

  const due = await filesDue(world.context, years(10.1));
  assert.deepEqual(
    due.map((file) => [file.number, file.years, file.held]).sort(),
    [
      [gone, 10, false],
      [held, 10, true],
    ].sort(),
  );
  assert.equal((await viewOf(gone))?.facts === null, false, 'a list changes nothing');
  assert.equal(await retireFiles(world.context, due, years(10.1)), 1);

  const after = await viewOf(gone);
  assert.equal(after?.facts, null);
  assert.ok(after?.parties.every((party) => party.masked.name === null));
  assert.equal(after?.timeline.at(-1)?.type, 'FileRetired');
  assert.deepEqual([(await filesKept(gone)).length, (await filesKept(held)).length > 0], [0, true]);
  assert.notEqual((await viewOf(held))?.facts, null);
  assert.deepEqual(
    (await filesDue(world.context, years(10.1))).map((file) => file.number),
    [held],
    'run again there is nothing left but what is held',
  );
  assert.deepEqual(await refoldFaults(world), []);
});

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
  facts: '林晓禾与欧阳建国、司马秋白一起办理健身年卡，诸葛文渊介绍，门店停业后拒退余额。',
} as const;

test('search words name nobody of the case, lose a name that comes up later, and get none back by an erasure', async () => {
  const number = await fileCase(world, { ...together, joint: [...together.joint], representatives: [0] });
  const filed = await wordsOf(number);
  for (const name of ['林晓禾', '欧阳', '建国', '司马', '秋白']) assert.ok(!filed.includes(name), name);
  assert.ok(filed.includes('停业') && filed.some((word) => word.includes('诸葛')));

  const actor = actorOf('handler');
  const person = await personIn(number, '司马秋白');
  const right = { person, fields: { name: '诸葛文渊' }, reason: '登记时姓名有误' };
  await world.context.database.transact(scopeOf(actor), async (tx) => {
    const done = await correctPersonOf(world.context, tx, actor, number, right, now());
    assert.ok(!isRefusal(done), JSON.stringify(done));
  });
  const corrected = await wordsOf(number);
  assert.ok(!corrected.some((word) => word.includes('诸葛') || word.includes('司马')));
  assert.ok(corrected.includes('停业'));

  await doAct(world, 'consumer', number, 'withdraw', { representedConsent: true });
  await erase(number, person);
  await erase(number, await personIn(number, '欧阳建国'));
  assert.deepEqual(await wordsOf(number), corrected);
});

test('words of filings made before are gone through once, with the names the case knows', async () => {
  const number = await fileCase(world, { ...together, joint: [...together.joint], representatives: [0] });
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    await owner.transact(nobody, (tx) =>
      tx.run(
        `update complaint_search w set words = w.words || array_to_tsvector(array['欧阳建国', '司马'])
           from complaint c where c.tenant = w.tenant and c.stream = w.stream and c.number = $1`,
        [number],
      ),
    );
  } finally {
    await owner.close();
  }
  const task = lessenOldWords(world.context);
  const job = { tenant: 'yunqi', attempt: 1, isLast: true, signal: new AbortController().signal, log: silentLog() };
  await task.run(task.read({ after: '00000000-0000-0000-0000-000000000000' }), job);
  const words = await wordsOf(number);
  assert.ok(words.includes('停业'));
  assert.ok(!words.some((word) => ['欧阳建国', '司马'].includes(word)));
});
