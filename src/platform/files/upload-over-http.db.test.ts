import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import multipart from '@fastify/multipart';
import { fastify } from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import { newId } from '../ids.ts';
import { draftScope } from './file-store.ts';
import { filesFixture, pdf, photo } from './fixtures/files-fixture.ts';
import { largestUpload, usualLimits } from './limits.ts';
import { draftFiles } from './list-files.ts';
import { openFile } from './open-file.ts';
import { takeUpload } from './take-upload.ts';

const limits = { ...usualLimits, spareBytes: 0, bytes: { ...usualLimits.bytes, pdf: 100_000, image: 1_000_000 } };
const fixture = await filesFixture(limits);
const { store, database } = fixture;
const outcomes: string[] = [];

const app = fastify({ forceCloseConnections: true });
await app.register(multipart, { limits: { fileSize: largestUpload(limits) }, throwFileSizeLimit: false });
app.post<{ Params: { draft: string } }>('/drafts/:draft/files', async (request, reply) => {
  const { draft } = request.params;
  const answers: string[] = [];
  for await (const part of request.files()) {
    const upload = { draft, owner: `draft:${draft}`, purpose: 'evidence', name: part.filename, content: part.file };
    const taken = await takeUpload(store, upload);
    const outcome = isRefusal(taken) ? taken.refusal : taken.file;
    outcomes.push(outcome);
    answers.push(outcome);
  }
  return reply.send(answers);
});
app.get<{ Params: { draft: string; file: string } }>('/drafts/:draft/files/:file', async (request, reply) => {
  const { draft, file } = request.params;
  const opened = await database.transact(draftScope(draft), (tx) =>
    openFile(store, tx, { draft, file }, { variant: 'original', range: request.headers.range }),
  );
  if (isRefusal(opened)) return reply.code(opened.status ?? 409).send(opened);
  return reply.code(opened.status).headers(opened.headers).send(opened.body);
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
after(async () => {
  await app.close();
  await fixture.close();
});

const send = async (draft: string, files: readonly (readonly [string, Buffer])[]): Promise<string[]> => {
  const form = new FormData();
  for (const [name, content] of files) form.append('files', new Blob([new Uint8Array(content)]), name);
  const answer = await fetch(`${address}/drafts/${draft}/files`, { method: 'POST', body: form });
  assert.equal(answer.status, 200);
  return (await answer.json()) as string[];
};

test('several files in one request; a refused one does not keep the others from being taken', async () => {
  const draft = newId();
  const image = await photo(1);
  const outcome = await send(draft, [
    ['a.jpg', image],
    ['too-large.pdf', Buffer.concat([pdf(), Buffer.alloc(5_000_000)])],
    ['page.html', Buffer.from('<html>')],
    ['合同.pdf', pdf()],
  ]);
  assert.deepEqual(outcome.slice(1, 3), ['file-too-large', 'file-is-web-page']);
  const back = await fetch(`${address}/drafts/${draft}/files/${outcome[0]}`, { headers: { range: 'bytes=10-' } });
  assert.equal(back.status, 206);
  assert.ok(Buffer.from(await back.arrayBuffer()).equals(image.subarray(10)));
  const listed = await database.transact(draftScope(draft), (tx) => draftFiles(store, tx, draft));
  assert.deepEqual(
    listed.map((file) => file.name),
    ['a.jpg', '合同.pdf'],
  );
});

test('a sender that goes away in the middle leaves nothing but what was whole', async () => {
  const draft = newId();
  const before = (await fixture.onDisk()).sort();
  outcomes.length = 0;
  const boundary = 'xxxx';
  const sending = httpRequest({
    port: (app.server.address() as AddressInfo).port,
    method: 'POST',
    path: `/drafts/${draft}/files`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': 90_000 },
  });
  sending.on('error', () => undefined);
  sending.write(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n`);
  sending.write(Buffer.concat([pdf(), Buffer.alloc(40_000, 7)]));
  await new Promise((resolve) => setTimeout(resolve, 100));
  sending.destroy();
  for (let waited = 0; waited < 3000 && outcomes.length === 0; waited += 10) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.deepEqual(outcomes, ['upload-cut-off']);
  assert.deepEqual((await fixture.onDisk()).sort(), before);
  assert.deepEqual(await database.transact(draftScope(draft), (tx) => draftFiles(store, tx, draft)), []);
});

/** Files of the store this process holds open. */
const heldOpen = async (): Promise<string[]> => {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  return links.filter((link) => link.startsWith(store.directory));
};

test('a reader that goes away closes the file', { skip: !existsSync('/proc/self/fd') }, async () => {
  const draft = newId();
  const [file] = await send(draft, [['a.amr', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(20_000_000)])]]);
  const reading = httpRequest(`${address}/drafts/${draft}/files/${file}`);
  reading.on('error', () => undefined);
  reading.end();
  const [answer] = (await once(reading, 'response')) as [IncomingMessage];
  await once(answer, 'readable');
  assert.equal(answer.statusCode, 200, file);
  assert.equal((await heldOpen()).length, 1);
  answer.on('error', () => undefined);
  reading.destroy();
  for (let waited = 0; waited < 3000 && (await heldOpen()).length > 0; waited += 10) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.deepEqual(await heldOpen(), []);
});
