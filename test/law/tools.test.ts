import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { projectRoot } from '#platform/config.ts';

const call = (tool: string, ...argv: string[]) =>
  spawnSync(process.execPath, [`tools/${tool}.ts`, ...argv], { cwd: projectRoot, encoding: 'utf8', timeout: 60_000 });

test('every tool that runs without a database says how it is called, and then does nothing', () => {
  for (const tool of [
    'build-desk',
    'keep-state',
    'law-doc',
    'refusals-doc',
    'site-preview',
    'states-doc',
    'take-pictures',
  ]) {
    const { status, stdout } = call(tool, '--help');
    assert.deepEqual([status, stdout.split('\n').length], [0, 2], tool);
    assert.match(stdout, new RegExp(`^usage: .*node tools/${tool}\\.ts`, 'u'));
  }
});

test('what a tool does not take ends in its usage, not in a stack trace', () => {
  for (const tool of ['build-desk', 'keep-state', 'site-preview', 'take-pictures']) {
    const { status, stderr } = call(tool, '--nonsense');
    assert.deepEqual([status, /^usage: /u.test(stderr), /\n\s+at /u.test(stderr)], [2, true, false], tool);
  }
});
