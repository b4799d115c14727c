import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#app/build-app.ts';
import { cast } from '#db/seed/cast.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { openWorld, type World } from '#test/world.ts';

let world: World;
let app: FastifyInstance;
before(async () => {
  world = await openWorld();
  const context = { ...world.context, demo: true, refreshLaw: async () => undefined };
  app = await buildApp({ context, rate: 'off' });
});
after(async () => {
  await app.close();
  await world.close();
});

/** A browser without script: keeps cookies, sends forms with the hidden fields of the page before. */
class Browser {
  readonly #cookies = new Map<string, string>();
  page = '';
  path = '';

  async get(path: string): Promise<void> {
    await this.#send('GET', path);
  }

  async post(path: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const guards = Object.fromEntries(
      [...this.page.matchAll(/name="(_[a-z]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    await this.#send('POST', path, new URLSearchParams({ ...guards, ...fields }).toString());
  }

  async #send(method: 'GET' | 'POST', path: string, payload?: string): Promise<void> {
    const answer = await app.inject({
      method,
      url: path,
      headers: {
        accept: 'text/html',
        host: 'localhost:8315',
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(payload === undefined
          ? {}
          : { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:8315' }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value } of answer.cookies) this.#cookies.set(name, value);
    this.path = path;
    this.page = answer.body;
    const onwards = answer.headers.location;
    if (answer.statusCode === 303 && typeof onwards === 'string') return await this.#send('GET', onwards);
    assert.ok(
      answer.statusCode < 400 || answer.statusCode === 422,
      `${path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`,
    );
  }

  /** Numbers that stand on the page, each once. */
  numbers(): string[] {
    return [...new Set([...this.page.matchAll(/YUNQI-[A-Z]?\d{6}-[0-9A-Z]{6}-[0-9A-Z]/g)].map(([number]) => number))];
  }
}

const asOwner = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(nobody, work);
  } finally {
    await owner.close();
  }
};

const described = { chosen: 'described', name: '好味早餐店', address: '云栖市临溪区桂花路 20 号' };
const person = {
  name: '林晓禾',
  phone: cast.consumer.phone,
  address: '云栖市临溪区桂花路 12 号',
  idKind: 'resident-id',
  idNumber: '990102199001010023',
};

const steps = async (
  browser: Browser,
  given: readonly (readonly [string, Record<string, string>])[],
): Promise<void> => {
  await browser.get('/file/matter');
  for (const [step, fields] of given) {
    assert.ok(
      browser.path.startsWith(`/file/${step}`),
      `expected ${step}, came to ${browser.path}: ${problems(browser)}`,
    );
    await browser.post(`/file/${step}`, fields);
  }
  assert.equal(browser.path, '/file/receipt', problems(browser));
};
const problems = (browser: Browser): string =>
  (/data-problems>([\s\S]*?)<\/div>/.exec(browser.page)?.[1] ?? '').slice(0, 400);

describe('what a receipt is worth is said before filing', () => {
  const set = (bureau: string, standing: string, revision: number) =>
    asOwner((tx) =>
      tx.run("insert into bureau_standing values ($1, '2026-04-15', $2, 'test', $3)", [bureau, standing, revision]),
    );
  const upToTheCheck = async (address: string): Promise<Browser> => {
    const browser = new Browser();
    await browser.get('/file/matter');
    for (const [step, fields] of [
      ['matter', { matter: 'complaint' }],
      ['role', { role: 'self' }],
      ['respondent', { ...described, address }],
      ['purchase', { online: 'no', goods: '包子' }],
      ['facts', { facts: '包子里吃出沙子，店家不理。' }],
      ['claim', { claims: 'refund', refund: '19' }],
      ['evidence', {}],
      ['person', person],
      ['consents', { publish: 'no', entrust: 'yes' }],
    ] as const)
      await browser.post(`/file/${step}`, fields);
    assert.equal(browser.path, '/file/check', problems(browser));
    return browser;
  };
  const isCompanion = (browser: Browser): boolean => browser.page.includes('不是正式投诉');

  test('preview and receipt speak of the bureau that will receive, whatever the site’s own is', async () => {
    await set('yunqi-wangshan', 'companion', 9);
    const companion = await upToTheCheck('云栖市望山县桂花路 20 号');
    assert.ok(isCompanion(companion), 'the preview');
    await companion.post('/file/check', { truthful: 'yes' });
    assert.equal(companion.path, '/file/receipt', problems(companion));
    assert.ok(isCompanion(companion), 'the receipt');
    const channel = await upToTheCheck('云栖市临溪区桂花路 20 号');
    assert.ok(!isCompanion(channel), 'the preview');
    await channel.post('/file/check', { truthful: 'yes' });
    assert.ok(!isCompanion(channel), 'the receipt');
  });
});

describe('what happened, told apart (Order 121 arts 3, 9)', () => {
  test('a text that is both becomes two files; nothing on the complaint’s side names the report', async () => {
    const browser = new Browser();
    const breach = '使用过期面粉，后厨有包装';
    await steps(browser, [
      ['matter', { matter: 'both' }],
      ['role', { role: 'self' }],
      ['respondent', described],
      ['purchase', { online: 'no', goods: '包子' }],
      ['facts', { facts: '包子里吃出沙子，店家不理。', breach }],
      ['claim', { claims: 'refund', refund: '19' }],
      ['evidence', {}],
      ['person', { ...person, reportNamed: 'yes' }],
      ['consents', { publish: 'no', entrust: 'yes' }],
      ['check', { truthful: 'yes' }],
    ]);
    const numbers = browser.numbers();
    const complaint = numbers.find((number) => !/-R\d{6}-/.test(number)) ?? '';
    const report = numbers.find((number) => /-R\d{6}-/.test(number)) ?? '';
    assert.ok(complaint !== '' && report !== '', numbers.join());
    assert.match(browser.page, /class="card clock/);
    await asOwner(async (tx) => {
      const { stream } = await tx.one<{ stream: string }>('select stream from complaint where number = $1', [
        complaint,
      ]);
      const about = await tx.one<{ stream: string; bureau: string }>(
        'select stream, bureau from report where number = $1',
        [report],
      );
      assert.equal(about.bureau, 'yunqi-linxi#reports');
      const rows = JSON.stringify([
        await tx.adhoc('select * from event where stream = $1', [stream]),
        await tx.adhoc('select * from complaint where stream = $1', [stream]),
        await tx.adhoc("select * from audit_line where subject = 'stream:' || $1::text", [stream]),
        await tx.adhoc('select * from case_locator where stream = $1', [stream]),
      ]);
      assert.ok(!rows.includes(report) && !rows.includes(about.stream), 'the complaint points at the report');
      const own = await tx.adhoc('select 1 from case_locator where stream = $1', [about.stream]);
      assert.equal(own.length, 0);
      const named = await tx.one<{ named: boolean }>('select is_named as named from report where number = $1', [
        report,
      ]);
      assert.equal(named.named, true);
      const lines = await tx.rows<{ account: string }>(
        "select account from audit_line where subject = 'stream:' || $1::text",
        [about.stream],
      );
      assert.deepEqual(
        lines.map(({ account }) => account),
        ['system:front-door'],
      );
    });
  });

  test('the report beside a complaint may bear no name: nobody stands in it, and its receipt says so', async () => {
    const browser = new Browser();
    await steps(browser, [
      ['matter', { matter: 'both' }],
      ['role', { role: 'self' }],
      ['respondent', described],
      ['purchase', { online: 'no', goods: '包子' }],
      ['facts', { facts: '包子里吃出沙子，店家不理。', breach: '后厨有过期面粉' }],
      ['claim', { claims: 'refund', refund: '19' }],
      ['evidence', {}],
      ['person', { ...person, reportNamed: 'no' }],
      ['consents', { publish: 'no', entrust: 'yes' }],
      ['check', { truthful: 'yes' }],
    ]);
    const report = browser.numbers().find((number) => /-R\d{6}-/.test(number)) ?? '';
    assert.match(browser.page, /没有留姓名/);
    const found = await asOwner(async (tx) => {
      const row = await tx.one<{ named: boolean; reporters: number; access: number; stream: string }>(
        `select r.is_named as named, r.stream, (select count(*)::int from reporter p where p.stream = r.stream) as reporters,
           (select count(*)::int from case_access a where a.stream = r.stream) as access from report r where r.number = $1`,
        [report],
      );
      const actors = await tx.adhoc('select actor from event where stream = $1', [row.stream]);
      return { ...row, stream: '', actors };
    });
    const { actors, ...bare } = found;
    assert.deepEqual(bare, { named: false, reporters: 0, access: 0, stream: '' });
    assert.deepEqual(actors, [{ actor: 'system:front-door' }]);
  });

  test('somebody without a telephone is helped to file: letters in large print, nobody’s account, asked for at the counter', async () => {
    const browser = new Browser();
    await steps(browser, [
      ['matter', { matter: 'complaint' }],
      ['role', { role: 'helper' }],
      ['helper', { name: '赵站长', phone: '13800000014', relation: 'keeper', told: 'in-person' }],
      ['respondent', described],
      ['purchase', { online: 'no', goods: '包子' }],
      ['facts', { facts: '包子里吃出沙子，店家不理。' }],
      ['claim', { claims: 'refund', refund: '19' }],
      ['evidence', {}],
      [
        'person',
        {
          ...{ name: '王大爷', phone: '', noPhone: 'yes', address: '云栖市临溪区桂花路 5 号', toldBy: 'large-letter' },
          ...{ idKind: 'passport', idNumber: 'E12345678' },
        },
      ],
      ['consents', { publish: 'no', entrust: 'yes' }],
      ['check', { truthful: 'yes' }],
    ]);
    const [number = ''] = browser.numbers();
    assert.match(browser.page, /大字信函到：云栖市临溪区桂花路 5 号/);
    assert.match(browser.page, /窗口，或者拨打/);
    assert.doesNotMatch(browser.page, /用编号和手机号|href="\/cases\//);
    const found = await asOwner((tx) =>
      tx.one<{ access: string[]; filing: Record<string, unknown> }>(
        `select array(select role from case_access a where a.stream = c.stream and a.role <> 'respondent') as access, e.payload as filing
           from complaint c join event e on e.tenant = c.tenant and e.stream = c.stream and e.version = 1 where c.number = $1`,
        [number],
      ),
    );
    assert.deepEqual(found.access, []);
    const { tellBy, largePrint, electronic } = found.filing;
    assert.deepEqual({ tellBy, largePrint, electronic }, { tellBy: 'letter', largePrint: true, electronic: false });
  });

  test('a report without a name: no account, no person, and the receipt says that nobody can be told', async () => {
    const browser = new Browser();
    await steps(browser, [
      ['matter', { matter: 'report' }],
      ['respondent', described],
      ['facts', { breach: '门口长期售卖过期面包' }],
      ['evidence', {}],
      ['person', { named: 'no' }],
      ['check', { truthful: 'yes' }],
    ]);
    const [report = ''] = browser.numbers();
    assert.match(report, /-R\d{6}-/);
    assert.match(browser.page, /没有留姓名/);
    assert.match(browser.page, /举报的进度不在网上查询/);
    assert.doesNotMatch(browser.page, /href="\/cases\//);
    for (const asked of [report, report.toLowerCase(), 'YUNQI-R261129-M65WQP-S']) {
      await browser.get('/follow');
      await browser.post('/follow', { number: asked, phone: cast.consumer.phone });
      assert.equal(browser.path, '/follow', 'no code is sent for a report');
      assert.match(browser.page, /<h1>举报的进度不在网上查询<\/h1>[\s\S]*12315[\s\S]*不用重新提交/);
    }
    await browser.get(`/cases/${report}`);
    assert.match(browser.page, /<h1>举报的进度不在网上查询/);
    const found = await asOwner((tx) =>
      tx.one<{ named: boolean; reporters: number; access: number }>(
        `select r.is_named as named, (select count(*)::int from reporter p where p.stream = r.stream) as reporters,
           (select count(*)::int from case_access a where a.stream = r.stream) as access from report r where r.number = $1`,
        [report],
      ),
    );
    assert.deepEqual(found, { named: false, reporters: 0, access: 0 });
  });

  test('a question goes to the intake centre of the site', async () => {
    const browser = new Browser();
    await steps(browser, [
      ['matter', { matter: 'question' }],
      ['facts', { question: '网购生鲜可以七天无理由退货吗？' }],
      ['person', { name: '周明远', phone: cast['second-consumer'].phone }],
      ['check', { truthful: 'yes' }],
    ]);
    const [question = ''] = browser.numbers();
    assert.match(question, /-Q\d{6}-/);
    assert.match(browser.page, new RegExp(`href="/questions/${question}"`));
    const row = await asOwner((tx) =>
      tx.one<{ bureau: string; phase: string }>('select bureau, phase from consultation where number = $1', [question]),
    );
    assert.deepEqual(row, { bureau: 'yunqi-intake', phase: 'asked' });
  });

  test('the short path: three answers, sent twice and filed once; what was not asked stays unsaid', async () => {
    const browser = new Browser();
    await browser.get('/file/short');
    const fields = { respondent: '桂花路口的早餐店', facts: '吃坏肚子，要退钱', phone: cast.consumer.phone };
    const form = browser.page;
    await browser.post('/file/short', fields);
    assert.equal(browser.path, '/file/short/done', problems(browser));
    const [number = ''] = browser.numbers();
    browser.page = form;
    await browser.post('/file/short', fields);
    assert.deepEqual(browser.numbers(), [number]);
    assert.doesNotMatch(browser.page, /没有收进去/u);
    browser.page = form;
    await browser.post('/file/short', { ...fields, facts: '吃坏肚子，要退钱，还要药费' });
    assert.equal(browser.path, '/file/short/done', 'Back, a word changed, sent again');
    assert.deepEqual(browser.numbers(), [number]);
    assert.match(browser.page, /刚才已经提交，没有重复提交.*没有收进去/u);
    assert.doesNotMatch(browser.page, /Idempotency/u);
    const filed = await asOwner((tx) =>
      tx.one<{ channel: string; masked: string; missing: string[]; consents: unknown }>(
        `select c.channel, c.complainant_masked as masked, e.payload->'notInSource' as missing, e.payload->'consents' as consents
           from complaint c join event e on e.tenant = c.tenant and e.stream = c.stream and e.version = 1 where c.number = $1`,
        [number],
      ),
    );
    assert.deepEqual(filed, {
      channel: 'web-short',
      masked: '',
      missing: ['complainant', 'claims', 'consents'],
      consents: null,
    });
  });
});

test('a shop is found by its name, chosen, and filed with its platform and seller', async () => {
  const visitor = new Browser();
  await visitor.get('/file/matter');
  await visitor.post('/file/matter', { matter: 'complaint' });
  await visitor.post('/file/role', { role: 'self' });
  await visitor.get(`/file/respondent?q=${encodeURIComponent('小鹿母婴旗舰店')}`);
  const chosen = /value="(shop:[0-9a-f-]{36})"/u.exec(visitor.page)?.[1];
  assert.ok(chosen !== undefined, 'the shop is not among the hits');
  await visitor.post('/file/respondent', { chosen });
  assert.equal(visitor.path, '/file/purchase');
  await visitor.get('/file/respondent?change=1');
  assert.ok(visitor.page.includes('小鹿母婴旗舰店') && visitor.page.includes('集云优选'));
});

test('who files is not one of the others as well; of two namesakes the number tells who speaks, and both are filed', async () => {
  const visitor = new Browser();
  await visitor.get('/file/matter');
  for (const [step, fields] of [
    ['matter', { matter: 'complaint' }],
    ['role', { role: 'joint' }],
    ['respondent', described],
    ['purchase', { online: 'no', goods: '包子' }],
    ['facts', { facts: '一桌人都吃坏了肚子。' }],
    ['claim', { claims: 'refund', refund: '190' }],
    ['evidence', {}],
    ['person', person],
  ] as const)
    await visitor.post(`/file/${step}`, fields);
  const [one, other] = ['13700009031', '13700009032'];
  const others = `王芳：${one}\n王芳 ${other}\n李强`;
  await visitor.post('/file/joint', { others: `${others}\n林晓禾 ${person.phone}`, agreed: 'yes' });
  assert.match(problems(visitor), /您自己不用写在里面/);
  await visitor.post('/file/joint', { others, secondName: '王芳', agreed: 'yes' });
  assert.match(problems(visitor), /有 2 位叫“王芳”/);
  await visitor.post('/file/joint', { others, secondName: '王芳', secondPhone: other, agreed: 'yes' });
  await visitor.post('/file/consents', { publish: 'no', entrust: 'yes' });
  await visitor.post('/file/check', { truthful: 'yes' });
  assert.equal(visitor.path, '/file/receipt', problems(visitor));
  const [number = ''] = visitor.numbers();
  const kinds = await asOwner((tx) =>
    tx.one<{ kinds: string[] }>(
      `select array(select p->>'kind' from jsonb_array_elements(e.payload->'parties') p) as kinds
         from complaint c join event e on e.tenant = c.tenant and e.stream = c.stream and e.version = 1 where c.number = $1`,
      [number],
    ),
  );
  assert.deepEqual(kinds.kinds.sort(), ['complainant', 'joint', 'joint', 'representative', 'respondent']);
});
