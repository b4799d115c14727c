import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isOpenUnit } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { dataRequestRoutes } from '#platform/http/data-request-routes.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { dueNow, letGoOf } from '#test/end-of-term.ts';
import { faultsOnceChanged, refoldFaults } from '#test/refold.ts';
import { textsOfBook } from '#test/workbook.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { complaintRoutes, complaintSchemas } from '../routes.ts';
import { requestsAtEnd } from './empty-requests.ts';
import type { FoundForRequest, RequestLettersMade } from './request-contract.ts';
import { deskRequestRoutes, deskRequestSchemas } from './request-routes.ts';
import { keepingRoutes, keepingSchemas } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  const { context } = world;
  api = await openApi(
    world,
    [
      complaintRoutes(context),
      keepingRoutes(context),
      dataRequestRoutes(context, isOpenUnit),
      deskRequestRoutes(
        context,
        async () => undefined,
        async () => null,
      ),
    ],
    [...complaintSchemas, ...keepingSchemas, ...deskRequestSchemas],
  );
});
after(async () => {
  await api.close();
  await closeTypesetter();
  await world.close();
});

const call = async (who: CastName, path: string, payload?: object) =>
  api.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/${path}`,
    headers: await api.inBrowser(who),
    ...(payload === undefined ? {} : { payload }),
  });
const codeOf = (answer: { json: <T>() => T }): string => answer.json<{ code: string }>().code;
const today = () => dayOf(now());

/** A complaint of somebody who told it by telephone and never signed in. */
const caseOf = (phone: string) =>
  fileCase(world, { complainant: { name: '罗秀珍', phone, address: '云栖市临溪区柳荫路 3 号' } });

const enter = async (kind: string, phone: string, more: object = {}, who: CastName = 'bureau-head') => {
  const answer = await call(who, 'data-requests/entered', {
    bureau: 'yunqi-linxi',
    kind,
    via: 'letter',
    identityCheck: 'certified-copy',
    receivedOn: today(),
    name: '罗秀珍',
    phone,
    address: '云栖市临溪区柳荫路 3 号',
    text: '请办理。',
    ...more,
  });
  return answer;
};
const entered = async (kind: string, phone: string): Promise<string> => {
  const answer = await enter(kind, phone);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ id: string }>().id;
};
const find = async (id: string, who: CastName = 'bureau-head') => call(who, `data-requests/${id}/find`, {});
const foundIn = async (id: string) => (await find(id)).json<FoundForRequest>();
const answerOf = (id: string, more: object) =>
  call('bureau-head', `data-requests/${id}/answer-by-letter`, { text: '', way: 'post', ...more });
type Listed = {
  id: string;
  state: string;
  letter: string | null;
  servedOn: string | null;
  basis: string | null;
  largePrint: boolean;
  emptiedOn: string | null;
};
const listed = async (id: string): Promise<Listed | undefined> =>
  (await call('bureau-head', 'data-requests')).json<Listed[]>().find((one) => one.id === id);
const auditOf = (id: string) =>
  world.context.database.transact(scopeOf(actorOf('bureau-head')), (tx) =>
    tx.rows<{ act: string }>('select act from audit_line where subject = $1 order by at, audit_line', [
      `data-request:${id}`,
    ]),
  );

describe('a request by letter or at the counter', () => {
  test('PIP-01 runs from the day of receipt; how the identity was shown is kept; an agent has a power', async () => {
    const day = addDays(today(), -3);
    const answer = await enter('access', '13900000081', { receivedOn: day });
    assert.equal(answer.json<{ dueOn: string }>().dueOn, addDays(day, 30));
    assert.equal(codeOf(await enter('access', '1', { receivedOn: addDays(today(), 1) })), 'received-day-ahead');
    const agent = { identityCheck: 'agent-with-power' };
    assert.equal(codeOf(await enter('access', '1', agent)), 'agent-and-power-go-together');
    assert.equal(codeOf(await enter('access', '1', { agent: '罗强' })), 'agent-and-power-go-together');
    assert.equal((await enter('access', '1', { ...agent, agent: '罗强' })).statusCode, 201);
    assert.equal(codeOf(await enter('access', '1', { bureau: 'yunqi-wangshan' })), 'bureau-not-yours');
    assert.equal(codeOf(await enter('access', '1', {}, 'handler')), 'not-permitted');
    const { id } = answer.json<{ id: string }>();
    const opened = await call('bureau-head', `data-requests/${id}/open`, { reason: '办理' });
    assert.deepEqual(
      [opened.json<{ name: string }>().name, opened.json<{ phone: string }>().phone],
      ['罗秀珍', '13900000081'],
    );
    assert.equal((await call('handler-other-county', `data-requests/${id}/open`, { reason: '看看' })).statusCode, 403);
    assert.ok(!JSON.stringify(await listed(id)).includes('罗秀珍'));
  });

  test('PIPL 45: is found by the marks of the phone, answered with what the case holds, served and on record', async () => {
    const number = await caseOf('13900000082');
    await caseOf('13900000083');
    const id = await entered('copy', '139 0000 0082');
    const { found, elsewhere } = await foundIn(id);
    assert.deepEqual(
      found.map((one) => [one.number, one.foundBy, one.done]),
      [[number, 'phone', null]],
    );
    assert.deepEqual(elsewhere, []);
    assert.equal(
      codeOf(
        await call('bureau-head', `data-requests/${id}/answer`, {
          tenant: 'yunqi',
          outcome: 'granted',
          basis: '',
          text: '见附件',
        }),
      ),
      'answer-by-letter',
    );
    const done = await answerOf(id, { outcome: 'granted', way: 'sms' });
    assert.equal(done.statusCode, 200, done.body);
    assert.match(done.json<{ letter: string }>().letter, /个信答〔\d{4}〕第\d+号$/u);
    const told = await world.context.database.transact(nobody, (tx) => demoMessages(tx, '13900000082'));
    assert.match(told[0]?.body ?? '', /个信答/u);
    const letter = await world.context.database.transact(scopeOf(actorOf('bureau-head')), (tx) =>
      world.context.people.deskRequests.letter(tx, actorOf('bureau-head'), id),
    );
    assert.ok(!('refusal' in letter));
    for (const held of [number, '罗秀珍', '13900000082', '柳荫路', '停业', '第六十五条'])
      assert.ok(letter.canonical.includes(held), held);
    const pdf = await call('bureau-head', `data-requests/${id}/letter.pdf`);
    assert.deepEqual([pdf.statusCode, pdf.headers['content-type']], [200, 'application/pdf']);
    assert.equal((await call('handler-other-county', `data-requests/${id}/letter.pdf`)).statusCode, 403);
    assert.equal(
      codeOf(await call('bureau-head', `data-requests/${id}/served`, { on: addDays(today(), 1) })),
      'served-day-not-possible',
    );
    assert.equal((await call('bureau-head', `data-requests/${id}/served`, { on: today() })).statusCode, 200);
    const row = await listed(id);
    assert.deepEqual([row?.state, row?.servedOn], ['granted', today()]);
    assert.deepEqual([...new Set((await auditOf(id)).map((line) => line.act))].sort(), [
      'answer-about-own-data',
      'enter-data-request',
      'find-cases-of-request',
      'open-answer-letter',
      'serve-answer-letter',
    ]);
  });

  test('the desk finds them by state, kind and way, and takes the list along without who asks', async () => {
    const entered = await enter('explain', '13800000093');
    const list = async (query: string, who: CastName = 'bureau-head') => call(who, `data-requests/desk${query}`);
    type List = { rows: { id: string; kind: string; text: string | null }[]; total: number | null };
    const found = (await list('?state=open&kind=explain&via=letter')).json<List>();
    assert.ok(found.rows.length > 0 && found.rows.every((row) => row.kind === 'explain' && row.text === null));
    assert.equal(found.total, found.rows.length);
    for (const none of ['?state=done&kind=explain', '?via=account&kind=explain', '?kind=explain&due=overdue'])
      assert.deepEqual((await list(none)).json<List>().rows, [], none);
    assert.equal((await list('', 'handler')).statusCode, 403);
    const texts = textsOfBook(await call('bureau-head', 'data-requests/desk/export.xlsx?kind=explain'));
    assert.ok(!texts.includes('罗秀珍'), JSON.stringify(entered));
  });

  test('PIPL 47: a deletion is refused in writing while the case runs, carried out once it ended, and never on a namesake', async () => {
    const number = await caseOf('13900000084');
    const other = await caseOf('13900000085');
    const id = await entered('delete', '13900000084');
    const [one] = (await foundIn(id)).found;
    assert.equal(one?.erasureBar, 'case-runs');
    assert.equal(codeOf(await answerOf(id, { outcome: 'granted' })), 'not-carried-out-yet');
    assert.equal(codeOf(await answerOf(id, { outcome: 'refused' })), 'ground-missing');
    const refused = await answerOf(id, { outcome: 'refused', ground: 'case-runs', text: '办结后可以再次提出。' });
    assert.equal(refused.statusCode, 200, refused.body);
    assert.match((await listed(id))?.basis ?? '', /第四十七条第一款第一项/u);

    await doAct(world, 'handler', number, 'direct-elsewhere', {
      path: 'discipline',
      reasons: '反映的是工作人员的作风。',
    });
    const early = await entered('delete', '13900000084');
    assert.equal((await foundIn(early)).found[0]?.erasureBar, 'papers-owed');
    await doAct(world, 'handler', number, 'deliver', {
      paper: 1,
      to: 'complainant',
      channel: 'hand',
      outcome: 'delivered',
    });
    const again = await entered('delete', '13900000084');
    const [ended] = (await foundIn(again)).found;
    assert.equal(ended?.erasureBar, null);
    const erase = (at: string, person: string | undefined) =>
      call('bureau-head', `complaints/${at}/erase-person`, {
        person,
        ground: 'no-longer-needed',
        reason: '本人来信请求',
        request: again,
      });
    await doAct(world, 'consumer', other, 'withdraw', {});
    const otherView = (await call('handler', `complaints/${other}`)).json<{
      parties: { kind: string; person: string }[];
    }>();
    const stranger = otherView.parties.find((party) => party.kind === 'complainant')?.person;
    assert.equal(codeOf(await erase(other, stranger)), 'data-request-not-open');
    assert.equal((await erase(number, ended?.person)).statusCode, 200);
    assert.equal((await foundIn(again)).found[0]?.done, 'erased');
    assert.equal(codeOf(await answerOf(again, { outcome: 'refused', ground: 'legal-hold' })), 'carried-out-already');
    const done = await answerOf(again, { outcome: 'granted' });
    assert.equal(done.statusCode, 200, done.body);
    assert.deepEqual(await refoldFaults(world), []);
    const changed = await faultsOnceChanged(
      world,
      `update data_request set state = 'partly-granted' where data_request = '${again}'`,
      `update data_request set state = 'granted' where data_request = '${again}'`,
    );
    assert.match(changed.join('\n'), /row-differs data_request state partly-granted ≠ granted/u);
  });

  test('PIPL 47: a deletion asked for with an account is carried out case by case, and answered when all is done', async () => {
    const { phone, personName } = cast['second-consumer'];
    const mine = { complainant: { name: personName, phone, address: '云栖市临溪区柳荫路 9 号' } };
    const numbers = [await fileCase(world, mine), await fileCase(world, mine)];
    for (const number of numbers) await doAct(world, 'consumer', number, 'withdraw', {});
    const asked = await call('second-consumer', 'data-requests', {
      kind: 'delete',
      text: '请删除我的全部投诉信息。',
      desk: { tenant: 'yunqi', bureau: 'yunqi-linxi' },
    });
    assert.equal(asked.statusCode, 201, asked.body);
    const { id } = asked.json<{ id: string }>();
    const { found } = await foundIn(id);
    assert.deepEqual(new Set(found.map(({ number }) => number)), new Set(numbers));
    for (const { number, person } of found) {
      const done = await call('bureau-head', `complaints/${number}/erase-person`, {
        person,
        ground: 'no-longer-needed',
        reason: '本人通过账号请求',
        request: id,
      });
      assert.equal(done.statusCode, 200, done.body);
      assert.equal((await listed(id))?.state, 'open', 'one case is not the whole request');
    }
    assert.ok((await foundIn(id)).found.every(({ done }) => done === 'erased'));
    const answer = { tenant: 'yunqi', outcome: 'granted', basis: '', text: '已经全部删除。' };
    assert.equal((await call('bureau-head', `data-requests/${id}/answer`, answer)).statusCode, 200);
    assert.equal((await listed(id))?.state, 'granted');
  });

  test('answers that go by post are printed together behind their address pages, once unless asked again', async () => {
    const large = await enter('explain', '13900000085', { largePrint: true });
    const ids = [await entered('explain', '13900000084'), large.json<{ id: string }>().id];
    for (const id of ids) {
      const done = await answerOf(id, { outcome: 'granted', text: '说明如下。' });
      assert.equal(done.statusCode, 200, done.body);
    }
    const toPost = async () =>
      (await call('bureau-head', 'data-requests/desk?toPost=true'))
        .json<{ rows: Listed[] }>()
        .rows.map((row) => row.id);
    for (const id of ids) assert.ok((await toPost()).includes(id));
    for (const [i, id] of ids.entries()) assert.equal((await listed(id))?.largePrint, i === 1);
    const print = (more: object = {}, who: CastName = 'bureau-head') =>
      call(who, 'data-requests/letters', { ids, reason: '邮寄答复', ...more });
    assert.equal((await print({}, 'handler')).statusCode, 403);
    const made = (await print()).json<RequestLettersMade>();
    assert.deepEqual([made.printed, made.left], [2, []]);
    const file = await call('bureau-head', made.url?.replace('/api/v1/', '') ?? '');
    assert.deepEqual([file.statusCode, file.headers['content-type']], [200, 'application/pdf']);
    assert.equal(codeOf(await print()), 'printed-before');
    assert.equal((await print({ again: true })).json<RequestLettersMade>().printed, 2);
    assert.equal((await call('bureau-head', `data-requests/${ids[0]}/served`, { on: today() })).statusCode, 200);
    assert.ok(!(await toPost()).includes(ids[0] ?? ''));
    const later = (await print({ again: true })).json<RequestLettersMade>();
    assert.deepEqual([later.printed, later.left.map(({ problem }) => problem)], [1, ['no-letter-to-serve']]);
  });

  test('PIPL 47 RET-07: a copy given before goes with the erasure, on its way once it is served; the proof stays without words', async () => {
    const phone = '13900000086';
    const number = await caseOf(phone);
    const letterOf = async (id: string) => (await call('bureau-head', `data-requests/${id}/letter.pdf`)).statusCode;
    const serve = (id: string) => call('bureau-head', `data-requests/${id}/served`, { on: today() });
    const copied = async () => {
      const id = await entered('copy', phone);
      await find(id);
      assert.equal((await answerOf(id, { outcome: 'granted' })).statusCode, 200);
      return id;
    };
    const [served, onItsWay] = [await copied(), await copied()];
    assert.equal((await serve(served)).statusCode, 200);
    await doAct(world, 'consumer', number, 'withdraw', {});
    const asked = await entered('delete', phone);
    const [found] = (await foundIn(asked)).found;
    const wish = { person: found?.person, ground: 'no-longer-needed', reason: '本人来信请求', request: asked };
    assert.equal((await call('bureau-head', `complaints/${number}/erase-person`, wish)).statusCode, 200);
    assert.equal((await answerOf(asked, { outcome: 'granted' })).statusCode, 200);

    assert.deepEqual([await letterOf(served), await letterOf(onItsWay), await letterOf(asked)], [410, 200, 200]);
    assert.equal((await call('bureau-head', `data-requests/${served}/open`, { reason: '核对' })).statusCode, 410);
    for (const id of [onItsWay, asked]) assert.equal((await serve(id)).statusCode, 200);
    assert.deepEqual([await letterOf(onItsWay), await letterOf(asked)], [410, 200]);
    const row = await listed(served);
    assert.deepEqual([row?.state, row?.emptiedOn, row?.servedOn], ['granted', today(), today()]);
    assert.match(row?.letter ?? '', /个信答/u);
    assert.ok((await auditOf(served)).some(({ act }) => act === 'empty-data-request'));
    assert.deepEqual(await refoldFaults(world), [], 'the code on the letter proves it still');

    const years = (n: number): Date => new Date(now().getTime() + n * 365.25 * 86_400_000);
    const isDue = async (at: Date) =>
      (await dueNow(requestsAtEnd(world.context, at))).filter((one) => one.number === asked);
    assert.deepEqual(await isDue(years(2.9)), []);
    assert.equal(await letGoOf(requestsAtEnd(world.context, years(3.1)), asked), 1);
    assert.equal(await letterOf(asked), 410);
    assert.deepEqual(await isDue(years(3.1)), []);
    assert.deepEqual(await refoldFaults(world), []);
  });
});
