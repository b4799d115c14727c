import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { runCli } from '#app/cli.ts';
import { seedPeople } from '#db/seed/people.ts';
import { shiftClock } from '#platform/clock.ts';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { settleInstance } from '#platform/instance.ts';
import { gatewaysFor } from '#platform/messages/gateways.ts';
import { wirePeople } from '#platform/people.ts';
import { textsFor } from '#platform/texts.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/**
 * The command line as a test calls it, each test on a database and a data directory of its own. It sets the environment of its
 * process: a file that imports it runs alone.
 */

const environment = { ...process.env };
export let folder = '';
export let home: TestDatabase;
export let database: Database;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'fangxin-people-'));
});
beforeEach(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.ownerUrl, connections: 2 });
  process.env.DATABASE_URL = home.ownerUrl;
  process.env.FANGXIN_VAR = mkdtempSync(join(folder, 'var-'));
  delete process.env.FANGXIN_KEY_FILE;
});
afterEach(async () => {
  shiftClock(0);
  await database.close();
  await home.drop();
});
after(() => {
  process.env = environment;
  rmSync(folder, { recursive: true });
});

export const call = async (...argv: string[]): Promise<{ code: number; printed: string[]; noted: string }> => {
  const printed: string[] = [];
  const noted: string[] = [];
  const code = await runCli(argv, {
    say: textsFor('en'),
    print: (text) => printed.push(text),
    note: (text) => noted.push(text),
  });
  return { code, printed, noted: noted.join('\n') };
};

export const place = () => ({ keyFile: process.env.FANGXIN_KEY_FILE, varDirectory: process.env.FANGXIN_VAR ?? '' });

export const demo = async (): Promise<void> => {
  const { keyring } = await settleInstance(home.ownerUrl, place(), 'demo');
  const people = wirePeople(database, keyring, gatewaysFor('demo', {}, database));
  await database.transact(nobody, (tx) => seedPeople(tx, people));
};
