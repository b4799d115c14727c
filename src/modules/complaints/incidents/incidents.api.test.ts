import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { type Api, openApi } from '#test/api.ts';
import { overwriteFiling } from '#test/cases.ts';
import { faultsOnceChanged, refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { performAct } from '../perform.ts';
import { caseView } from '../views/case-view.ts';
import { announcements, announcementsOn } from './announcements.ts';
import type { BatchResults, Claims, IncidentView, VictimList } from './contract.ts';
import { incidentRoutes } from './routes.ts';
import { runBatch } from './run-batch.ts';
import { tellAnnouncement } from './tell-announcement.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [incidentRoutes(world.context)]);
});
after(async () => {
  await api.close();
  await closeTypesetter();
  await world.close();
});

const CARD_HOLDERS = 60;

/** Complain together with the first; two have nothing at all where the telephone stands, one a dash. */
const withoutPhone = [{ name: '卡友甲' }, { name: '卡友乙' }, { name: '卡友丙', phone: '—' }];

/** Everybody files once, and every tenth a second time by another channel. */
const fileAll = async (): Promise<string[]> => {
  const actor = actorOf('consumer');
  const numbers: string[] = [];
  const holders = Array.from({ length: CARD_HOLDERS }, (_, i) => i);
  for (const i of [...holders, ...holders.filter((one) => one % 10 === 0)]) {
    const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
      fileAtFrontDoor(world.context, tx, {
        actor,
        at: now(),
        request: {
          complainant: { name: `卡友${i}`, phone: `138000100${String(i).padStart(2, '0')}`, address: '临溪区' },
          ...(numbers.length === 0 ? { joint: withoutPhone, jointAgreed: true } : {}),
          respondent: { kind: 'ordinary', operator: gymOperatorId },
          facts: '年卡未到期，健身房突然停业。',
          purchase: { online: false, goods: '年卡', amountFen: 100_000 },
          claims: [{ kind: 'refund', amountFen: 100_000 }],
          consents: { publicity: false, entrust: true },
        },
        evidence: [],
      }),
    );
    assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
    numbers.push(receipt.number);
  }
  return numbers;
};

const post = async (who: CastName, url: string, payload: object, version?: number, more = {}) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    headers: { ...(await api.as(who)), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }), ...more },
    payload,
  });
const get = async (who: CastName, url: string) =>
  api.app.inject({ method: 'GET', url: `/api/v1${url}`, headers: await api.as(who) });
const see = async (id: string): Promise<IncidentView> =>
  (await get('handler', `/incidents/${id}`)).json<IncidentView>();

const order = async (id: string, payload: object) => {
  const ordered = await post('handler', `/incidents/${id}/batches`, payload, (await see(id)).version);
  assert.equal(ordered.statusCode, 202, ordered.body);
  const { batch } = ordered.json<{ batch: string }>();
  return { tenant: 'yunqi', bureau: 'yunqi-linxi', batch };
};

const runAll = async (batch: Awaited<ReturnType<typeof order>>) => {
  while ((await runBatch(world.context, batch)).left);
};

describe('a gym closes and its card holders complain (art. 12)', () => {
  let id = '';
  let numbers: string[] = [];
  let agreed = 0;

  test('open complaints of the operator are found and joined by one order; a job does them in portions', async () => {
    numbers = await fileAll();
    const opened = await post('handler', '/incidents', {
      title: '强健健身突然停业',
      operator: gymOperatorId,
      facts: ['2026 年 4 月 10 日起停业', '预收卡费未退'],
    });
    assert.equal(opened.statusCode, 201, opened.body);
    id = opened.json<IncidentView>().id;
    const found = await post('handler', `/incidents/${id}/search`, {});
    assert.equal(found.json<{ total: number }>().total, numbers.length);
    const batch = await order(id, { act: 'join-incident' });
    const first = await runBatch(world.context, batch);
    assert.deepEqual(first, { done: 50, left: true });
    // Two processes at once share the rest between them.
    await Promise.all([runAll(batch), runAll(batch)]);
    const results = (await get('handler', `/incidents/${id}/batches/${batch.batch}`)).json<BatchResults>();
    assert.deepEqual([results.waiting, results.done, results.refused], [0, numbers.length, 0]);
    assert.deepEqual((await see(id)).cases, { 'under-review': numbers.length });
    assert.equal((await post('handler', `/incidents/${id}/search`, {})).json<{ total: number }>().total, 0);
  });

  test('an order sent again under its key after a lost answer gets the same batch', async () => {
    const payload = { act: 'note', numbers: [numbers[0]], body: { text: '已电话联系。' } };
    const { version } = await see(id);
    const send = (key: string) =>
      post('handler', `/incidents/${id}/batches`, payload, version, { 'idempotency-key': key });
    const [first, again] = [await send('once'), await send('once')];
    assert.deepEqual([first.statusCode, again.statusCode, again.json()], [202, 202, first.json()], again.body);
    assert.equal((await send('twice')).statusCode, 412, 'another order on what has moved on');
    await runAll({ tenant: 'yunqi', bureau: 'yunqi-linxi', batch: first.json<{ batch: string }>().batch });
  });

  test('who complained twice stands in the list of victims once, and who has no telephone is nobody else', async () => {
    const victims = (await get('handler', `/incidents/${id}/victims`)).json<VictimList>();
    assert.equal(victims.people, CARD_HOLDERS + withoutPhone.length);
    assert.equal(victims.complaints, numbers.length);
    assert.equal(victims.amountFen, CARD_HOLDERS * 100_000);
    assert.ok(victims.rows.every((row) => !/\d{11}/.test(row.phone)));
  });

  test('accepted by one order, each complaint has its own number and its own paper; one that cannot be says why', async () => {
    const consumer = actorOf('consumer');
    const withdrawn = numbers[3] ?? '';
    const done = await world.context.database.transact(scopeOf(consumer), (tx) =>
      performAct(world.context, tx, { number: withdrawn, act: 'withdraw', body: {}, actor: consumer, at: now() }),
    );
    assert.ok(!isRefusal(done), JSON.stringify(done));
    const batch = await order(id, { act: 'accept', numbers });
    const stopped = new AbortController();
    stopped.abort();
    assert.deepEqual(await runBatch(world.context, batch, stopped.signal), { done: 0, left: true });
    await runAll(batch);
    // Run once more, as a job that died after its last case would be.
    await runAll(batch);
    const results = (
      await get('handler', `/incidents/${id}/batches/${batch.batch}?state=refused`)
    ).json<BatchResults>();
    assert.deepEqual([results.waiting, results.done, results.refused], [0, numbers.length - 1, 1]);
    assert.equal(results.cases[0]?.number, withdrawn);
    assert.equal(results.cases[0]?.problem?.code, 'not-in-this-state');
    const papers = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.rows<{ number: string }>("select number from complaint_paper where code = 'form-5' order by number"),
    );
    assert.equal(papers.length, numbers.length - 1);
    assert.equal(new Set(papers.map((paper) => paper.number)).size, numbers.length - 1);
  });

  test('a complaint on which the program fails keeps none behind it waiting, and is tried again when asked', async () => {
    const broken = numbers[4] ?? '';
    const was = await overwriteFiling(world, broken, {});
    const batch = await order(id, { act: 'note', numbers: numbers.slice(3, 8), body: { text: '已核对办卡凭证。' } });
    const failed: string[] = [];
    const run = await runBatch(world.context, batch, undefined, (number) => failed.push(number));
    assert.deepEqual([run, failed], [{ done: 5, left: false }, [broken]]);
    const results = async () => (await get('handler', `/incidents/${id}/batches/${batch.batch}`)).json<BatchResults>();
    assert.deepEqual([(await results()).done, (await results()).refused], [4, 1]);
    assert.equal((await results()).cases[1]?.problem?.code, 'batch-case-failed');

    await overwriteFiling(world, broken, was);
    const resume = (who: CastName, incident: string) =>
      post(who, `/incidents/${incident}/batches/${batch.batch}/resume`, {});
    assert.equal((await resume('mediator', id)).statusCode, 403);
    assert.equal((await resume('handler', batch.batch)).statusCode, 404);
    assert.equal((await resume('handler', id)).statusCode, 202);
    await runAll(batch);
    assert.deepEqual([(await results()).done, (await results()).refused], [5, 0]);
  });

  test('claimants are named to those who handle complaints only', async () => {
    assert.equal((await get('mediator', `/incidents/${id}/victims`)).statusCode, 403);
    for (const who of ['mediator', 'leader'] as const)
      for (const path of ['victims', 'papers/1'])
        assert.ok([403, 404].includes((await get(who, `/incidents/${id}/${path}`)).statusCode), `${who} ${path}`);
  });

  test('a complaint joins no event that is not there, or is another authority’s', async () => {
    const elsewhere = await post('handler-other-city', '/incidents', { title: '外市事件' });
    assert.equal(elsewhere.statusCode, 201, elsewhere.body);
    const handler = actorOf('handler');
    for (const incident of ['00000000-0000-7000-8000-0000000000ff', elsewhere.json<IncidentView>().id]) {
      const done = await world.context.database.transact(scopeOf(handler), (tx) =>
        performAct(world.context, tx, {
          number: numbers[5] ?? '',
          act: 'join-incident',
          body: { incident },
          actor: handler,
          at: now(),
        }),
      );
      assert.equal(isRefusal(done) && done.refusal, 'incident-not-found');
    }
  });

  test('a batch whose text the single act would refuse is refused before anything is done', async () => {
    const { version } = await see(id);
    const refused = await post(
      'handler',
      `/incidents/${id}/batches`,
      { act: 'terminate', body: { ground: 3 } },
      version,
    );
    assert.equal(refused.statusCode, 422);
    assert.equal(refused.json<{ code: string }>().code, 'batch-body-invalid');
    const unknown = await post('handler', `/incidents/${id}/batches`, { act: 'accept', numbers: ['abc'] }, version);
    assert.equal(unknown.json<{ code: string }>().code, 'not-a-case-number');
  });

  test('one verification, one announcement; fact sheet and list of claimants are papers', async () => {
    const early = await post(
      'handler',
      `/incidents/${id}/announce`,
      { verified: ['x'], steps: ['y'] },
      (await see(id)).version,
    );
    assert.equal(early.json<{ code: string }>().code, 'announced-before-verification');
    for (const [act, body] of [
      ['verify', { finding: '现场检查：大门紧锁，法定代表人失联。', measures: '已列入经营异常名录。' }],
      ['announce', { verified: ['该场所已停业'], steps: ['保留办卡凭证，等候统一通知'] }],
      ['papers', { code: 'incident-fact-sheet' }],
      ['papers', { code: 'incident-claimants' }],
    ] as const) {
      const done = await post('handler', `/incidents/${id}/${act}`, body, (await see(id)).version);
      assert.equal(done.statusCode, 200, `${act}: ${done.body}`);
    }
    const { papers } = await see(id);
    assert.deepEqual(
      papers.map(({ code, number }) => [code, number !== null]),
      [
        ['incident-announcement', true],
        ['incident-fact-sheet', false],
        ['incident-claimants', false],
      ],
    );
    for (const paper of papers) {
      const file = await get('handler', paper.url.replace('/api/v1', ''));
      assert.equal(file.rawPayload.subarray(0, 5).toString(), '%PDF-', paper.code);
    }
  });

  test('what was announced stands where everybody may read it, on the page of each complaint, and is told once', async () => {
    const published = await world.context.database.transact(nobody, (tx) => announcementsOn(tx, id));
    assert.deepEqual(
      published.map(({ title, verified, steps, authority }) => [title, verified, steps, authority !== '']),
      [['强健健身突然停业', ['该场所已停业'], ['保留办卡凭证，等候统一通知'], true]],
    );
    const listed = await world.context.database.transact(nobody, (tx) => announcements(tx, 'yunqi', 1));
    assert.deepEqual([listed.rows.map(({ incident }) => incident), listed.more], [[id], false]);
    assert.deepEqual(
      (await world.context.database.transact(nobody, (tx) => announcements(tx, 'lanchuan', 1))).rows,
      [],
    );
    const consumer = actorOf('consumer');
    const view = await world.context.database.transact(scopeOf(consumer), (tx) =>
      caseView(world.context, tx, numbers[1] ?? '', { actor: consumer, at: now(), t: world.context.texts('zh-CN') }),
    );
    assert.equal(view?.announcement?.title, '强健健身突然停业');

    const job = tellAnnouncement(world.context);
    const news = { incident: id, n: published[0]?.n ?? 0, after: '' };
    const running = {
      tenant: 'yunqi',
      attempt: 1,
      isLast: false,
      signal: new AbortController().signal,
      log: silentLog(),
    };
    // Portion by portion, and once more, as a job that died after its last message would be.
    const middle = [...numbers].sort()[49] ?? '';
    for (const after of ['', middle, '', middle]) await job.run({ ...news, after }, running);
    const told = await Promise.all(
      Array.from({ length: CARD_HOLDERS }, (_, i) =>
        world.context.database.transact(nobody, (tx) => demoMessages(tx, `138000100${String(i).padStart(2, '0')}`)),
      ),
    );
    const bodies = told.flat().filter(({ body }) => body.includes(`/announcements/${id}`));
    // One has been withdrawn meanwhile.
    assert.equal(bodies.length, numbers.length - 1);
  });

  test('agreements by one order: terms common to all, each its own amount, number and paper; who has none is left (art. 24)', async () => {
    const version = (await see(id)).version;
    const rows = (await get('handler', `/incidents/${id}/claims`)).json<Claims>().rows;
    assert.equal(rows.length, numbers.length - 1);
    assert.ok(rows.every(({ claimedFen }) => claimedFen !== null));
    const chosen = rows.slice(0, 4).map(({ number }) => number);
    const body = { form: 'mediation-paper', performed: false, outcome: [{ kind: 'refund' }] };
    const amounts = chosen.slice(0, 3).map((number, at) => ({ number, recoveredFen: 12_345 + at }));
    const tried = async (payload: object) =>
      (await post('handler', `/incidents/${id}/batches`, { act: 'record-agreement', ...payload }, version)).json<{
        code: string;
      }>().code;
    const terms = '被投诉人于三十日内退还预付卡余额【金额】。';
    assert.equal(await tried({ numbers: chosen, body: { ...body, terms } }), 'own-amounts-missing');
    assert.equal(
      await tried({ numbers: chosen, amounts, body: { ...body, terms: '退款。' } }),
      'terms-without-own-amount',
    );
    const twice = [...amounts, { number: chosen[0] ?? '', recoveredFen: 1 }];
    assert.equal(await tried({ numbers: chosen, amounts: twice, body: { ...body, terms } }), 'own-amount-twice');
    await runAll(await order(id, { act: 'answer', numbers: chosen, body: { consentsToMediation: true } }));
    const batch = await order(id, { act: 'record-agreement', numbers: chosen, amounts, body: { ...body, terms } });
    await runAll(batch);
    const done = (await get('handler', `/incidents/${id}/batches/${batch.batch}`)).json<BatchResults>();
    assert.deepEqual(
      done.cases.map(({ problem }) => problem?.code ?? null),
      // The first is a joint complaint: those represented have to agree (art. 12).
      ['represented-consent-missing', null, null, 'own-amount-missing'],
    );
    const shown = await Promise.all(
      chosen.map((number) =>
        world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
          caseView(world.context, tx, number, {
            actor: actorOf('handler'),
            at: now(),
            t: world.context.texts('zh-CN'),
          }),
        ),
      ),
    );
    assert.deepEqual(
      shown.map((view) => [view?.phase, view?.recoveredFen]),
      [
        ['accepted', null],
        ['agreed', 12_346],
        ['agreed', 12_347],
        ['accepted', null],
      ],
    );
    const papers = shown.flatMap((view) => (view?.papers ?? []).filter(({ code }) => code === 'form-9'));
    assert.equal(new Set(papers.map(({ number }) => number)).size, 2);
    const said = shown[1]?.timeline.find(({ type }) => type === 'AgreementRecorded');
    assert.equal(
      said?.texts.find(({ field }) => field === 'terms')?.text,
      '被投诉人于三十日内退还预付卡余额123.46元。',
    );
    agreed = 2;
  });

  test('an event with open complaints cannot be closed', async () => {
    const closed = await post('handler', `/incidents/${id}/close`, {}, (await see(id)).version);
    assert.equal(closed.json<{ code: string }>().code, 'incident-has-open-complaints');
  });

  test('all end by one order on the ground that the business is no more, and are put away together', async () => {
    const ended = await order(id, {
      act: 'terminate',
      body: { ground: 7, ended: 'respondent', reasons: '经营者已经注销，主体资格灭失。' },
    });
    await runAll(ended);
    const after = (await get('handler', `/incidents/${id}/batches/${ended.batch}`)).json<BatchResults>();
    assert.deepEqual(
      [after.done, after.refused],
      [numbers.length - 1 - agreed, 0],
      JSON.stringify(after.cases[0]?.problem),
    );
    const archived = await order(id, { act: 'archive' });
    await runAll(archived);
    const put = (await get('handler', `/incidents/${id}/batches/${archived.batch}`)).json<BatchResults>();
    assert.equal(put.total, numbers.length);
    assert.ok(put.cases.every(({ problem }) => problem === null || problem.code !== 'batch-case-failed'));
  });

  test('others see nothing of it', async () => {
    for (const who of ['handler-other-county', 'handler-other-city', 'auditor'] as const)
      assert.equal((await get(who, `/incidents/${id}`)).statusCode, 404, who);
    assert.equal((await get('operator', `/incidents/${id}`)).statusCode, 403);
    assert.equal((await post('mediator', '/incidents', { title: '不是我的权限' })).statusCode, 403);
  });

  test('verify folds events and their complaints again, and holds what proves their papers', async () => {
    assert.deepEqual(await refoldFaults(world), []);
    const proof = (by: string, days: number) =>
      `update paper_proof set pdf_hash = ${by}, issued_on = issued_on + ${days} where code = 'incident-announcement'`;
    const made = (by: string) => `update incident_paper set made_at = made_at + interval '${by}' where n = 1`;
    for (const [change, back, named] of [
      [proof("'x' || pdf_hash", 0), proof('substr(pdf_hash, 2)', 0), / row-differs paper_proof pdf_hash x/u],
      [proof('pdf_hash', 1), proof('pdf_hash', -1), / row-differs paper_proof issued_on /u],
      [made('1 day'), made('-1 day'), / row-differs incident_paper made_at /u],
    ] as const)
      assert.match((await faultsOnceChanged(world, change, back)).join('; '), named);
  });
});
