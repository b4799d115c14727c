import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { type CastName, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { openApi } from '#test/api.ts';
import { doAct, fileCase, tryAct } from '#test/cases.ts';
import { faultsOnceChanged, refoldFaults } from '#test/refold.ts';
import { scannedPdf, sheetWith } from '#test/scanned.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { correctPersonOf } from '../keeping/correct.ts';
import { erasePersonOf } from '../keeping/erase.ts';
import { caseView } from '../views/case-view.ts';
import { paperProof } from '../views/paper-proof.ts';
import { announce, closeIncident, makeIncidentPaper, openIncident, recordVerification } from './handle.ts';
import { claimedIn, countsIn, standingsOf, toBeTold, victimsOf } from './members.ts';
import { findIncidentPaper, openIncidentPaper } from './paper-files.ts';
import { incidentRoutes } from './routes.ts';
import { keepIncidentScan, lookAtIncidentScan, sealIncidentPaper } from './seal-papers.ts';
import { incidentServiceReceipt, keepServiceProof, servePaper, takeBackService } from './serve-papers.ts';
import { readIncident } from './store.ts';
import { incidentView } from './views.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(async () => {
  await closeTypesetter();
  await world.close();
});

const handler = actorOf('handler');
const opened = async (operator?: string): Promise<string> => {
  const body = { title: '健身房停业', ...(operator === undefined ? {} : { operator }) };
  const done = await world.context.database.transact(scopeOf(handler), (tx) =>
    openIncident(world.context, tx, { actor: handler, at: now(), body }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
  return done.id;
};

const of = (id: string) =>
  world.context.database.transact(scopeOf(handler), async (tx) => {
    const incident = await readIncident(tx, id);
    assert.ok(incident);
    return {
      victims: (await victimsOf(world.context, tx, incident)).people,
      standings: await standingsOf(tx, handler, incident),
      open: (await countsIn(tx, handler, incident)).open,
      claims: await claimedIn(tx, incident),
      told: await toBeTold(tx, { tenant: incident.tenant, incident: id, after: '', atOnce: 50 }),
    };
  });

const paper = { name: '罗维', phone: '13900000078', address: '云栖市人民路 2 号' };
const complainedBy = (name: string, phone: string) =>
  fileCase(world, {
    complainant: { ...paper, name, phone },
    purchase: { online: false, goods: '年卡', amountFen: 100_000 },
  });
const join = (number: string, incident: string, reasons?: string) =>
  tryAct(world, 'handler', number, 'join-incident', { incident, ...(reasons === undefined ? {} : { reasons }) });

describe('which complaints belong to an event (art. 12)', () => {
  test('one about another operator needs a reason, and what was put in by mistake is taken out again with one', async () => {
    const id = await opened(gymOperatorId);
    const [own, other] = [
      await complainedBy('卡友一', '13900000101'),
      await fileCase(world, {
        respondent: { kind: 'ordinary', name: '桥下便利店', region: '990102' },
      }),
    ];
    assert.ok(!isRefusal(await join(own, id)));
    const refused = await join(other, id);
    assert.ok(isRefusal(refused), JSON.stringify(refused));
    assert.deepEqual([refused.refusal, refused.field], ['incident-of-another-operator', 'reasons']);
    assert.ok(!isRefusal(await join(other, id, '场地由其转租，收款也是它。')));
    assert.equal((await of(id)).standings.cases, 2);
    const seen = await view(other);
    assert.ok(seen !== undefined);
    assert.ok(seen.acts.some(({ act }) => act === 'leave-incident'));
    assert.ok(seen.timeline.at(-1)?.texts.some(({ text }) => text === '场地由其转租，收款也是它。'));
    await doAct(world, 'handler', other, 'leave-incident', { reasons: '查明与停业无关。' });
    const after = await view(other);
    assert.equal(after?.incident, null);
    assert.ok(!after.acts.some(({ act }) => act === 'leave-incident'));
    const { standings, open, told } = await of(id);
    assert.deepEqual([standings.cases, standings.byPhase, open, told], [1, { 'under-review': 1 }, 1, [own]]);
    assert.ok(!isRefusal(await join(other, await opened())), 'an event about nobody asks for no reason');
    assert.deepEqual(
      (await refoldFaults(world)).filter((fault) => !fault.includes('kind-unknown incident')),
      [],
    );
  });

  test('withdrawn, refused and handed on, a complaint counts as no victim, keeps nothing open and is not told', async () => {
    const id = await opened(gymOperatorId);
    const numbers: string[] = [];
    for (const place of [1, 2, 3, 4]) numbers.push(await complainedBy(`卡友${place}`, `1390000020${place}`));
    for (const number of numbers) assert.ok(!isRefusal(await join(number, id)));
    const [stays = '', withdrawn = '', refused = '', given = ''] = numbers;
    assert.equal((await of(id)).victims.length, 4);
    await doAct(world, 'consumer', withdrawn, 'withdraw', {});
    await doAct(world, 'handler', refused, 'refuse', {
      ground: 2,
      reasons: '已起诉。',
      earlierHandler: 'court',
      earlierBody: '临溪区人民法院',
    });
    await doAct(world, 'handler', given, 'accept', {});
    await doAct(world, 'consumer', given, 'withdraw', {});
    const { victims, standings, open, claims, told } = await of(id);
    assert.deepEqual(
      victims.map(({ complaints }) => complaints),
      [[stays]],
    );
    assert.deepEqual([standings.cases, standings.amountFen, open, told], [1, 100_000, 1, [stays]]);
    assert.deepEqual(
      claims.map(({ number }) => number),
      [stays],
    );
    await doAct(world, 'handler', stays, 'accept', {});
    await doAct(world, 'handler', stays, 'terminate', { ground: 6, found: 'fraud', reasons: '凭证系伪造。' });
    const none = await of(id);
    assert.deepEqual([none.victims, none.standings.cases, none.standings.amountFen, none.told], [[], 0, 0, []]);
    assert.deepEqual(none.standings.byPhase['terminated'], 1, 'it belongs to the event still');
    assert.equal((await view(stays))?.announcement, null);
    assert.deepEqual(
      (await refoldFaults(world)).filter((fault) => !fault.includes('kind-unknown incident')),
      [],
    );
    await doAct(world, 'bureau-head', stays, 'annul', { reasons: '鉴定意见：凭证为真。' });
    await doAct(world, 'bureau-head', refused, 'annul', { reasons: '起诉未被受理。' });
    assert.deepEqual(
      (await of(id)).victims.map(({ complaints }) => complaints),
      [[stays], [refused]],
    );
  });

  test('names, telephones and claims are those on file now; a number put right no longer makes one of two people', async () => {
    const id = await opened(gymOperatorId);
    const [first, second] = [await complainedBy('卡友甲', '13900000301'), await complainedBy('卡友已', '13900000301')];
    for (const number of [first, second]) assert.ok(!isRefusal(await join(number, id)));
    assert.equal((await of(id)).victims.length, 1);
    const person = (await view(second))?.parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
    const fields = { name: '卡友乙', phone: '13900000302' };
    const done = await world.context.database.transact(scopeOf(handler), (tx) =>
      correctPersonOf(world.context, tx, handler, second, { person, fields, reason: '登记有误' }, now()),
    );
    assert.ok(!isRefusal(done), JSON.stringify(done));
    await doAct(world, 'handler', second, 'supply', {
      claims: [{ kind: 'replace' }, { kind: 'refund', amountFen: 55_000 }],
    });
    const { victims, claims } = await of(id);
    assert.deepEqual(
      victims.map(({ name, phone, complaints }) => [name, phone, complaints]),
      [
        ['卡友甲', '13900000301', [first]],
        ['卡友乙', '13900000302', [second]],
      ],
    );
    assert.deepEqual(
      victims[1]?.claims.map(({ kind }) => kind),
      ['replace', 'refund'],
    );
    assert.equal(claims.find(({ number }) => number === second)?.claimedFen, 55_000);
  });
});

const view = (number: string) =>
  world.context.database.transact(scopeOf(handler), (tx) =>
    caseView(world.context, tx, number, { actor: handler, at: now(), t: world.context.texts('zh-CN') }),
  );

const done = <T>(outcome: T | Refusal): T => {
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  return outcome;
};
const inScope = <T>(work: (tx: Tx) => Promise<T>) => world.context.database.transact(scopeOf(handler), work);
const act = async <B>(
  run: (context: World['context'], tx: Tx, wish: never) => Promise<object | Refusal>,
  incident: string,
  body: B,
): Promise<void> => {
  const { version = 0 } = (await inScope((tx) => readIncident(tx, incident)))?.state ?? {};
  const wish = { actor: handler, at: now(), incident, expectedVersion: version, body } as never;
  done(await inScope((tx) => run(world.context, tx, wish)));
};
const served = async (incident: string, n: number, who: CastName = 'handler') => {
  const opened = await openIncidentPaper(world.context, actorOf(who), { incident, n });
  if (isRefusal(opened)) return opened;
  const pieces: Buffer[] = [];
  for await (const piece of opened.body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};
const bytesOf = async (incident: string, n: number): Promise<Buffer> => done(await served(incident, n));
const sha256 = (bytes: Buffer): string => hash('sha256', bytes);
const found = async (incident: string, n: number) =>
  done(await inScope((tx) => findIncidentPaper(world.context, tx, handler, { incident, n })));
const scan = async (incident: string, n: number, code?: string, who: CastName = 'handler', compared = false) => {
  const content = await scannedPdf([await sheetWith(code)]);
  const handed = { content, mediaType: 'application/pdf', compared, at: now() };
  return await keepIncidentScan(world.context, actorOf(who), { incident, n }, handed);
};
/** Of thermal paper, weeks later. */
const fadedSlip = async (): Promise<Buffer> =>
  await sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#f7f6f3' } })
    .jpeg()
    .toBuffer();
const proofOf = async (incident: string, service: number, who: CastName = 'handler') => {
  const content = await scannedPdf([await fadedSlip()]);
  const handed = { content, mediaType: 'application/pdf', at: now() };
  return await keepServiceProof(world.context, actorOf(who), { incident, service }, handed);
};
const seen = async (incident: string, who: CastName = 'handler') =>
  done(await inScope((tx) => incidentView(world.context, tx, incident, actorOf(who))));
const filesOf = (incident: string) =>
  inScope((tx) =>
    tx.rows<{ purpose: string; state: string }>(
      'select purpose, state from evidence_file where stream = $1 order by purpose, state, file',
      [incident],
    ),
  );

describe('papers of an event are kept as those of a case are', () => {
  test('the file is frozen at the first look, its scan served with the seal, and the code on it proves both', async () => {
    const id = await opened(gymOperatorId);
    await act(recordVerification, id, { finding: '大门紧锁。' });
    await act(announce, id, { verified: ['已停业'], steps: ['保留凭证'] });
    const [first, again] = [await bytesOf(id, 1), await bytesOf(id, 1)];
    assert.deepEqual(first, again);
    const { proof } = (await found(id, 1)).canonical;
    const proved = () => world.context.database.transact(nobody, (tx) => paperProof(tx, proof?.code ?? ''));
    assert.deepEqual([(await proved())?.pdfHash, (await proved())?.scanHash], [sha256(first), null]);

    // Papers come back from the seal also once all is over.
    await act(closeIncident, id, {});
    const refused = async (outcome: Promise<object | Refusal>): Promise<string> => {
      const so = await outcome;
      return isRefusal(so) ? so.refusal : '';
    };
    assert.equal(await refused(scan(id, 1, undefined)), 'scan-not-recognised');
    assert.equal(
      await refused(scan(id, 1, `${world.context.publicUrl}/proof/AAAAA-AAAAA-AAAAA`)),
      'scan-of-another-paper',
    );
    assert.equal(await refused(scan(id, 1, proof?.url, 'mediator')), 'not-permitted');
    assert.equal(await refused(scan(id, 1, proof?.url, 'handler-other-county')), 'incident-not-found');
    assert.equal(await refused(sealIncidentPaper(world.context, handler, { incident: id, n: 1 })), 'nothing-to-seal');
    const { sha256: kept } = done(await scan(id, 1, proof?.url));
    assert.equal(sha256(await bytesOf(id, 1)), kept);
    assert.deepEqual([(await proved())?.pdfHash, (await proved())?.scanHash], [sha256(first), kept]);
    assert.deepEqual(await refoldFaults(world), []);

    const of = `where stream = '${id}' and n = 1`;
    for (const [change, back, named] of [
      ['pdf_file = signed_scan', `pdf_file = '${(await found(id, 1)).madeFile}'`, /incident_paper 1 pdf_file/u],
      ["pdf_hash = 'ff'", `pdf_hash = '${sha256(first)}'`, /pdf_hash/u],
      ["scan_hash = 'ff'", `scan_hash = '${kept}'`, /incident_paper scan_hash/u],
    ] as const) {
      const set = (to: string) => `update incident_paper set ${to} ${of}`;
      assert.match((await faultsOnceChanged(world, set(change), set(back))).join('; '), named);
    }
    const moved = (person: string) =>
      `update evidence_file set person = ${person} where stream = '${id}' and purpose = 'paper'`;
    assert.match(
      (await faultsOnceChanged(world, moved('null'), moved('stream'))).join('; '),
      /incident_paper 1 pdf_file/u,
    );
  });

  test('an announcement hung up and handed over is entered with its proof; what was entered by mistake is taken back', async () => {
    const id = await opened(gymOperatorId);
    await act(recordVerification, id, { finding: '大门紧锁。' });
    await act(announce, id, { verified: ['已停业'], steps: ['保留凭证'] });
    await act(closeIncident, id, {});
    await act(servePaper, id, { paper: 1, way: 'posted-up', to: '强健健身大门', note: '两名工作人员在场' });
    await act(servePaper, id, { paper: 1, way: 'letter', to: '临溪区商务局', proof: 'EMS 1234' });
    done(await proofOf(id, 1));
    const refusedBy = (outcome: object | Refusal) => (isRefusal(outcome) ? outcome.refusal : '');
    assert.equal(refusedBy(await proofOf(id, 7)), 'no-such-service');
    assert.equal(refusedBy(await proofOf(id, 1, 'mediator')), 'not-permitted');
    await act(takeBackService, id, { service: 2, reasons: '寄错单位' });
    assert.equal(refusedBy(await proofOf(id, 2)), 'no-such-service');
    const services = (await seen(id)).papers[0]?.services ?? [];
    assert.deepEqual(
      services.map(({ way, to, proof, note, takenBack, url }) => [way, to, proof, note, takenBack, url !== null]),
      [
        ['posted-up', '强健健身大门', null, '两名工作人员在场', null, true],
        ['letter', '临溪区商务局', 'EMS 1234', null, '寄错单位', false],
      ],
    );
    assert.deepEqual((await seen(id, 'mediator')).papers[0]?.services, [], 'who took a paper stands there by name');
    const api = await openApi(world, [incidentRoutes(world.context)]);
    for (const path of ['services/1/proof', 'papers/1', 'papers/1/service-receipt.pdf']) {
      const file = await api.app.inject({ url: `/api/v1/incidents/${id}/${path}`, headers: await api.as('handler') });
      assert.equal(file.rawPayload.subarray(0, 5).toString(), '%PDF-', path);
      const refused = await api.app.inject({ url: `/api/v1/incidents/${id}/${path}`, headers: await api.as('leader') });
      assert.ok([403, 404].includes(refused.statusCode), path);
    }
    await api.close();
    const sheet = done(
      await inScope((tx) => incidentServiceReceipt(world.context, tx, handler, { incident: id, n: 1, at: now() })),
    );
    assert.ok(JSON.stringify(sheet.paper).includes((await seen(id)).papers[0]?.number ?? '-'));
    assert.deepEqual(await refoldFaults(world), []);
    const hashed = (by: string) =>
      `update evidence_file set sha256 = ${by} where stream = '${id}' and purpose = 'service-proof'`;
    const was = await inScope((tx) =>
      tx.one<{ sha256: string }>(
        `select encode(sha256, 'hex') as sha256 from evidence_file where stream = $1 and purpose = 'service-proof'`,
        [id],
      ),
    );
    const faults = await faultsOnceChanged(world, hashed(String.raw`'\xff'`), hashed(String.raw`'\x${was.sha256}'`));
    assert.match(faults.join('; '), /evidence_file .* sha256/u);
  });

  test('PIPL 47 a list that named who was erased is made anew; its file and every scan of it are gone', async () => {
    const id = await opened(gymOperatorId);
    const [gone, stays] = [
      await complainedBy('欧阳霜序', '13900000401'),
      await complainedBy('慕容听雪', '13900000402'),
    ];
    for (const number of [gone, stays]) assert.ok(!isRefusal(await join(number, id)));
    await act(makeIncidentPaper, id, { code: 'incident-claimants' });
    await act(makeIncidentPaper, id, { code: 'incident-fact-sheet' });
    const [list, sheet] = [await bytesOf(id, 1), await bytesOf(id, 2)];
    const unseen = await scan(id, 1);
    assert.equal(isRefusal(unseen) && unseen.refusal, 'scan-not-compared', 'a list bears no code');
    const handed = { content: await scannedPdf([await sheetWith(undefined)]), mediaType: 'application/pdf' };
    const beside = done(await lookAtIncidentScan(world.context, handler, { incident: id, n: 1 }, handed));
    assert.deepEqual([beside.recognised, beside.paperPages, beside.scanPages, beside.slowFrom], ['eye', 1, 1, null]);
    assert.ok(beside.pages[0]?.paper && beside.pages[0].scan);
    for (let twice = 0; twice < 2; twice++) done(await scan(id, 1, undefined, 'handler', true));
    await act(servePaper, id, { paper: 1, way: 'hand', to: '临溪区人民法院', receiver: '书记员' });
    await act(servePaper, id, { paper: 2, way: 'hand', to: '欧阳霜序', receiver: '欧阳霜序' });
    await act(servePaper, id, { paper: 2, way: 'hand', to: '临溪区人民法院', receiver: '书记员' });
    for (const service of [1, 2, 3]) done(await proofOf(id, service));
    await doAct(world, 'consumer', gone, 'withdraw', {});
    const person = (await view(gone))?.parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
    const head = actorOf('bureau-head');
    done(
      await world.context.database.transact(scopeOf(head), (tx) =>
        erasePersonOf(
          world.context,
          tx,
          head,
          gone,
          { person, ground: 'no-longer-needed', reason: '当事人申请删除' },
          now(),
        ),
      ),
    );
    assert.deepEqual(
      (await filesOf(id)).map(({ purpose, state }) => `${purpose} ${state}`),
      [
        ...['paper erased', 'paper kept', 'sealed-copy erased', 'sealed-copy erased'],
        ...['service-proof erased', 'service-proof erased', 'service-proof kept'],
      ],
    );
    const entered = (await seen(id)).papers.flatMap(({ services }) =>
      services.map(({ to, url }) => [to, url !== null]),
    );
    assert.deepEqual(entered, [
      ['临溪区人民法院', false],
      [world.context.texts('zh-CN')('papers:erasedPerson'), false],
      ['临溪区人民法院', true],
    ]);
    assert.deepEqual(await bytesOf(id, 2), sheet, 'what named nobody erased stays as it is');
    const anew = await found(id, 1);
    const words = JSON.stringify(anew.canonical);
    assert.ok(
      !words.includes('欧阳霜序') && words.includes('慕容听雪') && anew.isLessened && anew.file === null,
      words,
    );
    assert.notDeepEqual(await bytesOf(id, 1), list);
    const again = await scan(id, 1, undefined);
    assert.equal(isRefusal(again) && again.refusal, 'nothing-to-seal');
    assert.deepEqual(await refoldFaults(world), []);
  });
});
