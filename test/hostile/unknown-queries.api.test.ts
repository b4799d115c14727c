import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openWholeApp, type WholeApp } from './whole-app.ts';

let whole: WholeApp;
before(async () => {
  whole = await openWholeApp();
});
after(() => whole?.close());

type Operation = { parameters?: { name: string; in: string; schema: { format?: string; type?: string } }[] };
const { paths } = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, { get?: Operation }>;
};

/** An address of the right shape; whether anything is there does not matter. */
const addressOf = (path: string, { parameters = [] }: Operation): string =>
  path.replace(/\{(\w+)\}/gu, (_, name) => {
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema;
    if (schema?.format === 'uuid') return '00000000-0000-7000-8000-000000000001';
    if (schema?.format === 'date') return '2026-05-06';
    return schema?.type === 'integer' || schema?.type === 'number' ? '2026' : 'yunqi';
  });

test('no read of the API swallows a parameter it does not know: a misspelt filter is no answer', async () => {
  const headers = { ...(await whole.as('handler')), 'accept-language': 'en' };
  const swallowing: string[] = [];
  const reads = Object.entries(paths).flatMap(([path, { get }]) => (get === undefined ? [] : [addressOf(path, get)]));
  assert.ok(reads.length > 70);
  for (const address of reads) {
    const url = `${address.startsWith('/api/') ? '' : '/api/v1'}${address}?regoin=990102`;
    const answer = await whole.app.inject({ url, headers });
    if (answer.statusCode !== 400) swallowing.push(`${answer.statusCode} ${url}`);
  }
  assert.deepEqual(swallowing, []);
});
