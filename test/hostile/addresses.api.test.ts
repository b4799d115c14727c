import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { hostileTexts, noData } from './texts.ts';
import { assertTold, openWholeApp, type WholeApp } from './whole-app.ts';

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

describe('hostile texts where addresses and headers stand', { skip: noData }, () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole?.close());

  test('in paths and queries of API and site', async () => {
    const handler = await whole.as('handler');
    const addresses = [
      (text: string) => `/api/v1/complaints/${text}`,
      (text: string) => `/api/v1/worklist?q=${text}&phase=${text}`,
      (text: string) => `/cases/${text}`,
      (text: string) => `/file/respondent?q=${text}`,
      (text: string) => `/proof/${text}`,
      (text: string) => `/${text}?language=${text}&print=${text}`,
    ];
    for (const [at, text] of hostileTexts().entries()) {
      const address = addresses[at % addresses.length] ?? ((one: string) => one);
      const answer = await whole.app.inject({ url: address(encoded(text)), headers: handler });
      assertTold(answer, address(encoded(text)).slice(0, 200));
      assert.ok(!('x-injected' in answer.headers));
    }
  });

  test('an address that is none is told, to scripts and to browsers', async () => {
    for (const url of ['/api/v1/complaints/%ff', '/cases/%E0%A4%A', '/%ff?x=%ff']) {
      const told = await whole.app.inject({ url, headers: { 'accept-language': 'en' } });
      assert.deepEqual([told.statusCode, told.json<{ code: string }>().code], [400, 'address-malformed'], url);
      assert.match(String(told.headers['content-type']), /problem\+json/u);
    }
    const page = await whole.app.inject({ url: '/cases/%ff', headers: { accept: 'text/html' } });
    assert.equal(page.statusCode, 400);
    assert.match(page.body, /<html lang="zh-CN"[\s\S]+百分号/u);
  });

  test('in headers and cookies', async () => {
    const names = [
      'accept-language',
      'x-request-id',
      'if-match',
      'idempotency-key',
      'user-agent',
      'authorization',
      'range',
    ];
    const cookies = ['fangxin-draft', 'fangxin-answer-draft', 'fangxin-language', 'fangxin-session', 'fangxin-login'];
    for (const [at, text] of hostileTexts().entries()) {
      const one = names[at % names.length] ?? 'range';
      const cookie = `${cookies[at % cookies.length]}=${text}`;
      const answer = await whole.app.inject({
        method: at % 2 === 0 ? 'GET' : 'POST',
        url: at % 3 === 0 ? '/api/v1/complaints' : '/file/matter',
        headers: { [one]: text.slice(0, 8_000), cookie },
      });
      assertTold(answer, `${one}: ${text.slice(0, 100)}`);
    }
  });

  test('as bytes on the wire: a clear no, and the next request is answered', async () => {
    await whole.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = whole.app.server.address() as AddressInfo;
    const wires = [
      'GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n',
      'POST /api/v1/complaints HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
      'POST /api/v1/complaints HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\nhost: x\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      `GET / HTTP/1.1\r\nhost: x\r\n${'x: y\r\n'.repeat(5_000)}\r\n`,
      '\u0016\u0003\u0001\u0002\u0000',
    ];
    for (const wire of wires) {
      const heard = await say(port, wire);
      assert.match(heard, /^(?:HTTP\/1\.1 4\d\d |$)/u, wire.slice(0, 80));
      if (heard !== '') assert.match(heard, /application\/problem\+json[\s\S]*"code":"[a-z-]+"/u, wire.slice(0, 80));
    }
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  });
});

/** Sends raw bytes and returns what came back until the other side hangs up. */
const say = (port: number, wire: string): Promise<string> =>
  new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(wire, 'latin1'));
    const end = () => {
      socket.destroy();
      resolve(heard);
    };
    socket.setTimeout(3_000, end);
    socket.on('data', (part) => (heard += part.toString('latin1')));
    socket.on('close', end);
    socket.on('error', end);
  });
