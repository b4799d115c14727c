import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { PDFDocument } from '#platform/documents/pdf-lib.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase, doAct, fileCase, tryAct } from '#test/cases.ts';
import { faultsOnceChanged } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { CaseView } from '../case-contract.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { scopeOf } from '../handle.ts';
import { openPaperDesk } from '../open-paper-desk.ts';
import { performAct } from '../perform.ts';
import { complaintRoutes, complaintSchemas } from '../routes.ts';
import { readComplaint } from '../store.ts';
import { openFor } from '../views/opened.ts';
import { doersOf, hashedEvents, historyOf } from './case-records.ts';
import { statementsOf } from './case-statements.ts';
import { titleTo } from './gather-items.ts';
import { openBundle } from './open-bundle.ts';

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
  api.app.inject({ url: `/api/v1${path}`, headers: await api.as(who) });

const drawn = async (pages: number): Promise<Buffer> => {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page++) document.addPage([595, 842]);
  return Buffer.from(await document.save());
};

/** 林晓禾 hands in a contract of so many pages. */
const withEvidence = async (number: string, pages: number): Promise<void> => {
  const actor = actorOf('consumer');
  const { context } = world;
  async function* content() {
    yield await drawn(pages);
  }
  const taken = await takeUpload(context.files, {
    ...trayOf(actor),
    purpose: 'evidence',
    name: '会员合同.pdf',
    content: content(),
  });
  assert.ok(!isRefusal(taken), JSON.stringify(taken));
  const done = await context.database.transact(scopeOf(actor), (tx) =>
    performAct(context, tx, { number, act: 'add-evidence', body: { items: [taken.file] }, actor, at: now() }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
};

const endedCase = async (): Promise<string> => {
  const number = await acceptedCase(world);
  await withEvidence(number, 3);
  await doAct(world, 'handler', number, 'deliver', {
    paper: 1,
    to: 'complainant',
    channel: 'internet',
    outcome: 'delivered',
  });
  await doAct(world, 'handler', number, 'answer', {
    consentsToMediation: false,
    statement: '门店已停业，没有可退的款项。',
  });
  await doAct(world, 'handler', number, 'terminate', { ground: 2, reasons: '被投诉人明确拒绝调解。' });
  return number;
};

/** Why the bundle is opened, written down first. */
const openingOf = async (number: string, who: CastName = 'handler'): Promise<string> => {
  const recorded = await api.app.inject({
    method: 'POST',
    url: `/api/v1/complaints/${number}/openings`,
    headers: await api.as(who),
    payload: { what: 'bundle', reason: '提交复议机关' },
  });
  assert.equal(recorded.statusCode, 201, recorded.body);
  return recorded.json<{ opening: string }>().opening;
};

type Listed = { rows: { version: number; sha256: string | null; url: string; reference: string }[] };

test('the answer bundle holds every paper, the proof of service, the evidence and the history, indexed and paged', async () => {
  const number = await endedCase();
  const reference = '云政复〔2026〕第 5 号';
  const made = await doAct(world, 'handler', number, 'bundle', { purpose: 'reconsideration', reference });
  const listed = (await get('handler', `/complaints/${number}/bundles`)).json<Listed>();
  assert.deepEqual(
    listed.rows.map((row) => [row.version, row.reference, row.sha256]),
    [[made.version, reference, null]],
  );
  const bare = `/complaints/${number}/bundles/${made.version}`;
  assert.equal((await get('handler', bare)).json<{ code: string }>().code, 'printing-needs-a-reason');
  const url = `${bare}?opening=${await openingOf(number)}`;
  const first = await get('handler', url);
  assert.equal(first.statusCode, 200, first.body.slice(0, 300));
  const bundle = await PDFDocument.load(first.rawPayload, { updateMetadata: false });
  assert.equal(bundle.getTitle(), `投诉${number}答复卷宗`);
  // Index 1, form 1, papers 3 (one page each), statements 1, proof of service 1, evidence 3, history at least 1.
  assert.ok(bundle.getPageCount() >= 11, `${bundle.getPageCount()} pages`);
  assert.equal((await get('bureau-head', url)).statusCode, 403, 'the reason of one is not that of another');
  const again = await get('bureau-head', `${bare}?opening=${await openingOf(number, 'bureau-head')}`);
  assert.ok(again.rawPayload.equals(first.rawPayload));
  assert.match(
    (await get('handler', `/complaints/${number}/bundles`)).json<Listed>().rows[0]?.sha256 ?? '',
    /^[0-9a-f]{64}$/u,
  );
});

test('what is too large for one file is refused as it is ordered and as it is opened, with the parts it can be made in', async () => {
  const number = await acceptedCase(world);
  for (const pages of [3, 3, 3]) await withEvidence(number, pages);
  const bytes = (await drawn(3)).length;
  const { files } = world.context;
  // Room for two of the three.
  const context = { ...world.context, files: { ...files, limits: { ...files.limits, bytesPerBundle: bytes * 2.5 } } };
  const order = { purpose: 'court', reference: '（2026）云 01 行初 9 号' } as const;
  const refused = await tryAct({ ...world, context }, 'handler', number, 'bundle', order);
  assert.ok(isRefusal(refused));
  assert.equal(refused.refusal, 'bundle-to-be-made-in-parts');
  assert.equal(refused.params?.['ranges'], '1–2 · 3');
  const open = async (version: number) =>
    await openBundle(context, actorOf('handler'), number, version, await openingOf(number));
  // Ordered before there was a limit, or with less on file then.
  const whole = await doAct(world, 'handler', number, 'bundle', order);
  const objection = await open(whole.version);
  assert.equal(isRefusal(objection) && objection.refusal, 'bundle-to-be-made-in-parts');
  const last = await doAct(world, 'handler', number, 'bundle', { ...order, evidenceFrom: 3 });
  const part = await open(last.version);
  assert.ok(!isRefusal(part), JSON.stringify(part));
  const pdf = await buffer(part.body);
  // Index and the three pages of the evidence: papers and history stand in the part from 1.
  assert.equal((await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount(), 4);
  const { rows } = (await get('handler', `/complaints/${number}/bundles`)).json<{
    rows: { evidenceFrom: number | null }[];
  }>();
  assert.deepEqual(
    rows.map(({ evidenceFrom }) => evidenceFrom),
    [null, 3],
  );
});

/** What the bundle says of a case: statements, history and the titles of its papers; `more` as if it had happened too. */
const toldOf = (number: string, more: readonly ComplaintEvent[] = []) =>
  world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const { context } = world;
    const loaded = await readComplaint(tx, context.vault, number);
    assert.ok(loaded);
    const { tenant, stream, state } = loaded;
    const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: '' });
    const happened = await hashedEvents(tx, loaded, state.version);
    const added = more.map((event) => ({ version: 99, actor: '', at: new Date(0), hash: Buffer.alloc(0), event }));
    const events = [...happened, ...added];
    const said = happened.map(({ event }) => event);
    const opened = await openFor(context, tx, loaded, state, said);
    const doers = await doersOf(tx, happened, desk);
    return {
      rows: statementsOf(events, doers, opened, desk).rows,
      history: historyOf(happened, doers, desk, opened).events,
      titles: state.papers.map(({ n, code }) => titleTo(desk, n, code)),
    };
  });

test('the bundle tells what each side stated, how it was reached and what came of requests', async () => {
  const number = await endedCase();
  const contacted: ComplaintEvent = {
    type: 'ContactAttempted',
    payload: { at: '2026-05-06T02:05:00Z', channel: 'phone', party: 'respondent', outcome: 'no-answer' },
  };
  const call = { party: 'respondent', channel: 'phone', outcome: 'wrong-number' } as const;
  await doAct(world, 'handler', number, 'contact', { ...call, called: { number: '137 0000 1099' } });
  const opened: ComplaintEvent = {
    type: 'MediationOpened',
    payload: { mediator: '', mode: 'phone', on: '2026-05-06', respondentConsented: true },
  };
  const { rows } = await toldOf(number, [contacted, opened]);
  assert.deepEqual(
    rows.map(({ matter, party, content }) => [matter, party, content]),
    [
      ['被投诉人答复', '被投诉人', '不同意调解\n门店已停业，没有可退的款项。\n方式：账号'],
      ['联系当事人', '被投诉人', '方式：电话\n号码：13700001099\n结果：号码有误'],
      ['联系当事人', '被投诉人', '方式：电话\n号码：当时未记录\n结果：无人接听'],
      ['组织调解', '被投诉人', '同意调解'],
    ],
  );
  assert.deepEqual(rows[2]?.at, { day: '2026-05-06', time: '10:05' });
});

test('art. 12 bundle and history name who said, left and took the place; the index names for whom each paper is', async () => {
  const number = await acceptedCase(world, { joint: [{ name: '王芳' }, { name: '周强' }], jointAgreed: true });
  const persons = (await get('handler', `/complaints/${number}`)).json<CaseView>().parties;
  const [lin = '', wang = ''] = persons.map(({ person }) => person);
  const reasons = '来电告知。';
  await doAct(world, 'handler', number, 'state-consents', { person: wang, entrust: false, reasons });
  await doAct(world, 'handler', number, 'leave-joint', { person: lin, why: 'died', reasons });
  const { rows, history, titles } = await toldOf(number);
  assert.deepEqual(
    rows.map(({ party, content }) => [party, content]),
    [
      ['王芳', '不同意委托调解\n来电告知。'],
      ['林晓禾', '死亡\n以后由王芳牵头\n来电告知。'],
    ],
  );
  assert.deepEqual(
    history.flatMap(({ type, about }) => (about === undefined ? [] : [[type, about]])),
    [
      ['ConsentsStated', '王芳'],
      ['ComplainantLeft', '林晓禾\n以后由王芳牵头'],
    ],
  );
  assert.deepEqual(titles, ['form-5（致投诉人）']);
});

test('who wrote a complaint down for another stands in history and statements of the bundle, and is no agent', async () => {
  const helper = { name: '郑小', phone: '13700007702', relation: 'child', told: 'voice' } as const;
  const number = await fileCase(world, { helper }, undefined, 'consumer', actorOf('consumer').account);
  const { rows, history } = await toldOf(number);
  assert.equal(history[0]?.by, '协助人（子女）');
  assert.deepEqual(
    rows.map(({ matter, party, content }) => [matter, party, content]),
    [['收到投诉', '协助人（子女）', '由郑小（子女）代为填写，不是委托代理人\n怎样得知：电话或者语音']],
  );
});

test('what comes after the order is not in the bundle, and a second order makes a second one', async () => {
  const number = await endedCase();
  const first = await doAct(world, 'handler', number, 'bundle', { purpose: 'court', reference: '（2026）行初 7 号' });
  await annulled(number, first.state.papers.find(({ code }) => code === 'form-8')?.n ?? 0);
  const second = await doAct(world, 'handler', number, 'bundle', { purpose: 'court', reference: '（2026）行初 7 号' });
  const pagesOf = async (version: number): Promise<number> => {
    const answer = await get('handler', `/complaints/${number}/bundles/${version}?opening=${await openingOf(number)}`);
    assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
    return (await PDFDocument.load(answer.rawPayload, { updateMetadata: false })).getPageCount();
  };
  const [before, later] = [await pagesOf(first.version), await pagesOf(second.version)];
  assert.ok(later > before, `${before} then ${later}`);
});

/** A paper made after the first order. */
const annulled = async (number: string, paper: number): Promise<void> => {
  await doAct(world, 'handler', number, 'deliver', { paper, to: 'complainant', channel: 'hand', outcome: 'delivered' });
  await doAct(world, 'bureau-head', number, 'annul', { reasons: '认定事实有误' });
};

test('a bundle is for the officials of the bureau', async () => {
  const number = await endedCase();
  const made = await doAct(world, 'handler', number, 'bundle', { purpose: 'court', reference: 'x' });
  const url = `/complaints/${number}/bundles/${made.version}`;
  assert.equal((await get('consumer', url)).statusCode, 403);
  assert.equal((await get('handler-other-county', url)).statusCode, 404);
  assert.equal((await get('handler', `${url}1`)).json<{ code: string }>().code, 'no-such-bundle');
  const refused = await tryAct(world, 'consumer', number, 'bundle', { purpose: 'court', reference: 'x' });
  assert.equal(isRefusal(refused) && refused.refusal, 'not-permitted');
});

test('what the reviewing body said is registered and listed, newest first, for those who may see the case', async () => {
  const number = await endedCase();
  const outcome = { kind: 'reconsideration', reference: '云政复〔2026〕第 9 号', result: 'upheld' } as const;
  const ahead = await tryAct(world, 'handler', number, 'record-outcome', { ...outcome, decidedOn: '2099-01-01' });
  assert.equal(isRefusal(ahead) && ahead.refusal, 'outcome-day-ahead');
  const today = dayOf(now());
  const early = await tryAct(world, 'handler', number, 'record-outcome', { ...outcome, decidedOn: '2026-05-01' });
  assert.equal(isRefusal(early) && early.refusal, 'outcome-before-the-decision');
  await doAct(world, 'handler', number, 'record-outcome', { ...outcome, decidedOn: today });
  await doAct(world, 'handler', number, 'record-outcome', {
    kind: 'court',
    reference: '（2026）行初 8 号',
    result: 'dismissed',
    decidedOn: today,
  });
  const set = (result: string) =>
    `update outcome_register set result = '${result}' where kind = 'court' and stream = (select stream from complaint where number = '${number}')`;
  const changed = (await faultsOnceChanged(world, set('upheld'), set('dismissed'))).join('\n');
  assert.match(changed, /row-differs outcome_register result upheld ≠ dismissed/u);
  type Rows = { rows: { number: string; reference: string; result: string; decidedOn: string }[] };
  const own = (await get('handler', '/outcomes')).json<Rows>().rows.filter((row) => row.number === number);
  assert.deepEqual(
    own.map((row) => [row.decidedOn, row.result]),
    [
      [today, 'dismissed'],
      [today, 'upheld'],
    ],
  );
  const others = (await get('handler-other-county', '/outcomes')).json<Rows>().rows;
  assert.ok(!others.some((row) => row.number === number));
  assert.equal((await get('consumer', '/outcomes')).statusCode, 403);
});
