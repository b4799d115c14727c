import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase, doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { CaseView } from './case-contract.ts';
import { deliverPaper } from './deliver-papers.ts';
import { scopeOf } from './handle.ts';
import { keepRegistration } from './keep-registration.ts';
import { findPaper } from './paper-files.ts';
import { makePrint } from './prints.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';
import { paperProof } from './views/paper-proof.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [complaintRoutes(world.context)], complaintSchemas);
});
after(async () => {
  await api.close();
  await world.close();
  await closeTypesetter();
});

const get = async (who: CastName, path: string) =>
  api.app.inject({ url: `/api/v1/complaints/${path}`, headers: await api.as(who) });

const viewed = async (who: CastName, number: string): Promise<CaseView> => (await get(who, number)).json<CaseView>();

const formsIn = (view: CaseView) => view.papers.filter((paper) => paper.code === 'form-1');

const sheetOf = async (number: string, n: number) => {
  const actor = actorOf('handler');
  const found = await world.context.database.transact(scopeOf(actor), (tx) =>
    findPaper(world.context, tx, actor, number, n),
  );
  assert.ok('canonical' in found);
  return found;
};

/** The reason why an official opens papers that show how people are reached. */
const opened = async (who: CastName, number: string): Promise<string> => {
  const answer = await api.app.inject({
    method: 'POST',
    url: `/api/v1/complaints/${number}/openings`,
    headers: await api.as(who),
    payload: { what: 'papers', reason: '核对登记内容' },
  });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ opening: string }>().opening;
};

describe('form 1 (Order 121 art. 10; DOC-01)', () => {
  test('is made when it is first opened, once, and is the same ever after', async () => {
    const number = await fileCase(world);
    assert.deepEqual(formsIn(await viewed('handler', number)), []);
    const [first, beside] = await Promise.all([
      get('consumer', `${number}/registration.pdf`),
      opened('handler', number).then((opening) => get('handler', `${number}/registration.pdf?opening=${opening}`)),
    ]);
    assert.equal(first.statusCode, 200, first.body);
    assert.deepEqual(beside.rawPayload, first.rawPayload);
    const [form, ...more] = formsIn(await viewed('consumer', number));
    assert.deepEqual([form?.number, form?.recipients, more], [number, ['file'], []]);
    assert.ok(form);
    const code = (await sheetOf(number, form.n)).canonical.proof?.code ?? '';
    const proof = await world.context.database.transact(nobody, (tx) => paperProof(tx, code));
    assert.deepEqual([proof?.code, proof?.standing, typeof proof?.pdfHash], ['form-1', 'valid', 'string']);
    assert.equal((await get('consumer', `${number}/documents/${form.n}`)).statusCode, 200);
    assert.equal((await get('second-consumer', `${number}/registration.pdf`)).statusCode, 404);
  });

  test('says what was filed, whatever was supplied since', async () => {
    const number = await fileCase(world);
    await doAct(world, 'consumer', number, 'supply', {
      identity: { name: '林小河', phone: '13800000001', idType: '居民身份证', idNumber: '990102199001010023' },
    });
    const n = await keepRegistration(world.context, { number, tenant: 'yunqi' });
    assert.ok(typeof n === 'number');
    const [sheet] = (await sheetOf(number, n)).canonical.blocks;
    assert.ok(sheet?.kind === 'sheet');
    assert.equal(sheet.groups[0]?.rows[0]?.[0]?.value, '林晓禾');
  });

  test('with the story written down by an officer it says so, by which office and on that day, and the officer signs', async () => {
    const filedAt = new Date(now().getTime() - 2 * 86_400_000);
    const facts = world.context.texts('zh-CN')('filing:short.inFile');
    const number = await fileCase(world, { channel: 'web-short', bureau: 'yunqi-linxi', facts }, filedAt);
    await doAct(world, 'handler', number, 'complete-particulars', { facts: '林晓禾说洗衣机漏水。', note: '听录音' });
    const n = await keepRegistration(world.context, { number, tenant: 'yunqi' });
    const { canonical, aided } = await sheetOf(number, Number(n));
    const [sheet] = canonical.blocks;
    assert.ok(sheet?.kind === 'sheet');
    const day = longDay(dayOf(now()), world.context.texts('zh-CN'));
    const story = sheet.groups[2]?.text?.value ?? '';
    assert.match(
      story,
      new RegExp(`洗衣机漏水。[^]*临溪区市场监督管理局工作人员于${day}根据投诉人的陈述记录，不是投诉人本人书写`, 'u'),
    );
    assert.deepEqual(sheet.signatures?.[1], { label: '经办人（签字）', name: '陈一鸣', day });
    assert.equal(sheet.signatures[0]?.name, '');
    assert.match(JSON.stringify(aided.readingAid), /written down by an officer of/u);
    const filed = await fileCase(world, {}, filedAt, 'handler');
    const own = await keepRegistration(world.context, { number: filed, tenant: 'yunqi' });
    const [plain] = (await sheetOf(filed, Number(own))).canonical.blocks;
    assert.equal(
      plain?.kind === 'sheet' && plain.signatures?.[1]?.day,
      longDay(dayOf(filedAt), world.context.texts('zh-CN')),
    );
  });

  test('is on file once a party has been told of a paper; whoever looked before may go on', async () => {
    const number = await acceptedCase(world);
    const seen = (await viewed('handler', number)).version;
    await deliverPaper(world.context, { number, n: 1, to: 'complainant' }, { tenant: 'yunqi', attempt: 1 });
    const view = await viewed('handler', number);
    assert.equal(formsIn(view).length, 1);
    assert.ok(view.version > seen);
    const noted = await api.app.inject({
      method: 'POST',
      url: `/api/v1/complaints/${number}/note`,
      headers: { ...(await api.as('handler')), 'if-match': `"v${seen}"` },
      payload: { text: '已电话联系。' },
    });
    assert.equal(noted.statusCode, 200, noted.body);
  });

  test('made anew after the filing was completed it takes the place of the one of before, in the case, by its code and after an upgrade', async () => {
    const number = await fileCase(world);
    const former = await keepRegistration(world.context, { number, tenant: 'yunqi' });
    await doAct(world, 'handler', number, 'complete-particulars', {
      purchase: { online: true, goods: '年卡' },
      note: '电话核实',
    });
    const anew = await keepRegistration(world.context, { number, tenant: 'yunqi' });
    for (const who of ['handler', 'consumer'] as const)
      assert.deepEqual(
        formsIn(await viewed(who, number)).map(({ n, standing, replaces }) => [n, standing, replaces?.number]),
        [
          [former, 'replaced', undefined],
          [anew, 'valid', number],
        ],
      );
    const said = JSON.stringify((await sheetOf(number, Number(anew))).canonical.blocks);
    const day = longDay(dayOf(now()), world.context.texts('zh-CN'));
    assert.match(said, new RegExp(`登记说明：被投诉人、消费情况等登记事项由.*临溪.*最近一次为${day}`, 'u'));
    assert.ok(said.includes(JSON.stringify({ day, label: '经办人（签字）', name: '陈一鸣' })), said);
    assert.ok(!JSON.stringify((await sheetOf(number, Number(former))).canonical.blocks).includes('登记说明'));
    const proven = async () => {
      const codes = [
        (await sheetOf(number, Number(former))).canonical,
        (await sheetOf(number, Number(anew))).canonical,
      ];
      return await world.context.database.transact(nobody, async (tx) => {
        const found = [];
        for (const { proof } of codes) found.push((await paperProof(tx, proof?.code ?? ''))?.standing);
        return found;
      });
    };
    assert.deepEqual([await proven(), await refoldFaults(world)], [['replaced', 'valid'], []]);
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    try {
      await owner.transact(nobody, (tx) => tx.run(`update paper_proof set standing = 'valid'`));
      assert.equal((await refoldFaults(world)).length, 1);
      const migration = new URL('../../../db/migrations/0257_former_forms.sql', import.meta.url);
      await owner.transact(nobody, async (tx) => tx.run((await readFile(migration)).toString()));
    } finally {
      await owner.close();
    }
    assert.deepEqual([await proven(), await refoldFaults(world)], [['replaced', 'valid'], []]);
  });

  test('an annulled acceptance takes form 5 back, not form 1', async () => {
    const number = await acceptedCase(world);
    await keepRegistration(world.context, { number, tenant: 'yunqi' });
    const { state } = await doAct(world, 'bureau-head', number, 'note', { text: 'x' });
    assert.deepEqual(state.decisions[0]?.papers, [1]);
  });
});

describe('the reading aid follows the reader', () => {
  test('who reads in English gets any paper with an aid, and the kept file stays as it is', async () => {
    const number = await acceptedCase(world);
    const kept = await get('handler', `${number}/documents/1`);
    const aided = await get('handler', `${number}/documents/1?aid=en`);
    assert.equal(aided.statusCode, 200, aided.body);
    assert.ok(aided.rawPayload.length > kept.rawPayload.length);
    assert.deepEqual((await get('consumer', `${number}/documents/1`)).rawPayload, kept.rawPayload);
    const found = await sheetOf(number, 1);
    assert.equal(found.canonical.readingAid, undefined);
    assert.equal(found.aided.readingAid?.language, 'en');
  });
});

describe('the day of receipt on what is printed (Order 121 art. 15)', () => {
  test('what came by letter was received on its own day, at no hour, on the sheet and on the receipt', async () => {
    const today = dayOf(now());
    const receivedOn = addDays(today, -3);
    const shown = async (given: Parameters<typeof fileCase>[1], who: CastName): Promise<string[]> => {
      const number = await fileCase(world, given, now(), who);
      const headers = await api.as('handler');
      const payload = { what: 'case-sheet', reason: '抄录到 12315' };
      const url = `/api/v1/complaints/${number}/openings`;
      const asked = await api.app.inject({ method: 'POST', url, headers, payload });
      const { opening } = asked.json<{ opening: string }>();
      const text = await get('handler', `${number}/case-sheet.txt?opening=${opening}`);
      const actor = actorOf('handler');
      const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
        makePrint(world.context, tx, actor, number, 'receipt'),
      );
      assert.ok(!isRefusal(receipt));
      const line = text.body.split('\n').find((one) => one.startsWith('收到时间'));
      return [line ?? '', JSON.stringify(receipt.paper.blocks)];
    };
    const zh = world.context.texts('zh-CN');
    const [line, receipt = ''] = await shown({ channel: 'letter', receivedOn }, 'handler');
    assert.equal(line, `收到时间：${longDay(receivedOn, zh)}`);
    assert.match(receipt, /收到投诉；以上提交时间为录入本平台的时间/u);
    const [own = '', ownReceipt = ''] = await shown({}, 'consumer');
    assert.match(own, /^收到时间：\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}$/u);
    assert.match(ownReceipt, /以上提交时间即为收到投诉的时间/u);
  });
});
