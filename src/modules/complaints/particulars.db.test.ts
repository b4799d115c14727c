import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { demoShopId, platformOperatorId } from '#db/seed/operators.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { acceptedCase, doAct, fileCase, inDays, tryAct } from '#test/cases.ts';
import { owedIn } from '#test/owed.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from './handle.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import { readComplaint } from './store.ts';
import { passedPlatformDays } from './sweep/due-clocks.ts';
import { caseView } from './views/case-view.ts';
import { caseCompetence } from './views/competence.ts';
import { worklist } from './views/worklist.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const seen = async (number: string) => {
  const actor = actorOf('bureau-head');
  const t = world.context.texts('zh-CN');
  const view = await world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(world.context, tx, number, { actor, at: now(), t }),
  );
  assert.ok(view !== undefined);
  return view;
};

const rowOf = async (number: string) => {
  const actor = actorOf('bureau-head');
  const list = await world.context.database.transact(scopeOf(actor), (tx) =>
    worklist(tx, actor, { q: number }, dueDays(dayOf(now()), world.context.law().calendar)),
  );
  assert.ok(!isRefusal(list));
  return list.rows.find((row) => row.number === number);
};

describe('an officer completes what a filing left open (Order 121 art. 10)', () => {
  test('three questions, a call, and the complaint can be accepted; row, register and papers agree', async () => {
    const number = await fileCase(world, {
      channel: 'web-short',
      complainant: { name: '林晓禾', phone: '13800000001' },
      respondent: { kind: 'unknown', address: '桂花路 12 号底楼' },
      bureau: 'yunqi-linxi',
      claims: [],
    });
    await doAct(world, 'intake-officer', number, 'route', { to: 'yunqi-linxi', reasoning: '实际经营地' });
    const early = await tryAct(world, 'handler', number, 'accept', {});
    assert.ok(isRefusal(early) && early.refusal === 'respondent-not-known');
    await doAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'unknown', operator: gymOperatorId, address: '桂花路 12 号', contact: '前台' },
      purchase: { online: false, goods: '年卡', amountFen: 128_000, purchasedOn: '2026-03-02' },
      objectCode: 'general-food',
      note: '电话与投诉人核实',
    });
    const view = await seen(number);
    assert.equal(view.respondent.kind, 'ordinary');
    assert.equal(view.respondent.operator, gymOperatorId);
    assert.equal(view.purchase?.goods, '年卡');
    assert.equal(view.amountFen, 128_000);
    assert.equal(view.food, true);
    assert.equal((await rowOf(number))?.respondent, view.respondent.name);
    assert.equal((await rowOf(number))?.food, true);
    const without = await tryAct(world, 'handler', number, 'accept', {});
    assert.ok(isRefusal(without), 'neither address nor claim is on file');
    await doAct(world, 'handler', number, 'supply', {
      identity: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
      claims: [{ kind: 'refund', amountFen: 96_000 }],
    });
    await doAct(world, 'handler', number, 'accept', {});
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('an operator found after it was notified is let in; what is unknown to the register is refused', async () => {
    const number = await acceptedCase(world, {
      respondent: { kind: 'ordinary', name: '强健健身', region: '990102' },
    });
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(14) });
    const wrong = await tryAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'ordinary', operator: cast.handler.account },
    });
    assert.ok(isRefusal(wrong) && wrong.refusal === 'operator-not-known');
    await doAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'ordinary', operator: gymOperatorId },
    });
    const operator = actorOf('operator');
    const answered = await tryAct(world, operator, number, 'answer', { consentsToMediation: true });
    assert.ok(!isRefusal(answered), JSON.stringify(answered));
    const swapped = await tryAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'ordinary', name: '别家' },
    });
    assert.ok(isRefusal(swapped) && swapped.refusal === 'respondent-settled-by-acceptance');
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('another respondent after an annulled acceptance ends what the first was let into', async () => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(14) });
    await doAct(world, 'bureau-head', number, 'annul', { reasons: '被投诉人有误' });
    await doAct(world, 'handler', number, 'complete-particulars', { respondent: { kind: 'ordinary', name: '别家' } });
    const gone = await tryAct(world, 'operator', number, 'answer', { consentsToMediation: true });
    assert.ok(isRefusal(gone), 'the first respondent still stands in the case');
    assert.equal((await rowOf(number))?.respondent, '别家');
    assert.deepEqual(await refoldFaults(world), []);
  });
});

test('cases of before, where nobody said whether it was bought online, stop saying no with the upgrade', async () => {
  const open = await fileCase(world);
  const answered = await fileCase(world, { purchase: { online: false, goods: '年卡' } });
  const completed = await fileCase(world, { bureau: 'yunqi-linxi' });
  await doAct(world, 'handler', completed, 'complete-particulars', { purchase: { online: true }, note: '电话核实' });
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const ofBefore = (sql: string) => owner.transact(nobody, (tx) => tx.run(sql));
  try {
    await owner.transact(nobody, (tx) => tx.run('update complaint set online = false where online is null'));
    assert.ok((await refoldFaults(world)).length > 0);
    const migration = new URL('../../../db/migrations/0250_online_left_open.sql', import.meta.url);
    for (const statement of (await readFile(migration)).toString().split(/;\n/u))
      if (statement.trim() !== '') await ofBefore(statement);
  } finally {
    await owner.close();
  }
  assert.deepEqual(
    [await rowOf(open), await rowOf(answered), await rowOf(completed)].map((row) => row?.online),
    [null, false, true],
  );
  assert.deepEqual(await refoldFaults(world), []);
});

describe('a story left to a recording in a short filing of before it was marked', () => {
  const found = async (q: string): Promise<readonly string[]> => {
    const actor = actorOf('bureau-head');
    const list = await world.context.database.transact(scopeOf(actor), (tx) =>
      worklist(tx, actor, { q, limit: 100 }, dueDays(dayOf(now()), world.context.law().calendar)),
    );
    assert.ok(!isRefusal(list));
    return list.rows.map((row) => row.number);
  };
  const toldInFile = (language: 'zh-CN' | 'en', name = '林晓禾') =>
    fileCase(world, {
      channel: 'web-short',
      complainant: { name, phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
      facts: world.context.texts(language)('filing:short.inFile'),
      bureau: 'yunqi-linxi',
    });
  const onPaper = (number: string): Promise<string> =>
    world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
      const loaded = (await readComplaint(tx, world.context.vault, number)) ?? assert.fail(number);
      return (await openPaperDesk(world.context, tx, { ...loaded, today: dayOf(now()), actor: '' })).facts;
    });
  const storyOf = async (number: string) =>
    (await seen(number)).acts.find(({ act }) => act === 'complete-particulars')?.story;

  test('is written down by whoever listened, put right with a reason, and found by its words', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const number = await toldInFile(language);
      assert.equal(await storyOf(number), 'left');
      assert.ok((await seen(number)).notInSource.includes('facts'));
      assert.match((await seen(number)).facts ?? '', /^（投诉人用录音或者照片说明/);
      assert.match(await onPaper(number), /^（投诉人用录音或者照片说明/, `a paper is in Chinese, filed in ${language}`);
      const early = await tryAct(world, 'handler', number, 'accept', {});
      assert.ok(isRefusal(early) && early.refusal === 'facts-not-written-down');
      await doAct(world, 'handler', number, 'complete-particulars', {
        facts: `林晓禾说洗衣机漏水，修了三次。${language}`,
        note: '听录音后记录',
      });
      assert.equal(await storyOf(number), 'written');
      assert.ok((await found('洗衣机')).includes(number));
      assert.ok(!(await found('录音 工作人员')).includes(number), 'the words in place of the story are gone');
      const bare = await tryAct(world, 'handler', number, 'complete-particulars', { facts: '林晓禾说洗碗机漏水。' });
      assert.ok(isRefusal(bare) && bare.refusal === 'story-changed-without-reason');
      const right = { facts: '林晓禾说洗碗机漏水，修了三次。', note: '听错了' };
      await doAct(world, 'handler', number, 'complete-particulars', right);
      assert.deepEqual(
        [(await found('洗碗机')).includes(number), (await found('洗衣机')).includes(number)],
        [true, false],
      );
      await doAct(world, 'handler', number, 'accept', {});
    }
    assert.deepEqual(await refoldFaults(world), []);
  });
  test('words that somebody typed are theirs, be it on the short path', async () => {
    const number = await fileCase(world, { channel: 'web-short', bureau: 'yunqi-linxi' });
    assert.equal(await storyOf(number), undefined);
    const anew = await tryAct(world, 'handler', number, 'complete-particulars', { facts: '改写', note: '改写' });
    assert.ok(isRefusal(anew) && anew.refusal === 'facts-told-in-writing');
  });
});

describe('a platform is asked for its seller (CPL art. 44)', () => {
  test('the letter waits in the post tray, is served on record; the day is watched; the answer names the respondent', async () => {
    const number = await fileCase(world, {
      respondent: { kind: 'platform-shop', shop: demoShopId(3) },
      complainant: { name: '林晓禾', phone: '13800000031', address: '桂花路 12 号' },
    });
    const head = actorOf('bureau-head');
    const inScope = <T>(look: Parameters<typeof world.context.database.transact<T>>[1]) =>
      world.context.database.transact(scopeOf(head), look);
    await doAct(world, 'handler', number, 'request-platform-data', {
      platform: platformOperatorId,
      dueOn: dayOf(now()),
    });
    const owed = async () =>
      (await inScope((tx) => owedIn(tx, head.tenants))).filter((one) => one.number === number && one.to === 'bureau');
    const [letter] = await owed();
    assert.ok(letter?.code === 'platform-data-request');
    await doAct(world, 'handler', number, 'deliver', {
      paper: letter.n,
      to: 'bureau',
      channel: 'letter',
      outcome: 'delivered',
      receiver: '法务部 陈静',
      proof: 'EMS 1234567890123',
    });
    assert.deepEqual(await owed(), []);
    const late = () => inScope((tx) => passedPlatformDays(tx, 'yunqi', '2099-12-31'));
    const tomorrow = addDays(dayOf(now()), 1);
    const told = () => inScope((tx) => passedPlatformDays(tx, 'yunqi', tomorrow));
    assert.ok((await told()).some((one) => one.number === number));
    assert.ok(!(await late()).some((one) => one.number === number), 'days long past are not told of');
    await doAct(world, 'handler', number, 'record-platform-data', {
      outcome: 'answered',
      name: '云栖市真名商贸有限公司',
      phone: '13900000039',
    });
    assert.ok(!(await told()).some((one) => one.number === number));
    assert.equal((await rowOf(number))?.respondent, '云栖市真名商贸有限公司');
    assert.deepEqual(await refoldFaults(world), []);
  });
});

describe('JUR-04 JUR-05 what the platform shows decides who is competent, not what it answers (Order 121 art. 13(3))', () => {
  const competent = async (number: string) => {
    const actor = actorOf('bureau-head');
    const found = await world.context.database.transact(scopeOf(actor), (tx) =>
      caseCompetence(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }),
    );
    return found?.competent.map(({ bureau }) => bureau).sort();
  };
  const answered = async (address?: string) => {
    const number = await fileCase(world, {
      channel: 'web-short',
      respondent: { kind: 'unknown' },
      complainant: { name: '林晓禾', phone: '13800000032' },
      bureau: 'yunqi-linxi',
      claims: [],
    });
    await doAct(world, 'intake-officer', number, 'route', { to: 'yunqi-linxi', reasoning: '投诉人住所地' });
    const shop = { kind: 'platform-shop', platform: platformOperatorId, name: '晴天小店' } as const;
    await doAct(world, 'handler', number, 'complete-particulars', {
      respondent: { ...shop, ...(address === undefined ? {} : { address }) },
      note: '电话核实',
    });
    const before = await competent(number);
    await doAct(world, 'handler', number, 'request-platform-data', {
      platform: platformOperatorId,
      dueOn: dayOf(now()),
    });
    await doAct(world, 'handler', number, 'record-platform-data', {
      outcome: 'answered',
      name: '望山县晴天百货店',
      address: '云栖市望山县望山路 1 号',
    });
    return { number, before };
  };
  test('a seller that shows an address keeps that one, though it is reached elsewhere', async () => {
    const { number, before } = await answered('云栖市临溪区学院路 50 号');
    assert.ok(before?.includes('yunqi-linxi'));
    assert.deepEqual(await competent(number), before);
    const { respondent } = await seen(number);
    assert.equal(respondent.address, '云栖市望山县望山路 1 号');
    assert.deepEqual(respondent.platformShows, { address: '云栖市临溪区学院路 50 号' });
  });
  test('a seller that shows none stays the matter of the platform’s bureau, until an officer finds that it shows one', async () => {
    const { number, before } = await answered();
    assert.deepEqual(before, ['lanchuan-beidu']);
    assert.deepEqual(await competent(number), before);
    assert.deepEqual((await seen(number)).respondent.platformShows, { address: null });
    await doAct(world, 'handler', number, 'complete-particulars', {
      shownAddress: '云栖市临溪区学院路 50 号',
      note: '店铺主页',
    });
    assert.ok((await competent(number))?.includes('yunqi-linxi'));
    const { respondent } = await seen(number);
    assert.equal(respondent.address, '云栖市望山县望山路 1 号');
    assert.equal(respondent.name, '望山县晴天百货店');
    assert.deepEqual(await refoldFaults(world), []);
  });
});

describe('a filing that may repeat an earlier one', () => {
  const marked = async (number: string) => (await rowOf(number))?.possibleDuplicate;
  const by = (phone: string) => ({ name: '方采薇', phone, address: '柳荫路 8 号' });
  test('REP-01 is marked when filed, found by the filter, and listed on the case', async () => {
    const first = await fileCase(world, { complainant: by('13900000041') });
    const again = await fileCase(world, { complainant: by('13900000041') });
    const other = await fileCase(world, { complainant: by('13900000042') });
    assert.deepEqual([await marked(first), await marked(again), await marked(other)], [false, true, false]);
    const actor = actorOf('bureau-head');
    const list = await world.context.database.transact(scopeOf(actor), (tx) =>
      worklist(tx, actor, { duplicates: true, limit: 100 }, dueDays(dayOf(now()), world.context.law().calendar)),
    );
    assert.ok(!isRefusal(list));
    const numbers = list.rows.map((row) => row.number);
    assert.ok(numbers.includes(again) && !numbers.includes(first) && !numbers.includes(other));
    const related = (await seen(again)).related.find((one) => one.number === first);
    assert.equal(related?.relation, 'possible-duplicate');
  });
  test('is recognised too once an officer has found the respondent', async () => {
    await fileCase(world, { complainant: by('13900000043') });
    const number = await fileCase(world, {
      complainant: by('13900000043'),
      respondent: { kind: 'unknown', address: '云栖市临溪区桂花路 12 号' },
    });
    assert.equal(await marked(number), false);
    await doAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'ordinary', operator: gymOperatorId },
    });
    assert.equal(await marked(number), true);
  });
});
