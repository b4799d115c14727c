import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { fixedId } from '#db/seed/cast.ts';
import { demoOperatorId, demoOperators } from '#db/seed/operators.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { checkUscc } from '#kernel/uscc.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { rolledBack } from '#test/rolled-back.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import * as directory from './facade.ts';
import { registerOperator } from './handle.ts';
import { enterOperators } from './store.ts';

const at = new Date('2026-05-06T02:00:00Z');
const officer = actorOf('intake-officer');
let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const scoped = (name: string, work: (tx: Tx) => Promise<void>) =>
  test(name, () => rolledBack(world.context.database, work, scopeOf(officer)));

const names = (found: { operators: readonly { name: string }[] }) => found.operators.map((one) => one.name);

scoped('operators are found by any part of a name, best match first', async (tx) => {
  assert.deepEqual(names(await directory.findOperators(tx, { text: '溪畔老火锅' })), ['云栖市溪畔火锅店']);
  assert.deepEqual(names(await directory.findOperators(tx, { text: '强健' })).toSorted(), [
    '云栖市强健健身服务有限公司',
    '望山县强健健身服务有限公司',
  ]);
  const [first] = names(await directory.findOperators(tx, { text: '好邻居超市' }));
  assert.equal(first, '云栖市好邻居超市有限公司');
  assert.deepEqual(names(await directory.findOperators(tx, { text: '强健', region: '990121' })), [
    '望山县强健健身服务有限公司',
  ]);
});

scoped('operators are found by licence code, and a wrong digit only warns', async (tx) => {
  const code = demoOperators[0]?.uscc ?? '';
  const found = await directory.findOperators(tx, { text: ` ${code.toLowerCase()} ` });
  assert.equal(found.asked, 'licence-code');
  assert.deepEqual(names(found), ['云栖市强健健身服务有限公司']);
  assert.deepEqual(found.warnings, []);

  const misread = demoOperators[18]?.uscc ?? '';
  const doubtful = await directory.findOperators(tx, { text: misread });
  assert.deepEqual(names(doubtful), ['云栖市临溪区巧手手机维修店']);
  assert.deepEqual(
    doubtful.warnings.map((warning) => warning.code),
    ['wrong-check-digit'],
  );
});

scoped('shops are found by address, number and name', async (tx) => {
  for (const text of ['https://shop.jiyun.example/s/100001?from=share', 'shop.jiyun.example/s/100001/', '山货侠']) {
    const { shops } = await directory.findOperators(tx, { text });
    assert.deepEqual(
      shops.map((shop) => shop.shopName),
      ['山货侠旗舰店'],
      text,
    );
  }
  const byNumber = await directory.findOperators(tx, { text: 'JY100001', by: 'platform-shop' });
  assert.equal(byNumber.shops[0]?.platformName, '澜川市集云优选网络科技有限公司');
});

scoped('a search that says nothing answers so, and a frequent word is cut with a hint', async (tx) => {
  for (const text of ['', '有限公司', '\0', '———']) {
    assert.equal((await directory.findOperators(tx, { text })).asked, 'nothing-to-search');
  }
  const many = await directory.findOperators(tx, { text: '云栖' });
  assert.equal(many.operators.length, 20);
  assert.equal(many.more, true);
});

scoped('hostile texts are searched like any other', async (tx) => {
  const hostile = [
    "'; drop table operator; --",
    '%_%',
    '\\',
    '{1,2}',
    '<script>',
    '𠮷野家',
    'a'.repeat(400),
    '\ud800x',
    '🙂🙂',
  ];
  for (const text of hostile) {
    for (const by of [undefined, 'name', 'licence-code', 'platform-shop'] as const) {
      assert.deepEqual(names(await directory.findOperators(tx, { text, by })), [], text);
    }
  }
});

scoped('an operator entered by an officer is kept with its doubts and shows its lookalikes', async (tx) => {
  const uscc = `${demoOperators[0]?.uscc?.slice(0, 17)}?`;
  const body = { kind: 'ordinary', name: ' 云栖市 强健健身服务 有限公司', uscc, businessRegion: '990102' } as const;
  const made = await registerOperator(tx, officer, body, at);
  assert.ok(!isRefusal(made));
  assert.deepEqual(
    made.warnings.map((warning) => warning.code),
    ['unknown-character'],
  );
  assert.deepEqual(
    made.lookalikes.map((one) => one.id),
    [demoOperatorId(1)],
  );
  assert.equal((await directory.operatorOf(tx, made.id))?.uscc, checkUscc(uscc).text);
  const line = await tx.rows<{ account: string }>(
    "select account from audit_line where act = 'register-operator' and subject = $1 and account = $2",
    [`operator:${made.id}`, officer.account],
  );
  assert.equal(line.length, 1);
});

scoped('texts of every kind are stored unchanged or refused with the field named', async (tx) => {
  for (const name of [
    '<script>alert(1)</script>店',
    "Robert'); drop table operator;--",
    '𠮷野家・é̂',
    '店'.repeat(200),
  ]) {
    const made = await registerOperator(tx, officer, { kind: 'ordinary', name }, at);
    assert.ok(!isRefusal(made));
    assert.equal((await directory.operatorOf(tx, made.id))?.name, name);
  }
  const nul = await registerOperator(tx, officer, { kind: 'ordinary', name: '店\0铺' }, at);
  assert.ok(isRefusal(nul) && nul.refusal === 'text-holds-null-character' && nul.field === 'name');
  const signs = await registerOperator(tx, officer, { kind: 'ordinary', name: ' ——' }, at);
  assert.ok(isRefusal(signs) && signs.refusal === 'operator-name-says-nothing');
  const lost = await registerOperator(tx, officer, { kind: 'ordinary', name: '甲', registeredRegion: '123456' }, at);
  assert.ok(isRefusal(lost) && lost.refusal === 'region-unknown' && lost.field === 'registeredRegion');
});

scoped('demo codes are well made, but for the one that is not', async () => {
  const unsound = demoOperators
    .filter((one) => one.uscc && !checkUscc(one.uscc).sound)
    .map((one) => one.tradeName ?? one.name);
  assert.deepEqual(unsound, ['云栖市临溪区巧手手机维修店']);
  assert.equal(new Set(demoOperators.map((one) => one.uscc)).size, demoOperators.length);
  assert.ok(demoOperators.length >= 60);
});

test('every search goes through an index, also among many operators', async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => ({
    id: fixedId(1_000_000 + n),
    kind: 'ordinary' as const,
    name: `云栖市第${n}号${n % 7 === 0 ? '健身' : '商贸'}有限公司`,
    uscc: null,
  }));
  await world.context.database.transact(nobody, (tx) => enterOperators(tx, rows, 'system:test', at));
  const owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  await owner.query('vacuum analyze operator');
  await owner.end();

  await world.context.database.transact(nobody, async (tx) => {
    const started = performance.now();
    for (let n = 0; n < 20; n++) {
      assert.equal((await directory.findOperators(tx, { text: `第${n * 991}号` })).operators.length, 1);
    }
    const each = (performance.now() - started) / 20;
    assert.ok(each < 50, `${each} ms a search`);
    const plan = await tx.adhoc<{ 'QUERY PLAN': string }>(
      "explain select * from operator where grams @> array['号健', '健身', '第9'] and same_as is null limit 400",
    );
    assert.match(plan.map((row) => row['QUERY PLAN']).join('\n'), /operator_grams/);
  });
});
