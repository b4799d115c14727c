import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { filesGone, requireFilesHere } from '../files/files-here.ts';
import { lockServer } from '../lock.ts';
import { backUp, copyUploads, type Instance, requireData, restore, verifyBackup, withOwnerUrl } from './backup.ts';
import { filesBelow } from './backup-files.ts';
import { type RunningPostgres, startPostgres, stopPostgres } from './embedded.ts';
import { preparePlace } from './place.ts';
import { StartFailure } from './start-failure.ts';

const root = mkdtempSync('/tmp/fangxin-backup-');
const archive = join(root, 'archive');
const instanceIn = (name: string): Instance => ({ varDirectory: join(root, name), databaseUrl: undefined });
const original = instanceIn('original');
const settings = { shared_buffers: '16MB' };

const failsAs = (code: string) => (error: unknown) => error instanceof StartFailure && error.code === code;

const rowsOf = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

const inRestored = async <T>(instance: Instance, work: (url: string) => Promise<T>): Promise<T> => {
  const server = await startPostgres({ directory: join(instance.varDirectory, 'pg'), settings });
  try {
    return await work(server.ownerUrl);
  } finally {
    await server.stop();
  }
};

describe('a backup of the embedded database', () => {
  let server: RunningPostgres;
  const backup = join(root, 'backup');
  const key = 'the master key never leaves its place';

  before(async () => {
    const directory = join(original.varDirectory, 'pg');
    server = await startPostgres({ directory, walArchive: archive, settings });
    await rowsOf(server.ownerUrl, 'create table filing (n int constraint filing_pk primary key, words text)');
    await rowsOf(server.ownerUrl, `insert into filing select n, repeat('放心', 50) from generate_series(1, 20000) n`);
    mkdirSync(join(original.varDirectory, 'files', 'ab'), { recursive: true });
    writeFileSync(join(original.varDirectory, 'files', 'ab', 'photo'), 'encrypted bytes');
    mkdirSync(join(original.varDirectory, 'files', '_incoming'));
    writeFileSync(join(original.varDirectory, 'files', '_incoming', 'half'), 'being written');
    writeFileSync(join(original.varDirectory, 'files', '.time-1'), '');
    mkdirSync(join(original.varDirectory, 'keys'));
    writeFileSync(join(original.varDirectory, 'keys', 'master.key'), key);
  });

  after(async () => {
    await stopPostgres(join(original.varDirectory, 'pg'));
    rmSync(root, { recursive: true, force: true });
  });

  test('taken while rows are being written holds every row committed before it, and each writer whole', async () => {
    const writer = new pg.Client({ connectionString: server.ownerUrl });
    await writer.connect();
    let acknowledged = 20_000;
    let writing = true;
    const written = (async () => {
      while (writing) {
        await writer.query('insert into filing values ($1, $2), ($3, $2)', [
          -acknowledged - 1,
          '写入中',
          acknowledged + 1,
        ]);
        acknowledged += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = acknowledged;
    await backUp({ instance: original, to: backup });
    writing = false;
    await written;
    await writer.end();

    const copy = instanceIn('copy');
    await restore({ instance: copy, from: backup });
    const [found] = await inRestored(copy, (url) =>
      rowsOf(
        url,
        `select count(*) filter (where n > 0)::int as kept, count(*) filter (where n < 0)::int as twins from filing`,
      ),
    );
    const kept = Number(found?.kept);
    assert.ok(kept >= before && kept <= acknowledged, `${before} ≤ ${kept} ≤ ${acknowledged}`);
    assert.equal(found?.twins, kept - 20_000);
    assert.equal(readFileSync(join(copy.varDirectory, 'files', 'ab', 'photo'), 'utf8'), 'encrypted bytes');
  });

  test('never holds the key file', () => {
    for (const path of filesBelow(backup)) {
      assert.equal(readFileSync(join(backup, path)).includes(key), false, path);
    }
  });

  test('holds what was handed in: no write under way, no probe, and not what moved since it was listed', () => {
    assert.deepEqual(filesBelow(join(backup, 'files')), ['ab/photo']);
    const to = join(root, 'moved');
    const copied = copyUploads(original, to, [], ['ab/gone', 'ab/photo', '_incoming/half', '.time-1']);
    assert.deepEqual(
      copied.map(({ path }) => path),
      ['files/ab/photo'],
    );
    assert.deepEqual(filesBelow(to), ['files/ab/photo']);
  });

  test('that fails leaves nothing behind; one cut off by the machine says that it is half', async () => {
    const to = join(root, 'again');
    const failing = { ...original, databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' };
    await assert.rejects(backUp({ instance: failing, to }), failsAs('database-unreachable'));
    assert.deepEqual(filesBelow(to), []);
    mkdirSync(join(to, 'files'));
    await assert.rejects(backUp({ instance: original, to }), failsAs('backup-place-half'));
    rmSync(join(to, 'files'), { recursive: true });
    await backUp({ instance: original, to });
    verifyBackup(to);
  });

  test('is not written over another one, nor into the data directory', async () => {
    await assert.rejects(backUp({ instance: original, to: backup }), failsAs('backup-place-not-empty'));
    const inside = join(original.varDirectory, 'backup');
    await assert.rejects(backUp({ instance: original, to: inside }), failsAs('backup-place-inside-var'));
    await assert.rejects(backUp({ instance: instanceIn('nowhere'), to: join(root, 'b') }), failsAs('nothing-there'));
  });

  test('a restore cut off by the machine opens for nobody, and can simply be begun again', async () => {
    const half = instanceIn('cut-off');
    mkdirSync(preparePlace(join(half.varDirectory, 'pg')).data);
    mkdirSync(join(half.varDirectory, 'files.restoring', 'ab'), { recursive: true });
    writeFileSync(join(half.varDirectory, 'restore-unfinished'), 'embedded');
    assert.throws(() => requireData(half), failsAs('restore-unfinished'));
    let filings = 0;
    const eraseAgain = async (url: string) => {
      assert.throws(() => requireData(half), failsAs('restore-unfinished'), 'open before the erased are out again');
      filings = (await rowsOf(url, 'select 1 from filing limit 1')).length;
    };
    await restore({ instance: half, from: backup, eraseAgain });
    assert.equal(filings, 1);
    requireData(half);
    assert.deepEqual(filesBelow(join(half.varDirectory, 'files')), ['ab/photo']);
    assert.equal(existsSync(join(half.varDirectory, 'pg', 'data', 'PG_VERSION')), true);
    assert.equal(existsSync(join(half.varDirectory, 'files.restoring')), false);
  });

  test('is not restored over existing data', async () => {
    await assert.rejects(restore({ instance: original, from: backup }), failsAs('restore-place-not-empty'));
  });

  const damages: [string, string, (copy: string) => void][] = [
    [
      'one byte changed',
      'backup-file-changed',
      (copy) => {
        const file = join(copy, verifyBackup(copy).files.find(({ size }) => size > 8192)?.path ?? '');
        const bytes = readFileSync(file);
        bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
        writeFileSync(file, bytes);
      },
    ],
    ['a file cut short', 'backup-file-changed', (copy) => truncateSync(join(copy, 'files', 'ab', 'photo'), 3)],
    ['a file gone', 'backup-file-missing', (copy) => rmSync(join(copy, 'database', 'PG_VERSION'))],
    ['a file too many', 'backup-file-unlisted', (copy) => writeFileSync(join(copy, 'database', 'extra'), '')],
    ['no manifest', 'backup-has-no-manifest', (copy) => rmSync(join(copy, 'manifest.json'))],
    ['a longer manifest', 'backup-manifest-damaged', (copy) => appendFileSync(join(copy, 'manifest.json'), '{}')],
    [
      'a manifest with another size',
      'backup-manifest-damaged',
      (copy) => {
        const file = join(copy, 'manifest.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"size": 15', '"size": 16'));
      },
    ],
  ];
  for (const [damage, code, doIt] of damages) {
    test(`with ${damage} is refused and nothing is restored`, async () => {
      const copy = join(root, 'damaged');
      cpSync(backup, copy, { recursive: true });
      doIt(copy);
      const target = instanceIn('target');
      await assert.rejects(restore({ instance: target, from: copy }), failsAs(code));
      assert.equal(existsSync(target.varDirectory), false);
      rmSync(copy, { recursive: true });
    });
  }

  test('once archiving, a start that does not mention it goes on archiving', async () => {
    await server.stop();
    server = await startPostgres({ directory: join(original.varDirectory, 'pg'), settings });
    assert.deepEqual(await rowsOf(server.ownerUrl, 'show archive_mode'), [{ archive_mode: 'on' }]);
  });

  test('goes on to a moment when the log is archived', async () => {
    const [stamp] = await rowsOf(
      server.ownerUrl,
      `insert into filing values (900001, 'wanted') returning clock_timestamp()::text as at`,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    const moment = new Date(Date.parse(String(stamp?.at)) + 10).toISOString();
    await rowsOf(server.ownerUrl, `insert into filing values (900002, 'by mistake')`);
    const [switched] = await rowsOf(server.ownerUrl, 'select pg_walfile_name(pg_switch_wal()) as segment');
    while (!existsSync(join(archive, String(switched?.segment))))
      await new Promise((resolve) => setTimeout(resolve, 20));

    const there = instanceIn('moment');
    await restore({ instance: there, from: backup, recovery: { moment, archive } });
    const found = await inRestored(there, (url) => rowsOf(url, 'select n from filing where n > 900000'));
    assert.deepEqual(found, [{ n: 900001 }]);

    const [timeline] = await inRestored(there, (url) =>
      rowsOf(url, 'select pg_walfile_name(pg_current_wal_lsn()) as segment'),
    );
    assert.match(String(timeline?.segment), /^00000002/u, 'never writes over what the original has archived');

    const far = instanceIn('far');
    const nextYear = new Date(Date.parse(moment) + 365 * 86_400_000).toISOString();
    await assert.rejects(
      restore({ instance: far, from: backup, recovery: { moment: nextYear, archive } }),
      failsAs('moment-not-reached'),
    );
    assert.equal(existsSync(join(far.varDirectory, 'pg', 'data')), false);
    const before = new Date(Date.parse(verifyBackup(backup).finishedAt) - 1).toISOString();
    await assert.rejects(
      restore({ instance: far, from: backup, recovery: { moment: before, archive } }),
      failsAs('moment-before-backup'),
    );
  });
});

describe('a command that starts the embedded database for itself', () => {
  const instance = instanceIn('shared');
  const directory = join(instance.varDirectory, 'pg');
  after(async () => {
    await stopPostgres(directory);
    rmSync(root, { recursive: true, force: true });
  });

  test('stops it afterwards, unless somebody else has come to use it', async () => {
    await withOwnerUrl(instance, async () => undefined);
    assert.equal(await stopPostgres(directory), false, 'nobody else: stopped already');
    const lock = lockServer(instance.varDirectory);
    await withOwnerUrl(instance, async () => undefined);
    lock.release();
    assert.equal(await stopPostgres(directory), false, 'a lock of our own, as upgrade takes it, is no service');
    const guest = await withOwnerUrl(instance, async (ownerUrl) => {
      const client = new pg.Client({ connectionString: ownerUrl });
      await client.connect();
      return client;
    });
    assert.equal((await guest.query('select 1')).rowCount, 1);
    await guest.end();
  });

  test('without its files is no backup: one that is gone is named, and where all are elsewhere nothing begins, the service neither', async () => {
    const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
    const files = join(instance.varDirectory, 'files');
    const objects = [1, 2].map((n) => join('yunqi', `0${n}`, id(n)));
    let backups = 0;
    const lostIn = async (filesLost = false): Promise<readonly string[]> => {
      const lost: string[] = [];
      const to = join(root, `files-${backups++}`);
      await backUp({ instance, to, asTables: true, filesLost, onLost: (paths) => lost.push(...paths) });
      assert.deepEqual(
        verifyBackup(to).files.flatMap(({ path }) => (path.startsWith('files/') ? [path.slice('files/'.length)] : [])),
        objects.filter((object) => existsSync(join(files, object))),
      );
      return lost;
    };
    await withOwnerUrl(instance, async (ownerUrl) => {
      await rowsOf(
        ownerUrl,
        `create table evidence_file (tenant text, stream uuid, file uuid, state text,
           constraint evidence_file_pk primary key (tenant, stream, file))`,
      );
      for (const n of [1, 2])
        await rowsOf(ownerUrl, `insert into evidence_file values ('yunqi', '${id(9)}', '${id(n)}', 'kept')`);
      await rowsOf(ownerUrl, `insert into evidence_file values ('yunqi', '${id(9)}', '${id(3)}', 'erased')`);
      await assert.rejects(lostIn(), failsAs('files-elsewhere'));
      await assert.rejects(requireFilesHere(ownerUrl, files), failsAs('files-elsewhere'));
      assert.deepEqual(await lostIn(true), objects);
      const keep = (object: string) => {
        mkdirSync(dirname(join(files, object)), { recursive: true });
        writeFileSync(join(files, object), 'sealed');
      };
      keep(objects[1] ?? '');
      await requireFilesHere(ownerUrl, files);
      assert.deepEqual(await lostIn(), objects.slice(0, 1));
      assert.deepEqual(
        (await filesGone(ownerUrl, files)).map(({ file }) => file),
        [id(1)],
      );
      keep(objects[0] ?? '');
      assert.deepEqual(await lostIn(), []);
    });
  });
});
