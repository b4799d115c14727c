import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { eraseAgain } from '#platform/erasures.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { silentLog } from '#platform/log.ts';
import { lyingValues, storeRestated } from '#platform/vault-restated.ts';
import { doAct, fileCase, inTray } from '#test/cases.ts';
import { dueNow, letGoOf } from '#test/end-of-term.ts';
import { erase, personIn, together, wordsOf } from '#test/kept-words.ts';
import { faultsOnceChanged, refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';

import { scopeOf } from '../handle.ts';
import { keepRegistration } from '../keep-registration.ts';
import { fileOfPaper, findPaper } from '../paper-files.ts';
import { renderPaper } from '../papers-render.ts';
import { keepScan } from '../scan-back.ts';
import { readComplaint } from '../store.ts';
import { caseView } from '../views/case-view.ts';
import { correctPersonOf } from './correct.ts';
import { holdCase } from './holds.ts';
import { lessenOldPapers } from './lessen-old-papers.ts';
import { lessenOldWords } from './lessen-words.ts';
import { filesAtEnd } from './retire-files.ts';

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
  assert.deepEqual(
    await dueNow(filesAtEnd(world.context, years(9))),
    [],
    'ten years unless the authority decides otherwise',
  );

  const due = await dueNow(filesAtEnd(world.context, years(10.1)));
  assert.deepEqual(
    due.map((file) => [file.number, file.years, file.held]).sort(),
    [
      [gone, 10, false],
      [held, 10, true],
    ].sort(),
  );
  assert.equal((await viewOf(gone))?.facts === null, false, 'a list changes nothing');
  assert.equal(await letGoOf(filesAtEnd(world.context, years(10.1))), 1);

  const after = await viewOf(gone);
  assert.equal(after?.facts, null);
  assert.ok(after?.parties.every((party) => party.masked.name === null));
  assert.equal(after?.timeline.at(-1)?.type, 'FileRetired');
  assert.deepEqual([(await filesKept(gone)).length, (await filesKept(held)).length > 0], [0, true]);
  assert.notEqual((await viewOf(held))?.facts, null);
  assert.deepEqual(
    (await dueNow(filesAtEnd(world.context, years(10.1)))).map((file) => file.number),
    [held],
    'run again there is nothing left but what is held',
  );
  assert.deepEqual(await refoldFaults(world), []);
});

const facts = '林晓禾与欧阳建国、司马秋白一起办理健身年卡，诸葛文渊介绍，门店停业后拒退余额。';

test('search words name nobody of the case, lose a name that comes up later, and get none back by an erasure', async () => {
  const number = await fileCase(world, { ...together, facts, joint: [...together.joint], representatives: [0] });
  const filed = await wordsOf(world, number);
  for (const name of ['林晓禾', '欧阳', '建国', '司马', '秋白']) assert.ok(!filed.includes(name), name);
  assert.ok(filed.includes('停业') && filed.some((word) => word.includes('诸葛')));

  const actor = actorOf('handler');
  const person = await personIn(world, number, '司马秋白');
  const right = { person, fields: { name: '诸葛文渊' }, reason: '登记时姓名有误' };
  await world.context.database.transact(scopeOf(actor), async (tx) => {
    const done = await correctPersonOf(world.context, tx, actor, number, right, now());
    assert.ok(!isRefusal(done), JSON.stringify(done));
  });
  const corrected = await wordsOf(world, number);
  assert.ok(!corrected.some((word) => word.includes('诸葛') || word.includes('司马')));
  assert.ok(corrected.includes('停业'));

  await doAct(world, 'consumer', number, 'withdraw', { representedConsent: true });
  await erase(world, number, person);
  await erase(world, number, await personIn(world, number, '欧阳建国'));
  assert.deepEqual(await wordsOf(world, number), corrected);

  assert.deepEqual(await refoldFaults(world), []);
  const own = `stream = (select stream from complaint where number = '${number}')`;
  const found = await faultsOnceChanged(
    world,
    `create table kept_words as select * from complaint_search where ${own}; delete from complaint_search where ${own}`,
    'insert into complaint_search select * from kept_words; drop table kept_words',
  );
  assert.deepEqual(found, [`${number} row-missing complaint_search`], 'the words that others left are there');
});

test('words of filings made before are gone through once, with the names the case knows', async () => {
  const number = await fileCase(world, { ...together, facts, joint: [...together.joint], representatives: [0] });
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
  const words = await wordsOf(world, number);
  assert.ok(words.includes('停业'));
  assert.ok(!words.some((word) => ['欧阳建国', '司马'].includes(word)));
});

const paperOf = (number: string, n: number) => {
  const actor = actorOf('handler');
  return world.context.database.transact(scopeOf(actor), (tx) => findPaper(world.context, tx, actor, number, n));
};

const bytesOf = async (number: string, n: number): Promise<Buffer> => {
  const file = await fileOfPaper(world.context, actorOf('handler'), number, n);
  assert.ok(!isRefusal(file), JSON.stringify(file));
  return file.content;
};

/** Everything of the case that can be read, but for what lies under the respondent's key. */
const readable = (number: string): Promise<string> =>
  world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const loaded = await readComplaint(tx, world.context.vault, number);
    assert.ok(loaded);
    const other = loaded.state.parties.find(({ kind }) => kind === 'respondent')?.person;
    const values = await lyingValues(tx, loaded, loaded.personKeys);
    return values
      .filter(({ person }) => person !== other)
      .map(({ opened }) => JSON.stringify(opened.value))
      .join('\n');
  });

const proofsOf = (number: string) =>
  world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ n: number; file: string | null; pdf: string | null; proven: string | null; data: string }>(
      `select p.n, p.pdf_file as file, p.pdf_hash as pdf, r.pdf_hash as proven, r.data_hash as data from complaint_paper p
         join complaint c on c.tenant = p.tenant and c.stream = p.stream
         join paper_proof r on r.tenant = p.tenant and r.data_hash = p.data_hash where c.number = $1 order by p.n`,
      [number],
    ),
  );

/** Three who complain together, refused by the gym and told so; the forms are printed and frozen. */
const endedTogether = async (): Promise<{ number: string; form: number }> => {
  const number = await fileCase(world, { ...together, facts, joint: [...together.joint], representatives: [0] });
  await doAct(world, 'consumer', number, 'add-evidence', { items: [await inTray(world, '收据.pdf')] });
  await doAct(world, 'bureau-head', number, 'assign', { to: cast.handler.account });
  await doAct(world, 'handler', number, 'accept', {});
  await doAct(world, 'handler', number, 'answer', { consentsToMediation: false });
  await doAct(world, 'handler', number, 'note', { text: '已电话告知司马秋白（13900000022）。' });
  await doAct(world, 'handler', number, 'terminate', { ground: 2, reasons: '被投诉人明确拒绝调解。' });
  for (const paper of [1, 2, 3]) {
    const to = paper === 3 ? 'respondent' : 'complainant';
    await doAct(world, 'handler', number, 'deliver', { paper, to, channel: 'hand', outcome: 'delivered' });
  }
  const form = await keepRegistration(world.context, { number, tenant: 'yunqi' });
  assert.ok(typeof form === 'number');
  for (const n of [1, 2, 3, form]) await bytesOf(number, n);
  return { number, form };
};

test('PIPL 47 whoever complains along is erased from every text and print of the others', async () => {
  const { number, form } = await endedTogether();
  const [before, papers] = [await bytesOf(number, form), await proofsOf(number)];
  assert.match(await readable(number), /司马秋白/u);
  await erase(world, number, await personIn(world, number, '司马秋白'));

  const left = await readable(number);
  for (const gone of ['司马秋白', '13900000022', '松林路 4 号']) assert.ok(!left.includes(gone), gone);
  for (const kept of ['林晓禾', '欧阳建国', '13900000021', '松林路 3 号', '桂花路 12 号', '拒退余额'])
    assert.ok(left.includes(kept), kept);
  const anew = await paperOf(number, form);
  assert.ok(!isRefusal(anew));
  assert.ok(anew.isLessened && anew.canonical.proof === undefined && anew.file === null);
  assert.ok(anew.canonical.notes?.items.some((note) => note.includes('不是原件')));
  assert.ok(!(await bytesOf(number, form)).equals(before), 'the print is made anew');
  const after = await proofsOf(number);
  assert.deepEqual(
    after.map(({ n, proven, data }) => [n, proven, data]),
    papers.map(({ n, proven, data }) => [n, proven, data]),
    'what proves the original goes on proving it',
  );
  const sealing = {
    number,
    n: form,
    actor: actorOf('handler'),
    at: now(),
    content: before,
    mediaType: 'application/pdf',
  };
  const scan = await keepScan(world.context, sealing);
  assert.equal(isRefusal(scan) && scan.refusal, 'nothing-to-seal');
  assert.deepEqual(await refoldFaults(world), []);
});

test('PIPL 47 scans that were replaced go too: at once, once more where a program of before left them, and after a restore', async () => {
  const { number, form } = await endedTogether();
  const { context } = world;
  const paper = await paperOf(number, form);
  assert.ok(!isRefusal(paper));
  const content = await renderPaper(paper.canonical, { at: paper.at });
  const scan = { number, n: form, actor: actorOf('handler'), content, mediaType: 'application/pdf', compared: true };
  for (const at of [now(), now()]) assert.ok(!isRefusal(await keepScan(context, { ...scan, at })));
  const person = await personIn(world, number, '司马秋白');
  const { tenant, stream } = paper;
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const asked = <Row>(text: string, ...values: unknown[]) =>
    owner.transact(nobody, (tx) => tx.adhoc<Row & Record<string, unknown>>(text, [stream, ...values]));
  const scans = () =>
    asked<{ file: string; key: Buffer; name: Buffer; hash: Buffer }>(
      `select file, key_wrapped as key, name_sealed as name, sha256 as hash from evidence_file
        where stream = $1 and purpose = 'sealed-copy' and state = 'kept' order by made_at`,
    );
  const kept = await scans();
  assert.equal(kept.length, 2);
  const [replaced] = kept;
  assert.ok(replaced);
  const bringBack = () =>
    asked(
      `update evidence_file set state = 'kept', key_wrapped = $3, name_sealed = $4, sha256 = $5, erased_at = null, erased_basis = null
        where stream = $1 and file = $2`,
      replaced.file,
      replaced.key,
      replaced.name,
      replaced.hash,
    );
  try {
    await erase(world, number, person);
    assert.deepEqual(await scans(), []);
    assert.deepEqual(await refoldFaults(world), []);

    await bringBack();
    assert.deepEqual(await refoldFaults(world), [`${number} row-differs evidence_file ${replaced.file} state`]);
    const round = lessenOldPapers(context);
    const job = { tenant, attempt: 1, isLast: true, signal: new AbortController().signal, log: silentLog() };
    await round.run(round.read({ after: '00000000-0000-0000-0000-000000000000' }), job);
    assert.deepEqual(await scans(), []);
    assert.deepEqual(await refoldFaults(world), []);

    await bringBack();
    const line = { tenant, stream, at: now().toISOString(), basis: 'pipl 47(1)(1)' };
    const lines = [
      { ...line, person },
      { ...line, files: kept.map(({ file }) => file) },
    ];
    const again = await owner.transact(nobody, (tx) => eraseAgain(tx, lines, async () => undefined));
    assert.deepEqual(again, { persons: 0, files: 1 });
    assert.deepEqual(await refoldFaults(world), []);
  } finally {
    await owner.close();
  }
});

test('PIPL 47 the first of several is erased and the others keep facts, proof and their own decision, until the last', async () => {
  const { number, form } = await endedTogether();
  await erase(world, number, await personIn(world, number, '林晓禾'));
  for (const n of [1, 2, form]) {
    const paper = await paperOf(number, n);
    assert.ok(!isRefusal(paper), JSON.stringify(paper));
    assert.equal(paper.person, await personIn(world, number, '欧阳建国'));
    assert.ok(JSON.stringify(paper.canonical).includes('欧阳建国'));
  }
  const left = await readable(number);
  for (const gone of ['林晓禾', '13800000001', '桂花路 12 号']) assert.ok(!left.includes(gone), gone);
  const view = await viewOf(number);
  assert.equal(view?.facts, facts.replace('林晓禾', '〔已删除〕'));
  assert.ok((await filesKept(number)).length > 0);
  assert.ok((await wordsOf(world, number)).includes('停业'));
  assert.deepEqual(await refoldFaults(world), []);

  await doAct(world, 'handler', number, 'note', { text: '欧阳建国来电询问复议期限。' });
  await erase(world, number, await personIn(world, number, '欧阳建国'));
  assert.ok(!isRefusal(await paperOf(number, 2)));
  assert.ok(!/林晓禾|欧阳建国/u.test(await readable(number)));
  await erase(world, number, await personIn(world, number, '司马秋白'));
  for (const n of [1, 2, form]) {
    const paper = await paperOf(number, n);
    assert.equal(isRefusal(paper) && paper.refusal, 'person-erased');
  }
  assert.ok(!isRefusal(await paperOf(number, 3)), 'the operator keeps what it was told');
  assert.equal((await viewOf(number))?.facts, null);
  assert.deepEqual(await wordsOf(world, number), []);
  assert.ok(!/林晓禾|欧阳|司马/u.test(await readable(number)));
  assert.deepEqual(await refoldFaults(world), []);
});

test('nobody changes a value outside the act that erases', async () => {
  const number = await fileCase(world);
  await world.context.database.transact({ ...scopeOf(actorOf('handler')), writes: ['yunqi'] }, async (tx) => {
    const loaded = await readComplaint(tx, world.context.vault, number);
    assert.ok(loaded);
    const { entry } = loaded.state.facts;
    const row = { entry, person: loaded.stream, sealed: Buffer.alloc(40) };
    await assert.rejects(storeRestated(tx, loaded, [row]), /could not be restated/u);
  });
});
