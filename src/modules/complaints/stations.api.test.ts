import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { noteClue } from '#modules/reports/handle.ts';
import { actingFor, enterGrant, makeAccount } from '#platform/auth/grants.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase, inTray, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { openWorld, type World } from '#test/world.ts';
import type { CaseView } from './case-contract.ts';
import type { AssignManyAnswer, WorklistCounts } from './desk-contract.ts';
import { scopeOf } from './handle.ts';
import { registrationOf } from './keep-registration.ts';
import { recordOpening } from './openings.ts';
import { orderPrint } from './post-tray/print-letters.ts';
import { makePrint } from './prints.ts';
import { makeServiceReceipt } from './receipt-to-sign.ts';
import { forgetReference } from './reference.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';
import { caseView } from './views/case-view.ts';
import { worklist } from './views/worklist.ts';
import { worklistCounts } from './views/worklist-counts.ts';
import type { Worklist } from './worklist-contract.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [complaintRoutes(world.context)], complaintSchemas);
});
after(async () => {
  await api.close();
  await world.close();
});

const chengdong = 'yunqi-linxi-chengdong';

const get = async <T>(who: CastName, path: string): Promise<T> =>
  (await api.app.inject({ url: `/api/v1${path}`, headers: await api.as(who) })).json<T>();
const post = async (who: CastName, path: string, payload: object, version?: number) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { ...(await api.as(who)), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }) },
    payload,
  });
const numbersOf = ({ rows }: Worklist) => rows.map((row) => row.number).toSorted();

describe('a station works on a case in the name of its bureau', () => {
  test('assigned one by one and many at once, filtered, counted, and shown to those it concerns', async () => {
    const [first, second, third] = [await fileCase(world), await fileCase(world), await fileCase(world)];
    const one = await post(
      'bureau-head',
      `/complaints/${first}/assign`,
      { to: cast.handler.account, station: chengdong },
      1,
    );
    assert.equal(one.statusCode, 200, one.body);
    const view = one.json<CaseView>();
    assert.deepEqual([view.station, view.stationName], [chengdong, '云栖市临溪区市场监督管理局城东所']);
    assert.equal(view.handler, cast.handler.account);
    const wrong = await post('bureau-head', `/complaints/${second}/assign`, { station: 'yunqi-wangshan-yunling' }, 1);
    assert.deepEqual([wrong.statusCode, wrong.json<{ code: string }>().code], [422, 'station-not-of-this-bureau']);
    const nobody = await post('bureau-head', `/complaints/${second}/assign`, {}, 1);
    assert.equal(nobody.json<{ code: string }>().code, 'nobody-to-assign');

    const many = await post('bureau-head', '/worklist/assign', {
      cases: [first, second].map((number) => ({ number, version: number === first ? view.version : 1 })),
      station: chengdong,
    });
    const { results } = many.json<AssignManyAnswer>();
    assert.deepEqual(
      results.map((result) => result.problem?.code ?? 'done'),
      ['already-assigned', 'done'],
    );

    const listed = await get<Worklist>('handler', `/worklist?station=${chengdong}`);
    assert.deepEqual(numbersOf(listed), [first, second].toSorted());
    assert.equal(listed.rows[0]?.stationName, '城东所');
    assert.deepEqual(numbersOf(await get<Worklist>('handler', '/worklist?station=none')), [third]);
    assert.deepEqual(numbersOf(await get<Worklist>('handler-other-county', `/worklist?station=${chengdong}`)), []);

    const counts = await get<WorklistCounts>('bureau-head', `/worklist/counts?station=${chengdong}`);
    assert.deepEqual([counts.views['all-open'], counts.views.unassigned], [2, 1]);
    assert.deepEqual(
      counts.load.map(({ account, open }) => [account, open]),
      [[cast.handler.account, 1]],
    );
    assert.equal((await get<WorklistCounts>('bureau-head', '/worklist/counts?station=none')).views['all-open'], 1);
    const all = await get<WorklistCounts>('bureau-head', '/worklist/counts');
    assert.equal(all.views['all-open'], 3);
    assert.deepEqual(
      all.stations.map(({ station, open, unassigned }) => [station, open, unassigned]),
      [
        [chengdong, 2, 1],
        ['yunqi-linxi-qiaoxia', 0, 0],
      ],
    );

    const own = await get<CaseView>('consumer', `/complaints/${first}`);
    const told = own.timeline.find((entry) => entry.type === 'StationAssigned');
    assert.equal(told?.details['stationName'], '云栖市临溪区市场监督管理局城东所');

    const back = await post('bureau-head', `/complaints/${second}/assign`, { station: 'none' }, 2);
    assert.equal(back.json<CaseView>().station, null);
    assert.deepEqual(numbersOf(await get<Worklist>('handler', `/worklist?station=${chengdong}`)), [first]);
  });
});

describe('somebody posted only at a station', () => {
  /** As the security administrator lets them in: one office, which opens nothing but its own station. */
  const postedAt = async (station: string, ...roles: ('handler' | 'mediator')[]): Promise<Actor> => {
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const seeder: Actor = {
      kind: 'system',
      account: 'system:seed',
      roles: [],
      tenants: [],
      bureaus: [],
      principals: [],
    };
    const today = dayOf(now());
    try {
      return await owner.transact(nobody, async (tx) => {
        const account = await makeAccount(tx, 'staff');
        for (const role of roles) {
          const office = { account, role, tenant: 'yunqi', bureau: station, sees: [station], from: today } as const;
          assert.ok(!isRefusal(await enterGrant(tx, seeder, office)));
        }
        forgetReference();
        return (await actingFor(tx, account, 'staff', today)).actor;
      });
    } finally {
      await owner.close();
    }
  };
  const inScope = <T>(actor: Actor, work: Parameters<typeof world.context.database.transact<T>>[1]) =>
    world.context.database.transact(scopeOf(actor), work);
  const seen = (actor: Actor, number: string) =>
    inScope(actor, (tx) => caseView(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }));
  const listOf = (actor: Actor, q?: string) =>
    inScope(actor, async (tx) => {
      const page = await worklist(
        tx,
        actor,
        q === undefined ? {} : { q },
        dueDays(dayOf(now()), world.context.law().calendar),
      );
      assert.ok(!isRefusal(page));
      if (q === undefined)
        assert.equal(
          (await worklistCounts(tx, actor, dueDays(dayOf(now()), world.context.law().calendar))).views['all-open'],
          page.rows.length,
        );
      return page.rows.map((row) => row.number).toSorted();
    });
  /** The second wall: rows of each table that this person meets of a case. */
  const rowsOf = (actor: Actor, number: string) =>
    inScope(actor, (tx) =>
      tx.one<Record<string, number>>(
        `with c as (select l.tenant, l.stream from case_locator l where l.key_kind = 'number' and l.key = $1)
         select (select count(*)::int from complaint x join c using (tenant, stream)) as complaint,
           (select count(*)::int from event x join c using (tenant, stream)) as event,
           (select count(*)::int from vault_entry x join c using (tenant, stream)) as vault,
           (select count(*)::int from case_clock x join c using (tenant, stream)) as clock`,
        [number],
      ),
    );

  test("sees, finds and works on the cases of the station, and meets no row of the bureau's others", async () => {
    const officer = await postedAt(chengdong, 'handler', 'mediator');
    const [given, other, third] = [await fileCase(world), await fileCase(world), await fileCase(world)];
    assert.deepEqual(await listOf(officer), await listOf(officer, '健身'));
    const before = await listOf(officer);
    assert.ok(!before.includes(given));
    await doAct(world, 'bureau-head', given, 'assign', { station: chengdong, to: officer.account });
    await doAct(world, 'bureau-head', third, 'assign', { station: 'yunqi-linxi-qiaoxia' });
    assert.deepEqual(await listOf(officer), [...before, given].toSorted());
    assert.deepEqual(await listOf(officer, given), [given]);
    for (const number of [other, third]) {
      assert.equal(await seen(officer, number), undefined);
      assert.deepEqual(await listOf(officer, number), []);
      assert.deepEqual(await rowsOf(officer, number), { complaint: 0, event: 0, vault: 0, clock: 0 });
      const tried = await tryAct(world, officer, number, 'note', { text: '无关' });
      assert.ok(isRefusal(tried) && tried.refusal === 'complaint-not-found');
    }
    const view = await seen(officer, given);
    assert.deepEqual([view?.audience, view?.handler, view?.station], ['staff', officer.account, chengdong]);
    assert.ok(Object.values(await rowsOf(officer, given)).every((count) => count > 0));

    const acts = view?.acts.map(({ act }) => act) ?? [];
    assert.ok(acts.includes('contact') && acts.includes('request-proof') && !acts.includes('accept'));
    const refused = await tryAct(world, officer, given, 'accept', {});
    assert.ok(isRefusal(refused) && refused.refusal === 'not-permitted');

    await doAct(world, officer, given, 'contact', {
      ...{ party: 'respondent', channel: 'phone', outcome: 'reached' },
      called: { known: 'register' },
    });
    await doAct(world, 'bureau-head', given, 'accept', {});
    await doAct(world, officer, given, 'answer', { consentsToMediation: true, by: 'phone' });
    await doAct(world, officer, given, 'open-mediation', { mediator: officer.account, mode: 'phone' });
    await doAct(world, officer, given, 'record-agreement', {
      form: 'record',
      performed: true,
      waivedByBoth: true,
      recoveredFen: 96_000,
      terms: '当场退款 960 元。',
      outcome: [{ kind: 'refund', amountFen: 96_000 }],
    });
    assert.equal((await seen(officer, given))?.phase, 'agreed');
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('serves a paper by hand or by post, with the reason written down', async () => {
    const officer = await postedAt(chengdong, 'handler');
    const number = await fileCase(world);
    await doAct(world, 'bureau-head', number, 'assign', { station: chengdong });
    const opened = await inScope(officer, (tx) =>
      recordOpening(world.context, tx, officer, number, { what: 'papers', reason: '当面送达' }),
    );
    assert.ok(!isRefusal(opened), JSON.stringify(opened));
    await doAct(world, 'bureau-head', number, 'accept', {});
    const paper = { number, n: 1, to: 'complainant' } as const;
    const sheet = await inScope(officer, (tx) => makeServiceReceipt(world.context, tx, officer, paper, opened.opening));
    assert.ok(!isRefusal(sheet), JSON.stringify(sheet));
    const letters = await inScope(officer, (tx) =>
      orderPrint(world.context, tx, officer, { letters: [paper], reason: '邮寄送达' }, now()),
    );
    assert.ok(!isRefusal(letters), JSON.stringify(letters));
    assert.deepEqual([letters.printed, letters.left], [1, []]);
    const elsewhere = await postedAt('yunqi-linxi-qiaoxia', 'handler');
    const none = await inScope(elsewhere, (tx) =>
      orderPrint(world.context, tx, elsewhere, { letters: [paper], reason: '邮寄送达' }, now()),
    );
    assert.ok(!isRefusal(none));
    assert.equal(none.printed, 0);
  });

  test('a case returned to intake leaves its mediator, also where its row kept the name (0094)', async () => {
    const mediator = cast.mediator.account;
    const [returned, kept] = [await fileCase(world), await fileCase(world)];
    for (const number of [returned, kept])
      await doAct(world, 'bureau-head', number, 'assign', { to: mediator, role: 'mediator' });
    await doAct(world, 'handler', returned, 'return-to-intake', { reasons: '经营地不在本区。' });
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const mediatorOf = (number: string) =>
      owner.transact(nobody, (tx) =>
        tx.one<{ mediator: string | null }>('select mediator from complaint where number = $1', [number]),
      );
    try {
      assert.equal((await mediatorOf(returned)).mediator, null);
      await owner.transact(nobody, (tx) =>
        tx.run('update complaint set mediator = $2 where number = $1', [returned, mediator]),
      );
      assert.equal((await refoldFaults(world)).length, 1);
      const migration = await readFile(
        new URL('../../../db/migrations/0094_mediators_left_behind.sql', import.meta.url),
      );
      await owner.transact(nobody, (tx) => tx.run(migration.toString()));
      assert.deepEqual([(await mediatorOf(returned)).mediator, (await mediatorOf(kept)).mediator], [null, mediator]);
      assert.deepEqual(await refoldFaults(world), []);
    } finally {
      await owner.close();
    }
  });

  test('loses sight of a case with the assignment, and keeps what was entered there', async () => {
    const officer = await postedAt('yunqi-linxi-qiaoxia', 'handler');
    const number = await fileCase(world);
    await doAct(world, 'bureau-head', number, 'assign', { station: 'yunqi-linxi-qiaoxia' });
    assert.ok((await listOf(officer)).includes(number));
    await doAct(world, 'bureau-head', number, 'assign', { station: chengdong });
    assert.ok(!(await listOf(officer)).includes(number));
    assert.equal(await seen(officer, number), undefined);

    const entered = await inScope(officer, (tx) =>
      fileAtFrontDoor(world.context, tx, {
        actor: officer,
        at: now(),
        request: {
          complainant: { name: '季安', phone: '13800000009', address: '云栖市临溪区桥下镇 3 号' },
          respondent: { kind: 'ordinary', name: '桥下便利店', address: '云栖市临溪区桥下镇溪边路 9 号' },
          facts: '所里窗口登记：购买的电饭煲不能使用。',
          claims: [{ kind: 'replace' }],
          consents: { publicity: false, entrust: false },
        },
        evidence: [],
      }),
    );
    assert.ok(!isRefusal(entered), JSON.stringify(entered));
    const view = await seen(officer, entered.number);
    assert.deepEqual([view?.bureau, view?.station], ['yunqi-linxi', 'yunqi-linxi-qiaoxia']);
    const elsewhere = await postedAt(chengdong, 'handler');
    assert.equal(await seen(elsewhere, entered.number), undefined);
    // What is offered once it is taken down: form 1 and the receipt.
    const { number: taken } = entered;
    const n = await registrationOf(world.context, officer, taken);
    assert.equal(n, 1);
    const print = await inScope(officer, (tx) => makePrint(world.context, tx, officer, taken, 'receipt'));
    assert.ok(!isRefusal(print), JSON.stringify(print));
    const other = await inScope(officer, (tx) => makePrint(world.context, tx, officer, taken, 'case-history'));
    assert.ok(isRefusal(other) && other.refusal === 'paper-not-for-you');
    for (const refused of [
      await registrationOf(world.context, elsewhere, taken),
      await inScope(elsewhere, (tx) => makePrint(world.context, tx, elsewhere, taken, 'receipt')),
    ])
      assert.ok(isRefusal(refused) && refused.refusal === 'complaint-not-found');
    // Passed on to another bureau it is the station's no more.
    await doAct(world, 'handler', entered.number, 'dispute-competence', { rival: 'yunqi-wangshan', reasons: '经营地' });
    const items = [await inTray(world, '指定管辖决定.pdf', 'bureau-head')];
    const moved = await doAct(world, 'bureau-head', entered.number, 'record-designation', {
      ...{ body: '云澜省市场监督管理局', document: '云澜市监指〔2026〕3号', decidedOn: dayOf(now()), items },
      competent: 'yunqi-wangshan',
      reasons: '经营地在望山县',
    });
    assert.deepEqual([moved.state.bureau, moved.state.evidence.at(-1)?.file], ['yunqi-wangshan', items[0]]);
    assert.equal(await seen(officer, entered.number), undefined);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('CMP-05 notes a breach it meets there, which the bureau verifies; the station of another case cannot', async () => {
    const [officer, elsewhere] = [
      await postedAt(chengdong, 'mediator'),
      await postedAt('yunqi-linxi-qiaoxia', 'mediator'),
    ];
    const number = await fileCase(world);
    await doAct(world, 'bureau-head', number, 'assign', { station: chengdong });
    const find = (actor: Actor) =>
      inScope(actor, (tx) =>
        noteClue(world.context, tx, { actor, at: now(), complaint: number, body: { clue: '预收款未备案。' } }),
      );
    const found = await find(officer);
    assert.ok(!isRefusal(found), JSON.stringify(found));
    assert.equal(found.bureau, 'yunqi-linxi');
    assert.ok(found.dueOn !== null);
    const blind = await find(elsewhere);
    assert.ok(isRefusal(blind) && blind.refusal === 'complaint-not-found');
  });
});
