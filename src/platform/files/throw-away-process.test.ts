import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { framed, partsIn } from './framed-parts.ts';
import { throwAwayProcess } from './throw-away-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'throw-away-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const answerOf = async (script: string, patienceMilliseconds = 60_000): Promise<string | undefined> => {
  const made = join(folder, 'made.cjs');
  writeFileSync(made, script);
  const answer = await throwAwayProcess('pdf-child', { atOnce: 1, patienceMilliseconds }, () => made)(Buffer.from('x'));
  return answer?.toString();
};

describe('a process for one foreign file has an end', () => {
  test('of time', async () => assert.equal(await answerOf('for (;;);', 300), undefined));

  test('of memory, also of what libraries take beside the engine', async () => {
    const taking = `
      const taken = [];
      try { for (let n = 0; n < 5_000; n += 1) taken.push(Buffer.allocUnsafeSlow(10_000_000)); } catch { process.exit(3); }
      process.stdout.write('all of it');`;
    assert.equal(await answerOf(taking), undefined);
  });

  test('of what it writes', async () => {
    const endless = "const much = Buffer.alloc(8_000_000); for (;;) require('node:fs').writeSync(1, much);";
    assert.equal(await answerOf(endless), undefined);
  });

  test('and what stays within them is answered', async () => {
    assert.equal(await answerOf("process.stdout.write('done')"), 'done');
  });
});

test('parts come out as they went in; what is cut short, or longer, is none', () => {
  const parts = ['one', '', 'three'].map((part) => Buffer.from(part));
  const whole = framed(parts);
  assert.deepEqual(partsIn(whole), parts);
  for (const wrong of [Buffer.alloc(0), Buffer.alloc(4, 255), whole.subarray(0, -1), Buffer.concat([whole, whole])])
    assert.equal(partsIn(wrong), undefined);
});
