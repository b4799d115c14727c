import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Look, lookOf } from './look.ts';

test('a heading and what a browser fetches ahead are no look; a piece is one', () => {
  const looks: readonly [string, Record<string, string>, Look][] = [
    ['GET', {}, 'seen'],
    ['GET', { range: 'bytes=0-0' }, 'seen'],
    ['HEAD', {}, 'heading'],
    ['HEAD', { purpose: 'prefetch' }, 'heading'],
    ['GET', { 'sec-purpose': 'prefetch;prerender' }, 'ahead'],
    ['GET', { purpose: 'prefetch' }, 'ahead'],
    ['GET', { 'x-moz': 'prefetch' }, 'ahead'],
    ['GET', { 'x-purpose': 'preview' }, 'ahead'],
  ];
  for (const [method, headers, look] of looks)
    assert.equal(lookOf({ method, headers }), look, `${method} ${JSON.stringify(headers)}`);
});
