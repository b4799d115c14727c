import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isLoopbackHost, readConfig } from './config.ts';
import { StartFailure } from './postgres/start-failure.ts';
import { productionSigns, refuseDemoInItsPlace } from './production-signs.ts';
import { textsFor } from './texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'fangxin-signs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const signs = (env: Readonly<Record<string, string>>): string[] => productionSigns(readConfig(env), env);

test('a demo says nothing of production: no settings, its own place, port and database', () => {
  assert.deepEqual(signs({}), []);
  const own = { PORT: '9000', FANGXIN_VAR: folder, DATABASE_URL: 'postgres://o@localhost/x', FANGXIN_RATE: 'off' };
  assert.deepEqual(signs({ ...own, FANGXIN_KEY_FILE: join(folder, 'not-there.key'), FANGXIN_HOST: '::1' }), []);
  for (const url of ['http://localhost:9000', 'http://127.0.0.1:9000', 'http://[::1]:1', 'https://fangxin.localhost'])
    assert.deepEqual(signs({ FANGXIN_PUBLIC_URL: url }), [], url);
});

test('each setting that only a production instance has is a sign of one', () => {
  const keyFile = join(folder, 'master.key');
  writeFileSync(keyFile, '{}');
  const each = {
    FANGXIN_HOST: '0.0.0.0',
    FANGXIN_PUBLIC_URL: 'http://127.0.0.1.example.cn',
    FANGXIN_TRUST_PROXY: '1',
    FANGXIN_KEY_FILE: keyFile,
    FANGXIN_SMS_TEMPLATE: 'x',
    FANGXIN_SMS_FILE: 'x',
    FANGXIN_SMTP_URL: 'smtp://x',
    FANGXIN_MAIL_FROM: 'a@b.cn',
    FANGXIN_MAIL_FILE: 'x',
  };
  for (const [name, value] of Object.entries(each)) assert.deepEqual(signs({ [name]: value }), [name]);
  assert.deepEqual(signs(each), Object.keys(each));
  for (const host of ['localhost.example.cn', '128.0.0.1', '::', 'fangxin']) assert.ok(!isLoopbackHost(host), host);
});

test('with them an empty place is left empty, and the sentence asks for the disk', async () => {
  const place = mkdtempSync(join(folder, 'var-'));
  const env = { FANGXIN_VAR: place, FANGXIN_PUBLIC_URL: 'https://fangxin.example.gov.cn', FANGXIN_TRUST_PROXY: '1' };
  await assert.rejects(refuseDemoInItsPlace(readConfig(env), env), (error: unknown) => {
    assert.ok(error instanceof StartFailure && error.code === 'no-instance-here');
    const said = textsFor('en')(`cli:failures.${error.code}`, error.params);
    assert.match(said, /FANGXIN_PUBLIC_URL, FANGXIN_TRUST_PROXY.+mounted.+fangxin init/u);
    assert.ok(said.includes(place));
    return true;
  });
  assert.deepEqual(readdirSync(place), []);
  const host = { FANGXIN_VAR: place, FANGXIN_HOST: '0.0.0.0' };
  await assert.rejects(refuseDemoInItsPlace(readConfig(host), host), { code: 'demo-listens-on-loopback-only' });
  await refuseDemoInItsPlace(readConfig({ FANGXIN_VAR: place }), { FANGXIN_VAR: place });
});
