import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { commandNames } from '#app/cli.ts';
import { readConfig } from '#platform/config.ts';
import type { Database } from '#platform/db.ts';
import { gatewaysFor } from '#platform/messages/gateways.ts';
import { languages, textsFor } from '#platform/texts.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const guide = read('docs/operators-guide.md');
const readmes = ['README.md', 'README.zh-CN.md'] as const;

const blocks = (text: string, kind: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gmu'))].map(([, inside = '']) => inside);

/** One statement a line, continued lines joined, comments gone. */
const statements = (block: string): string[] =>
  block
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*$/u, '').trim())
    .filter((line) => line !== '');

const settingName = /\b(?:FANGXIN_[A-Z_]+[A-Z]|DATABASE_URL|PORT)\b/gu;

/** Commands and options a page writes that the program does not have. */
const commandFaults = (text: string): string[] => {
  const wholeLines = text.replaceAll('\\\n', ' ');
  return [...wholeLines.matchAll(/bin\/fangxin\s+([a-z-]+)([^`\n]*)/gu)].flatMap(([, name = '', rest = '']) => {
    if (!commandNames().includes(name)) return [`no command ${name}`];
    const options = [...rest.matchAll(/(?<=\s)--[a-z-]+/gu)].map(([option]) => option);
    return languages.flatMap((language) => {
      const usage = textsFor(language)(`cli:commands.${name}.usage`);
      return options.filter((option) => !usage.includes(option)).map((option) => `${name} has no ${option}`);
    });
  });
};

/** Statements of the guide that would run as somebody else, or without the settings. */
const handFaults = (text: string): string[] =>
  blocks(text, 'sh')
    .flatMap(statements)
    .filter((line) => /\bbin\/fangxin\b|\bnpm\b|\bgit pull\b/u.test(line) && !line.startsWith('sudo as-fangxin '));

/** Units that start the program otherwise than the service does, and night work that no timer begins. */
const unitFaults = (text: string): string[] => {
  const units = blocks(text, 'ini').filter((block) => block.includes('[Service]'));
  const settings = ['User=fangxin', 'EnvironmentFile=/etc/fangxin.env', 'WorkingDirectory=/srv/fangxin/app'];
  const unfit = units.flatMap((unit) =>
    settings.filter((line) => !unit.split('\n').includes(line)).map((line) => `${/ExecStart=.*/u.exec(unit)}: ${line}`),
  );
  const timers = ['backup', 'retain'].filter(
    (name) =>
      !units.some((unit) => unit.includes('Type=oneshot') && unit.includes(`bin/fangxin ${name}`)) ||
      !text.includes(`/etc/systemd/system/fangxin-${name}.service`) ||
      !text.includes(`/etc/systemd/system/fangxin-${name}.timer`) ||
      !text.includes(`systemctl enable --now fangxin-${name}.timer`),
  );
  return [...unfit, ...timers.map((name) => `no timer for ${name}`)];
};

/** Settings of the table in section 5; `_CLIENT` beside `FANGXIN_OIDC_ISSUER` is short for the whole. */
const tableOf = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/^\| (`[^|]+`) \|/gmu)].flatMap(([, cell = '']) => {
      const names = [...cell.matchAll(/`([A-Z_]+)`/gu)].map(([, name = '']) => name);
      const stem = /^FANGXIN_[A-Z]+(?=_)/u.exec(names[0] ?? '')?.[0] ?? '';
      return names.map((name) => (name.startsWith('_') ? `${stem}${name}` : name));
    }),
  );

/** For measuring only, and refused in production. */
const untold = new Set(['FANGXIN_RATE']);

const namesIn = (text: string): Set<string> => new Set([...text.matchAll(settingName)].map(([name]) => name));

const folder = mkdtempSync(join(tmpdir(), 'fangxin-guide-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The settings of a block, with the guide's own description of an SMS operator in the file they name. */
const settingsIn = (block: string): Record<string, string> => {
  const settings = Object.fromEntries(
    [...block.matchAll(/(?:^|\s)([A-Z_]+)=(\S+)/gu)].map(([, name = '', value = '']) => [name, value]),
  );
  const template = join(folder, 'sms.json');
  const [described = ''] = blocks(guide, 'json');
  writeFileSync(template, described.replaceAll('"…"', '"a secret of twenty characters"'));
  return 'FANGXIN_SMS_TEMPLATE' in settings ? { ...settings, FANGXIN_SMS_TEMPLATE: template } : settings;
};

const waysOut = (settings: Record<string, string>): string[] => {
  const { sms, email } = gatewaysFor('production', settings, {} as Database);
  return [sms.name, email.name];
};

describe('what the pages tell operators to do', () => {
  test('names only commands and options that there are', () => {
    for (const page of ['docs/operators-guide.md', ...readmes]) assert.deepEqual(commandFaults(read(page)), [], page);
    assert.deepEqual(commandFaults('`bin/fangxin backup X --fast` and bin/fangxin explode'), [
      'backup has no --fast',
      'backup has no --fast',
      'no command explode',
    ]);
  });

  test('is done in the guide as the service does it', () => {
    assert.deepEqual(handFaults(guide), []);
    assert.deepEqual(
      handFaults('```sh\nsudo bin/fangxin backup X\ngit pull && npm ci\nsudo systemctl stop fangxin\n```\n'),
      ['sudo bin/fangxin backup X', 'git pull && npm ci'],
    );
  });

  test('at night is done by units with the settings of the service', () => {
    assert.deepEqual(unitFaults(guide), []);
    const cron = '15 2 * * * fangxin . /etc/fangxin.env; bin/fangxin backup X';
    assert.deepEqual(unitFaults(cron), ['no timer for backup', 'no timer for retain']);
    const unset =
      '```ini\n[Service]\nUser=fangxin\nWorkingDirectory=/srv/fangxin/app\nExecStart=bin/fangxin start\n```\n';
    assert.match(unitFaults(unset).join('\n'), /bin\/fangxin start: EnvironmentFile=/);
  });

  test('leaves the log archive open to the service', () => {
    const archive = /FANGXIN_WAL_ARCHIVE=(\S+)/u.exec(guide)?.[1] ?? 'none';
    const [service = ''] = blocks(guide, 'ini').filter((block) => block.includes('ProtectSystem=strict'));
    assert.ok(service.split('\n').some((line) => line.includes('ReadWritePaths=') && line.includes(archive)));
  });
});

describe('settings', () => {
  const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const known = new Set(sources.flatMap((file) => [...namesIn(read(file))]));

  test('that the program reads stand in the table, and the other way round', () => {
    const table = tableOf(guide);
    assert.ok(table.size > 25, `${table.size} settings`);
    assert.deepEqual([...known].filter((name) => !table.has(name) && !untold.has(name)).sort(), []);
    assert.deepEqual([...table].filter((name) => !known.has(name)).sort(), []);
    assert.deepEqual([...tableOf('| `FANGXIN_OIDC_ISSUER`, `_CLIENT` | x | y |\n')].sort(), [
      'FANGXIN_OIDC_CLIENT',
      'FANGXIN_OIDC_ISSUER',
    ]);
  });

  test('that a page names are ones the program reads', () => {
    for (const page of ['docs/operators-guide.md', ...readmes])
      assert.deepEqual(
        [...namesIn(read(page))].filter((name) => !known.has(name)),
        [],
        page,
      );
  });

  test('of the guide are right as they stand, and reach people', () => {
    const [block = ''] = blocks(guide, 'ini').filter((one) => one.includes('FANGXIN_KEY_FILE='));
    const settings = settingsIn(block);
    const config = readConfig(settings);
    assert.deepEqual([config.varDirectory, config.trustedProxies], ['/srv/fangxin/var', 'loopback']);
    assert.deepEqual(waysOut(settings), ['http-sms', 'smtp']);
  });

  for (const page of readmes)
    test(`of ${page} let a production instance start`, () => {
      const [block = ''] = blocks(read(page), 'sh').filter((one) => one.includes('bin/fangxin init'));
      const settings = settingsIn(block.slice(0, block.indexOf('bin/fangxin init')));
      assert.ok(readConfig(settings).keyFile !== undefined && block.includes('bin/fangxin start'));
      assert.deepEqual(waysOut(settings), ['http-sms', 'smtp']);
      const { FANGXIN_KEY_FILE, FANGXIN_PUBLIC_URL } = settings;
      assert.throws(() =>
        waysOut({ FANGXIN_KEY_FILE: FANGXIN_KEY_FILE ?? '', FANGXIN_PUBLIC_URL: FANGXIN_PUBLIC_URL ?? '' }),
      );
      const sinks = settingsIn(read(page).match(/`(FANGXIN_SMS_FILE=[^`]+)`/u)?.[1] ?? '');
      assert.deepEqual(waysOut(sinks), ['file-sink', 'file-sink']);
    });
});
