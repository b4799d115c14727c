import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type Database, nobody, openDatabase } from '../db.ts';
import { demoMessages } from './demo-mailbox.ts';
import { GatewayMissing, gatewaysFor } from './gateways.ts';
import { httpSmsGateway } from './http-sms.ts';
import { type Gateway, type Message, NoAnswer, type Parcel, RefusedForGood } from './message.ts';
import { type FailedMessage, Messages } from './messages.ts';
import type { Receipt } from './receipt.ts';
import { takeReceipts } from './receipt-store.ts';
import { smtpGateway } from './smtp.ts';
import { sparing } from './sparing.ts';

const folder = mkdtempSync(join(tmpdir(), 'fangxin-messages-'));
let home: TestDatabase;
let database: Database;
let operator: HttpServer;
let mail: Server;
const asked: { headers: Record<string, unknown>; body: string }[] = [];
const letters: string[] = [];
let operatorAnswer: readonly [number, string] = [200, '{"result":"OK","id":"77"}'];

const listen = (server: HttpServer | Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
const portOf = (server: HttpServer | Server): number => (server.address() as AddressInfo).port;

/** Just enough SMTP to take one letter. */
const fakeMailServer = (): Server =>
  createServer((socket) => {
    let letter: string[] | undefined;
    let half = '';
    socket.write('220 fake\r\n');
    socket.on('data', (data) => {
      const lines = `${half}${data.toString('utf8')}`.split('\r\n');
      half = lines.pop() ?? '';
      for (const line of lines) {
        if (letter !== undefined && line !== '.') letter.push(line);
        else if (line === '.') {
          letters.push(letter?.join('\n') ?? '');
          letter = undefined;
          socket.write('250 taken\r\n');
        } else if (line === 'DATA') {
          letter = [];
          socket.write('354 go on\r\n');
        } else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  });

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 2 });
  operator = createHttpServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    asked.push({ headers: request.headers, body });
    response.writeHead(operatorAnswer[0]).end(operatorAnswer[1]);
  });
  mail = fakeMailServer();
  await listen(operator);
  await listen(mail);
});
after(async () => {
  operator.close();
  mail.close();
  await database.close();
  await home.drop();
  rmSync(folder, { recursive: true });
});

const message: Parcel = {
  id: '00000000-0000-7000-8000-0000000000aa',
  channel: 'sms',
  to: '13812341234',
  subject: '放心平台',
  body: '验证码 "123456"，5 分钟内有效\n请勿转告他人',
  purpose: 'phone-code',
  values: { code: '123456' },
  tenant: 'platform',
};

const template = () => ({
  url: `http://127.0.0.1:${portOf(operator)}/send`,
  method: 'POST' as const,
  headers: { 'x-key': 'secret' },
  contentType: 'application/json' as const,
  body: '{"mobile":"{{to}}","text":"{{body}}","template":"{{template}}","code":"{{values.code}}"}',
  templates: { 'phone-code': 'SMS_315' },
  successContains: '"OK"',
});

const deliveries = () =>
  database.transact(nobody, (tx) =>
    tx.rows<{ state: string; recipient_masked: string; failure: string | null }>(
      'select state, recipient_masked, failure from message_delivery order by message_delivery desc',
    ),
  );

test('an SMS operator is asked in its own form, whatever the text holds', async () => {
  await httpSmsGateway(template()).send(message);
  const last = asked.at(-1);
  assert.deepEqual(JSON.parse(last?.body ?? ''), {
    mobile: '13812341234',
    text: message.body,
    template: 'SMS_315',
    code: '123456',
  });
  assert.equal(last?.headers['x-key'], 'secret');
  await httpSmsGateway({
    ...template(),
    contentType: 'application/x-www-form-urlencoded',
    body: 'm={{to}}&t={{body}}',
  }).send(message);
  assert.equal(new URLSearchParams(asked.at(-1)?.body).get('t'), message.body);
});

test('an operator that says no, and a template without a number, are failures and not silence', async () => {
  operatorAnswer = [200, '{"result":"BLOCKED"}'];
  await assert.rejects(httpSmsGateway(template()).send(message), /did not take/);
  operatorAnswer = [500, ''];
  await assert.rejects(httpSmsGateway(template()).send(message), /500/);
  operatorAnswer = [200, '"OK"'];
  await assert.rejects(httpSmsGateway(template()).send({ ...message, purpose: 'other' }), /template/);
});

test('a failed message is recorded without the number, and refused', async () => {
  operatorAnswer = [503, ''];
  const sms = httpSmsGateway({ ...template(), url: `http://127.0.0.1:1/${message.to}` });
  const sent = await new Messages(database, { sms, email: sms }).send(message);
  assert.equal(isRefusal(sent) && sent.refusal, 'message-not-sent');
  const [line] = await deliveries();
  assert.equal(line?.state, 'failed');
  assert.equal(line?.recipient_masked, '138****1234');
  assert.ok(!JSON.stringify(line).includes(message.to));
});

test('an e-mail leaves over SMTP with its Chinese subject and text, and a broken line adds no header', async () => {
  const gateway = smtpGateway(`smtp://127.0.0.1:${portOf(mail)}?ignoreTLS=true`, 'fangxin@example.org');
  await gateway.send({ ...message, channel: 'email', to: 'z@example.org', subject: '通知\r\nBcc: x@example.org' });
  const letter = letters.at(-1) ?? '';
  assert.match(letter, /^To: z@example\.org$/m);
  assert.doesNotMatch(letter, /^Bcc:/m);
  const [, coded = ''] = letter.split('\n\n');
  assert.ok(
    Buffer.from(coded.replaceAll('\n', ''), 'base64').toString('utf8').includes('验证码') ||
      letter.includes('=E9=AA=8C'),
  );
});

test('a production instance takes its ways out from the environment, and does not start without', async () => {
  assert.throws(() => gatewaysFor('production', {}, database), GatewayMissing);
  const file = join(folder, 'sms.json');
  writeFileSync(file, JSON.stringify(template()));
  const out = join(folder, 'out', 'mail.ndjson');
  const gateways = gatewaysFor('production', { FANGXIN_SMS_TEMPLATE: file, FANGXIN_MAIL_FILE: out }, database);
  assert.deepEqual([gateways.sms.name, gateways.email.name], ['http-sms', 'file-sink']);
  await gateways.email.send({ ...message, channel: 'email', to: 'z@example.org' });
  assert.equal(JSON.parse(readFileSync(out, 'utf8')).to, 'z@example.org');
  assert.equal(statSync(out).mode & 0o777, 0o600);
});

test('a message that cannot leave is heard of, without a word of whom it was for', async () => {
  const heard: FailedMessage[] = [];
  const sms: Gateway = {
    name: 'closed',
    repeatable: true,
    send: ({ to }) => Promise.reject(new Error(`EROFS: read-only file system, for ${to}`)),
  };
  const messages = new Messages(database, { sms, email: sms, onFailure: (failed) => heard.push(failed) });
  const sent = await messages.send(message);
  assert.equal(isRefusal(sent) && sent.refusal, 'message-not-sent');
  const { channel, purpose, tenant } = message;
  const failure = 'EROFS: read-only file system, for ****';
  assert.deepEqual(heard, [{ channel, purpose, tenant, gateway: 'closed', outcome: 'not-sent', failure }]);
});

const matter = (subjectRef: string, to = message.to): Message & { subjectRef: string } => ({
  channel: 'sms',
  to,
  subject: 's',
  body: `about ${subjectRef}`,
  purpose: 'paper-notice',
  tenant: 'yunqi',
  subjectRef,
});
const counting = (repeatable: boolean, answer: () => Promise<{ gatewayRef?: string }>) => {
  const ids: string[] = [];
  const sms: Gateway = {
    name: 'counting',
    repeatable,
    send: async ({ id }) => {
      ids.push(id);
      return await answer();
    },
  };
  return { ids, messages: new Messages(database, { sms, email: sms }) };
};
const stateOf = async (subjectRef: string) =>
  await database.transact(nobody, (tx) =>
    tx.rows<{ state: string; reason: string | null; receipt_code: string | null }>(
      'select state, reason, receipt_code from message_delivery where subject_ref = $1 order by message_delivery',
      [subjectRef],
    ),
  );

test('one message on one matter; after a crash in between only a gateway that knows the id is asked again', async () => {
  const { ids, messages } = counting(true, async () => ({ gatewayRef: 'r1' }));
  for (let run = 0; run < 3; run++) assert.ok(!isRefusal(await messages.sendOnce(matter('paper:once'))));
  assert.equal(ids.length, 1);
  // As a process leaves it that died between the gateway and its own record.
  await database.transact(nobody, (tx) =>
    tx.run("update message_delivery set state = 'sending' where subject_ref = 'paper:once'"),
  );
  assert.ok(!isRefusal(await messages.sendOnce(matter('paper:once'))));
  assert.deepEqual([ids.length, new Set(ids).size], [2, 1]);
  await database.transact(nobody, (tx) =>
    tx.run("update message_delivery set state = 'sending' where subject_ref = 'paper:once'"),
  );
  const forgetful = counting(false, async () => ({}));
  const unsure = await forgetful.messages.sendOnce(matter('paper:once'));
  assert.equal(isRefusal(unsure) && unsure.refusal, 'message-uncertain');
  assert.equal(forgetful.ids.length, 0);
  assert.deepEqual(
    (await stateOf('paper:once')).map((one) => [one.state, one.reason]),
    [['failed', 'uncertain']],
  );
});

test('what failed is tried again, what was refused for good is said so', async () => {
  const { ids, messages } = counting(true, () => Promise.reject(new Error('no line')));
  for (let run = 0; run < 2; run++) {
    const sent = await messages.sendOnce(matter('paper:again'));
    assert.equal(isRefusal(sent) && sent.refusal, 'message-not-sent');
  }
  assert.equal(new Set(ids).size, 2);
  const refusing = counting(true, () => Promise.reject(new RefusedForGood('no')));
  const refused = await refusing.messages.sendOnce(matter('paper:no'));
  assert.equal(isRefusal(refused) && refused.refusal, 'message-refused');
  operatorAnswer = [200, '{"code":"isv.BLACK"}'];
  await assert.rejects(httpSmsGateway({ ...template(), refusedContains: ['isv.BLACK'] }).send(message), RefusedForGood);
});

test('the first receipt counts, by our number or theirs; one that came too early finds its message later', async () => {
  const { messages } = counting(true, async () => ({ gatewayRef: 'biz-1' }));
  const take = (...receipts: Receipt[]) => database.transact(nobody, (tx) => takeReceipts(tx, receipts));
  await take({ reference: 'biz-1', outcome: 'failed', reason: 'no-such-number', code: 'MK:0001' });
  await messages.sendOnce(matter('paper:r1'));
  assert.deepEqual(
    (await stateOf('paper:r1')).map((one) => one.state),
    ['sent'],
  );
  assert.equal(await messages.collectReceipts(), 1);
  assert.deepEqual(await stateOf('paper:r1'), [{ state: 'failed', reason: 'no-such-number', receipt_code: 'MK:0001' }]);
  await take(
    { reference: 'biz-1', outcome: 'delivered' },
    { reference: 'nobody-ever-sent-this', outcome: 'delivered' },
  );
  assert.equal((await stateOf('paper:r1'))[0]?.state, 'failed');
  // It left and did not arrive: the job that runs again has nothing to send.
  const again = counting(true, async () => ({}));
  assert.ok(!isRefusal(await again.messages.sendOnce(matter('paper:r1'))));
  assert.equal(again.ids.length, 0);
  const own = await again.messages.sendOnce(matter('paper:r2'));
  assert.ok(!isRefusal(own));
  await take({ reference: own.delivery, outcome: 'delivered' });
  assert.equal((await stateOf('paper:r2'))[0]?.state, 'delivered');
  assert.equal(await messages.collectReceipts(), 0);
});

test('receipts are fetched where the operator does not bring them', async () => {
  operatorAnswer = [200, '{"code":"OK","data":{"id":"pull-9"}}'];
  const sms = httpSmsGateway({
    ...template(),
    body: '{"text":"{{body}}","id":"{{id}}"}',
    reference: 'data.id',
    receipts: {
      reading: { list: 'data.list', reference: ['id'], status: 'stat', delivered: ['DELIVRD'] },
      pull: { ...template(), body: '{"most":100}' },
    },
  });
  const messages = new Messages(database, { sms, email: sms });
  await messages.sendOnce(matter('paper:pulled'));
  operatorAnswer = [200, '{"data":{"list":[{"id":"pull-9","stat":"EXPIRED"}]}}'];
  const collect = sms.collect ?? assert.fail('nothing to fetch with');
  await database.transact(nobody, async (tx) => takeReceipts(tx, await collect()));
  assert.deepEqual(await stateOf('paper:pulled'), [{ state: 'failed', reason: 'expired', receipt_code: 'EXPIRED' }]);
  operatorAnswer = [200, 'not JSON'];
  await assert.rejects(collect(), /another form/);
});

test("a demo brings receipts of its own, and numbers that end in 4040 are nobody's", async () => {
  const messages = new Messages(database, gatewaysFor('demo', {}, database));
  await messages.sendOnce(matter('paper:demo'));
  await messages.sendOnce(matter('paper:dead', '13800004040'));
  await messages.collectReceipts();
  assert.equal((await stateOf('paper:demo'))[0]?.state, 'delivered');
  assert.deepEqual((await stateOf('paper:dead'))[0], {
    state: 'failed',
    reason: 'no-such-number',
    receipt_code: 'MK:0001',
  });
  const [shown] = await database.transact(nobody, (tx) => demoMessages(tx, '13800004040'));
  assert.equal(shown?.state, 'failed');
});

test('a letter by e-mail bears its paper, under a name nobody mistakes', async () => {
  const gateway = smtpGateway(`smtp://127.0.0.1:${portOf(mail)}?ignoreTLS=true`, '临溪 <fangxin@example.org>');
  await gateway.send({
    ...message,
    channel: 'email',
    to: 'z@example.org',
    attachments: [{ fileName: '受理决定书.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7 paper') }],
  });
  const letter = letters.at(-1) ?? '';
  assert.match(letter, /^Message-ID: <00000000-0000-7000-8000-0000000000aa@example\.org>$/mu);
  assert.match(letter, /Content-Type: application\/pdf/u);
  assert.ok(letter.includes(Buffer.from('%PDF-1.7 paper').toString('base64')));
});

test('a demo keeps everything in its mailbox, whatever the environment says', async () => {
  const gateways = gatewaysFor('demo', { FANGXIN_SMTP_URL: 'smtp://example.org', FANGXIN_MAIL_FROM: 'a@b' }, database);
  assert.ok(!isRefusal(await new Messages(database, gateways).send(message)));
  const [first] = await database.transact(nobody, (tx) => demoMessages(tx, message.to));
  assert.equal(first?.body, message.body);
});

test('an operator that took a message and did not answer in time gets no other one: the same again, or somebody looks', async () => {
  const late = () => Promise.reject(new NoAnswer('no answer', true));
  const knowing = counting(true, late);
  for (let run = 0; run < 3; run++) {
    const sent = await knowing.messages.sendOnce(matter('paper:late'));
    assert.equal(isRefusal(sent) && sent.refusal, 'message-not-sent');
  }
  assert.deepEqual([knowing.ids.length, new Set(knowing.ids).size], [3, 1]);
  const forgetful = counting(false, late);
  const unsure = await forgetful.messages.sendOnce(matter('paper:late2'));
  assert.equal(isRefusal(unsure) && unsure.refusal, 'message-uncertain');
  // The receipt settles both, and there is nothing left to send.
  for (const [ids, about] of [
    [knowing.ids, 'paper:late'],
    [forgetful.ids, 'paper:late2'],
  ] as const) {
    const reference = ids[0] ?? '';
    await database.transact(nobody, (tx) => takeReceipts(tx, [{ reference, outcome: 'delivered' }]));
    assert.deepEqual(
      (await stateOf(about)).map((one) => one.state),
      ['delivered'],
    );
  }
  assert.ok(!isRefusal(await knowing.messages.sendOnce(matter('paper:late'))));
  assert.equal(knowing.ids.length, 3);
});

test('an SMS operator that cuts the line after it was asked may have taken it; one that cannot be reached has not', async () => {
  const cutting = createServer((socket) => socket.on('data', () => socket.destroy()));
  await listen(cutting);
  const url = `http://127.0.0.1:${portOf(cutting)}/`;
  const isUnsure = (error: unknown) => error instanceof NoAnswer && error.mayHaveLeft;
  await assert.rejects(httpSmsGateway({ ...template(), url }).send(message), isUnsure);
  cutting.close();
  await assert.rejects(httpSmsGateway({ ...template(), url }).send(message), (error) => !isUnsure(error));
  operatorAnswer = [504, ''];
  await assert.rejects(httpSmsGateway(template()).send(message), isUnsure);
});

test('a number the operator gives with characters no database takes is no failure of the message', async () => {
  operatorAnswer = [200, '"OK" 7\u0000\n7'];
  const sms = httpSmsGateway({ ...template(), body: '{{to}}' });
  assert.ok(!isRefusal(await new Messages(database, { sms, email: sms }).sendOnce(matter('paper:nul'))));
  assert.deepEqual(
    (await stateOf('paper:nul')).map((one) => one.state),
    ['sent'],
  );
});

test('a mail server that greets and falls silent is left after a short time, and then asked by one at a time', async () => {
  const silent = createServer((socket) => socket.write('220 fake\r\n'));
  await listen(silent);
  const mute = smtpGateway(`smtp://127.0.0.1:${portOf(silent)}?ignoreTLS=true`, 'fangxin@example.org', 200);
  let asked = 0;
  const counted: Gateway = { ...mute, send: (parcel) => mute.send(parcel).finally(() => asked++) };
  const gateway = sparing(counted, 300);
  const letter = { ...message, channel: 'email' as const, to: 'z@example.org' };
  await assert.rejects(gateway.send(letter), NoAnswer);
  await assert.rejects(gateway.send(letter), /short time ago/u);
  assert.equal(asked, 1);
  await new Promise((resolve) => setTimeout(resolve, 350));
  const outcomes = await Promise.allSettled([gateway.send(letter), gateway.send(letter), gateway.send(letter)]);
  assert.deepEqual([asked, outcomes.filter(({ status }) => status === 'rejected').length], [2, 3]);
  silent.close();
});
