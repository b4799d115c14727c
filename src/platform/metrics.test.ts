import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fastify } from 'fastify';
import { createMetrics, observeReply } from './metrics.ts';

test('answers are counted by the pattern of the route, never by the address', async () => {
  const metrics = createMetrics({ process: false });
  const app = fastify();
  app.addHook('onResponse', async (request, reply) => observeReply(metrics, request, reply));
  app.get('/complaints/:number', () => 'yes');
  for (const url of ['/complaints/1', '/complaints/2', '/nothing/here?phone=1']) await app.inject(url);
  await app.close();
  const text = await metrics.text();
  assert.match(
    text,
    /fangxin_http_request_seconds_count\{method="GET",route="\/complaints\/:number",status="2xx"\} 2/u,
  );
  assert.match(text, /fangxin_http_request_seconds_count\{method="GET",route="unmatched",status="4xx"\} 1/u);
  assert.doesNotMatch(text, /complaints\/1|phone/u);
});

test('figures read when asked; one that fails leaves the others', async () => {
  const metrics = createMetrics();
  let value = 1;
  metrics.gauge('fangxin_one', 'x', () => value);
  metrics.gauge('fangxin_two', 'x', () => Promise.reject(new Error('no')));
  metrics.counter('fangxin_three_total', 'x', ['kind']).inc({ kind: 'a' });
  metrics.observeJob({ task: 'send', outcome: 'done', seconds: 0.2 });
  value = 7;
  const text = await metrics.text();
  assert.match(text, /^fangxin_one 7$/mu);
  assert.doesNotMatch(text, /^fangxin_two \d/mu);
  assert.match(text, /^fangxin_three_total\{kind="a"\} 1$/mu);
  assert.match(text, /^fangxin_jobs_total\{task="send",outcome="done"\} 1$/mu);
  assert.match(text, /^process_resident_memory_bytes \d/mu);
});
