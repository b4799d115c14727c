import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { buildApp } from '#app/build-app.ts';
import { cast } from '#db/seed/cast.ts';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { resetStaff } from '#platform/auth/staff.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { createLog } from '#platform/log.ts';
import { gatewaysFor } from '#platform/messages/gateways.ts';
import { wirePeople } from '#platform/people.ts';
import { type FakeProvider, startFakeProvider } from '#test/fake-provider.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

const system: Actor = {
  kind: 'system',
  account: 'system:test',
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [],
};
const own = 'vier Laternen am Fluss';

const codeOf = (secret: string, stepsAhead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({
    timestamp: now().getTime() + stepsAhead * 30_000,
  });

describe('officials sign in on the site', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  test('the first time: own password, authenticator, its first code; later the second factor again', async () => {
    const reset = await whole.world.context.database.transact(nobody, (tx) =>
      resetStaff(tx, system, cast.handler.account),
    );
    assert.ok(!isRefusal(reset));
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/account/staff');
    await visitor.post('/account/staff', { name: 'handler', password: reset.password });
    assert.equal(visitor.path, '/account/staff/password');

    await visitor.post(visitor.path, { password: own, again: 'another one' });
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /两次写的密码不一样/);
    await visitor.post(visitor.path, { password: 'short', again: 'short' });
    assert.match(visitor.words, /至少 12 个字符/);
    await visitor.post(visitor.path, { password: own, again: own });
    assert.equal(visitor.path, '/account/staff/enrol');

    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(visitor.page)?.[1] ?? '';
    assert.match(secret, /^(?:[A-Z2-7]{4} ?){8}$/);
    assert.match(visitor.page, /<svg class="qr"[^>]*role="img"/);
    await visitor.get('/account/staff/enrol');
    assert.ok(visitor.page.includes(secret), 'opened again, the page shows another secret');
    await visitor.post('/account/staff/enrol', { code: '000000' });
    assert.equal(visitor.status, 422);
    assert.ok(visitor.page.includes(secret), 'after a wrong code the page shows another secret');
    await visitor.post('/account/staff/enrol', { code: codeOf(secret) });
    assert.equal(visitor.path, '/desk/');

    await visitor.get('/account/staff/again?to=//elsewhere.example/');
    assert.match(visitor.page, /name="to" value="\/desk\/"/);
    await visitor.post('/account/staff/again', { to: '/desk/team', code: codeOf(secret) });
    assert.equal(visitor.status, 422, 'a code works once');
    await visitor.post('/account/staff/again', { to: '/desk/team', code: codeOf(secret, 1) });
    assert.equal(visitor.path, '/desk/team');
  });

  test('nobody reaches a later step without the one before it', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    for (const step of ['code', 'password', 'enrol', 'again']) {
      await visitor.get(`/account/staff/${step}`);
      assert.equal(visitor.path, '/account/staff', step);
    }
  });

  /** Ten minutes later, of somebody who never enrolled an authenticator. */
  /** RFC 9700 section 4.7: what somebody else began is not ended here, not even with the note that was begun with. */
  const fromAnotherBrowser = async (victim: SiteVisitor, app: FastifyInstance, provider: FakeProvider) => {
    const attacker = new SiteVisitor(app, whole.world);
    provider.person = { sub: 'h-2', preferred_username: 'handler', amr: ['mfa'] };
    await attacker.get('/account/provider');
    const { pathname, search } = provider.approve(attacker.path);
    const named = app.cookieNames.own('provider');
    victim.plant(named, attacker.cookie(named) ?? '');
    await victim.get(`${pathname}${search}`);
    assert.equal(victim.status, 422);
    await victim.get('/api/v1/session');
    assert.equal(JSON.parse(victim.page).account, cast.mediator.account, 'the desk is still the victim’s');
    await attacker.get(`${pathname}${search}`);
    assert.equal(attacker.path, '/desk/', 'who began it ends it');
  };

  const inTwoTabs = async (app: FastifyInstance, provider: FakeProvider) => {
    const visitor = new SiteVisitor(app, whole.world);
    provider.person = { sub: 'h-2', preferred_username: 'handler', amr: ['mfa'] };
    await visitor.get('/account/provider');
    const first = provider.approve(visitor.path);
    await visitor.get('/account/provider');
    const second = provider.approve(visitor.path);
    await visitor.get(`${first.pathname}${first.search}`);
    assert.equal(visitor.status, 422);
    await visitor.get(`${second.pathname}${second.search}`);
    assert.equal(visitor.path, '/desk/', 'the newer of two tabs signs in, whatever the older did');
  };

  const againByProvider = async (visitor: SiteVisitor, provider: FakeProvider, logged: string[]): Promise<void> => {
    const sql = (text: string) =>
      whole.world.context.database.transact(nobody, (tx) => tx.run(text, [cast.mediator.account]));
    const late = () => sql("update session set strong_at = strong_at - interval '11 minutes' where account = $1");
    await sql('update staff_credential set totp_confirmed_at = null where account = $1');
    await late();
    await visitor.get('/api/v1/session/step-up');
    assert.deepEqual(JSON.parse(visitor.page), { strong: false, ways: ['provider'] });
    await visitor.get('/account/staff/again?to=/desk/team');
    assert.doesNotMatch(visitor.page, /name="code"/, 'nobody is asked for a number never enrolled');
    const link = /href="(\/account\/provider\/again[^"]*)"/.exec(visitor.page)?.[1] ?? '';
    assert.equal(link, '/account/provider/again?to=%2Fdesk%2Fteam');

    await visitor.get(link);
    assert.match(visitor.path, /prompt=login/);
    const denied = provider.deny(visitor.path);
    await visitor.get(`${denied.pathname}${denied.search}`);
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /取消了登录/);
    assert.match(visitor.page, /href="\/account\/provider\/again\?to=%2Fdesk%2Fteam"/, 'and may be tried again');
    assert.equal(JSON.parse(logged.at(-1) ?? '{}').failure, 'declined');

    provider.person = { sub: 'm-1', amr: ['mfa'] };
    await visitor.get(link);
    const back = provider.approve(visitor.path);
    await visitor.get(`${back.pathname}${back.search}`);
    assert.equal(visitor.path, '/desk/team');
    await visitor.get('/api/v1/session/step-up');
    assert.deepEqual(JSON.parse(visitor.page), { strong: true, ways: ['provider'] });
    await visitor.get('/account/staff/again/done');
    assert.match(visitor.words, /验证完成/);

    await late();
    await visitor.get('/account');
    assert.match(visitor.page, /href="\/account\/staff\/authenticator"/);
    await visitor.get('/account/staff/authenticator');
    assert.equal(visitor.path, '/account/staff/again?to=%2Faccount%2Fstaff%2Fauthenticator', 'first it is shown anew');
    await visitor.get('/account/provider/again?to=%2Faccount%2Fstaff%2Fauthenticator');
    const once = provider.approve(visitor.path);
    await visitor.get(`${once.pathname}${once.search}`);
    assert.equal(visitor.path, '/account/staff/enrol');
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(visitor.page)?.[1] ?? '';
    await visitor.post('/account/staff/enrol', { code: codeOf(secret) });
    assert.equal(visitor.path, '/desk/');
    await visitor.get('/api/v1/session/step-up');
    assert.deepEqual(JSON.parse(visitor.page), { strong: true, ways: ['code', 'provider'] });
    const own = await whole.world.context.database.transact(nobody, (tx) =>
      tx.rows('select 1 from session where account = $1 and revoked_at is null', [cast.mediator.account]),
    );
    assert.equal(own.length, 1, 'the sign-in of before is over');
  };

  test('by the provider of the office: with its second factor at once, without it by ours', async () => {
    const provider = await startFakeProvider('fangxin', 'secret');
    const { database, keyring } = whole.world.context;
    const people = wirePeople(database, keyring, gatewaysFor('demo', {}, database), {
      issuer: provider.issuer,
      clientId: 'fangxin',
      clientSecret: 'secret',
      redirectUrl: 'http://localhost:8315/account/provider/return',
      claim: 'preferred_username',
      strongValues: ['mfa'],
      withoutTls: true,
    });
    const context = { ...whole.world.context, people, demo: true, refreshLaw: () => Promise.resolve() };
    const logged: string[] = [];
    const log = createLog({ level: 'warn', destination: { write: (line) => logged.push(line) } });
    const app = await buildApp({ context, rate: 'off', log });
    const signIn = async (person: Record<string, unknown>): Promise<SiteVisitor> => {
      provider.person = person;
      const visitor = new SiteVisitor(app, whole.world);
      await visitor.get('/account/staff');
      assert.match(visitor.page, /href="\/account\/provider"/);
      await visitor.get('/account/provider');
      const { pathname, search } = provider.approve(visitor.path);
      await visitor.get(`${pathname}${search}`);
      return visitor;
    };
    try {
      const strong = await signIn({ sub: 'm-1', preferred_username: 'mediator', amr: ['pwd', 'mfa'] });
      assert.equal(strong.path, '/desk/');
      const weak = await signIn({ sub: 'h-1', preferred_username: 'bureau-head', amr: ['pwd'] });
      assert.equal(weak.path, '/account/staff/code');
      const stranger = await signIn({ sub: 'x-1', preferred_username: 'nobody-here' });
      assert.equal(stranger.status, 422);
      provider.breaking = 'signature';
      const forged = await signIn({ sub: 'm-1', preferred_username: 'mediator', amr: ['mfa'] });
      assert.equal(forged.status, 422);
      await forged.get('/account');
      assert.equal(forged.path, '/account/login');
      const told = logged.filter((line) => line.includes('"a sign-in by the identity provider failed"'));
      assert.deepEqual(
        told.map((line) => JSON.parse(line).failure),
        ['person-unknown', 'signature-wrong'],
      );
      assert.ok(!/m-1|mediator|x-1|nobody-here/.test(told.join()), 'nothing about the person');
      provider.breaking = 'nothing';
      await fromAnotherBrowser(strong, app, provider);
      await inTwoTabs(app, provider);
      await againByProvider(strong, provider, logged);
    } finally {
      await app.close();
      await provider.close();
    }
  });
});
