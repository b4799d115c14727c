import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { resetStaff } from '#platform/auth/staff.ts';
import { shiftClock } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

const system: Actor = { kind: 'system', account: 'system:test', roles: [], tenants: [], bureaus: [], principals: [] };

describe('one’s own account', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  test('an official changes the password; the present one is asked and every other device is signed out', async () => {
    const { database } = whole.world.context;
    const reset = await database.transact(nobody, (tx) => resetStaff(tx, system, cast.mediator.account));
    assert.ok(!isRefusal(reset));
    const here = new SiteVisitor(whole.app, whole.world);
    const elsewhere = new SiteVisitor(whole.app, whole.world);
    await here.become('mediator');
    await elsewhere.become('mediator');
    await here.get('/account');
    assert.match(here.page, /\/account\/staff\/renew/);
    await here.get('/account/staff/renew');

    const own = 'vier Laternen am Fluss';
    await here.post(here.path, { present: 'somebody guesses', password: own, again: own });
    assert.equal(here.status, 422);
    assert.match(here.words, /现在的口令不正确/);
    await here.post('/account/staff/renew', { present: reset.password, password: 'short', again: 'short' });
    assert.equal(here.status, 422);
    await here.post('/account/staff/renew', { present: reset.password, password: own, again: own });
    assert.match(here.words, /密码已更换/);

    await here.get('/account');
    assert.equal(here.path, '/account');
    await elsewhere.get('/account');
    assert.equal(elsewhere.path, '/account/login', 'the other device is still signed in');
    assert.ok(!isRefusal(await whole.world.context.people.staff.checkPassword('mediator', own)));
    assert.ok(isRefusal(await whole.world.context.people.staff.checkPassword('mediator', reset.password)));
  });

  test('an owner whose phone a stranger asks codes for gets in all the same, in a known browser and in a fresh one', async () => {
    const phone = '13712349999';
    const login = async (who: SiteVisitor) => {
      await who.get('/account/login');
      await who.post('/account/login', { phone });
    };
    const [known, stranger, fresh] = [1, 2, 3].map(() => new SiteVisitor(whole.app, whole.world));
    assert.ok(known && stranger && fresh);
    const codes: string[] = [];
    try {
      await login(known);
      await known.post('/account/code', { code: await known.codeFor(phone) });
      assert.equal(known.path, '/cases');
      for (let n = 1; n <= 3; n++) {
        shiftClock(n * 61_000);
        await login(stranger);
        assert.equal(stranger.path, '/account/code');
        codes.push(await stranger.codeFor(phone));
      }
      shiftClock(4 * 61_000);
      await login(stranger);
      assert.equal(stranger.path, '/account/code', 'the code sent before is still good');
      await stranger.post('/account/code', { act: 'again' });
      assert.equal(stranger.status, 422);
      assert.match(stranger.words, /收到的验证码是什么？.*过于频繁/u, 'and stays on the page for it');

      await login(fresh);
      assert.equal(fresh.path, '/account/code');
      assert.match(fresh.words, /请填写两条验证码/u);
      await fresh.post('/account/code', { code: codes[0] ?? '' });
      assert.equal(fresh.status, 422);
      assert.match(fresh.page, /href="#f-other"/u);
      await fresh.post('/account/code', { code: codes[0] ?? '', other: '12' });
      assert.match(fresh.words, /第二条验证码应为 6 位数字/u);
      await fresh.post('/account/code', { act: 'again' });
      assert.match(fresh.words, /请填写两条验证码/u);
      await fresh.post('/account/code', { code: codes[1] ?? '', other: codes[1] ?? '' });
      assert.match(fresh.words, /两条验证码对不上/u);

      known.forgetSession();
      await login(known);
      await known.post('/account/code', { code: await known.codeFor(phone) });
      assert.equal(known.path, '/cases', 'one more is sent where the phone was proved before');
      await fresh.post('/account/code', { code: codes[1] ?? '', other: codes[0] ?? '' });
      assert.equal(fresh.path, '/cases', fresh.words);
    } finally {
      shiftClock(0);
    }
  });

  test('a consumer has no such page, and takes the own data along from the account', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('consumer');
    await visitor.get('/account');
    assert.match(visitor.page, /href="\/account\/data\.json"/);
    assert.doesNotMatch(visitor.page, /staff\/renew/);
    await visitor.get('/account/staff/renew');
    assert.equal(visitor.path, '/account/staff');
  });

  test('whoever acts for an operator sees the own name and telephone, as everybody does', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('operator');
    await visitor.get('/account');
    assert.ok(visitor.words.includes(cast.operator.phone) && visitor.words.includes(cast.operator.personName));
  });

  test('"my cases" lists the own questions too, and nobody else’s', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('consumer');
    const asked = await whole.app.inject({
      method: 'POST',
      url: '/api/v1/consultations',
      headers: { ...(await whole.as('consumer')), 'idempotency-key': randomUUID() },
      payload: {
        asker: { name: '林晓禾', phone: cast.consumer.phone },
        question: '七天无理由退货算哪一天？',
        bureau: 'yunqi-intake',
      },
    });
    assert.equal(asked.statusCode, 201, asked.body);
    const { number } = asked.json<{ number: string }>();
    await visitor.get('/cases');
    assert.ok(visitor.page.includes(`/questions/${number}`), visitor.words);
    assert.match(visitor.words, /七天无理由退货算哪一天？/u, 'told apart by how they begin');
    const other = new SiteVisitor(whole.app, whole.world);
    await other.become('second-consumer');
    await other.get('/cases');
    assert.ok(!other.page.includes(number));
    assert.doesNotMatch(other.words, /七天无理由退货/u);
  });
});
