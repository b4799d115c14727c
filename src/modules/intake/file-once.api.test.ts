import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import multipart from '@fastify/multipart';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { evidenceRoutes } from '#modules/complaints/evidence-routes.ts';
import type { FilingRequest, Receipt } from '#modules/complaints/facade.ts';
import { PDFDocument } from '#platform/documents/pdf-lib.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { type Api, openApi } from '#test/api.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { intakeRoutes } from './routes.ts';

let world: World;
let api: Api;
let consumer: Readonly<Record<string, string>>;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [
    intakeRoutes(world.context),
    async (app) => {
      await app.register(multipart);
      await app.register(evidenceRoutes(world.context));
    },
  ]);
  consumer = await api.as('consumer');
});
after(async () => {
  await api.close();
  await world.close();
});

const request = (facts: string, more: Partial<FilingRequest> = {}): FilingRequest => ({
  complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
  respondent: { kind: 'ordinary', operator: gymOperatorId },
  facts,
  claims: [{ kind: 'refund', amountFen: 100 }],
  consents: { publicity: true, entrust: true },
  ...more,
});

const post = async (key: string, payload: FilingRequest) => {
  const answer = await api.app.inject({
    method: 'POST',
    url: '/api/v1/complaints',
    headers: { ...consumer, 'idempotency-key': key },
    payload,
  });
  return { status: answer.statusCode, body: answer.json<Receipt & { code?: string }>() };
};

const casesOf = async (): Promise<number> =>
  (
    await world.context.database.transact(
      { tenants: ['yunqi'], bureaus: ['yunqi-linxi'], principals: [], account: '' },
      (tx) => tx.one<{ n: number }>('select count(*) as n from complaint'),
    )
  ).n;

const onePage = async (): Promise<Buffer> => {
  const document = await PDFDocument.create();
  document.addPage();
  return Buffer.from(await document.save());
};

test('twenty requests at once with one key make one case and get one answer', async () => {
  const key = randomUUID();
  const before = await casesOf();
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(key, request('同时提交二十次。'))));
  assert.deepEqual(new Set(answers.map((one) => one.status)), new Set([201]));
  assert.equal(new Set(answers.map((one) => one.body.number)).size, 1);
  assert.equal(await casesOf(), before + 1);
});

test('a used key with another body is refused and has no effect', async () => {
  const key = randomUUID();
  assert.equal((await post(key, request('第一次。'))).status, 201);
  const before = await casesOf();
  const other = await post(key, request('第二次，内容不同。'));
  assert.equal(other.status, 422);
  assert.equal(other.body.code, 'idempotency-key-reused');
  assert.equal(await casesOf(), before);
});

test('a refused filing leaves its key free for the mended one', async () => {
  const key = randomUUID();
  const refused = await post(
    key,
    request('经营者写错了。', { respondent: { kind: 'ordinary', operator: randomUUID() } }),
  );
  assert.equal(refused.status, 422);
  assert.equal(refused.body.code, 'operator-not-known');
  assert.equal((await post(key, request('经营者改对了。'))).status, 201);
});

test('a filing sent again finds its answer although its files are in the case by now', async () => {
  const taken = await takeUpload(world.context.files, {
    draft: cast.consumer.account,
    owner: actorOf('consumer').account,
    purpose: 'evidence',
    name: '收据.pdf',
    content: Readable.from([await onePage()]),
  });
  assert.ok(!isRefusal(taken), JSON.stringify(taken));
  const key = randomUUID();
  const wish = request('附收据一张。', { evidence: [taken.file] });
  const first = await post(key, wish);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  assert.deepEqual(await post(key, wish), first);
  const elsewhere = await post(randomUUID(), wish);
  assert.equal(elsewhere.body.code, 'file-not-in-tray', 'the file is used up');
});

test('files chosen and not used lock nobody out; their owner sees and takes them back, and nobody else does', async () => {
  const hand = (n: number) =>
    takeUpload(world.context.files, {
      ...trayOf(actorOf('operator')),
      purpose: 'evidence',
      name: `照片 ${n}.pdf`,
      content: Readable.from([Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n%${n}`)]),
    });
  for (let n = 0; n < 32; n += 1) assert.ok(!isRefusal(await hand(n)), `file ${n}`);
  const operator = await api.as('operator');
  const uploads = '/api/v1/uploads';
  type InTray = { files: { file: string; name: string; bytes: number; handedInAt: string; keptUntil: string }[] };
  const listed = async (headers: Readonly<Record<string, string>>) =>
    (await api.app.inject({ url: uploads, headers })).json<InTray>().files;
  const mine = await listed(operator);
  assert.deepEqual([mine.length, mine[0]?.name, mine.at(-1)?.name], [32, '照片 0.pdf', '照片 31.pdf']);
  const [first] = mine;
  assert.ok(first !== undefined && first.bytes > 0);
  assert.equal(Date.parse(first.keptUntil) - Date.parse(first.handedInAt), 72 * 3_600_000);
  assert.equal((await api.app.inject(uploads)).statusCode, 401);

  // What was handed in answers in words what others may see of it.
  const boundary = 'told-of-a-file';
  const told = await api.app.inject({
    method: 'POST',
    url: uploads,
    headers: { ...operator, 'accept-language': 'en', 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="0.pdf"\r\n\r\n%PDF-1.4\n%%EOF\n\r\n--${boundary}--\r\n`,
  });
  const [kept] = told.json<{ files: { file: string; notices: string[]; says: string[] }[] }>().files;
  assert.deepEqual(kept?.notices, ['metadata-kept']);
  assert.match(kept?.says[0] ?? '', /both parties, may see it .* upload screenshots of its pages/u);
  assert.equal(
    (await api.app.inject({ method: 'DELETE', url: `${uploads}/${kept?.file}`, headers: operator })).statusCode,
    204,
  );

  const remove = async (headers: Readonly<Record<string, string>>) => {
    const answer = await api.app.inject({ method: 'DELETE', url: `${uploads}/${first.file}`, headers });
    return answer.statusCode;
  };
  assert.equal((await listed(consumer)).length, 0);
  assert.equal(await remove(consumer), 404);
  assert.equal(await remove(operator), 204);
  assert.equal(await remove(operator), 404);
  assert.equal((await listed(operator)).length, 31);
});
