import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addDays, dayOf } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { writeTicket } from '#platform/auth/tickets.ts';
import { now } from '#platform/clock.ts';
import { openDatabase } from '#platform/db.ts';
import { acceptedCase, doAct, fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf } from '#test/world.ts';

const words = { sorted: 'yes', text: '收据在附件里。' };
const receipt = { field: 'files', name: 'receipt.pdf' };
const heldIn = ({ page }: SiteVisitor): string => /name="held" value="([^"]+)"/u.exec(page)?.[1] ?? 'not held';

describe('files held for the next press', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const filesOf = async (number: string): Promise<string[]> => {
    const headers = await whole.as('handler');
    const view = (await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers })).json<CaseView>();
    return view.evidence.map(({ name }) => name ?? '');
  };

  /** Handed in once, told of the file, the form with the button to press once more on the screen. */
  const told = async (number: string): Promise<SiteVisitor> => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('consumer');
    await visitor.get(`/cases/${number}/supply`);
    await visitor.hand(`/cases/${number}/supply`, words, receipt);
    assert.match(visitor.words, /还没有提交/u);
    return visitor;
  };

  const asksAgain = (visitor: SiteVisitor): void => {
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /刚才选的文件已经不在了，请重新选择；还没有提交/u);
    assert.match(visitor.page, /href="#[^"]*files"/u, 'at the field they are chosen in');
    assert.ok(visitor.page.includes(words.text), 'what was typed is there');
  };

  test('late, unreadable, of somebody else, or gone: nothing is done, the form is there again with what was typed', async () => {
    const number = await fileCase(whole.world);
    const path = `/cases/${number}/supply`;
    const { account } = actorOf('consumer');
    const ticket = (content: object, minutes: number) =>
      writeTicket(
        whole.world.context.keyring,
        'files-of-a-form',
        { draft: '0190a0a0-0000-7000-8000-000000000001', files: '1', place: path, account, ...content },
        minutes,
      );
    for (const held of ['nonsense', '', ticket({}, -1), ticket({ account: 'other' }, 60), ticket({}, 60)]) {
      const visitor = await told(number);
      await visitor.post(path, { ...words, held });
      asksAgain(visitor);
    }
    const emptied = await told(number);
    const held = heldIn(emptied);
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    await owner.unscoped((tx) => tx.run('delete from draft_file'));
    await owner.close();
    await emptied.post(path, { ...words, held });
    asksAgain(emptied);
    await emptied.post(path, { ...words, text: '', held });
    assert.equal(emptied.status, 422);
    assert.deepEqual(await filesOf(number), []);
    await emptied.hand(path, words, receipt);
    await emptied.post(path, { ...words, held: heldIn(emptied) });
    assert.equal(emptied.path, `/cases/${number}`, emptied.words.slice(0, 300));
    assert.deepEqual(await filesOf(number), ['receipt.pdf']);
  });

  test('pressed twice it is done once, and the second press is answered as the first, at once or later', async () => {
    const number = await fileCase(whole.world);
    const path = `/cases/${number}/supply`;
    const first = await told(number);
    const [second, third] = [first.copy(), first.copy()];
    second.page = first.page;
    third.page = first.page;
    const form = { ...words, held: heldIn(first) };
    await Promise.all([first.post(path, form), second.post(path, form)]);
    await third.post(path, form);
    for (const visitor of [first, second, third])
      assert.deepEqual([visitor.path, visitor.status], [`/cases/${number}`, 200], visitor.words.slice(0, 300));
    assert.deepEqual(await filesOf(number), ['receipt.pdf']);
  });

  test('on the pages of the other side it is the same', async () => {
    const number = await acceptedCase(whole.world);
    await doAct(whole.world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });
    const path = `/answer/cases/${number}/add-evidence`;
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('operator');
    await visitor.get(path);
    await visitor.hand(path, { sorted: 'yes' }, receipt);
    assert.match(visitor.words, /还没有提交/u);
    const held = heldIn(visitor);
    const second = visitor.copy();
    second.page = visitor.page;
    await visitor.post(path, { sorted: 'yes', held: 'nonsense' });
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /刚才选的文件已经不在了/u);
    const again = second.copy();
    again.page = second.page;
    for (const press of [second, again]) {
      await press.post(path, { sorted: 'yes', held });
      assert.equal(press.path, `/answer/cases/${number}`, press.words.slice(0, 300));
    }
    assert.deepEqual(await filesOf(number), ['receipt.pdf']);
  });
});
