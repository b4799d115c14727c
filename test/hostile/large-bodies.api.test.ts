import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { projectRoot } from '#platform/config.ts';
import { mostBody, mostInForm } from '#platform/http/body-limits.ts';
import { openWholeApp, type WholeApp } from './whole-app.ts';

let whole: WholeApp;
let port: number;
before(async () => {
  whole = await openWholeApp();
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
