import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { demoOperators } from '#db/seed/operators.ts';
import { mappingNames } from '#modules/intake/facade.ts';
import { projectRoot } from '#platform/config.ts';
import { createKeyFile } from '#platform/crypto/keys.ts';
import { appendErasures, erasuresPath } from '#platform/erasure-list.ts';
import { lockServer } from '#platform/lock.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { languages, textsFor } from '#platform/texts.ts';
import { commandNames, explain, runCli } from './cli.ts';
import { languageOf, type Out } from './say.ts';

const listening = (): Out & { printed: string[]; noted: string[] } => {
  const printed: string[] = [];
  const noted: string[] = [];
  return {
    say: textsFor('en'),
    printed,
    noted,
    print: (text) => printed.push(text),
    note: (text) => noted.push(text),
  };
};

test('an option given twice is told, whichever command it is given to', async () => {
  for (const argv of [
    ['due', 'CMP-01', '--from', '2026-04-20', '--from', '2026-04-21'],
    ['generate', '--cases', '1', '--cases', '2'],
    ['token', '--days', '1', '--days', '2'],
  ]) {
    const out = listening();
    assert.equal(await runCli(argv, out), 2, argv.join(' '));
    assert.match(out.noted.join(), /is given more than once/u);
    assert.match(out.noted.join(), new RegExp(String(argv.find((one) => one.startsWith('--'))), 'u'));
  }
  const out = listening();
  const spans = ['--exclude', '2026-04-21..2026-04-22', '--exclude', '2026-04-23..2026-04-24'];
  assert.equal(await runCli(['due', 'CMP-02', '--from', '2026-04-20', ...spans], out), 0, out.noted.join());
});

test('the example of represent names an operator of the demo', () => {
  for (const language of languages) {
    const usage = textsFor(language)('cli:commands.represent.usage');
    const code = /--operator (\w{18})/u.exec(usage)?.[1];
    assert.ok(
      demoOperators.some(({ uscc }) => uscc === code),
      code,
    );
  }
});

test('what stands too much is told, and nothing is done with half of it', async () => {
  const nowhere = join(tmpdir(), 'fangxin-nowhere');
  for (const [surplus, ...argv] of [
    ['Disk', 'backup', join(nowhere, 'My'), 'Disk'],
    ['b', 'restore', 'a', 'b'],
    ['b', 'restore', 'a', 'b', '--verify-only'],
    ['b', 'upgrade', 'a', 'b'],
    ['b', 'heads', 'a', 'b'],
    ['--json', 'heads', '--json'],
    ['x', 'stop-database', 'x'],
    ['x', 'start', 'x'],
    ['--port', 'start', '--port', '80'],
    ['start', 'help', 'backup', 'start'],
  ] as const) {
    const out = listening();
    assert.equal(await runCli(argv, out), 2, argv.join(' '));
    assert.ok(out.noted.join().includes(surplus), `${argv.join(' ')}: ${out.noted.join()}`);
    assert.deepEqual(out.printed, []);
  }
  assert.ok(!existsSync(nowhere) && !existsSync('--json') && !existsSync('a'));
});

describe('an instance of its own', () => {
  const kept = process.env.FANGXIN_VAR;
  const folder = mkdtempSync(join(tmpdir(), 'fangxin-own-'));
  before(() => {
    process.env.FANGXIN_VAR = folder;
  });
  after(() => {
    if (kept === undefined) delete process.env.FANGXIN_VAR;
    else process.env.FANGXIN_VAR = kept;
    rmSync(folder, { recursive: true, force: true });
  });

  test('keeps its database as long as its service is at work', async () => {
    const service = lockServer(folder);
    try {
      const out = listening();
      assert.equal(await runCli(['stop-database'], out), 1);
      assert.match(out.noted.join(), new RegExp(`process ${process.pid}.+stop the service`, 'u'));
      assert.deepEqual(out.printed.length, 1, 'the database of the tests is another matter');
    } finally {
      service.release();
    }
    const out = listening();
    assert.equal(await runCli(['stop-database'], out), 0);
    assert.match(out.printed.join('\n'), /pg/u);
  });

  test('whose backup is not where it was said is told that, not how to restore without the list of erasures', async () => {
    const out = listening();
    assert.equal(await runCli(['restore', '/nope'], out), 1);
    assert.match(out.noted.join('\n'), /^\/nope is not a complete backup/u);
    const list = listening();
    assert.equal(await runCli(['restore', '/nope', '--erasures', folder], list), 1);
    assert.equal(list.noted.join('\n'), `${folder} is a folder, not a file: name the file itself.`);
  });

  test('takes in no folder for a file, and names the folder that was meant', async () => {
    const out = listening();
    const [mapping = ''] = mappingNames();
    assert.equal(await runCli(['import', 'complaints', tmpdir(), '--mapping', mapping], out), 1);
    assert.equal(out.noted.join('\n'), `${tmpdir()} is a folder, not a file: name the file itself.`);
    const bare = listening();
    explain(Object.assign(new Error('EISDIR: illegal operation on a directory, read'), { code: 'EISDIR' }), bare);
    assert.doesNotMatch(bare.noted.join(), new RegExp(folder, 'u'), 'nor the data where it does not know');
  });
});

describe('bin/fangxin', () => {
  const launcher = join(projectRoot, 'bin', 'fangxin');
  const folder = mkdtempSync(join(tmpdir(), 'fangxin-launcher-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('finds its way through symbolic links and from any directory', () => {
    symlinkSync(launcher, join(folder, 'first'));
    symlinkSync('first', join(folder, 'second'));
    const { status, stdout } = spawnSync('./second', ['help'], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0);
    assert.match(stdout, /backup/u);
  });

  test('says in one sentence that Node is missing', () => {
    mkdirSync(join(folder, 'checkout', 'bin'), { recursive: true });
    const lone = join(folder, 'checkout', 'bin', 'fangxin');
    copyFileSync(launcher, lone);
    const env = { PATH: '/usr/bin:/bin', FANGXIN_LANG: 'en' };
    const { status, stderr } = spawnSync(lone, ['help'], { env, encoding: 'utf8' });
    if (status === 0) return; // This machine has a Node 24 of its own in /usr/bin.
    assert.equal(status, 1);
    assert.match(stderr, /^Fangxin needs Node 24 or later[^\n]*\n$/u);
  });
});

describe('the command line', () => {
  test('has a summary and a usage for every command in both languages', () => {
    for (const language of languages) {
      const say = textsFor(language);
      for (const name of commandNames()) {
        assert.ok(say(`cli:commands.${name}.summary`).length > 0);
        assert.ok(say(`cli:commands.${name}.usage`).startsWith(`fangxin ${name}`));
      }
    }
  });

  test('lists all commands when asked nothing, and one when asked for it', async () => {
    const out = listening();
    assert.equal(await runCli([], out), 0);
    for (const name of commandNames())
      assert.ok(
        out.printed.some((line) => line.startsWith(`  ${name} `)),
        name,
      );
    const one = listening();
    assert.equal(await runCli(['backup', '--help'], one), 0);
    assert.match(one.printed[0] ?? '', /^fangxin backup/u);
  });

  test('suggests the nearest command for one it does not know', async () => {
    const out = listening();
    assert.equal(await runCli(['bakcup'], out), 2);
    assert.match(out.noted.join('\n'), /Did you mean 'backup'\?/u);
    const far = listening();
    assert.equal(await runCli(['xyzzyplugh'], far), 2);
    assert.doesNotMatch(far.noted.join('\n'), /Did you mean/u);
  });

  test('tells arguments it does not understand from things that cannot be done', async () => {
    assert.equal(await runCli(['backup', '--sideways'], listening()), 2);
    const out = listening();
    assert.equal(await runCli(['restore', '/nowhere/at/all', '--verify-only'], out), 1);
    assert.deepEqual(out.noted, [
      '/nowhere/at/all is not a complete backup (it has no manifest.json): it may never have been finished.',
    ]);
  });

  test('restores by no list of erasures that was changed or cut off, unless it is told to', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'fangxin-list-'));
    const keyFile = process.env.FANGXIN_KEY_FILE;
    process.env.FANGXIN_KEY_FILE = join(directory, 'demo.key');
    try {
      const keyring = createKeyFile(process.env.FANGXIN_KEY_FILE, new Date());
      const list = erasuresPath(directory);
      const line = (stream: string) => ({ tenant: 'yunqi', stream, at: '2026-05-06', basis: 'pipl 47', person: 'p' });
      await appendErasures(list, ['a', 'b', 'c'].map(line), keyring);
      const [a = '', b = '', c = ''] = readFileSync(list, 'utf8').trimEnd().split('\n');
      const restoring = async (lines: readonly string[], ...more: string[]): Promise<string> => {
        writeFileSync(list, lines.map((one) => `${one}\n`).join(''));
        const out = listening();
        assert.equal(await runCli(['restore', '/nowhere/at/all', '--erasures', list, ...more], out), 1);
        return out.noted.join('\n');
      };
      assert.match(await restoring([a, b, c]), /No signed heads that know the list[^\n]*\n[^\n]*manifest.json/u);
      assert.match(await restoring([a, c]), /^No signed heads[^\n]*\nBefore line 2 [^\n]* taken out or changed/u);
      assert.match(await restoring([a, b.replace('"b"', '"x"'), c]), /signature of line 2/u);
      assert.match(
        await restoring([a, c], '--damaged-erasures'),
        /line 2: what stood before[^\n]*\n[^\n]*manifest.json/u,
      );
    } finally {
      if (keyFile === undefined) delete process.env.FANGXIN_KEY_FILE;
      else process.env.FANGXIN_KEY_FILE = keyFile;
      rmSync(directory, { recursive: true });
    }
  });

  test('says one sentence for any failure, never a stack trace', () => {
    const full = listening();
    assert.equal(explain(Object.assign(new Error('write'), { code: 'ENOSPC', path: '/var/x' }), full), 1);
    assert.match(full.noted.join('\n'), /^The disk is full, \/var\/x cannot be written[^\n]*$/u);
    const stopped = listening();
    assert.equal(explain(Object.assign(new Error('terminating connection'), { code: '57P01' }), stopped), 1);
    assert.match(stopped.noted.join('\n'), /^The database was stopped while the command was at work[^\n]*$/u);
    for (const [code, words] of [
      ['25006', /^The database takes no changes at present[^\n]*$/u],
      ['42501', /^The login of this program lacks a right[^\n]*of table event[^\n]*restart the service[^\n]*$/u],
      ['57014', /^The database broke this work off[^\n]*$/u],
      ['EAI_AGAIN', /^The connection to the database broke[^\n]*$/u],
    ] as const) {
      const told = listening();
      const error = Object.assign(new Error('of table event'), { code, routine: 'aclcheck_error' });
      assert.equal(explain(error, told), 1);
      assert.match(told.noted.join('\n'), words);
    }
    const bug = listening();
    assert.equal(explain(new TypeError('x is not a function'), bug), 1);
    assert.match(bug.noted.join('\n'), /^Something unexpected[^\n]*x is not a function[^\n]*$/u);
  });

  test('has a text for every failure the code can name', () => {
    const folder = new URL('../platform/postgres/', import.meta.url);
    const files = ['start-failure', 'backup', 'backup-files', 'manifest', 'place', 'postmaster', 'embedded', 'migrate'];
    files.push('roles', 'binaries', 'archive', 'cluster-restore', 'table-restore', 'unfinished-restore', 'stop-server');
    const codes = new Set<string>();
    for (const file of files) {
      const text = readFileSync(new URL(`${file}.ts`, folder), 'utf8');
      for (const [, code] of text.matchAll(/new StartFailure\('([a-z-]+)'/gu)) codes.add(code ?? '');
      for (const [, code] of text.matchAll(/^ {2}'?[A-Z0-9]+'?: '([a-z-]+)',$/gmu)) codes.add(code ?? '');
    }
    assert.ok(codes.size > 25, `${codes.size} codes found`);
    for (const language of languages) {
      for (const code of codes) assert.ok(textsFor(language)(`cli:failures.${code}`), code);
    }
    assert.throws(() => explain(new StartFailure('no-such-code'), listening()), /no text for/u);
  });

  test('speaks Chinese unless the machine or the person says English', () => {
    assert.equal(languageOf({}), 'zh-CN');
    assert.equal(languageOf({ LANG: 'C.UTF-8' }), 'zh-CN');
    assert.equal(languageOf({ LANG: 'en_GB.UTF-8' }), 'en');
    assert.equal(languageOf({ LANG: 'en_GB.UTF-8', FANGXIN_LANG: 'zh-CN' }), 'zh-CN');
  });
});
