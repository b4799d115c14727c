import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLook } from './is-look.ts';

test('the whole asked for by a person is a look; a heading, a piece and what a browser fetches ahead are none', () => {
  const looks: readonly [string, Record<string, string>, boolean][] = [
    ['GET', {}, true],
    ['GET', { range: 'bytes=0-' }, true],
    ['HEAD', {}, false],
    ['GET', { range: 'bytes=0-0' }, false],
    ['GET', { range: 'bytes=1000-' }, false],
    ['GET', { 'sec-purpose': 'prefetch;prerender' }, false],
    ['GET', { purpose: 'prefetch' }, false],
    ['GET', { 'x-moz': 'prefetch' }, false],
    ['GET', { 'x-purpose': 'preview' }, false],
  ];
  for (const [method, headers, seen] of looks)
    assert.equal(isLook({ method, headers }), seen, `${method} ${JSON.stringify(headers)}`);
});
