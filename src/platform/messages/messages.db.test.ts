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
import type { Message } from './message.ts';
import { Messages } from './messages.ts';
import { smtpGateway } from './smtp.ts';

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
    socket.write('220 fake\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString('utf8').split('\r\n').slice(0, -1)) {
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

const message: Message = {
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

test('a demo keeps everything in its mailbox, whatever the environment says', async () => {
  const gateways = gatewaysFor('demo', { FANGXIN_SMTP_URL: 'smtp://example.org', FANGXIN_MAIL_FROM: 'a@b' }, database);
  assert.ok(!isRefusal(await new Messages(database, gateways).send(message)));
  const [first] = await database.transact(nobody, (tx) => demoMessages(tx, message.to));
  assert.equal(first?.body, message.body);
});
