import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { projectRoot } from '#platform/config.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { mostBody, mostInForm } from '#platform/http/body-limits.ts';
import { assertTold, openWholeApp, type WholeApp } from './whole-app.ts';

let whole: WholeApp;
let port: number;
const logged: string[] = [];
before(async () => {
  whole = await openWholeApp(pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }));
  await whole.app.listen({ port: 0, host: '127.0.0.1' });
  port = (whole.app.server.address() as AddressInfo).port;
});
after(() => whole?.close());

/** Every address that takes files, and what once let a body of a gigabyte in with it. */
const takers = [
  '/file/evidence',
  '/file/agent',
  '/answer/evidence',
  '/cases/X/supply',
  '/api/v1/uploads',
  '/api/v1/complaints/X/documents/1/sealed',
];

type Sent = { readonly status: number; readonly sent: number };

/** Sends pieces until the server answers or closes; without a length given the server must count by itself. */
const pour = (path: string, type: string, headers: Readonly<Record<string, string | number>>): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const piece = Buffer.alloc(256 * 1024, 'a');
    let sent = 0;
    let isOver = false;
    const request = httpRequest({ port, path, method: 'POST', headers: { 'content-type': type, ...headers } });
    request.on('response', (answer) => {
      isOver = true;
      answer.resume();
      answer.on('end', () => {
        request.destroy();
        resolve({ status: answer.statusCode ?? 0, sent });
      });
    });
    request.on('error', (error) => (isOver ? undefined : reject(error)));
    const more = () => {
      while (!isOver && sent < 64 * mostBody) {
        sent += piece.length;
        if (!request.write(piece)) return void request.once('drain', more);
      }
      if (!isOver) request.end();
    };
    more();
  });

test('a body that is no file is refused at a megabyte, whoever sends it and however its length is told', async () => {
  for (const path of takers)
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      const counted = await pour(path, type, {});
      assert.equal(counted.status, 413, `${path} ${type}`);
      assert.ok(counted.sent < 32 * mostBody, `${path} ${type} read ${counted.sent} bytes`);
      const told = await whole.app.inject({
        method: 'POST',
        url: path,
        headers: { 'content-type': type, 'content-length': String(600 * 1024 * 1024) },
        payload: 'x',
      });
      assert.equal(told.statusCode, 413, `${path} ${type}`);
    }
  assert.equal((await whole.app.inject('/healthz')).statusCode, 200);
});

test('a form with files holds no more text than its limits', async () => {
  const boundary = 'xxxxboundaryxxxx';
  const part = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const { cookie } = await whole.visit();
  const answer = await whole.app.inject({
    method: 'POST',
    url: '/file/evidence',
    headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${Array.from({ length: mostInForm.fields + 5 }, (_, n) => part(`f${n}`, 'x'.repeat(50_000))).join('')}--${boundary}--\r\n`,
  });
  assert.equal(answer.statusCode, 413);
});

const edge = 'xxxxboundaryxxxx';
const filePart = (name: string, file: string, content: string) =>
  `--${edge}\r\ncontent-disposition: form-data; name="${name}"; filename="${file}"\r\ncontent-type: application/pdf\r\n\r\n${content}\r\n`;
const pdf = (mark: string) => `%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n%${mark}`;
const withEdge = `multipart/form-data; boundary=${edge}`;

/** What a broken line, a proxy or a hand-written program makes of a form with files. */
const damaged: readonly (readonly [type: string, body: string])[] = [
  [withEdge, filePart('files', 'a.pdf', pdf('a'))],
  [withEdge, filePart('files', 'a.pdf', pdf('a')).slice(0, 120)],
  [withEdge, 'garbage'],
  [withEdge, `--${edge}\r\n`],
  [withEdge, `--${edge}\r\nno header at all\r\n\r\nx\r\n`],
  ['multipart/form-data', 'garbage'],
  ['multipart/form-data; boundary=', 'garbage'],
  [`multipart/form-data; boundary=${'x'.repeat(300)}`, 'garbage'],
];

test('a form with files that broke off or is damaged is told as such and is no error of ours', async () => {
  const { cookie, csrf } = await whole.visit();
  const field = `--${edge}\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrf}\r\n`;
  const bearer = await whole.as('handler');
  for (const path of takers)
    for (const [type, body] of damaged)
      for (const headers of [{ cookie }, bearer])
        for (const before of [field, '']) {
          const sent = { ...headers, 'content-type': type, accept: 'application/json' };
          const answer = await whole.app.inject({ method: 'POST', url: path, headers: sent, payload: before + body });
          assertTold(answer, `${path} ${type.slice(0, 60)} ${body.slice(0, 80)}`);
        }
  const answer = await whole.app.inject({
    method: 'POST',
    url: '/api/v1/uploads',
    headers: { ...bearer, 'content-type': withEdge },
    payload: damaged[0]?.[1] ?? '',
  });
  assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [400, 'upload-broken-off']);
  assert.deepEqual(
    logged.filter((line) => line.includes('unexpected')),
    [],
  );
});

test('the file before the break is kept', async () => {
  const before = await filesKept();
  const answer = await whole.app.inject({
    method: 'POST',
    url: '/api/v1/uploads',
    headers: { ...(await whole.as('handler')), 'content-type': withEdge },
    payload:
      filePart('files', 'first.pdf', pdf('first')) + filePart('files', 'second.pdf', pdf('second')).slice(0, -30),
  });
  assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [400, 'upload-broken-off'], answer.body);
  assert.equal(await filesKept(), before + 1);
});

const filesKept = async (): Promise<number> => {
  const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
  const { n } = await owner.transact(nobody, (tx) => tx.one<{ n: number }>('select count(*) as n from draft_file'));
  await owner.close();
  return n;
};

test('no route asks for a larger body', () => {
  const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' });
  const larger = files.filter(
    (file) =>
      file.endsWith('.ts') &&
      file !== join('app', 'build-app.ts') &&
      /\bbodyLimit:/u.test(readFileSync(join(projectRoot, 'src', file), 'utf8')),
  );
  assert.deepEqual(
    larger.filter((file) => !file.endsWith('.test.ts')),
    [],
  );
});
