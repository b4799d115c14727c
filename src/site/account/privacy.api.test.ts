import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { followMovedPerson } from '#modules/complaints/facade.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf } from '#test/world.ts';

describe('one’s own data (PIPL arts 44 to 50)', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  test('asked for after a sign-in by phone, once however often it is sent, and seen again with its state', async () => {
    const { phone } = cast.consumer;
    const number = await fileCase(whole.world);
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/account/privacy');
    assert.equal(visitor.path, '/account/login');
    await visitor.post('/account/login', { phone });
    await visitor.post('/account/code', { code: await visitor.codeFor(phone) });
    assert.equal(visitor.path, '/account/privacy');

    await visitor.post('/account/privacy', {});
    assert.equal(visitor.status, 422);
    const wish = { wish: 'correct', number: number.toLowerCase(), text: '名字写错了一个字。' };
    const form = visitor.page;
    await visitor.post('/account/privacy', wish);
    assert.equal(visitor.path, '/account/privacy/done');
    const said = visitor.words;
    visitor.page = form;
    await visitor.post('/account/privacy', wish);
    assert.equal(visitor.words, said, 'sent twice it was taken twice');
    visitor.page = form;
    await visitor.post('/account/privacy', { ...wish, text: '名字写错了两个字。' });
    assert.equal(visitor.path, '/account/privacy/done');
    assert.match(visitor.words, /刚才已经提交，没有重复提交/u);

    await visitor.get('/account/privacy');
    assert.equal(visitor.page.match(/名字写错了一个字。/g)?.length, 1);
    assert.match(visitor.words, /办理中/);
    await visitor.post('/account/privacy', { wish: 'access', number: 'YUNQI-260101-000000-0' });
    assert.equal(visitor.status, 422);
  });

  test('the notice says who sees what, who answers for it and how long it is kept (RET-02 RET-04 RET-05 RET-06; PIPL art. 17)', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/about/privacy');
    assert.equal(visitor.status, 200);
    for (const words of [
      /调解书按规定写明双方的姓名、电话和地址/,
      /联系方式：/,
      /云栖市/,
      /href="tel:[\d-]+"/,
      /归档后 10 年/,
      /核查期限届满后 10 年/,
      /办结后 3 年/,
      /最后一次保存后 30 天/,
      /不少于 6 个月/,
    ])
      assert.match(visitor.page, words);
    assert.doesNotMatch(visitor.page, /只看到您的姓氏和争议内容，看不到电话/);
  });

  const filedBy = async (visitor: SiteVisitor, steps: [string, Record<string, string>][]): Promise<string> => {
    await visitor.get('/file/matter');
    for (const [step, fields] of steps) await visitor.post(`/file/${step}`, fields);
    assert.equal(visitor.path, '/file/receipt', visitor.words.slice(0, 400));
    return /YUNQI-[QR]\d{6}-[0-9A-Z]{6}-[0-9A-Z]/.exec(visitor.words)?.[0] ?? '';
  };
  const person = {
    ...{ name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号' },
    ...{ idKind: 'resident-id', idNumber: '990102199001010023' },
  };
  const askQuestion = (visitor: SiteVisitor) =>
    filedBy(visitor, [
      ['matter', { matter: 'question' }],
      ['facts', { question: '充值卡可以退吗？' }],
      ['person', { name: person.name, phone: person.phone }],
      ['check', {}],
    ]);
  const report = (visitor: SiteVisitor, named: 'yes' | 'no') =>
    filedBy(visitor, [
      ['matter', { matter: 'report' }],
      ['respondent', { chosen: 'described', name: '桥头小卖部', address: '云栖市临溪区桂花路 20 号' }],
      ['facts', { breach: '货架上有过期的牛奶。' }],
      ['evidence', { act: 'continue' }],
      ['person', named === 'yes' ? { named, ...person } : { named }],
      ['check', { truthful: 'yes' }],
    ]);

  test('questions and reports under one’s name are in the copy, asked about by their number, and nobody else’s (PIPL art. 45)', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    const question = await askQuestion(visitor);
    const named = await report(visitor, 'yes');
    const nameless = await report(visitor, 'no');
    const copyOf = async (name: 'consumer' | 'second-consumer') => {
      const own = new SiteVisitor(whole.app, whole.world);
      await own.become(name);
      await own.get('/account/data.json');
      return own.page;
    };
    type Copy = {
      readonly questions: { number: string; question: string; asker: { phone: string } }[];
      readonly reports: { number: string; clue: string; reporter: Record<string, string> }[];
    };
    const text = await copyOf('consumer');
    const copy = JSON.parse(text) as Copy;
    const [asked] = copy.questions.filter(({ number }) => number === question);
    assert.equal(asked?.question, '充值卡可以退吗？');
    assert.equal(asked?.asker.phone, person.phone);
    const [reported] = copy.reports.filter(({ number }) => number === named);
    assert.equal(reported?.clue, '货架上有过期的牛奶。');
    assert.equal(reported?.reporter['id-number'], person.idNumber);
    assert.ok(!text.includes(nameless));
    const others = await copyOf('second-consumer');
    for (const number of [question, named, nameless]) assert.ok(!others.includes(number));

    const wish = async (name: 'consumer' | 'second-consumer', number: string): Promise<string> => {
      const asker = new SiteVisitor(whole.app, whole.world);
      await asker.become(name);
      await asker.get('/account/privacy');
      await asker.post('/account/privacy', { wish: 'delete', number, text: '请删除。' });
      return asker.path;
    };
    assert.equal(await wish('consumer', question.toLowerCase()), '/account/privacy/done');
    assert.equal(await wish('consumer', named), '/account/privacy/done');
    assert.equal(await wish('consumer', nameless), '/account/privacy');
    for (const number of [question, named]) assert.equal(await wish('second-consumer', number), '/account/privacy');
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const rows = await owner.transact(nobody, (tx) =>
      tx.rows<{ bureau: string; about: string | null }>(
        `select d.bureau, c.number as about from data_request d
           left join consultation c on c.tenant = d.tenant and c.stream = d.stream
          where d.kind = 'delete' order by d.made_at`,
      ),
    );
    await owner.close();
    assert.deepEqual(rows, [
      { bureau: 'yunqi-intake', about: question },
      { bureau: 'yunqi-linxi', about: null },
    ]);
    const seen = new SiteVisitor(whole.app, whole.world);
    await seen.become('consumer');
    await seen.get('/account/privacy');
    assert.match(seen.words, new RegExp(`举报编号：${named}`));
  });

  test('what waits for one person without a way in goes to no other of the same case; a slip put back is readable again', async () => {
    const number = await fileCase(whole.world);
    const asked = async (name: 'consumer' | 'second-consumer', about: object) => {
      const visitor = new SiteVisitor(whole.app, whole.world);
      await visitor.become(name);
      await visitor.get('/account/privacy');
      await visitor.post('/account/privacy', { wish: 'access', ...about });
      const list = await whole.app.inject({ url: '/api/v1/data-requests', headers: await whole.atDesk(name) });
      return list.json<{ id: string }[]>()[0]?.id ?? '';
    };
    const [own, other] = [await asked('consumer', { number }), await asked('second-consumer', {})];
    const head = actorOf('bureau-head');
    const inScope = <T>(work: (tx: Tx) => Promise<T>) =>
      whole.world.context.database.transact({ ...nobody, tenants: ['yunqi'], bureaus: [head.bureau ?? ''] }, work);
    const { person } = await inScope((tx) =>
      tx.one<{ person: string }>(
        "select e.payload->'parties'->0->>'person' as person from event e join complaint c using (tenant, stream) where c.number = $1 and e.version = 1",
        [number],
      ),
    );
    const moved = { tenant: 'yunqi', stream: undefined, person: newId(), to: undefined };
    await inScope((tx) => followMovedPerson(tx, head, { ...moved, from: cast['second-consumer'].account }, other));
    const follower = (id: string) =>
      whole.world.context.database.transact(
        { ...nobody, tenants: ['yunqi'], bureaus: everyUnit },
        async (tx) =>
          (
            await tx.maybe<{ follower: string | null }>('select follower from data_request where data_request = $1', [
              id,
            ])
          )?.follower,
      );
    const everyUnit = (
      await whole.world.context.database.transact(nobody, (tx) => tx.rows<{ id: string }>('select id from bureau'))
    ).map(({ id }) => id);
    assert.deepEqual([await follower(own), await follower(other)], [null, moved.person]);
    for (const [phone, follows] of [
      ['0571-86000004', person],
      [cast.consumer.phone, null],
      ['0571-86000004', person],
      ['13800006688', 'somebody'],
    ] as const) {
      const done = await whole.app.inject({
        ...{ method: 'POST', url: `/api/v1/complaints/${number}/correct-person` },
        headers: await whole.atDesk('bureau-head'),
        payload: { person, fields: { phone }, reason: '号码写错了' },
      });
      assert.equal(done.statusCode, 200, done.body);
      const by = await follower(own);
      if (follows === 'somebody') assert.ok(typeof by === 'string' && by !== person && by !== cast.consumer.account);
      else assert.equal(by, follows, `${phone}`);
      assert.equal(await follower(other), moved.person, 'of another person');
    }
  });

  test('a copy to take along holds the own cases and nobody else’s', async () => {
    const number = await fileCase(whole.world);
    const own = new SiteVisitor(whole.app, whole.world);
    await own.become('consumer');
    await own.get('/account/data.json');
    const copy = JSON.parse(own.page) as { profile: { phone: string }; cases: { number: string }[] };
    assert.equal(copy.profile.phone, cast.consumer.phone);
    assert.ok(copy.cases.some((one) => one.number === number));

    const other = new SiteVisitor(whole.app, whole.world);
    await other.become('second-consumer');
    await other.get('/account/data.json');
    assert.ok(!other.page.includes(number));
  });
});
