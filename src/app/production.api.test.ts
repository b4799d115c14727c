import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { OpenedSession } from '#platform/auth/sessions.ts';
import { csrfOf } from '#platform/auth/tokens.ts';
import { now } from '#platform/clock.ts';
import { settleInstance } from '#platform/instance.ts';
import { textsFor } from '#platform/texts.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { buildApp } from './build-app.ts';
import { runCli } from './cli.ts';
import { type OpenContext, openContext } from './open-context.ts';

/** From an empty database to the first accepted complaint, by the three administrators' own hands and nothing else. */

const environment = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'fangxin-production-'));
const keys = mkdtempSync(join(tmpdir(), 'fangxin-production-keys-'));
const smsFile = join(folder, 'sms.jsonl');
const today = dayOf(now());
let home: TestDatabase;
let context: OpenContext;
let app: FastifyInstance;
let zhang: Person;
const printed: string[] = [];

const init = (...argv: string[]) =>
  runCli(['init', ...argv], { say: textsFor('en'), print: (text) => printed.push(text), note: () => undefined });

const three = (suffix = '') => [
  '--system-administrator',
  `zhang${suffix}:张明`,
  '--security-administrator',
  `li${suffix}:李华`,
  '--auditor',
  `wang${suffix}:王敏`,
];

before(async () => {
  home = await testDatabase();
  process.env['DATABASE_URL'] = home.ownerUrl;
  process.env['FANGXIN_VAR'] = folder;
  process.env['FANGXIN_KEY_FILE'] = join(keys, 'production.key');
  const authority = ['--name', '云栖市市场监督管理局', '--region', '330100', '--document-prefix', '云市监'];
  assert.equal(await init('--tenant', 'yunqi', ...authority, ...three()), 0);
  const instance = await settleInstance(
    home.ownerUrl,
    { keyFile: process.env['FANGXIN_KEY_FILE'], varDirectory: folder },
    undefined,
  );
  assert.equal(instance.kind, 'production');
  context = await openContext({
    appUrl: home.appUrl,
    instance,
    publicUrl: 'http://localhost:8315',
    env: { FANGXIN_SMS_FILE: smsFile, FANGXIN_MAIL_FILE: join(folder, 'mail.jsonl') },
    filesDirectory: join(folder, 'files'),
    sends: true,
    connections: 4,
  });
  // Every schema of every route is right: elsewhere it is compiled when it is first asked for.
  app = await buildApp({ context, rate: 'off', compilesAll: true });
});
after(async () => {
  await app.close();
  await context.database.close();
  await home.drop();
  process.env = environment;
  for (const made of [folder, keys]) rmSync(made, { recursive: true, force: true });
});

const must = <T extends object>(value: T | Refusal): T => {
  assert.ok(!isRefusal(value), JSON.stringify(value));
  return value;
};

/** The one-time password that `init` or the security administrator showed. */
const shownFor = (login: string): string =>
  printed.map((line) => new RegExp(` ${login} {2}(\\S+)$`).exec(line)?.[1]).find((found) => found !== undefined) ?? '';

type Person = {
  send(method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, headers?: object): Promise<Answer>;
};
type Answer = { readonly status: number; readonly body: Record<string, string> };

const browserOf = ({ token }: OpenedSession): Person => ({
  send: async (method, path, payload, headers = {}) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { cookie: `${app.cookieNames.session}=${token}`, 'x-csrf-token': csrfOf(token), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() };
  },
});

/** A first sign-in: one-time password, an own one, the second factor enrolled and shown. */
const firstSignIn = async (login: string, oneTime: string): Promise<Person> => {
  const { staff } = context.people;
  const first = must(await staff.checkPassword(login, oneTime));
  assert.equal(first.next, 'change-password');
  const changed = must(await staff.changePassword(first.ticket, 'qing-shan-lv-shui-2026'));
  assert.equal(changed.next, 'enrol-code');
  const enrolment = must(await staff.enrol(changed.ticket));
  const secret = Secret.fromBase32(enrolment.secret.replaceAll(' ', ''));
  const code = new TOTP({ secret }).generate({ timestamp: now().getTime() });
  return browserOf(must(await staff.showCode(enrolment.ticket, code, 'Test')));
};

const done = (answer: Answer): Record<string, string> => {
  assert.ok(answer.status < 300, JSON.stringify(answer));
  return answer.body;
};

test('the authority is there with its office, its 12315 centre and its people by name', async () => {
  zhang = await firstSignIn('zhang', shownFor('zhang'));
  const units = done(await zhang.send('GET', '/administration/units')) as unknown as { id: string; powers: object[] }[];
  assert.deepEqual(units.map((unit) => unit.id).sort(), ['yunqi-intake', 'yunqi-office']);
  assert.equal(done(await zhang.send('GET', '/session'))['name'], '张明');
  const front = await app.inject('/');
  assert.equal(front.statusCode, 200);
  assert.match(front.body, /云栖市市场监督管理局/);
});

test('two administrators let the first handler in, and the first complaint is filed and accepted', async () => {
  const li = await firstSignIn('li', shownFor('li'));
  const bureau = {
    id: 'yunqi-xihu',
    kind: 'bureau',
    parent: 'yunqi-office',
    region: '330106',
    name: '云栖市西湖区市场监督管理局',
    shortName: '西湖区局',
    address: '天目山路 1 号',
    phone: '0571-0000',
    documentPrefix: '云西市监',
    from: today,
    powers: ['decide-complaints', 'mediate', 'verify-reports', 'punish', 'food'],
    areas: ['330106'],
    basis: '三定方案',
  };
  done(await zhang.send('POST', '/administration/units', bureau));
  const standing = { standing: 'published-channel', from: today, note: '已向社会公布的投诉渠道' };
  done(await zhang.send('POST', '/administration/units/yunqi-office/standings', standing));
  const person = {
    name: '陈一鸣',
    title: '科员',
    unit: bureau.id,
    phone: '13900000005',
    desks: ['complaints'],
    from: today,
  };
  const { account } = done(await zhang.send('POST', '/administration/posts', person));
  const alone = await zhang.send('POST', '/accounts', {
    account,
    login: 'chen',
    role: 'handler',
    bureau: bureau.id,
    sees: [bureau.id],
    from: today,
  });
  assert.equal(alone.status, 403);
  const { password } = done(
    await li.send('POST', '/accounts', {
      account,
      login: 'chen',
      role: 'handler',
      bureau: bureau.id,
      // Nothing named opens the usual ones: the bureau and what is below it.
      sees: [],
      from: today,
    }),
  );
  const chen = await firstSignIn('chen', password ?? '');

  const consumer = await signInByPhone('13800000001');
  const filing = {
    complainant: { name: '林晓禾', phone: '13800000001', address: '西湖区桂花路 12 号' },
    respondent: { kind: 'ordinary', name: '强健健身', region: '330106', address: '西湖区中山路 88 号' },
    objectCode: 'fitness',
    problemCode: 'contract',
    facts: '2026 年 3 月办理年卡 2680 元，4 月场馆停业。',
    claims: [{ kind: 'refund', amountFen: 268_000 }],
    consents: { publicity: true, entrust: true },
  };
  const receipt = done(await consumer.send('POST', '/complaints', filing, { 'idempotency-key': 'first' }));
  const number = receipt['number'] ?? '';
  const list = done(await chen.send('GET', '/worklist')) as unknown as { rows: { number: string }[] };
  assert.deepEqual(
    list.rows.map((row) => row.number),
    [number],
  );
  const act = async (name: string, payload: object) => {
    const seen = await chen.send('GET', `/complaints/${number}`);
    const version = (seen.body as unknown as { version: number }).version;
    return done(
      await chen.send('POST', `/complaints/${number}/${name}`, payload, {
        'if-match': `"v${version}"`,
        'idempotency-key': name,
      }),
    );
  };
  await act('accept', {});
  const seen = done(await consumer.send('GET', `/complaints/${number}`));
  assert.equal(seen['phase'], 'accepted');

  const wang = await firstSignIn('wang', shownFor('wang'));
  const from = new Date(now().getTime() - 3_600_000).toISOString();
  const to = new Date(now().getTime() + 3_600_000).toISOString();
  const trail = done(await wang.send('GET', `/audit?from=${from}&to=${to}`)) as unknown as { act: string }[];
  const acts = new Set(trail.map((line) => line.act));
  for (const one of ['open-authority', 'open-unit', 'set-standing', 'enter-post', 'give-role'])
    assert.ok(acts.has(one), one);
});

test('a further authority joins the instance with its own three administrators', async () => {
  assert.equal(await init('--tenant', 'yunqi', ...three('2')), 1);
  assert.equal(await init('--tenant', 'lanchuan', ...three('3')), 1);
  const lanchuan = ['--name', '澜川市市场监督管理局', '--region', '330200', '--document-prefix', '澜市监'];
  assert.equal(await init('--tenant', 'lanchuan', ...lanchuan, ...three('3')), 0);
  const joined = await firstSignIn('zhang3', shownFor('zhang3'));
  const all = done(await joined.send('GET', '/administration/authorities')) as unknown as {
    id: string;
    keepsInstance: boolean;
  }[];
  assert.deepEqual(
    all.map((one) => [one.id, one.keepsInstance]),
    [
      ['lanchuan', false],
      ['yunqi', true],
    ],
  );
  const zone = { code: '330171', name: '开发区', county: '330106', from: today };
  assert.equal((await joined.send('POST', '/administration/zones', zone)).body['code'], 'only-the-instance-keeper');
  const decree = { decree: '通知', knownRevision: 0, days: [{ day: '2027-01-01', kind: 'holiday', name: '元旦' }] };
  const preview = await joined.send('POST', '/law/calendar/2027/preview', decree);
  assert.equal(preview.body['code'], 'only-the-instance-keeper');
  assert.equal(done(await joined.send('GET', '/law/calendar'))['mayEnter'], false);
});

const signInByPhone = async (phone: string): Promise<Person> => {
  const asked = must(
    await context.people.codes.request({
      phone,
      purpose: 'sign-in',
      address: '127.0.0.1',
      text: (code) => ({ subject: 'code', body: `code ${code}` }),
    }),
  );
  const [code = ''] =
    /\d{6}/.exec(JSON.parse(readFileSync(smsFile, 'utf8').trim().split('\n').at(-1) ?? '{}').body) ?? [];
  return browserOf(
    must(
      await context.people.consumers.signIn(
        { phone, purpose: 'sign-in', sent: asked.outcome === 'sent' ? asked.sent : '', code },
        'Test',
      ),
    ),
  );
};
