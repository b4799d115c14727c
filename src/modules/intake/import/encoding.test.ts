import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import iconv from 'iconv-lite';
import { detectEncoding } from './encoding.ts';

const folder = mkdtempSync(join(tmpdir(), 'fangxin-encoding-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const heading = 'msg_id,detail\n';
const found = async (...parts: readonly (string | Buffer)[]) => {
  const path = join(folder, 'source.csv');
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  return await detectEncoding(path, (text) => text.startsWith('msg_id,'));
};
const gb = (text: string): Buffer => iconv.encode(text, 'gb18030');
const bad = Buffer.from([0xe5]);

test('a damaged byte does not turn a UTF-8 file into mojibake, wherever it is and however long its record', async () => {
  const good = '1,退货与食品安全\n';
  assert.equal(await found(heading, good, '2,', '大'.repeat(1_200_000), bad, '\n', good), 'utf-8');
  assert.equal(await found(heading, good, '2,', '大'.repeat(90_000), bad), 'utf-8', 'one that ends in it');
  assert.equal(await found(heading, bad, '\n', good), 'utf-8');
  assert.equal(await found(heading, '1,plain\n'), 'utf-8');
});

test('a file of another encoding is known by its bytes, also where the beginning is plain', async () => {
  assert.equal(await found(heading, gb('1,面包发霉要求退货，商家不肯退\n')), 'gb18030');
  assert.equal(
    await found(heading, '1,plain words\n'.repeat(30_000), gb('2,面包发霉要求退货，商家不肯退\n')),
    'gb18030',
  );
  assert.equal(await found(heading, iconv.encode('1,麵包發霉要求退貨，商家不肯退\n', 'big5')), 'big5');
  assert.equal(await found(heading, gb('1,大型商场退货\n'.repeat(60_000)), bad), 'gb18030');
});
