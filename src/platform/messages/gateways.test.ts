import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { Database } from '../db.ts';
import { sealFrom } from '../documents/http-seal.ts';
import { StartFailure } from '../postgres/start-failure.ts';
import { languages, textsFor } from '../texts.ts';
import { gatewaysFor, noGateways } from './gateways.ts';
import { needsTls, smtpGateway } from './smtp.ts';

const folder = mkdtempSync(join(tmpdir(), 'fangxin-gateways-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const right = {
  url: 'https://sms.example.cn/v2/send?id={{id}}',
  method: 'POST',
  contentType: 'application/json',
  body: '{"mobile":"{{to}}"}',
  headers: { authorization: 'Bearer secret' },
};
const mail = { FANGXIN_MAIL_FILE: join(folder, 'mail.jsonl') };
const untouched = {} as Database;
const ways = (env: Record<string, string>) => gatewaysFor('production', { ...mail, ...env }, untouched);

let written = 0;
const fileOf = (content: unknown): string => {
  written += 1;
  const file = join(folder, `${written}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

/** The sentence names setting and file and what is expected, and repeats nothing of a secret. */
const refused = (work: () => unknown, ...words: readonly string[]): void =>
  assert.throws(work, (error) => {
    assert.ok(error instanceof StartFailure, String(error));
    for (const language of languages) {
      const said = textsFor(language)(error.code, error.params);
      for (const word of words) assert.ok(said.includes(word), `${word}: ${said}`);
      assert.ok(!said.includes('secret'), said);
    }
    return true;
  });

test('mail leaves in clear only to this machine, or where the address says so', () => {
  for (const url of ['smtp://mail.example.cn', 'smtp://u:p@mail.example.cn:587?requireTLS=true', 'smtp://10.0.0.5:25'])
    assert.ok(needsTls(url), url);
  for (const url of [
    'smtps://u:p@mail.example.cn:465',
    'smtp://127.0.0.1:2525',
    'smtp://localhost',
    'smtp://[::1]:25',
    'smtp://10.0.0.5:25?requireTLS=false',
    'smtp://10.0.0.5:25?ignoreTLS=true',
  ])
    assert.ok(!needsTls(url), url);
});

test('a server that shows no STARTTLS is given neither password nor letter', async () => {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.write('220 mail.example.cn\r\n');
    socket.on('data', (said) => {
      heard.push(String(said).trim());
      socket.write(/^EHLO/u.test(String(said)) ? '250-mail.example.cn\r\n250 AUTH PLAIN\r\n' : '502 not here\r\n');
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const letter = {
    id: '1',
    channel: 'email',
    to: 'z@example.cn',
    subject: 's',
    body: 'b',
    purpose: 'p',
    tenant: 't',
  } as const;
  await assert.rejects(smtpGateway(`smtp://u:p@0.0.0.0:${port}`, 'a@example.cn').send(letter), /STARTTLS/u);
  server.close();
  assert.ok(heard.length > 0 && heard.every((line) => /^(?:EHLO|STARTTLS|QUIT)/u.test(line)), heard.join('|'));
});

describe('the file of the SMS operator', () => {
  test('that is right is taken', () =>
    assert.equal(ways({ FANGXIN_SMS_TEMPLATE: fileOf(right) }).sms.name, 'http-sms'));

  test('that is not there, or no JSON, is named', () => {
    const gone = join(folder, 'gone.json');
    refused(() => ways({ FANGXIN_SMS_TEMPLATE: gone }), 'FANGXIN_SMS_TEMPLATE', gone, 'ENOENT');
    for (const broken of ['{"authorization": "secret",}', '[]', 'null', '']) {
      const file = fileOf(broken);
      refused(() => ways({ FANGXIN_SMS_TEMPLATE: file }), 'FANGXIN_SMS_TEMPLATE', file, 'JSON');
    }
  });

  const faults: readonly (readonly [member: string, value: unknown, expected: string])[] = [
    ['url', 'sms.example.cn', 'https://'],
    ['url', undefined, 'https://'],
    ['method', 'PUT', 'POST | GET'],
    ['contentType', 'text/plain', 'application/json'],
    ['body', { mobile: '{{to}}' }, '"…"'],
    ['timeoutSeconds', '10', '10'],
    ['refusedContains', 'BLACKLIST', '["…"]'],
    ['headers', ['secret'], '{ "…": "…" }'],
    ['templates', { 'phone-code': 1001 }, 'phone-code'],
    ['repeatable', 'no', 'true | false'],
  ];
  for (const [member, value, expected] of faults)
    test(`with ${member} = ${JSON.stringify(value)} is refused by the member's name`, () => {
      const file = fileOf({ ...right, [member]: value });
      refused(() => ways({ FANGXIN_SMS_TEMPLATE: file }), 'FANGXIN_SMS_TEMPLATE', file, member, expected);
    });

  test('whose receipts are fetched from nowhere is refused', () => {
    const reading = { status: 's', reference: ['r'], delivered: ['D'] };
    const file = fileOf({ ...right, receipts: { reading, pull: { ...right, url: '' } } });
    refused(() => ways({ FANGXIN_SMS_TEMPLATE: file }), 'receipts.pull.url');
  });
});

test('a mail server and a sender that cannot be ones are refused, without the password', () => {
  const sms = { FANGXIN_SMS_FILE: join(folder, 'sms.jsonl'), FANGXIN_MAIL_FROM: 'fangxin@example.gov.cn' };
  const from = (env: Record<string, string>) => () => ways({ ...sms, ...env });
  refused(from({ FANGXIN_SMTP_URL: 'user:secret@host:465' }), 'FANGXIN_SMTP_URL', 'smtps://');
  refused(from({ FANGXIN_SMTP_URL: 'smtps://host', FANGXIN_MAIL_FROM: 'fangxin' }), 'FANGXIN_MAIL_FROM');
  assert.equal(from({ FANGXIN_SMTP_URL: 'smtps://user:secret@host:465' })().email.name, 'smtp');
});

test('one of mail server and sender is refused, whatever file letters went into before', () => {
  const sms = { FANGXIN_SMS_FILE: join(folder, 'sms.jsonl') };
  const [server, from] = [
    { FANGXIN_SMTP_URL: 'smtps://user:secret@host:465' },
    { FANGXIN_MAIL_FROM: 'a@example.gov.cn' },
  ];
  refused(() => ways({ ...sms, ...server }), 'FANGXIN_MAIL_FROM');
  refused(() => ways({ ...sms, ...from }), 'FANGXIN_SMTP_URL');
  assert.equal(ways({ ...sms, FANGXIN_SMTP_URL: '', FANGXIN_MAIL_FROM: '' }).email.name, 'file-sink');
});

test('a message file that cannot be written is told at start, by the name of its setting', () => {
  const inFile = join(fileOf(right), 'sms.jsonl');
  refused(() => ways({ FANGXIN_SMS_FILE: inFile }), 'FANGXIN_SMS_FILE', inFile, 'ENOTDIR', 'ReadWritePaths=');
  const sms = join(folder, 'deep', 'down', 'sms.jsonl');
  refused(() => ways({ FANGXIN_SMS_FILE: sms, FANGXIN_MAIL_FILE: folder }), 'FANGXIN_MAIL_FILE', folder, 'EISDIR');
  assert.equal(readFileSync(sms, 'utf8'), '', 'nothing is written that nobody sent');
  assert.deepEqual([statSync(sms).mode & 0o777, statSync(join(folder, 'deep')).mode & 0o777], [0o600, 0o700]);
  if (process.platform === 'linux')
    refused(() => ways({ FANGXIN_SMS_FILE: '/proc/1/fangxin/a/sms.jsonl' }), 'FANGXIN_SMS_FILE', 'ENOENT');
});

test('the file of the seal product is looked at too', () => {
  const gone = join(folder, 'gone.json');
  refused(() => sealFrom({ FANGXIN_SEAL_FILE: gone }), 'FANGXIN_SEAL_FILE', gone);
  const file = fileOf({ address: 'https://seal.example.cn' });
  refused(() => sealFrom({ FANGXIN_SEAL_FILE: file }), 'FANGXIN_SEAL_FILE', 'url', 'https://');
});

test('work that tells nobody has no way out at all', async () => {
  const parcel = { id: '1', channel: 'sms', to: '1', subject: '', body: '', purpose: 'x', tenant: 'yunqi' } as const;
  await assert.rejects(noGateways.sms.send(parcel), /sends no messages/);
});
