import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { castMembers, gymOperatorId } from '#db/seed/cast.ts';
import { seedDirectory } from '#db/seed/district.ts';
import { dayOf } from '#kernel/day.ts';
import { findApiToken } from '#platform/auth/api-tokens.ts';
import { now, shiftClock } from '#platform/clock.ts';
import { createKeyFile } from '#platform/crypto/keys.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { lockServer } from '#platform/lock.ts';
import { migrate, readMigrations } from '#platform/postgres/migrate.ts';
import { call, database, demo, folder } from '#test/command-line.ts';
import { emptyTestDatabase } from '#test/database.ts';

const three = ['--system-administrator', 'zhang', '--security-administrator', 'li', '--auditor', 'wang'];
const authority = ['--name', '云栖市市场监督管理局', '--region', '330100', '--document-prefix', '云市监'];
/** What a test says itself stands in the place of the usual. */
const init = (...more: string[]) => {
  const usual = ['--tenant', 'yunqi', ...authority, ...three];
  const isSaid = (at: number) => more.includes(usual[at - (at % 2)] ?? '');
  return call('init', ...usual.filter((_one, at) => !isSaid(at)), ...more);
};

test('token prints one bearer token for any member of the cast and nothing else', async () => {
  await demo();
  for (const member of castMembers) {
    const { code, printed } = await call('token', '--as', member.name);
    assert.equal(code, 0, member.name);
    assert.equal(printed.length, 1);
    const signedIn = await database.transact(nobody, (tx) => findApiToken(tx, printed[0] ?? ''));
    assert.equal(signedIn?.actor.account, member.account);
  }
  const reading = await call('token', '--as', 'handler', '--read-only', '--days', '7');
  assert.equal((await database.transact(nobody, (tx) => findApiToken(tx, reading.printed[0] ?? '')))?.mayWrite, false);
  assert.equal((await call('token', '--as', 'somebody-else')).code, 1);
  assert.equal((await call('token', '--as', 'handler', '--days', 'x')).code, 1);
  assert.equal((await call('token')).code, 1);
});

test('init asks for a named key file and leaves nothing behind without one', async () => {
  const { code, noted } = await init();
  assert.equal(code, 1);
  assert.match(noted, /FANGXIN_KEY_FILE/);
  process.env.FANGXIN_KEY_FILE = join(process.env.FANGXIN_VAR ?? '', 'keys', 'master.key');
  assert.match((await init()).noted, /lies in .* with the data/);
  assert.equal(existsSync(process.env.FANGXIN_KEY_FILE), false);
  assert.match((await call('init', '--tenant', 'yun-qi')).noted, /2 to 20 characters, .* without hyphens, .*: yun-qi/);
  process.env.FANGXIN_KEY_FILE = join(folder, 'unused.key');
  assert.match((await init('--auditor', 'w:王审')).noted, /A login has 2 to 64/);
  assert.equal(existsSync(process.env.FANGXIN_KEY_FILE), false);
  const { rows } = await database.transact(nobody, async (tx) => ({ rows: await tx.rows('select 1 from instance') }));
  assert.equal(rows.length, 0);
});

test('init makes three administrators with one-time passwords, once', async () => {
  process.env.FANGXIN_KEY_FILE = join(folder, 'production.key');
  const { code, printed } = await init();
  assert.equal(code, 0);
  assert.equal(
    printed.filter((line) => /^ {2}.* (zhang|li|wang) {2}([a-z0-9]{4}-){4}[a-z0-9]{4}$/.test(line)).length,
    3,
  );
  assert.ok(existsSync(process.env.FANGXIN_KEY_FILE));
  const roles = await database.transact(nobody, (tx) =>
    tx.rows<{ role: string; login: string; sees: string[] }>(
      'select role, login, sees from role_grant join staff_credential using (account) order by role',
    ),
  );
  assert.deepEqual(
    roles.map(({ role, login, sees }) => [role, login, sees.length]),
    [
      ['auditor', 'wang', 0],
      ['security-administrator', 'li', 0],
      ['system-administrator', 'zhang', 0],
    ],
  );
  const again = await init();
  assert.equal(again.code, 1);
  assert.match(again.noted, /already/);
});

test('init holds the limits of the interface, and the prefix of another authority stays its own', async () => {
  process.env.FANGXIN_KEY_FILE = join(folder, 'limits.key');
  const unfit = async (...more: string[]) => (await init(...more)).noted;
  assert.match(await unfit('--name', '云栖市\n市场监督管理局'), /--name takes one line of at most 80/);
  assert.match(await unfit('--name', '云'.repeat(500)), /--name .* 500/);
  assert.match(await unfit('--name', '云'.repeat(21)), /--short-name .* 20 .* 21/);
  assert.match(await unfit('--document-prefix', '云'.repeat(13)), /--document-prefix .* 12/);
  assert.match(await unfit('--auditor', `wang:${'王'.repeat(41)}`), /--auditor .* 40/);
  assert.equal(existsSync(process.env.FANGXIN_KEY_FILE), false);
  assert.equal((await init()).code, 0);
  const second = ['--tenant', 'lanchuan', '--name', '澜川市市场监督管理局', '--region', '330200'];
  const people = ['--system-administrator', 'z2', '--security-administrator', 'l2', '--auditor', 'w2'];
  const taken = await call('init', ...second, '--document-prefix', ' 云市监', ...people);
  assert.match(taken.noted, /云栖市市场监督管理局 numbers its papers with 云市监/);
  const own = await call('init', ...second, '--document-prefix', '澜市监', ...people);
  assert.equal(own.code, 0, own.noted);
});

test('init refuses one person for two administrators, and a demo database for ever', async () => {
  process.env.FANGXIN_KEY_FILE = join(folder, 'other.key');
  const twice = await call(
    'init',
    '--tenant',
    'y1',
    '--system-administrator',
    'a1',
    '--security-administrator',
    'A1',
    '--auditor',
    'c1',
  );
  assert.match(twice.noted, /three different people/);
  await demo();
  const { code, noted } = await init();
  assert.equal(code, 1);
  assert.match(noted, /database of a demo/);
});

test('retain counts on a dry run and removes the same on a real one, by the dated term', async () => {
  await demo();
  await call('token', '--as', 'handler');
  shiftClock(400 * 86_400_000);
  await call('token', '--as', 'handler');
  const tokens = () => database.transact(nobody, (tx) => tx.rows('select 1 from api_token'));
  const dry = await call('retain', '--dry-run');
  assert.match(dry.printed.join('\n'), /ended access tokens: kept 180 days \(csl 23\); 1 from before/);
  assert.match(
    dry.printed.join('\n'),
    /archived files: 0 past their term \(RET-04; PIPL arts 19, 47\), 0 more kept by a legal hold/,
  );
  assert.equal((await tokens()).length, 2);
  const made = dayOf(new Date(now().getTime() - 400 * 86_400_000));
  const [ahead, doubted] = [dayOf(now()), new RegExp(`last at work on ${made}.+--today`, 'u')];
  assert.match(dry.noted, doubted);
  const refused = await call('retain');
  assert.deepEqual([refused.code, (await tokens()).length], [1, 2], 'a clock that jumped, and wrote a line since');
  assert.match(refused.noted, doubted);
  assert.match((await call('retain', '--today', '2026-01-01')).noted, /not the day/);
  for (const night of [1, 2, 3]) {
    shiftClock((400 + night) * 86_400_000);
    await call('token', '--as', 'handler');
    assert.equal((await call('heads')).code, 0);
    const again = await call('retain');
    assert.deepEqual(
      [again.code, (await tokens()).length],
      [1, 2 + night],
      'a clock that goes on lying night after night',
    );
    assert.match(again.noted, doubted);
  }
  shiftClock(400 * 86_400_000);
  const clock = await call('clock');
  assert.deepEqual([clock.code, doubted.test(clock.noted)], [1, true]);
  assert.match((await call('clock', '--today', '2026-01-01')).noted, /not the day of this machine's clock/);
  await call('retain', '--today', ahead);
  assert.equal((await tokens()).length, 4);
  shiftClock(401 * 86_400_000);
  const [stream, person] = [newId(), newId()];
  await database.transact(nobody, async (tx) => {
    await tx.run("insert into stream values ('yunqi', $1, 'complaint', 'yunqi-sczj', 1, $2)", [
      stream,
      Buffer.alloc(32),
    ]);
    await tx.run("insert into person_key values ('yunqi', $1, $2, 1, null, $3, 'pipl-47')", [stream, person, now()]);
  });
  assert.equal((await call('retain')).code, 0, 'the day after one that was said');
  assert.equal((await call('clock')).code, 0);
  const listed = readFileSync(join(process.env.FANGXIN_VAR ?? '', 'heads', 'erasures.jsonl'), 'utf8');
  assert.match(listed, new RegExp(person, 'u'), 'what is gone is listed without a service');
});

test('represent: somebody is entered for an operator, listed, and ended; a second entry is refused with its reason', async () => {
  await demo();
  await database.transact({ ...nobody, account: 'system:seed' }, (tx) => seedDirectory(tx, now()));
  const of = ['--operator', gymOperatorId];
  const person = ['--name', '吴晓敏', '--phone', '13700009002', '--shown', 'letter'];
  assert.equal((await call('represent')).code, 1, 'no operator named');
  assert.equal((await call('represent', ...of, '--name', '吴晓敏')).code, 1, 'nothing shown');
  const entered = await call('represent', ...of, ...person);
  assert.deepEqual([entered.code, entered.printed.length], [0, 1], entered.noted);
  const lines = await call('represent', ...of, '--name', 'a\tb\nc', '--phone', '13700009003', '--shown', 'letter');
  assert.match(lines.noted, /one line|写成一行/);
  const again = await call('represent', ...of, ...person);
  assert.equal(again.code, 1);
  assert.match(again.noted, /acts for it already|已经登记/);
  const id = entered.printed[0] ?? '';
  assert.match((await call('represent', ...of)).printed[0] ?? '', new RegExp(`^\\+\t${id}\t吴晓敏\t137`));
  assert.equal((await call('represent', ...of, '--end', id, '--reason', '已离职')).code, 0);
  assert.match((await call('represent', ...of)).printed[0] ?? '', /^-/);
});

const production = async (): Promise<void> => {
  process.env.FANGXIN_KEY_FILE = join(mkdtempSync(join(folder, 'keys-')), 'production.key');
  const { code, noted } = await init();
  assert.equal(code, 0, noted);
};

/** As if the last change of this program had never been applied. */
const makeOlder = (): Promise<unknown> =>
  database.transact(nobody, (tx) =>
    tx.run('delete from schema_migration where name = $1', [readMigrations().at(-1)?.name ?? '']),
  );

test('no command works on a database that is older or newer than the program', async () => {
  await demo();
  const file = join(folder, 'messages.csv');
  writeFileSync(file, 'number\n1\n');
  const commands = [
    ['retain'],
    ['import', 'complaints', file, '--mapping', 'civic-messages', '--dry-run'],
    ['keys', 'check'],
    ['keys', 'rotate'],
    ['verify'],
    ['heads'],
    ['token', '--as', 'handler'],
    ['generate', '--cases', '1'],
    ['represent', '--operator', gymOperatorId],
  ];
  const refusedAll = async (how: RegExp): Promise<void> => {
    for (const command of commands) {
      const { code, printed, noted } = await call(...command);
      assert.deepEqual([code, printed], [1, []], command.join(' '));
      assert.match(noted, how, command.join(' '));
    }
  };
  await makeOlder();
  await refusedAll(/older than this program.*bin\/fangxin upgrade/);
  await database.transact(nobody, (tx) =>
    tx.run("insert into schema_migration (name, sha256) values ('9999_from_the_future', '')"),
  );
  await refusedAll(/newer than this program.*9999_from_the_future/);
});

test('a database that init never settled is made no demo by the settings of a production instance', async () => {
  process.env.FANGXIN_KEY_FILE = join(folder, 'unsettled.key');
  createKeyFile(process.env.FANGXIN_KEY_FILE, now());
  const { code, noted } = await call('start');
  assert.equal(code, 1);
  assert.match(noted, /no instance in .+FANGXIN_KEY_FILE.+fangxin init/u);
  assert.deepEqual(await database.transact(nobody, (tx) => tx.rows('select 1 from instance')), []);
  assert.equal((await init()).code, 0, 'init goes on where it was ended');
});

test('a production database is changed by upgrade alone: start and init refuse', async () => {
  await production();
  await makeOlder();
  for (const started of [await call('start'), await init()]) {
    assert.equal(started.code, 1);
    assert.match(started.noted, /older than this program.*bin\/fangxin upgrade/);
  }
});

test('upgrade waits for nobody: beside a running service it refuses, else it backs up first', async () => {
  const older = await emptyTestDatabase();
  try {
    await migrate({ ownerUrl: older.ownerUrl, upTo: readMigrations().at(-2)?.name ?? '' });
    process.env.DATABASE_URL = older.ownerUrl;
    const backup = join(folder, 'before-upgrade');
    const service = lockServer(process.env.FANGXIN_VAR ?? '');
    const beside = await call('upgrade', backup);
    service.release();
    assert.equal(beside.code, 1);
    assert.match(beside.noted, /Another Fangxin/);
    assert.ok(!existsSync(backup));
    const owner = openDatabase({ url: older.ownerUrl, connections: 1 });
    process.env.FANGXIN_PUBLIC_URL = 'http://10.0.0.8:8315';
    try {
      await owner.transact(nobody, (tx) =>
        tx.run("insert into instance (kind, key_file, made_at) values ('production', 'x', $1)", [now()]),
      );
      const inClear = await call('upgrade', backup);
      assert.deepEqual([inClear.code, existsSync(backup)], [1, false], 'told before anything is changed');
      assert.match(inClear.noted, /FANGXIN_PUBLIC_URL.+https:/);
      await owner.transact(nobody, (tx) => tx.run('delete from instance'));
    } finally {
      delete process.env.FANGXIN_PUBLIC_URL;
      await owner.close();
    }
    const alone = await call('upgrade', backup);
    assert.equal(alone.code, 0, alone.noted);
    assert.match(alone.printed.join('\n'), /1 changes applied/);
    assert.ok(existsSync(join(backup, 'manifest.json')));
    assert.match((await call('upgrade', backup)).printed.join('\n'), /nothing to apply/);
  } finally {
    await older.drop();
  }
});

test('retain and import need no gateway, and retain removes nothing where a setting is wrong', async () => {
  await production();
  const file = join(folder, 'complaints.csv');
  writeFileSync(file, 'number\n1\n');
  const imported = await call('import', 'complaints', file, '--mapping', 'civic-messages', '--dry-run');
  assert.doesNotMatch(imported.noted, /FANGXIN_SMS/);
  await call('token', '--as', 'zhang');
  shiftClock(400 * 86_400_000);
  const tokens = () => database.transact(nobody, (tx) => tx.rows('select 1 from api_token'));
  process.env.FANGXIN_SEAL_FILE = join(folder, 'gone.json');
  const wrong = await call('retain');
  delete process.env.FANGXIN_SEAL_FILE;
  assert.deepEqual([wrong.code, wrong.printed, (await tokens()).length], [1, [], 1]);
  const right = await call('retain', '--today', dayOf(now()));
  assert.equal(right.code, 0, right.noted);
  assert.equal((await tokens()).length, 0);
});
