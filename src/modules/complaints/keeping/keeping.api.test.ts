import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { isOpenUnit } from '#modules/directory/facade.ts';
import { accountsBeside } from '#modules/intake/accounts-beside.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { now } from '#platform/clock.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { dataRequestRoutes } from '#platform/http/data-request-routes.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { type Api, openApi } from '#test/api.ts';
import { tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { CaseView } from '../case-contract.ts';
import type { ActBody, FilingRequest } from '../contract.ts';
import { scopeOf } from '../handle.ts';
import { findPaper } from '../paper-files.ts';
import { performAct } from '../perform.ts';
import type { FormAct } from '../permits.ts';
import { complaintRoutes, complaintSchemas } from '../routes.ts';
import { countOwnCases } from '../views/own-cases.ts';
import type { Hold, OwnData } from './contract.ts';
import { keepingRoutes, keepingSchemas } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  await prepareJobs(world.ownerUrl);
  const { context } = world;
  api = await openApi(
    world,
    [complaintRoutes(context), keepingRoutes(context), dataRequestRoutes(context, isOpenUnit)],
    [...complaintSchemas, ...keepingSchemas],
  );
});
after(async () => {
  await api.close();
  await world.close();
});

const file = async (phone = '13800000001', more: Partial<FilingRequest> = {}): Promise<string> => {
  const actor = actorOf('consumer');
  const request: FilingRequest = {
    complainant: { name: '林晓禾', phone, address: '云栖市临溪区桂花路 12 号' },
    respondent: { kind: 'ordinary', operator: gymOperatorId },
    facts: '办理瑜伽年卡后场馆停业，多次索要退款未果。',
    claims: [{ kind: 'refund', amountFen: 268_000 }],
    consents: { publicity: true, entrust: true },
    ...more,
  };
  const { context } = world;
  const receipt = await context.database.transact(scopeOf(actor), async (tx) => {
    const beside = await accountsBeside(context, tx, request);
    await tx.rescope(scopeOf(actor));
    return await fileAtFrontDoor(context, tx, { actor, at: now(), request, evidence: [], accountsBeside: beside });
  });
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  return receipt.number;
};

const act = async <A extends FormAct>(who: CastName, number: string, name: A, body: ActBody<A>): Promise<void> => {
  const actor = actorOf(who);
  const done = await world.context.database.transact(scopeOf(actor), (tx) =>
    performAct(world.context, tx, { number, act: name, body, actor, at: now() }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
};

/** Hands in a receipt, as the acts of the site do. */
const handIn = async (
  number: string,
  who: CastName = 'consumer',
  more: { from?: 'complainant' } = {},
): Promise<void> => {
  const actor = actorOf(who);
  const { context } = world;
  const content = (async function* () {
    yield Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  })();
  const taken = await takeUpload(context.files, { ...trayOf(actor), purpose: 'evidence', name: '收据.pdf', content });
  assert.ok(!isRefusal(taken), JSON.stringify(taken));
  await act(who, number, 'add-evidence', { items: [taken.file], ...more });
};

const call = async (who: CastName, path: string, payload?: object) =>
  api.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/${path}`,
    headers: await api.inBrowser(who),
    ...(payload === undefined ? {} : { payload }),
  });

const codeOf = (answer: { json: <T>() => T }): string => answer.json<{ code: string }>().code;

const complainantOf = async (number: string) => {
  const view = (await call('handler', `complaints/${number}`)).json<CaseView>();
  const party = view.parties.find((one) => one.kind === 'complainant');
  assert.ok(party);
  return { view, party };
};

const ask = async (number: string, kind: string): Promise<string> => {
  const asked = await call('consumer', 'data-requests', { number, kind, text: '请办理。' });
  assert.equal(asked.statusCode, 201, asked.body);
  return asked.json<{ id: string }>().id;
};

const requestState = async (id: string): Promise<string | undefined> =>
  (await call('consumer', 'data-requests')).json<{ id: string; state: string }[]>().find((one) => one.id === id)?.state;

const erasure = (person: string, more: object = {}) => ({
  person,
  ground: 'no-longer-needed',
  reason: '案件已办结，当事人申请删除',
  ...more,
});

describe('a copy of one’s own data', () => {
  test('holds everything in clear, who looked and why; the other side and a stranger get nothing', async () => {
    const number = await file();
    const { party } = await complainantOf(number);
    const reveal = { person: party.person, field: 'phone', reason: '核实身份' };
    assert.equal((await call('handler', `complaints/${number}/reveal`, reveal)).statusCode, 200);
    await handIn(number);
    const copy = await call('consumer', `complaints/${number}/own-data`);
    assert.equal(copy.statusCode, 200, copy.body);
    const data = copy.json<OwnData>();
    assert.equal(data.values['name'], '林晓禾');
    assert.equal(data.values['phone'], '13800000001');
    assert.equal(data.texts['facts'], '办理瑜伽年卡后场馆停业，多次索要退款未果。');
    assert.deepEqual(
      data.opened.map((look) => [look.kind, look.reason]),
      [['phone', '核实身份']],
    );
    assert.ok(!copy.body.includes('陈一鸣'));
    assert.equal((await call('second-consumer', `complaints/${number}/own-data`)).statusCode, 404);
    assert.equal((await call('handler', `complaints/${number}/own-data`)).statusCode, 404);
  });
});

describe('a correction', () => {
  test('shows the new value, answers the request, and is refused for a person of another case', async () => {
    const number = await file();
    const { party } = await complainantOf(number);
    const request = await ask(number, 'correct');
    const body = {
      person: party.person,
      fields: { name: '林小禾', address: '云栖市临溪区桂花路 21 号' },
      reason: '姓名有误',
      request,
    };
    const done = await call('bureau-head', `complaints/${number}/correct-person`, body);
    assert.equal(done.statusCode, 200, done.body);
    assert.equal(await requestState(request), 'granted');
    const data = (await call('consumer', `complaints/${number}/own-data`)).json<OwnData>();
    assert.equal(data.values['name'], '林小禾');
    const { view } = await complainantOf(number);
    assert.equal(view.timeline.at(-1)?.type, 'PersonCorrected');
    const other = await complainantOf(await file());
    const wrong = await call('handler', `complaints/${number}/correct-person`, { ...body, person: other.party.person });
    assert.equal(codeOf(wrong), 'person-not-found');
    assert.equal((await call('second-consumer', `complaints/${number}/correct-person`, body)).statusCode, 403);
  });
});

describe('a wrong telephone number', () => {
  const phoneOf = async (number: string, phone: string, kind = 'complainant') => {
    const { view } = await complainantOf(number);
    const fields = { phone };
    return call('handler', `complaints/${number}/correct-person`, {
      person: view.parties.find((party) => party.kind === kind)?.person,
      fields,
      reason: '号码登记有误',
    });
  };
  const waysIn = async (who: CastName, number: string): Promise<unknown[]> => [
    (await call(who, `complaints/${number}`)).statusCode,
    (await call(who, `complaints/${number}/own-data`)).statusCode,
    await world.context.database.transact(scopeOf(actorOf(who)), (tx) => countOwnCases(tx, cast[who].account)),
  ];

  test('put right, ends what its owner saw and lets the owner of the right one in', async () => {
    const earlier = Number((await waysIn('second-consumer', 'none'))[2]);
    const number = await file();
    const before = Number((await waysIn('consumer', number))[2]);
    const done = await phoneOf(number, '13800000002');
    assert.equal(done.statusCode, 200, done.body);
    assert.deepEqual(await waysIn('consumer', number), [404, 404, before - 1]);
    assert.deepEqual(await waysIn('second-consumer', number), [200, 200, earlier + 1]);
    assert.deepEqual(await refoldFaults(world), []);
    assert.equal((await phoneOf(number, '0571-88001234')).statusCode, 200);
    assert.deepEqual(await waysIn('second-consumer', number), [404, 404, earlier]);
    assert.deepEqual(await refoldFaults(world), []);
  });

  const third = '13900006666';
  const lent = { name: '王芳', phone: cast['second-consumer'].phone };
  const power = { matters: '代为投诉', powers: '一般代理' };
  const beside: readonly (readonly [string, Partial<FilingRequest>])[] = [
    ['joint', { joint: [lent] }],
    ['representative', { joint: [lent, { name: '李四', phone: third }], representatives: [0], jointAgreed: true }],
    ['agent', { agent: { ...lent, ...power } }],
  ];
  for (const [kind, more] of beside)
    test(`of the ${kind} moves the way in as well`, async () => {
      const earlier = Number((await waysIn('second-consumer', 'none'))[2]);
      const number = await file('13800000001', more);
      assert.deepEqual(await waysIn('second-consumer', number), [200, 200, earlier + 1]);
      assert.equal((await phoneOf(number, '13900007777', kind)).statusCode, 200);
      assert.deepEqual(await waysIn('second-consumer', number), [404, 404, earlier]);
      const right = await phoneOf(number, lent.phone, kind);
      assert.equal(right.statusCode, 200, right.body);
      assert.deepEqual(await waysIn('second-consumer', number), [200, 200, earlier + 1]);
      assert.deepEqual(await refoldFaults(world), []);
    });

  test('is not put right with a number of the other side where it is an agent’s', async () => {
    const number = await file('13800000001', { agent: { name: '吴敏', phone: '13900007777', ...power } });
    await act('handler', number, 'answer', { consentsToMediation: true, by: 'phone' });
    await act('handler', number, 'name-agent', {
      side: 'respondent',
      name: '赵强',
      phone: third,
      ...power,
      powers: 'general',
    });
    assert.equal(codeOf(await phoneOf(number, third, 'agent')), 'agent-of-both-sides');
    assert.equal(codeOf(await phoneOf(number, '13800000001', 'respondent-agent')), 'agent-of-both-sides');
  });

  test('of two who share it, put right for one, stays the way in of the other; an agency that ends too', async () => {
    const earlier = Number((await waysIn('second-consumer', 'none'))[2]);
    const number = await file('13800000001', {
      joint: [lent, { ...lent, name: '李四' }],
      agent: { ...lent, ...power },
    });
    assert.equal((await phoneOf(number, third, 'joint')).statusCode, 200);
    assert.deepEqual(await waysIn('second-consumer', number), [200, 200, earlier + 1]);
    await act('consumer', number, 'end-agent', { side: 'complainant' });
    assert.deepEqual(await waysIn('second-consumer', number), [200, 200, earlier + 1]);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('does not touch an account that never came in by it', async () => {
    const number = await file('13900005555');
    assert.equal((await phoneOf(number, '13800000002')).statusCode, 200);
    assert.equal((await call('consumer', `complaints/${number}`)).statusCode, 200);
    assert.equal((await call('second-consumer', `complaints/${number}`)).statusCode, 404);
  });
});

describe('an erasure', () => {
  test('PIPL 47 not while the case runs, not under a hold, not by a handler, not without the second factor', async () => {
    const number = await file();
    const { party } = await complainantOf(number);
    const path = `complaints/${number}/erase-person`;
    assert.equal(codeOf(await call('bureau-head', path, erasure(party.person))), 'erasing-while-the-case-runs');
    await act('consumer', number, 'withdraw', {});
    assert.equal(codeOf(await call('handler', path, erasure(party.person))), 'not-permitted');
    const headers = await api.as('bureau-head');
    const byToken = await api.app.inject({
      method: 'POST',
      url: `/api/v1/${path}`,
      headers,
      payload: erasure(party.person),
    });
    assert.equal(codeOf(byToken), 'session-required');

    const placed = await call('handler', `complaints/${number}/legal-holds`, { reason: '行政复议期间' });
    assert.equal(placed.statusCode, 201, placed.body);
    assert.equal(codeOf(await call('bureau-head', path, erasure(party.person))), 'under-legal-hold');
    const { view } = await complainantOf(number);
    assert.ok(!view.timeline.some((one) => one.type === 'PersonErased'), 'a refused erasure leaves no event');
    const { hold } = placed.json<{ hold: string }>();
    const lift = `complaints/${number}/legal-holds/${hold}/lift`;
    assert.equal(codeOf(await call('handler', lift, {})), 'not-permitted');
    const holds = (await call('handler', `complaints/${number}/legal-holds`)).json<Hold[]>();
    assert.deepEqual(
      holds.map((one) => [one.reason, one.placedByName]),
      [['行政复议期间', '陈一鸣']],
    );
    assert.equal((await call('bureau-head', lift, {})).statusCode, 200);
    assert.equal((await call('bureau-head', path, erasure(party.person))).statusCode, 200);
    assert.equal(codeOf(await call('bureau-head', path, erasure(party.person))), 'person-not-found');
  });

  test('PIPL 47 leaves nothing of the person to read, keeps the history whole, and answers the request', async () => {
    const number = await file();
    const { party } = await complainantOf(number);
    await handIn(number);
    await act('consumer', number, 'withdraw', { reasons: '已经自行协商解决。' });
    const request = await ask(number, 'delete');
    const path = `complaints/${number}/erase-person`;
    const wrongKind = await call('bureau-head', path, erasure(party.person, { request: await ask(number, 'copy') }));
    assert.equal(codeOf(wrongKind), 'data-request-not-open');
    const done = await call('bureau-head', path, erasure(party.person, { request }));
    assert.equal(done.statusCode, 200, done.body);
    assert.equal(done.json<{ files: number }>().files, 1);
    assert.equal(await requestState(request), 'granted');

    const { view, party: erased } = await complainantOf(number);
    assert.ok(erased.erased);
    assert.equal(view.facts, null);
    const last = view.timeline.at(-1);
    assert.equal(last?.type, 'PersonErased');
    assert.equal(last?.details['basis'], 'pipl 47(1)(1)');
    const left = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.one<{ masked: string; words: number; marks: number; keys: number }>(
        `select complainant_masked as masked,
            (select count(*)::int from complaint_search w where w.tenant = c.tenant and w.stream = c.stream) as words,
            (select count(*)::int from blind_index b where b.tenant = c.tenant and b.stream = c.stream and b.person = $2) as marks,
            (select count(*)::int from evidence_file f where f.tenant = c.tenant and f.stream = c.stream and f.state = 'kept') as keys
           from complaint c where number = $1`,
        [number, party.person],
      ),
    );
    assert.deepEqual(left, { masked: '', words: 0, marks: 0, keys: 0 });
    const data = (await call('consumer', `complaints/${number}/own-data`)).json<OwnData>();
    assert.deepEqual([...new Set(Object.values(data.values))], [null]);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('PIPL 47 what an officer put on file for the complainant goes too; what the bureau found itself stays', async () => {
    const number = await file();
    const { party } = await complainantOf(number);
    await handIn(number, 'handler', { from: 'complainant' });
    await handIn(number, 'handler');
    const own = (await call('consumer', `complaints/${number}/own-data`)).json<OwnData>();
    assert.equal(own.files.length, 1);
    await act('consumer', number, 'withdraw', {});
    const done = await call('bureau-head', `complaints/${number}/erase-person`, erasure(party.person));
    assert.equal(done.json<{ files: number }>().files, 1);
  });

  test('PIPL 47 the acts that follow are written as before, under the key of the case', async () => {
    const number = await file();
    const { party } = await complainantOf(number);
    await act('bureau-head', number, 'assign', { to: cast.handler.account });
    await act('handler', number, 'accept', {});
    await act('handler', number, 'answer', { consentsToMediation: false });
    await act('handler', number, 'terminate', { ground: 2, reasons: '被投诉人明确拒绝调解。' });
    const erase = () => call('bureau-head', `complaints/${number}/erase-person`, erasure(party.person));
    for (const paper of [1, 2, 3]) {
      assert.equal(codeOf(await erase()), 'erasing-before-all-are-told');
      const to = paper === 3 ? 'respondent' : 'complainant';
      await act('handler', number, 'deliver', { paper, to, channel: 'hand', outcome: 'delivered' });
    }
    const done = await erase();
    assert.equal(done.statusCode, 200, done.body);
    const read = (n: number) => {
      const actor = actorOf('handler');
      return world.context.database.transact(scopeOf(actor), (tx) => findPaper(world.context, tx, actor, number, n));
    };
    const [own, theirs] = [await read(2), await read(3)];
    assert.equal(isRefusal(own) && own.refusal, 'person-erased');
    assert.ok(!isRefusal(theirs), 'the operator keeps the copy it was told');
    assert.notEqual(theirs.person, party.person);

    await act('handler', number, 'note', { text: '法院来函，已归入案卷。' });
    await act('bureau-head', number, 'annul', { reasons: '人民法院判决撤销终止调解决定。' });
    await act('handler', number, 'note', { text: '重新办理。' });
    const { view } = await complainantOf(number);
    assert.equal(view.phase, 'accepted');
    const texts = view.timeline.flatMap((one) => one.texts.map(({ text }) => text));
    for (const said of ['法院来函，已归入案卷。', '人民法院判决撤销终止调解决定。', '重新办理。'])
      assert.ok(texts.includes(said), said);
    assert.deepEqual(await refoldFaults(world), []);

    const supplied = await tryAct(world, 'consumer', number, 'supply', {
      items: [],
      identity: { name: '林晓禾', phone: '13800000001' },
    });
    assert.equal(isRefusal(supplied) && supplied.refusal, 'values-erased-for-good');
  });

  test('PIPL 47 what is known of the respondent stays: it is what the case is about', async () => {
    const number = await file();
    await act('consumer', number, 'withdraw', {});
    const view = (await call('handler', `complaints/${number}`)).json<CaseView>();
    const respondent = view.parties.find((one) => one.kind === 'respondent');
    const refused = await call('bureau-head', `complaints/${number}/erase-person`, erasure(respondent?.person ?? ''));
    assert.equal(codeOf(refused), 'respondent-is-kept');
  });

  test('another county’s head neither sees nor erases', async () => {
    const number = await file();
    const { party } = await complainantOf(number);
    await act('consumer', number, 'withdraw', {});
    const refused = await call('handler-other-county', `complaints/${number}/erase-person`, erasure(party.person));
    assert.equal(refused.statusCode, 404);
  });
});
