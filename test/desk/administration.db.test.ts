import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Locator, Page } from 'playwright-core';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { textsFor } from '#platform/texts.ts';
import { faultsOn } from '#test/accessibility.ts';
import { type FakeProvider, startFakeProvider } from '#test/fake-provider.ts';
import { type DeskWindow, type OpenDesk, openDesk } from './open-desk.ts';

const t = textsFor('zh-CN');

describe('the desk of those who keep the directory and let people in', () => {
  let desk: OpenDesk;
  let provider: FakeProvider;
  before(async () => {
    provider = await startFakeProvider('fangxin', 'secret');
    desk = await openDesk(provider);
  });
  after(async () => {
    await desk.close();
    await provider.close();
  });

  const open = async (who: CastName, path: string) => {
    const window = await desk.as(who);
    await window.page.goto(desk.address + path);
    await window.page.locator('h1').waitFor();
    return window;
  };
  const drawerOf = async (page: Page): Promise<Locator> => {
    const drawer = page.getByRole('dialog');
    await drawer.waitFor();
    return drawer;
  };
  const pick = async (page: Page, drawer: Locator, name: string, text: string) => {
    await drawer.locator(`#change_${name}`).click();
    await drawer.locator(`#change_${name}`).fill(text);
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first().click();
  };
  const send = async (drawer: Locator) => {
    await drawer.locator('.drawer-foot .ant-btn-primary').click();
  };

  it('one administrator enters the post, the other makes the account and gives a role; the auditor reads it all', async () => {
    const system = await open('system-administrator', '/desk/administration/people');
    await system.page.getByRole('button', { name: t('administration:people.enter') }).click();
    const post = await drawerOf(system.page);
    await post.locator('#change_name').fill('钱多多');
    await pick(system.page, post, 'unit', '云栖市临溪区市场监督管理局');
    await post.locator('#change_title').fill('科员');
    await post.locator('#change_phone').fill('13900000099');
    await send(post);
    await post.waitFor({ state: 'detached' });
    await system.page.locator('.detail h2', { hasText: '钱多多' }).waitFor();
    assert.equal(await system.page.getByRole('button', { name: t('administration:people.makeAccount') }).count(), 0);

    const security = await open('security-administrator', '/desk/administration/people');
    await security.page.locator('.pick-list button', { hasText: '钱多多' }).click();
    await security.page.getByRole('button', { name: t('administration:people.makeAccount') }).click();
    const account = await drawerOf(security.page);
    await account.locator('#change_login').fill('qian-duoduo');
    await pick(security.page, account, 'role', t('complaint:role.handler'));
    await send(account);
    assert.match((await security.page.locator('.one-time').textContent()) ?? '', /^[a-z0-9-]{24}$/);
    await security.page.keyboard.press('Escape');
    await security.page.locator('.detail th', { hasText: t('complaint:role.handler') }).waitFor();

    await security.page.getByRole('button', { name: t('administration:people.giveRole') }).click();
    const role = await drawerOf(security.page);
    await pick(security.page, role, 'role', t('complaint:role.auditor'));
    await send(role);
    await role.getByText(t('problems:refusals.administrators-are-separate')).waitFor();
    await pick(security.page, role, 'role', t('complaint:role.mediator'));
    await send(role);
    await role.waitFor({ state: 'detached' });
    const mediator = security.page.locator('.detail tr', { hasText: t('complaint:role.mediator') });
    await mediator.waitFor();

    await security.page.getByRole('button', { name: t('administration:people.signOut') }).click();
    const out = await drawerOf(security.page);
    await out.locator('#change_reason').fill('手机遗失');
    await send(out);
    await out.waitFor({ state: 'detached' });
    const grants = () =>
      desk.world.context.database.transact(nobody, (tx) =>
        tx.rows<{ role: string; sees: string[]; given_by: string; open: boolean }>(
          `select role, sees, given_by, ended_at is null as open from role_grant join staff_credential using (account)
           where login = 'qian-duoduo' order by role`,
        ),
      );
    const sees = ['yunqi-linxi', 'yunqi-linxi-chengdong', 'yunqi-linxi-qiaoxia'];
    const by = cast['security-administrator'].account;
    assert.deepEqual(await grants(), [
      { role: 'handler', sees, given_by: by, open: true },
      { role: 'mediator', sees, given_by: by, open: true },
    ]);

    await mediator.getByRole('button', { name: t('administration:people.takeRole') }).click();
    await send(await drawerOf(security.page));
    await mediator.waitFor({ state: 'detached' });
    assert.equal((await grants()).find((one) => one.role === 'mediator')?.open, false);

    const auditor = await open('auditor', '/desk/administration/audit');
    for (const act of ['enter-post', 'give-role', 'end-role'])
      await auditor.page
        .locator('td', { hasText: t(`administration:audit.acts.${act}`) })
        .first()
        .waitFor();
    for (const window of [system, security, auditor]) {
      assert.deepEqual(window.complaints, []);
      await window.close();
    }
  });

  it('nobody ends the own role; ten minutes later the second factor is shown as the person can, and the act goes on', async () => {
    const { account } = cast['security-administrator'];
    const sql = (text: string) => desk.world.context.database.transact(nobody, (tx) => tx.run(text, [account]));
    const late = () => sql("update session set strong_at = strong_at - interval '11 minutes' where account = $1");
    const { page, complaints, close } = await open(
      'security-administrator',
      `/desk/administration/people?person=${account}`,
    );
    await page.getByText(t('administration:people.loneSecurity')).waitFor();
    await page
      .locator('.detail tr', { hasText: t('complaint:role.security-administrator') })
      .nth(1)
      .waitFor();
    for (const own of ['takeRole', 'lock', 'leave'])
      assert.equal(
        await page
          .locator('.detail')
          .getByRole('button', { name: t(`administration:people.${own}`) })
          .count(),
        0,
      );

    await page.goto(`${desk.address}/desk/administration/people?person=${cast.auditor.account}`);
    await page
      .locator('.detail')
      .getByRole('button', { name: t('administration:people.lock') })
      .click();
    const drawer = await drawerOf(page);
    await drawer.locator('#change_reason').fill('试试');
    await late();
    await send(drawer);
    const modal = page.locator('.ant-modal', { hasText: t('desk:stepUp.title') });
    await modal.getByLabel(t('desk:stepUp.code')).waitFor();
    await modal.getByRole('button', { name: t('desk:acts.cancel') }).click();

    await sql('update staff_credential set totp_confirmed_at = null where account = $1');
    await send(drawer);
    await modal.getByText(t('desk:stepUp.neither')).waitFor();
    assert.equal(
      await modal.getByLabel(t('desk:stepUp.code')).count(),
      0,
      'no number of an authenticator that is not there',
    );
    assert.deepEqual(
      (await faultsOn(page)).map(({ rule }) => rule),
      [],
    );
    await modal.getByRole('button', { name: t('desk:acts.cancel') }).click();

    await sql(`insert into oidc_identity values ('${provider.issuer}', 'li-1', $1, now())`);
    provider.person = { sub: 'li-1', amr: ['mfa'] };
    await send(drawer);
    const opened = page.context().waitForEvent('page');
    await modal.getByRole('link', { name: t('desk:stepUp.toProvider') }).click();
    await (await opened).getByText(t('account:stepUp.doneText')).waitFor();
    await drawer.getByText('审计管理员').waitFor();
    await modal.waitFor({ state: 'hidden' });
    assert.match((await drawer.textContent()) ?? '', /没有审计管理员了/, 'the act went on, and the last auditor stays');

    // The provider asks anew and shows no second factor: an authenticator is connected there, by a sign-in of its own.
    await late();
    provider.person = { sub: 'li-1', amr: ['pwd'] };
    await send(drawer);
    const enrolling = page.context().waitForEvent('page');
    await modal.getByRole('link', { name: t('desk:stepUp.toProvider') }).click();
    const other = await enrolling;
    const secret = (await other.locator('code').textContent()) ?? '';
    const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
    await other.getByLabel(t('account:enrol.code')).fill(totp.generate({ timestamp: now().getTime() }));
    const acted = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.status() === 409);
    await other.getByRole('button', { name: t('account:staffCode.act') }).click();
    await acted;
    await modal.waitFor({ state: 'hidden' });
    assert.deepEqual(complaints, []);
    await close();
  });

  it('what was typed wrong is said at its field, and the unit is there once it is right', async () => {
    const { page, close } = await open('system-administrator', '/desk/administration/units');
    await page.getByRole('button', { name: t('administration:units.open') }).click();
    await page.locator('.ant-dropdown-menu-item', { hasText: t('directory:unit-kinds.station') }).click();
    const drawer = await drawerOf(page);
    await drawer.locator('#change_word').fill('linxi-chengdong');
    for (const [name, text] of [
      ['name', '云栖市临溪区市场监督管理局溪口所'],
      ['shortName', '溪口所'],
      ['address', '溪口路 1 号'],
      ['phone', '0000-81000399'],
      ['documentPrefix', '云临市监'],
      ['basis', '机构编制方案'],
    ] as const)
      await drawer.locator(`#change_${name}`).fill(text);
    await pick(page, drawer, 'parent', '云栖市临溪区市场监督管理局');
    await pick(page, drawer, 'region', '临溪区');
    await send(drawer);
    await drawer.locator('.ant-form-item-explain', { hasText: t('directory:refusals.unit-code-taken') }).waitFor();
    await drawer.locator('#change_word').fill('linxi-xikou');
    await send(drawer);
    await drawer.waitFor({ state: 'detached' });
    await page.locator('.pick-list button', { hasText: 'yunqi-linxi-xikou' }).waitFor();
    await close();
  });

  const pages: readonly (readonly [CastName, string])[] = [
    ['system-administrator', '/desk/administration/units'],
    ['system-administrator', '/desk/administration/people'],
    ['system-administrator', '/desk/administration/organisations'],
    ['system-administrator', `/desk/administration/operators?q=强健&operator=${gymOperatorId}`],
    ['system-administrator', '/desk/administration/codes?table=object-12315'],
    ['system-administrator', '/desk/own'],
    ['security-administrator', '/desk/administration/people'],
    ['auditor', '/desk/administration/audit'],
    ['bureau-head', '/desk/administration/data-requests'],
    ['bureau-head', '/desk/administration/holds'],
  ];

  for (const language of ['zh-CN', 'en'] as const) {
    it(`every page passes axe and fits a small screen (${language})`, async () => {
      let window: DeskWindow | undefined;
      let sitting: CastName | undefined;
      for (const [who, path] of pages) {
        if (window === undefined) window = await desk.as(who, { language, width: 1024 });
        else if (who !== sitting) await window.become(who);
        sitting = who;
        const { page, complaints } = window;
        await window.go(path);
        const faults = await faultsOn(page);
        assert.deepEqual(
          faults.map(({ rule, nodes }) => `${rule}: ${nodes.map((node) => node.slice(0, 160)).join(' | ')}`),
          [],
          path,
        );
        assert.deepEqual(complaints, [], path);
        const isWide = await page.evaluate(() => {
          const main = document.querySelector('main');
          return main !== null && main.scrollWidth > main.clientWidth;
        });
        assert.equal(isWide, false, `${path} scrolls sideways`);
      }
      await window?.close();
    });
  }

  it('a role sees in the navigation what it opens and nothing else', async () => {
    const { page, close } = await open('handler', '/desk/cases?view=mine');
    const navigation = page.locator('nav.side');
    await navigation.getByText(t('administration:nav.holds')).waitFor();
    for (const hidden of ['units', 'people', 'audit', 'codes', 'dataRequests'])
      assert.equal(await navigation.getByText(t(`administration:nav.${hidden}`)).count(), 0, hidden);
    await page.goto(`${desk.address}/desk/administration/audit`);
    await page.getByText(t('desk:state.forbiddenTitle')).waitFor();
    await close();
  });
});
