import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isProxyUnnamed, projectRoot, readConfig, requireTls } from './config.ts';
import { StartFailure } from './postgres/start-failure.ts';
import { languages, textsFor } from './texts.ts';

test('what is silent, or empty as in a file of settings, has its default', () => {
  const silent = readConfig({});
  assert.deepEqual(
    [silent.port, silent.host, silent.databaseConnections, silent.demoCases],
    [8315, '127.0.0.1', 10, 160],
  );
  assert.deepEqual([silent.publicUrl, silent.worker, silent.rateOff], ['http://localhost:8315', true, false]);
  const names = 'PORT FANGXIN_HOST FANGXIN_VAR DATABASE_URL FANGXIN_KEY_FILE FANGXIN_PUBLIC_URL FANGXIN_TRUST_PROXY';
  const more = 'FANGXIN_DATABASE_CONNECTIONS FANGXIN_WORKER FANGXIN_DEMO_CASES FANGXIN_RATE FANGXIN_TENANT FANGXIN_LOG';
  assert.deepEqual(readConfig(Object.fromEntries(`${names} ${more}`.split(' ').map((name) => [name, '']))), silent);
});

test('what is right is taken', () => {
  const config = readConfig({
    PORT: '80',
    FANGXIN_WORKER: 'off',
    FANGXIN_DEMO_CASES: '0',
    FANGXIN_PUBLIC_URL: 'https://fangxin.example.gov.cn/',
    DATABASE_URL: 'postgresql://owner@/fangxin?host=%2Ftmp&port=5432',
    FANGXIN_TENANT: 'yunqi',
    FANGXIN_LOG: 'debug',
  });
  assert.deepEqual([config.port, config.worker, config.demoCases, config.tenant], [80, false, 0, 'yunqi']);
  assert.deepEqual([config.publicUrl, config.logLevel], ['https://fangxin.example.gov.cn', 'debug']);
  for (const proxies of ['loopback', '10.0.0.5, 10.1.0.0/24', '2001:db8::/32,uniquelocal'])
    assert.equal(readConfig({ FANGXIN_TRUST_PROXY: proxies }).trustedProxies, proxies);
  for (const none of ['0', 'off']) assert.equal(readConfig({ FANGXIN_TRUST_PROXY: none }).trustedProxies, undefined);
});

test('a production instance is reached by https, or by nobody but its own machine', () => {
  const reached = (url: string) => () => requireTls(readConfig({ FANGXIN_PUBLIC_URL: url }));
  for (const url of [
    'https://fangxin.example.gov.cn',
    'https://10.0.0.5:8443/',
    'http://localhost:8315',
    'http://[::1]:80',
  ])
    assert.doesNotThrow(reached(url), url);
  for (const url of ['http://fangxin.example.gov.cn', 'HTTP://10.0.0.5', 'http://localhost.example.cn'])
    assert.throws(reached(url), { code: 'cli:settings.public-without-tls' }, url);
  for (const language of languages)
    assert.match(textsFor(language)('cli:settings.public-without-tls'), /FANGXIN_PUBLIC_URL.+https:\/\//u);
});

test('the language is the one wished for, however its name goes on', () => {
  for (const lang of ['zh', 'zh-CN', 'zh_CN.UTF-8', 'en', 'en_GB.UTF-8', 'EN-us'])
    assert.doesNotThrow(() => readConfig({ FANGXIN_LANG: lang }), lang);
});

test('a misspelt name is told, every name that the program reads is known', () => {
  assert.throws(
    () => readConfig({ FANGXIN_SMPT_URL: 'smtp://x' }),
    (error: unknown) =>
      error instanceof StartFailure &&
      error.code === 'cli:settings.unknown' &&
      /FANGXIN_SMPT_URL.+FANGXIN_SMTP_URL/su.test(textsFor('en')(error.code, error.params)),
  );
  const sources = globSync(['src/**/*.ts', 'bin/*', 'test/**/*.ts', 'tools/*.ts'], { cwd: projectRoot });
  const read = sources
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => readFileSync(join(projectRoot, file), 'utf8').match(/\bFANGXIN_[A-Z_]*[A-Z]\b/gu) ?? []);
  assert.ok(read.length > 50);
  readConfig(Object.fromEntries(read.map((name) => [name, ''])));
});

const wrong: readonly (readonly [name: string, value: string, expected: string])[] = [
  ['PORT', 'abc', '65535'],
  ['PORT', '0', '65535'],
  ['PORT', '8315.5', '65535'],
  ['PORT', '70000', '65535'],
  ['PORT', '-1', '65535'],
  ['FANGXIN_DATABASE_CONNECTIONS', 'many', '1000'],
  ['FANGXIN_DATABASE_CONNECTIONS', '0', '1000'],
  ['FANGXIN_DEMO_CASES', '1e3', '100000'],
  ['FANGXIN_WORKER', 'false', 'on | off'],
  ['FANGXIN_RATE', 'none', 'on | off'],
  ['FANGXIN_LOG', 'loud', 'error | warn | info | debug'],
  ['FANGXIN_PUBLIC_URL', 'fangxin.example.gov.cn', 'https://fangxin.example.gov.cn'],
  ['FANGXIN_PUBLIC_URL', 'https://fangxin.example.gov.cn/?a=b', 'https://fangxin.example.gov.cn'],
  ['FANGXIN_PUBLIC_URL', 'https://fangxin.example.gov.cn/sub', 'https://fangxin.example.gov.cn'],
  ['FANGXIN_PUBLIC_URL', 'https://user:secret@fangxin.example.gov.cn', 'https://fangxin.example.gov.cn'],
  ['FANGXIN_LANG', 'fr', 'zh-CN | en'],
  ['FANGXIN_LANG', 'english', 'zh-CN | en'],
  ['DATABASE_URL', 'owner:secret@db/fangxin', 'postgres://user:password@host:5432/database'],
  ['FANGXIN_TRUST_PROXY', 'true', '10.1.0.0/24'],
  ['FANGXIN_TRUST_PROXY', '10.0.0.0/33', '10.1.0.0/24'],
  ['FANGXIN_TRUST_PROXY', '0.0.0.0/0', '10.1.0.0/24'],
  ['FANGXIN_TRUST_PROXY', '10.0.0.5,::/0', '10.1.0.0/24'],
  ['FANGXIN_TRUST_PROXY', '10.0.0.5,', '10.1.0.0/24'],
];

for (const [name, value, expected] of wrong)
  test(`${name}=${value} is refused in a sentence that names the setting and what is expected`, () => {
    assert.throws(
      () => readConfig({ [name]: value }),
      (error) => {
        assert.ok(error instanceof StartFailure);
        for (const language of languages) {
          const said = textsFor(language)(error.code, error.params);
          assert.ok(said.includes(name) && said.includes(expected) && !said.includes('secret'), said);
        }
        return true;
      },
    );
  });

test('an https address without a named proxy is told: all visitors would share the limits of one', () => {
  const told = (env: Record<string, string>) => isProxyUnnamed(readConfig(env));
  const FANGXIN_PUBLIC_URL = 'https://fangxin.example.gov.cn';
  assert.deepEqual(
    [told({}), told({ FANGXIN_PUBLIC_URL }), told({ FANGXIN_PUBLIC_URL, FANGXIN_TRUST_PROXY: '1' })],
    [false, true, false],
  );
  for (const language of languages)
    assert.match(textsFor(language)('cli:start.no-proxy', { url: FANGXIN_PUBLIC_URL }), /FANGXIN_TRUST_PROXY/u);
});
