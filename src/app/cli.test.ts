import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
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

  test('says one sentence for any failure, never a stack trace', () => {
    const full = listening();
    assert.equal(explain(Object.assign(new Error('write'), { code: 'ENOSPC', path: '/var/x' }), full), 1);
    assert.match(full.noted.join('\n'), /^The disk is full, \/var\/x cannot be written[^\n]*$/u);
    const bug = listening();
    assert.equal(explain(new TypeError('x is not a function'), bug), 1);
    assert.match(bug.noted.join('\n'), /^Something unexpected[^\n]*x is not a function[^\n]*$/u);
  });

  test('has a text for every failure the code can name', () => {
    const folder = new URL('../platform/postgres/', import.meta.url);
    const files = ['start-failure', 'backup', 'backup-files', 'manifest', 'place', 'postmaster', 'embedded', 'migrate'];
    files.push('roles', 'binaries', 'archive', 'cluster-restore', 'table-restore');
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
