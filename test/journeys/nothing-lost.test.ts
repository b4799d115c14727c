import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killNine } from '#test/load/kill-nine.ts';

test('kill -9 of server, worker and database under load loses no acknowledged filing, doubles none, and brings each paper once', async (t) => {
  const report = await killNine({
    name: `test-kill-${process.pid}`,
    // The worker last: one that begins frees at once what those before it left locked.
    victims: ['postgres', 'server', 'worker'],
    connections: 8,
    pauseMilliseconds: 1_500,
    note: (text) => t.diagnostic(text),
  });
  t.diagnostic(`${report.acknowledged} acknowledged, ${report.retried} sent again`);
  assert.equal(report.kills, 3);
  assert.ok(report.acknowledged > 20, `too little load to mean anything: ${report.acknowledged}`);
  assert.ok(report.retried > 0, 'no kill met a filing under way');
  assert.deepEqual(report.lost, []);
  assert.deepEqual(report.doubled, []);
  assert.ok(report.papers > 2, `too few jobs under way to mean anything: ${report.papers}`);
  assert.deepEqual(report.notOnce, []);
  assert.equal(report.verifyCode, 0, report.verifyText);
});
