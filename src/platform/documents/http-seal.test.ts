import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { httpSeal, sealFrom } from './http-seal.ts';

const request = {
  pdf: Buffer.from('%PDF-1.7 x'),
  authority: '临溪区市场监督管理局',
  keyword: '（印章）',
  orderedBy: 'a',
};
let answer: { status: number; body: string } = { status: 200, body: '' };
const asked: Record<string, unknown>[] = [];
const server = createServer(async (incoming, outgoing) => {
  let body = '';
  for await (const part of incoming) body += String(part);
  asked.push({ ...JSON.parse(body), key: incoming.headers['x-key'] });
  outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
});
const folder = mkdtempSync(join(tmpdir(), 'fangxin-seal-'));
let url = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/seal`;
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('the product gets file, authority and the words to seal over, and its file comes back', async () => {
  const sealed = Buffer.from('%PDF-1.7 sealed');
  answer = { status: 200, body: JSON.stringify({ pdf: sealed.toString('base64'), sealedBy: '云印' }) };
  const outcome = await httpSeal({ url, headers: { 'x-key': 'secret' } }).seal(request);
  assert.deepEqual(outcome, { state: 'sealed', pdf: sealed, sealedBy: '云印' });
  const { pdf, ...rest } = asked.at(-1) ?? {};
  assert.equal(Buffer.from(String(pdf), 'base64').toString(), '%PDF-1.7 x');
  assert.deepEqual(rest, { authority: request.authority, keyword: '（印章）', orderedBy: 'a', key: 'secret' });
});

test('an error and nonsense are failures, never a sealed paper', async () => {
  const answers = [
    { status: 503, body: '{}' },
    { status: 200, body: '{}' },
    { status: 200, body: 'no json' },
    // It says more than any seal could add: it is left, whatever follows.
    { status: 200, body: `{"sealedBy":"x","pdf":"${'A'.repeat(9 * 1024 * 1024)}"}` },
  ];
  for (const wrong of answers) {
    answer = wrong;
    await assert.rejects(httpSeal({ url }).seal(request));
  }
});

test('named in the environment by a file, or absent', () => {
  assert.equal(sealFrom({}), undefined);
  const file = join(folder, 'seal.json');
  writeFileSync(file, JSON.stringify({ url }));
  assert.equal(sealFrom({ FANGXIN_SEAL_FILE: file })?.name, 'http-seal');
});

test('the certificates it names are kept with it, and one that names nothing stops the start', () => {
  const file = join(folder, 'certificates.json');
  const from = (certificates: unknown) => {
    writeFileSync(file, JSON.stringify({ url, certificates }));
    return sealFrom({ FANGXIN_SEAL_FILE: file });
  };
  const one = { authority: '临溪区市场监督管理局', subject: ['O=临溪区市场监督管理局'], effectiveFrom: '2026-01-01' };
  assert.deepEqual(from([one])?.certificates, [one]);
  const wrong: readonly [unknown, string][] = [
    [{}, 'certificates'],
    [[null], 'certificates.0.authority'],
    [[one, { ...one, effectiveFrom: '2026-13-01' }], 'certificates.1.effectiveFrom'],
    [[{ ...one, effectiveTo: 'never' }], 'certificates.0.effectiveTo'],
    [[{ ...one, subject: undefined }], 'certificates.0.subject'],
    [[{ ...one, subject: '临溪区' }], 'certificates.0.subject'],
    [[{ ...one, fingerprint: 'abc' }], 'certificates.0.fingerprint'],
  ];
  for (const [certificates, member] of wrong)
    assert.throws(
      () => from(certificates),
      (error) => JSON.stringify(error).includes(`"${member}"`),
      member,
    );
});
