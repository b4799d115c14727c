import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { FilingRequest, Receipt } from '#modules/complaints/facade.ts';
import { complaintRoutes, complaintSchemas } from '#modules/complaints/routes.ts';
import { now } from '#platform/clock.ts';
import { type Api, openApi } from '#test/api.ts';
import { openWorld, type World } from '#test/world.ts';
import { consultationRoutes } from './consultations/routes.ts';
import { intakeRoutes } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(
    world,
    [intakeRoutes(world.context), complaintRoutes(world.context), consultationRoutes(world.context)],
    [...complaintSchemas],
  );
});
after(async () => {
  await api.close();
  await world.close();
});

const request = (more: Partial<FilingRequest> = {}): FilingRequest => ({
  complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
  respondent: { kind: 'ordinary', operator: gymOperatorId },
  facts: '交了年费，店关门了。',
  claims: [{ kind: 'refund', amountFen: 100 }],
  consents: { publicity: true, entrust: true },
  ...more,
});

const file = async (who: CastName, payload: FilingRequest) => {
  const answer = await api.app.inject({
    method: 'POST',
    url: '/api/v1/complaints',
    headers: { ...(await api.as(who)), 'idempotency-key': randomUUID() },
    payload,
  });
  return { status: answer.statusCode, body: answer.json<Receipt & { code?: string; field?: string }>() };
};

const filed = async (payload: FilingRequest, who: CastName = 'handler'): Promise<CaseView> => {
  const made = await file(who, payload);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const url = `/api/v1/complaints/${made.body.number}`;
  const answer = await api.app.inject({ method: 'GET', url, headers: await api.as('handler') });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<CaseView>();
};

describe('CMP-01 starts on the day of receipt, not of entry', () => {
  test('a letter of three days ago, entered today', async () => {
    const receivedOn = addDays(dayOf(now()), -3);
    const view = await filed(request({ channel: 'letter', receivedOn }));
    assert.equal(view.receivedOn, receivedOn);
    assert.equal(view.clocks.find(({ rule }) => rule === 'CMP-01')?.reckoning.startOn, receivedOn);
    assert.equal(dayOf(new Date(view.filedAt)), dayOf(now()), 'the day of entry stays visible beside it');
  });

  test('an order of 12345 keeps the hotline’s number and day, and no limit runs from them', async () => {
    const today = dayOf(now());
    const [hotlineReceivedOn, receivedOn] = [addDays(today, -6), addDays(today, -2)];
    const order = { channel: 'hotline-12345', externalNumber: `gd${Date.now()}`, receivedOn } as const;
    const view = await filed(request({ ...order, hotlineReceivedOn }));
    assert.deepEqual([view.sourceNumber, view.hotlineReceivedOn], [order.externalNumber, hotlineReceivedOn]);
    assert.deepEqual([view.receivedOn, view.externalNumber], [receivedOn, null]);
    assert.equal(view.clocks.find(({ rule }) => rule === 'CMP-01')?.reckoning.startOn, receivedOn);
    const after = await file('handler', request({ ...order, hotlineReceivedOn: today }));
    assert.deepEqual([after.body.code, after.body.field], ['hotline-day-after-receipt', 'hotlineReceivedOn']);
  });

  test('what was registered in 12315 counts from there, with its number', async () => {
    const receivedOn = addDays(dayOf(now()), -1);
    const channel = 'platform-12315' as const;
    const view = await filed(request({ channel, receivedOn, externalNumber: `99${Date.now()}` }));
    assert.equal(view.standing, 'published-channel');
    assert.equal(view.receivedOn, receivedOn);
    const without = await file('handler', request({ channel, receivedOn }));
    assert.deepEqual([without.status, without.body.code], [422, 'registration-number-missing']);
  });

  test('CMP-01 RCV-01 a mistyped year is asked about, and put right by the head: limit and grounds follow', async () => {
    const wrong = addDays(dayOf(now()), -365);
    const asked = await file('handler', request({ channel: 'letter', receivedOn: wrong }));
    assert.deepEqual([asked.status, asked.body.code], [422, 'receipt-day-long-past']);
    const ancient = await file(
      'handler',
      request({ channel: 'letter', receivedOn: '2013-11-25', receivedLongAgo: true }),
    );
    assert.deepEqual([ancient.status, ancient.body.code], [422, 'receipt-day-before-the-law']);
    const before = await filed(request({ channel: 'letter', receivedOn: wrong, receivedLongAgo: true }));
    const at = `/api/v1/complaints/${before.number}`;
    const correct = async (who: CastName, receivedOn: string) =>
      await api.app.inject({
        method: 'POST',
        url: `${at}/correct-receipt`,
        headers: { ...(await api.as(who)), 'if-match': `"v${before.version}"` },
        payload: { receivedOn, reasons: '信封邮戳为今年' },
      });
    const right = addDays(dayOf(now()), -2);
    assert.equal((await correct('handler', right)).statusCode, 403);
    const done = await correct('bureau-head', right);
    assert.equal(done.statusCode, 200, done.body);
    const answer = await api.app.inject({ url: at, headers: await api.as('consumer') });
    const view = answer.json<CaseView>();
    assert.equal(view.receivedOn, right);
    const clock = view.clocks.find(({ rule }) => rule === 'CMP-01');
    assert.deepEqual([clock?.reckoning.startOn, clock?.reckoning.regimeOn], [right, right]);
    const told = view.timeline.find(({ type }) => type === 'ReceiptDayCorrected');
    assert.deepEqual([told?.details['was'], told?.details['receivedOn']], [wrong, right]);
    assert.deepEqual(
      told?.texts.map(({ field, text }) => [field, text]),
      [['reasons', '信封邮戳为今年']],
    );
  });

  test('a consumer cannot say that it came through 12315 or an official', async () => {
    for (const channel of ['platform-12315', 'counter', 'letter'] as const) {
      const refused = await file('consumer', request({ channel, externalNumber: '9901' }));
      assert.deepEqual([refused.status, refused.body.code], [422, 'channel-not-yours'], channel);
    }
    const early = await file('consumer', request({ receivedOn: '2026-04-01' }));
    assert.deepEqual([early.status, early.body.code], [422, 'receipt-day-is-today']);
  });
});

describe('What was said has a home in the file', () => {
  test('licence and clue, knew-on day, station and telling, agreement of the others, large print', async () => {
    const view = await filed(
      request({
        channel: 'counter',
        respondent: { kind: 'unknown', name: '桥下那家', licence: '不清楚', clue: '菜场东门第二个摊位' },
        knewOn: '2026-01-05',
        helper: { relation: 'keeper', name: '赵站长', station: '桂花社区维权站', told: 'voice' },
        joint: [{ name: '王芳' }, { name: '李强' }],
        jointAgreed: true,
        largePrint: true,
      }),
    );
    assert.equal(view.respondent.licence, '不清楚');
    assert.equal(view.respondent.clue, '菜场东门第二个摊位');
    assert.equal(view.knewOn, '2026-01-05');
    const helper = view.parties.find(({ kind }) => kind === 'helper');
    assert.deepEqual([helper?.station, helper?.told], ['桂花社区维权站', 'voice']);
    assert.deepEqual([view.jointAgreed, view.largePrint], [true, true]);
  });

  test('a licence code of the register names the operator', async () => {
    const uscc = await world.context.database.unscoped((tx) =>
      tx.one<{ uscc: string }>('select uscc from operator where id = $1', [gymOperatorId]),
    );
    const view = await filed(request({ channel: 'counter', respondent: { kind: 'unknown', licence: uscc.uscc } }));
    assert.equal(view.respondent.operator, gymOperatorId);
    assert.equal(view.respondent.kind, 'ordinary');
  });

  test('somebody without a telephone needs an address, and two of them are not taken for one person', async () => {
    const refused = await file('handler', request({ channel: 'counter', complainant: { name: '孙桂兰' } }));
    assert.deepEqual([refused.status, refused.body.code], [422, 'no-phone-no-address']);
    const address = '临溪区桂花路 3 号';
    const joint = [{ name: '王芳' }, { name: '李强', phone: '—' }];
    const view = await filed(request({ channel: 'counter', complainant: { name: '孙桂兰', address }, joint }));
    assert.equal(view.parties[0]?.masked.phone, null);
    const people = view.parties.filter(({ kind }) => kind !== 'respondent').map(({ person }) => person);
    const scope = { tenants: ['yunqi'], bureaus: ['yunqi-linxi'], principals: [], account: cast.handler.account };
    const marks = await world.context.database.transact(scope, (tx) =>
      tx.rows('select 1 from blind_index where person = any ($1::uuid[])', [people]),
    );
    assert.equal(marks.length, 0);
  });
});

describe('a class is one of the code tables (FSL art. 115 is read from it)', () => {
  const codes = async (url: string, payload: Record<string, unknown>) => {
    const headers = {
      ...(await api.as('handler')),
      'idempotency-key': `codes-${url}-${JSON.stringify(payload).length}`,
    };
    const answer = await api.app.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload });
    const { code, field } = answer.json<{ code?: string; field?: string }>();
    return [answer.statusCode, code, field];
  };

  test('a word of no table is refused by its field: complaint, question, particulars', async () => {
    const no = (field: string) => [422, 'code-not-in-table', field];
    assert.deepEqual(await codes('/complaints', request({ objectCode: 'food' })), no('objectCode'));
    assert.deepEqual(
      await codes('/complaints', request({ objectCode: 'fitness', problemCode: 'x' })),
      no('problemCode'),
    );
    const question = { question: '去哪里办？', asker: { name: '林晓禾', phone: '13800000001' }, bureau: 'yunqi-linxi' };
    assert.deepEqual(await codes('/consultations', { ...question, problemCode: '0702' }), no('problemCode'));

    const view = await filed(request({ objectCode: 'fitness', problemCode: 'contract' }));
    assert.equal(view.objectName, '健身服务');
    const completed = await api.app.inject({
      method: 'POST',
      url: `/api/v1/complaints/${view.number}/complete-particulars`,
      headers: { ...(await api.as('handler')), 'if-match': `"v${view.version}"` },
      payload: { objectCode: 'food' },
    });
    const { code, field } = completed.json<{ code?: string; field?: string }>();
    assert.deepEqual([completed.statusCode, code, field], no('objectCode'));
  });
});
