import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { framed, partsIn } from './framed-parts.ts';
import { type ProcessSettings, TookTooLong, throwAwayAsking, throwAwayProcess } from './throw-away-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'throw-away-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const answerOf = async (script: string, bounds: Partial<ProcessSettings> = {}): Promise<string | undefined> => {
  const made = join(folder, 'made.cjs');
  writeFileSync(made, script);
  const settings = { atOnce: 1, patienceMilliseconds: 60_000, ...bounds };
  return (await throwAwayProcess('pdf-child', settings, () => made)(Buffer.from('x')))?.toString();
};

test('where no file handle is left the one question fails: the server lives, and the next is answered', () => {
  const script = `
    import { closeSync, openSync } from 'node:fs';
    import { setTimeout as later } from 'node:timers/promises';
    import { throwAwayProcess } from ${JSON.stringify(import.meta.resolve('./throw-away-process.ts'))};
    const ask = throwAwayProcess('pdf-child', { atOnce: 1, patienceMilliseconds: 60_000 }, () => undefined);
    const held = [];
    try { for (;;) held.push(openSync('/dev/null')); } catch {}
    const refused = await ask(Buffer.from('x')).then(() => 'answered', ({ code }) => code);
    await later(50);
    held.forEach((one) => closeSync(one));
    console.log(refused, await ask(Buffer.from('x')));`;
  const limited = ['-c', 'ulimit -n 60; exec "$0" --no-warnings --input-type=module -e "$1"', process.execPath, script];
  const { stdout, stderr } = spawnSync('/bin/sh', limited, { encoding: 'utf8' });
  assert.equal(stdout, 'EMFILE undefined\n', stderr);
});

describe('a process for one foreign file has an end', () => {
  test('of time, which says nothing of the file: it is told apart from one that cannot be read', async () => {
    await assert.rejects(answerOf('for (;;);', { patienceMilliseconds: 300 }), TookTooLong);
    assert.equal(await answerOf('process.exit(3)'), undefined);
    assert.equal(await answerOf("process.kill(process.pid, 'SIGKILL')"), undefined);
  });

  test('of memory, also of what libraries take beside the engine', async () => {
    const taking = `
      const taken = [];
      try { for (let n = 0; n < 5_000; n += 1) taken.push(Buffer.allocUnsafeSlow(10_000_000)); } catch { process.exit(3); }
      process.stdout.write('all of it');`;
    assert.equal(await answerOf(taking), undefined);
  });

  test('of memory, more where more is given and has to be', async () => {
    const taking = `
      const taken = [];
      try { for (let n = 0; n < 260; n += 1) taken.push(Buffer.allocUnsafeSlow(10_000_000)); } catch { process.exit(3); }
      process.stdout.write('all of it');`;
    assert.equal(await answerOf(taking), undefined);
    assert.equal(await answerOf(taking, { memoryForEachByte: 2_000_000_000 }), 'all of it');
  });

  test('of what it writes', async () => {
    const endless = "const much = Buffer.alloc(8_000_000); for (;;) require('node:fs').writeSync(1, much);";
    assert.equal(await answerOf(endless), undefined);
    const four = "process.stdout.write('four')";
    assert.equal(await answerOf(four, { mostWrittenBytes: 4 }), 'four');
    assert.equal(await answerOf(four, { mostWrittenBytes: 3 }), undefined);
  });

  test('and what stays within them is answered', async () => {
    assert.equal(await answerOf("process.stdout.write('done')"), 'done');
  });
});

test('what waits for its turn is read when the turn has come, and parts of it arrive as one', async () => {
  const made = join(folder, 'echo.cjs');
  writeFileSync(made, "setTimeout(() => process.stdout.write(require('node:fs').readFileSync(0)), 200)");
  const ask = throwAwayProcess('pdf-child', { atOnce: 1, patienceMilliseconds: 60_000 }, () => made);
  let reads = 0;
  const first = ask([Buffer.from('o'), Buffer.from('ne')]);
  const second = ask(async () => {
    reads += 1;
    return Buffer.from('two');
  });
  await pause(100);
  assert.equal(reads, 0, 'the first is at it for twice as long');
  assert.deepEqual([String(await first), String(await second), reads], ['one', 'two', 1]);
  await assert.rejects(
    ask(() => Promise.reject(new Error('gone from the disk'))),
    /gone from the disk/u,
  );
  assert.equal(String(await ask(Buffer.from('next'))), 'next');
});

test('one that asks for part upon part and takes none is given one, and ended', async () => {
  const greedy = `
    const request = Buffer.alloc(12);
    request.writeUInt32BE(16_000_000, 8);
    setInterval(() => require('node:fs').writeSync(1, request), 10);`;
  const made = join(folder, 'greedy.cjs');
  writeFileSync(made, greedy);
  let given = 0;
  const part = async (_: number, length: number) => {
    given += 1;
    return Buffer.alloc(length);
  };
  const ask = throwAwayAsking('blank-child', { atOnce: 1, patienceMilliseconds: 2_000 }, () => made);
  const before = Date.now();
  assert.equal(await ask(Buffer.from('x'), part).catch(() => 'ended'), undefined);
  assert.equal(given, 1);
  assert.ok(Date.now() - before < 2_000);
});

test('parts come out as they went in; what is cut short, or longer, is none', () => {
  const parts = ['one', '', 'three'].map((part) => Buffer.from(part));
  const whole = framed(parts);
  assert.deepEqual(partsIn(whole), parts);
  for (const wrong of [Buffer.alloc(0), Buffer.alloc(4, 255), whole.subarray(0, -1), Buffer.concat([whole, whole])])
    assert.equal(partsIn(wrong), undefined);
});
