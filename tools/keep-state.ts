/**
 * Packs an instance of today's program for the programs to come: its backup by tables, its key file and its signed heads,
 * as one file of test/migrations/states. How such an instance is made is told in test/migrations/README.md.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyBackup } from '#platform/postgres/backup.ts';
import { packState, statesDirectory } from '#test/migrations/kept-state.ts';
import { endWithUsage } from './usage.ts';

const usage = 'node tools/keep-state.ts DATA_DIRECTORY BACKUP NAME';

const argumentsOf = (): readonly string[] => {
  try {
    const { values, positionals } = parseArgs({
      options: { help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) return endWithUsage(usage, 0);
    return positionals.length === 3 ? positionals : endWithUsage(usage, 2);
  } catch {
    return endWithUsage(usage, 2);
  }
};

const [data = '', backup = '', name = ''] = argumentsOf();
if (verifyBackup(backup).kind !== 'tables') throw new Error('the backup was not made with --as-tables');
// Its key goes along: that must never be one that opens anything real.
if (!readFileSync(join(backup, 'tables/public.instance.copy'), 'utf8').includes('\tdemo\t'))
  throw new Error('only a demo may be kept');
const folder = mkdtempSync(join(tmpdir(), 'fangxin-keep-'));
try {
  cpSync(backup, join(folder, 'backup'), { recursive: true });
  cpSync(join(data, 'keys'), join(folder, 'keys'), { recursive: true });
  cpSync(join(data, 'heads'), join(folder, 'heads'), { recursive: true });
  const packed = packState(folder);
  const file = join(statesDirectory, `${name}.br`);
  writeFileSync(file, packed);
  console.log(`${file}: ${Math.ceil(packed.length / 1000)} kB`);
} finally {
  rmSync(folder, { recursive: true });
}
