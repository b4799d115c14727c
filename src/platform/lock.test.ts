import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { livingHolder, lockServer, processStat, takeLock, withLock } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'fangxin-lock-'));
const file = join(folder, 'inner', 'lock');

const isHeld = (taken: ReturnType<typeof takeLock>): boolean => !('release' in taken);

describe('a lock', () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('is taken once, names its holder, and is free again after release', () => {
    const lock = takeLock(file);
    assert.ok('release' in lock);
    const second = takeLock(file);
    assert.ok(!('release' in second));
    assert.equal(second.pid, process.pid);
    lock.release();
    assert.equal(existsSync(file), false);
    assert.deepEqual(readdirSync(join(folder, 'inner')), []);
  });

  test('left by a process killed with kill -9 is replaced', async () => {
    const child = spawn('sleep', ['60']);
    await new Promise((resolve) => child.once('spawn', resolve));
    const { pid } = child;
    assert.ok(pid !== undefined);
    writeFileSync(file, JSON.stringify({ pid, started: processStat(pid)?.started }));
    assert.equal(livingHolder(file)?.pid, pid);
    assert.ok(isHeld(takeLock(file)), 'a living holder keeps it');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const lock = takeLock(file);
    assert.ok('release' in lock);
    lock.release();
  });

  test('of a process whose number has been given to another is replaced', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: '1' }));
    const lock = takeLock(file);
    assert.ok('release' in lock);
    lock.release();
  });

  test('that nobody can read is replaced', () => {
    for (const text of ['', '{', 'null', '{"pid":"x"}']) {
      writeFileSync(file, text);
      const lock = takeLock(file);
      assert.ok('release' in lock, text);
      lock.release();
    }
  });

  test('is not released by one who no longer holds it', () => {
    const lock = takeLock(file);
    assert.ok('release' in lock);
    const other = JSON.stringify({ pid: 1, started: processStat(1)?.started });
    writeFileSync(file, other);
    lock.release();
    assert.equal(readFileSync(file, 'utf8'), other);
    rmSync(file);
  });

  test('keeps a second server off the same directory and names the first', () => {
    const lock = lockServer(folder);
    assert.throws(() => lockServer(folder), { code: 'already-running', params: { path: folder, pid: process.pid } });
    lock.release();
    lockServer(folder).release();
  });

  test('lets waiting work take turns, and gives up when patience ends', async () => {
    const order: string[] = [];
    const turn = (name: string) =>
      withLock(file, async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setTimeout(resolve, 30));
        order.push(`${name} out`);
        return name;
      });
    assert.deepEqual((await Promise.all([turn('a'), turn('b')])).sort(), ['a', 'b']);
    assert.match(order.join(' '), /^(a in a out b in b out|b in b out a in a out)$/u);
    const lock = takeLock(file);
    assert.equal(await withLock(file, async () => 'never', { patienceMs: 40 }), undefined);
    assert.ok('release' in lock);
    lock.release();
  });
});
