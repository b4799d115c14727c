import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import multipart from '@fastify/multipart';
import { type CastName, cast } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now, shiftClock } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { PDFDocument } from '#platform/documents/pdf-lib.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase, doAct, fileCase, inDays } from '#test/cases.ts';
import { scannedPdf, sheetWith } from '#test/scanned.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { actOnComplaint, scopeOf } from './handle.ts';
import { findPaper } from './paper-files.ts';
import { unitsFor } from './reference.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';
import { paperProof } from './views/paper-proof.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  const routes = complaintRoutes(world.context);
  const withFiles: typeof routes = async (app) => {
    await app.register(multipart);
    await app.register(routes);
  };
  api = await openApi(world, [withFiles], complaintSchemas);
});
after(async () => {
  await api.close();
  await world.close();
  await closeTypesetter();
});

const get = async (who: CastName, path: string, headers: Record<string, string> = {}) =>
  api.app.inject({ url: `/api/v1${path}`, headers: { ...(await api.as(who)), ...headers } });

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The code printed beside the square of a paper. */
const proofOf = async (number: string, n: number): Promise<string> => {
  const actor = actorOf('handler');
  const found = await world.context.database.transact(scopeOf(actor), (tx) =>
    findPaper(world.context, tx, actor, number, n),
  );
  assert.ok(!isRefusal(found));
  return found.canonical.proof?.code ?? '';
};

const provedBy = (code: string) => world.context.database.transact(nobody, (tx) => paperProof(tx, code));

describe('a paper opens as a file', () => {
  test('林晓禾 opens the acceptance decision: the same bytes ever after, and its hash is what the square proves', async () => {
    const number = await acceptedCase(world);
    const code = await proofOf(number, 1);
    assert.equal((await provedBy(code))?.pdfHash, null);
    const first = await get('consumer', `/complaints/${number}/documents/1`);
    assert.equal(first.statusCode, 200, first.body);
    assert.equal(first.headers['content-type'], 'application/pdf');
    const again = await get('handler', `/complaints/${number}/documents/1`);
    assert.deepEqual(again.rawPayload, first.rawPayload);
    const proof = await provedBy(code);
    assert.equal(proof?.pdfHash, sha256(first.rawPayload));
    assert.equal(proof?.authority, '云栖市临溪区市场监督管理局');
    assert.equal(proof?.standing, 'valid');
    const document = await PDFDocument.load(first.rawPayload, { updateMetadata: false });
    assert.equal(document.getTitle(), '投诉受理决定书');
  });

  test('opened by two at once, one file is kept', async () => {
    const number = await acceptedCase(world);
    const [one, two] = await Promise.all([
      get('consumer', `/complaints/${number}/documents/1`),
      get('bureau-head', `/complaints/${number}/documents/1`),
    ]);
    assert.deepEqual(
      [one.statusCode, two.statusCode],
      [200, 200],
      `${one.body.slice(0, 300)}${two.body.slice(0, 300)}`,
    );
    assert.deepEqual(one.rawPayload, two.rawPayload);
  });

  test('a part of a file can be asked for, and large print is made anew without being kept', async () => {
    const number = await acceptedCase(world);
    const whole = await get('consumer', `/complaints/${number}/documents/1`);
    const part = await get('consumer', `/complaints/${number}/documents/1`, { range: 'bytes=0-99' });
    assert.equal(part.statusCode, 206);
    assert.deepEqual(part.rawPayload, whole.rawPayload.subarray(0, 100));
    const large = await get('consumer', `/complaints/${number}/documents/1?large=true`);
    assert.equal(large.statusCode, 200);
    assert.notDeepEqual(large.rawPayload, whole.rawPayload);
    assert.deepEqual((await get('consumer', `/complaints/${number}/documents/1`)).rawPayload, whole.rawPayload);
  });

  test('nobody else opens it: another consumer, another county, another city, the auditor, a visitor', async () => {
    const number = await acceptedCase(world);
    for (const who of [
      'second-consumer',
      'handler-other-county',
      'handler-other-city',
      'auditor',
      'operator',
    ] as const) {
      const answer = await get(who, `/complaints/${number}/documents/1`);
      assert.equal(answer.statusCode, 404, who);
    }
    assert.equal((await api.app.inject({ url: `/api/v1/complaints/${number}/documents/1` })).statusCode, 401);
  });

  test('a party opens only what is addressed to it', async () => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(10) });
    const notice = `/complaints/${number}/documents/2`;
    assert.equal((await get('operator', notice)).statusCode, 200);
    const others = await get('consumer', notice);
    assert.equal(others.statusCode, 403);
    assert.equal(others.json<{ code: string }>().code, 'paper-not-for-you');
    assert.equal((await get('operator', `/complaints/${number}/documents/1`)).statusCode, 403);
    assert.equal(
      (await get('handler', `/complaints/${number}/documents/9`)).json<{ code: string }>().code,
      'no-such-paper',
    );
  });

  test('who filed in English reads an aid below the Chinese text', async () => {
    const number = await acceptedCase(world, { language: 'en' });
    const actor = actorOf('consumer');
    const found = await world.context.database.transact(scopeOf(actor), (tx) =>
      findPaper(world.context, tx, actor, number, 1),
    );
    assert.ok(!isRefusal(found));
    assert.equal(found.canonical.readingAid?.language, 'en');
    assert.equal((await get('consumer', `/complaints/${number}/documents/1`)).statusCode, 200);
  });
});

describe('the standing of a paper', () => {
  test('the square of an annulled decision says so, and the notice of it is valid', async () => {
    const number = await acceptedCase(world);
    const code = await proofOf(number, 1);
    const told = { paper: 1, to: 'complainant', channel: 'hand', outcome: 'delivered' } as const;
    await doAct(world, 'handler', number, 'deliver', told);
    await doAct(world, 'bureau-head', number, 'annul', { reasons: '被投诉人住所不在本局辖区' });
    assert.equal((await provedBy(code))?.standing, 'annulled');
    const notice = await provedBy(await proofOf(number, 2));
    assert.deepEqual([notice?.code, notice?.standing], ['annulment-notice', 'valid']);
  });

  test('whoever gets its paper late is told why it fell, by hand and by the job that delivers', async () => {
    const reasons = '被投诉人住所不在本局辖区';
    const noticeOf = async (number: string): Promise<string> => {
      const actor = actorOf('handler');
      const found = await world.context.database.transact(scopeOf(actor), (tx) =>
        findPaper(world.context, tx, actor, number, 2),
      );
      assert.ok(!isRefusal(found), JSON.stringify(found));
      return JSON.stringify(found.canonical);
    };
    const late = { paper: 1, to: 'complainant', channel: 'hand', outcome: 'delivered' } as const;
    const byHand = await acceptedCase(world);
    await doAct(world, 'bureau-head', byHand, 'annul', { reasons });
    await doAct(world, 'handler', byHand, 'deliver', late);
    assert.ok((await noticeOf(byHand)).includes(`经复查，",{"value":"${reasons}，"}`));
    const byJob = await acceptedCase(world);
    await doAct(world, 'bureau-head', byJob, 'annul', { reasons });
    const [actor] = (await systemActors(world.context.database, 'delivery')).filter(({ tenant }) => tenant === 'yunqi');
    assert.ok(actor);
    const done = await world.context.database.transact(scopeOf(actor), async (tx) =>
      actOnComplaint(world.context, tx, {
        number: byJob,
        tenant: 'yunqi',
        actor,
        at: now(),
        make: () => ({ act: 'note-telling', paper: 1, to: 'complainant', channel: 'internet', outcome: 'delivered' }),
        units: await unitsFor(tx, 'yunqi', dayOf(now())),
      }),
    );
    assert.ok(!isRefusal(done), JSON.stringify(done));
    assert.ok((await noticeOf(byJob)).includes(`经复查，",{"value":"${reasons}，"}`));
  });

  test('art. 23(2) its papers leave the post tray with it, and no letter of it is printed or sent again', async () => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'answer', { consentsToMediation: false });
    await doAct(world, 'handler', number, 'terminate', { ground: 2, reasons: '被投诉人明确拒绝调解。' });
    await doAct(world, 'handler', number, 'send-again', { paper: 3, to: 'respondent', channel: 'letter' });
    const owed = async () =>
      (await get('handler', `/papers/owed?q=${number}`)).json<{ rows: { n: number; state: string }[] }>().rows;
    assert.deepEqual(
      (await owed()).map(({ n, state }) => [n, state]),
      [[3, 'to-print']],
    );
    const { state } = await doAct(world, 'bureau-head', number, 'annul', { reasons: '未通知双方' });
    assert.deepEqual([state.papers.length, await owed()], [3, []]);
    const letter = { number, n: 3, to: 'respondent' };
    const print = await api.app.inject({
      method: 'POST',
      url: '/api/v1/papers/letters',
      headers: await api.as('handler'),
      payload: { letters: [letter], reason: '寄送' },
    });
    assert.deepEqual(
      print.json<{ left: { problem: string }[] }>().left.map(({ problem }) => problem),
      ['paper-void'],
    );
  });

  test('the square of a corrected decision says that something replaced it', async () => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'answer', { consentsToMediation: false });
    const ended = await doAct(world, 'handler', number, 'terminate', { ground: 2, reasons: '被投诉人明确拒绝调解。' });
    const decision = ended.state.decisions.at(-1);
    assert.deepEqual(decision?.papers, [2, 3]);
    const corrected = await doAct(world, 'bureau-head', number, 'correct', {
      version: decision?.version ?? 0,
      changed: { ground: 7 },
      ended: 'respondent',
      reasons: '情形序号有误',
    });
    assert.deepEqual(
      corrected.state.papers.slice(3).map(({ code, to }) => [code, ...to]),
      [
        ['correction-notice', 'complainant'],
        ['correction-notice', 'respondent'],
      ],
    );
    assert.equal((await provedBy(await proofOf(number, 2)))?.standing, 'replaced');
    assert.equal((await provedBy(await proofOf(number, 1)))?.standing, 'valid');
  });
});

describe('print, wet seal, scan back', () => {
  const sendScan = async (who: CastName, number: string, n: number, scan: Uint8Array, rest = '') => {
    const head = `--xx-boundary-xx\r\ncontent-disposition: form-data; name="file"; filename="scan.pdf"\r\ncontent-type: application/pdf`;
    return await api.app.inject({
      method: 'POST',
      url: `/api/v1/complaints/${number}/documents/${n}/sealed${rest}`,
      headers: { ...(await api.as(who)), 'content-type': 'multipart/form-data; boundary=xx-boundary-xx' },
      payload: Buffer.concat([Buffer.from(`${head}\r\n\r\n`), scan, Buffer.from('\r\n--xx-boundary-xx--')]),
    });
  };
  const codeOf = (answer: { json<T>(): T }) => answer.json<{ code: string }>().code;
  const scanned = async (): Promise<Uint8Array> => await scannedPdf([await sheetWith(undefined)]);

  test('the scan is served from then on, and both hashes stay', async () => {
    const number = await acceptedCase(world);
    const unsealed = await get('consumer', `/complaints/${number}/documents/1`);
    assert.equal(codeOf(await sendScan('handler', number, 1, await scanned())), 'scan-not-recognised');
    const beside = (await sendScan('handler', number, 1, await scanned(), '/beside')).body;
    assert.match(beside, /"no-code-seen".*"paper":"\/9j\/.*"scan":"\/9j\//u);
    const done = await sendScan('handler', number, 1, await scanned(), '?compared=true');
    assert.equal(done.statusCode, 200, done.body);
    assert.match((await get('handler', `/complaints/${number}`)).body, /"comparedByEye":true/u);
    const served = await get('consumer', `/complaints/${number}/documents/1`);
    assert.notDeepEqual(served.rawPayload, unsealed.rawPayload);
    assert.equal(sha256(served.rawPayload), done.json<{ sha256: string }>().sha256);
    const rows = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.rows<{ pdf_hash: string; scan_hash: string }>(
        `select p.pdf_hash, p.scan_hash from complaint_paper p join complaint c using (tenant, stream) where c.number = $1`,
        [number],
      ),
    );
    assert.deepEqual(rows, [{ pdf_hash: sha256(unsealed.rawPayload), scan_hash: sha256(served.rawPayload) }]);
    const proof = await provedBy(await proofOf(number, 1));
    assert.deepEqual([proof?.pdfHash, proof?.scanHash], [sha256(unsealed.rawPayload), sha256(served.rawPayload)]);
  });

  test('a scan that bears the code is kept without a question; that of another case never', async () => {
    const [mine, others] = [await acceptedCase(world), await acceptedCase(world)];
    const scanOf = async (of: string) =>
      scannedPdf([await sheetWith(`${world.context.publicUrl}/proof/${await proofOf(of, 1)}`)]);
    const wrong = await sendScan('handler', mine, 1, await scanOf(others), '?compared=true');
    assert.equal(codeOf(wrong), 'scan-of-another-paper');
    assert.equal((await sendScan('handler', mine, 1, await scanOf(mine))).statusCode, 200);
  });

  test('an empty scan, one of nothing readable, one page too few, and one by a stranger are refused', async () => {
    const number = await acceptedCase(world);
    assert.equal(codeOf(await sendScan('handler', number, 1, new Uint8Array())), 'scan-missing');
    assert.equal(codeOf(await sendScan('handler', number, 1, Buffer.from('%PDF-1.7\nbroken'))), 'scan-unreadable');
    assert.equal(codeOf(await sendScan('handler', number, 7, await scanned())), 'no-such-paper');
    for (const path of ['', '/beside'])
      assert.equal((await sendScan('handler-other-county', number, 1, await scanned(), path)).statusCode, 404);
    assert.equal((await sendScan('consumer', number, 1, await scanned())).statusCode, 403);
  });
});

describe('printed on demand', () => {
  test('receipt and registration form for the one who filed; the case sheet only for officials', async () => {
    const number = await fileCase(world, {
      complainant: {
        name: '林晓禾',
        phone: '13800000001',
        idType: 'id-card',
        idNumber: '990102199001010023',
        specialGroup: 'elderly',
      },
      knewOn: '2026-04-12',
      purchase: {
        online: true,
        goods: '健身年卡',
        brand: '强健',
        quantity: '2 张',
        logisticsNumber: 'SF100200300',
        amountFen: 128_000,
        purchasedOn: '2026-01-10',
      },
    });
    const why = { what: 'papers', reason: '核对登记内容' };
    const asked = await api.app.inject({
      method: 'POST',
      url: `/api/v1/complaints/${number}/openings`,
      headers: await api.as('handler'),
      payload: why,
    });
    const papers = asked.json<{ opening: string }>().opening;
    const unasked = await get('handler', `/complaints/${number}/registration.pdf`);
    assert.equal(unasked.json<{ code: string }>().code, 'printing-needs-a-reason');
    for (const path of ['receipt.pdf', `registration.pdf?opening=${papers}`]) {
      for (const who of ['consumer', 'handler'] as const) {
        const answer = await get(who, `/complaints/${number}/${path}`);
        assert.equal(answer.statusCode, 200, `${who} ${path} ${answer.body.slice(0, 200)}`);
        assert.ok(answer.rawPayload.subarray(0, 5).equals(Buffer.from('%PDF-')));
      }
    }
    const opened = (who: CastName, body: object) =>
      api
        .as(who)
        .then((headers) =>
          api.app.inject({ method: 'POST', url: `/api/v1/complaints/${number}/openings`, headers, payload: body }),
        );
    const sheet = `/complaints/${number}/case-sheet`;
    assert.equal((await get('handler', `${sheet}.pdf`)).json<{ code: string }>().code, 'printing-needs-a-reason');
    assert.equal((await opened('handler', { what: 'case-sheet', reason: '   ' })).statusCode, 400);
    for (const who of ['mediator', 'consumer'] as const)
      assert.equal((await opened(who, { what: 'case-sheet', reason: '抄录到 12315' })).statusCode, 403, who);
    const recorded = await opened('handler', { what: 'case-sheet', reason: '抄录到 12315' });
    assert.equal(recorded.statusCode, 201, recorded.body);
    const { opening } = recorded.json<{ opening: string }>();
    assert.equal((await get('handler', `${sheet}.pdf?opening=${opening}`)).statusCode, 200);
    // For this print, this person and this time alone.
    assert.equal((await get('handler', `/complaints/${number}/history.pdf?opening=${opening}`)).statusCode, 403);
    assert.equal((await get('bureau-head', `${sheet}.pdf?opening=${opening}`)).statusCode, 403);
    shiftClock(11 * 60_000);
    assert.equal((await get('handler', `${sheet}.pdf?opening=${opening}`)).statusCode, 403);
    shiftClock(0);
    const history = (await opened('handler', { what: 'history', reason: '复核办理经过' })).json<{ opening: string }>();
    const printedHistory = await get('handler', `/complaints/${number}/history.pdf?opening=${history.opening}`);
    assert.ok(printedHistory.rawPayload.subarray(0, 5).equals(Buffer.from('%PDF-')));
    const lineReasons = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.rows<{ reason: string }>(
        "select reason from audit_line where act = 'print-case' and account = $1 order by at",
        [cast.handler.account],
      ),
    );
    assert.deepEqual(lineReasons.map((line) => line.reason).slice(-2), ['抄录到 12315', '复核办理经过']);
    const text = await get('handler', `${sheet}.txt?opening=${opening}`);
    const lines = text.body.split('\n');
    assert.ok(lines.includes(`编号：${number}`));
    assert.ok(lines.includes('姓名：林晓禾'));
    // The reason on record opens it with the rest: nothing is left to be typed.
    assert.ok(lines.includes('证件号码：990102199001010023'), text.body);
    for (const line of [
      '品牌：强健',
      '数量：2 张',
      '物流单号：SF100200300',
      '特殊群体：老年人',
      '证件类型：居民身份证',
      '知道权益受损日期：2026年4月12日',
    ])
      assert.ok(lines.includes(line), line);
    assert.ok(lines.indexOf('商品或者服务：健身年卡') > lines.indexOf('姓名：林晓禾'));
    for (const who of ['consumer', 'mediator'] as const)
      assert.equal((await get(who, `/complaints/${number}/case-sheet.txt`)).statusCode, 403, who);
    assert.equal((await get('second-consumer', `/complaints/${number}/receipt.pdf`)).statusCode, 404);
  });

  test('the sheet to sign on service names paper and recipient', async () => {
    const number = await acceptedCase(world);
    const sheet = `/complaints/${number}/documents/1/service-receipt.pdf`;
    assert.equal((await get('handler', `${sheet}?to=complainant`)).statusCode, 403);
    const asked = await api.app.inject({
      method: 'POST',
      url: `/api/v1/complaints/${number}/openings`,
      headers: await api.as('handler'),
      payload: { what: 'papers', reason: '当面送达' },
    });
    const { opening } = asked.json<{ opening: string }>();
    assert.equal((await get('handler', `${sheet}?to=complainant&opening=${opening}`)).statusCode, 200);
    assert.equal((await get('handler', `${sheet}?to=respondent&opening=${opening}`)).statusCode, 404);
    assert.equal((await get('consumer', `${sheet}?to=complainant`)).statusCode, 403);
  });
});
