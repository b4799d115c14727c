import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#app/build-app.ts';
import { writeTicket } from '#platform/auth/tickets.ts';
import { openDatabase } from '#platform/db.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { openWorld, type World } from '#test/world.ts';

const phone = '13700009055';

describe('what a browser keeps of its own', () => {
  let world: World;
  let app: FastifyInstance;
  before(async () => {
    world = await openWorld();
    const publicUrl = 'https://fangxin.example.gov.cn';
    const context = { ...world.context, publicUrl, demo: true, refreshLaw: () => Promise.resolve() };
    app = await buildApp({ context, rate: 'off' });
  });
  after(async () => {
    await app.close();
    await world.close();
  });

  const open = () => new SiteVisitor(app, world);

  const begun = async (): Promise<SiteVisitor> => {
    const visitor = open();
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'question' });
    await visitor.get('/file/facts');
    await visitor.post('/file/facts/keep', { question: '电饭煲三天就坏了。' });
    await visitor.get('/file/facts');
    assert.match(visitor.page, /电饭煲三天就坏了。<\/textarea>/u);
    return visitor;
  };

  const asOwner = async (statement: string): Promise<void> => {
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    await owner.unscoped((tx) => tx.run(statement));
    await owner.close();
  };

  test('has a name that no other host of the domain can set, and is not taken under another', async () => {
    const visitor = await begun();
    const token = visitor.cookie('__Host-fangxin-draft');
    assert.ok(token);
    const victim = open();
    victim.plant('fangxin-draft', token);
    await victim.get('/file/facts');
    assert.equal(victim.path, '/file/matter', 'planted, it is nobody’s draft');
    assert.equal(victim.cookie('fangxin-draft'), undefined);
    assert.equal(victim.cookie('__Host-fangxin-draft'), undefined);

    await visitor.get('/account/login');
    const answer = await app.inject({ url: '/account/login', headers: { accept: 'text/html' } });
    const csrf = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? '';
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const sent = await app.inject({
      method: 'POST',
      url: '/account/login',
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', cookie },
      payload: new URLSearchParams({ _csrf: csrf, phone }).toString(),
    });
    const [note] = sent.cookies;
    assert.deepEqual([note?.name, note?.path, note?.secure], ['__Host-fangxin-login', '/', true]);
  });

  test('a draft of before is taken from its old name once and lies under the new one', async () => {
    const visitor = await begun();
    const token = visitor.cookie('__Host-fangxin-draft') ?? '';
    await asOwner('update filing_draft set under_old_name = true');
    const later = open();
    later.plant('fangxin-draft', token);
    await later.get('/file/facts');
    assert.match(later.page, /电饭煲三天就坏了。<\/textarea>/u);
    assert.equal(later.cookie('__Host-fangxin-draft'), token);
    assert.equal(later.cookie('fangxin-draft'), undefined);
    await later.post('/file/facts', { question: '电饭煲三天就坏了，商家不修。' });
    assert.notEqual(later.path, '/file/matter');

    // What is typed when the form is sent first meets the new version is not lost either.
    await asOwner('update filing_draft set under_old_name = true');
    const sending = open();
    await sending.get('/');
    sending.plant('fangxin-draft', token);
    await sending.post('/file/facts', { question: '商家说过保。' });
    assert.match(sending.page, /商家说过保。<\/textarea>/u);
  });

  test('a case opened by code before stays open under the new name; what is sealed now is not taken under the old', async () => {
    const { keyring } = world.context;
    const visitor = open();
    visitor.plant('fangxin-known', writeTicket(keyring, 'known-phone', { phone }, 60));
    visitor.plant('fangxin-answer-case', writeTicket(keyring, 'own-answer-code', { number: 'X', code: 'Y' }, 60));
    await visitor.get('/answer');
    assert.ok(visitor.cookie('__Host-fangxin-known'));
    assert.equal(visitor.cookie('fangxin-known'), undefined);
    assert.equal(visitor.cookie('__Host-fangxin-answer-code'), undefined);
    visitor.plant('fangxin-answer-case', writeTicket(keyring, 'site-answer-case', { number: 'X', code: 'Y' }, 60));
    await visitor.get('/answer');
    assert.ok(visitor.cookie('__Host-fangxin-answer-code'));
  });

  test('a draft begun by nobody is of whoever answers its next step signed in: a copy of its token opens nothing', async () => {
    const visitor = await begun();
    const copied = visitor.copy();
    await visitor.become('consumer');
    await visitor.get('/file/facts');
    await visitor.post('/file/facts/keep', { question: '林晓禾写的。' });
    await copied.get('/file/facts');
    assert.equal(copied.path, '/file/matter');
    await visitor.get('/file/facts');
    assert.match(visitor.page, /林晓禾写的。<\/textarea>/u);
  });

  test('the steps of a sign-in are of the browser that began it (RFC 9700 section 4.7)', async () => {
    const attacker = open();
    await attacker.get('/account/login');
    await attacker.post('/account/login', { phone: '13700009056' });
    assert.equal(attacker.path, '/account/code');
    const victim = open();
    await victim.get('/account/login');
    victim.plant('__Host-fangxin-login', attacker.cookie('__Host-fangxin-login') ?? '');
    await victim.get('/account/code');
    assert.equal(victim.path, '/account/login');
    await attacker.get('/account/code');
    assert.equal(attacker.path, '/account/code');
  });

  test('whoever signs in over a session ends it: its secret opens nothing any more', async () => {
    for (const [at, code, name, phone] of [
      ['/account/login', '/account/code', 'mediator', '13700009057'],
      ['/follow', '/follow/code', 'consumer', '13700009058'],
    ] as const) {
      const visitor = open();
      await visitor.become(name);
      const copied = visitor.copy();
      await visitor.get(at);
      await visitor.post(at, { phone, number: 'YUNQI-261002-D830MC-P' });
      assert.equal(visitor.path, code);
      await visitor.post(code, { code: await visitor.codeFor(phone) });
      await visitor.get('/account');
      assert.equal(visitor.path, '/account');
      await copied.get('/account');
      assert.equal(copied.path, '/account/login', at);
    }
  });
});
