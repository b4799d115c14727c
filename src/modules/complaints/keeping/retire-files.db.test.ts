import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { trayOf } from '../files-in-hand.ts';
import { scopeOf } from '../handle.ts';
import { caseView } from '../views/case-view.ts';
import { holdCase } from './holds.ts';
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
