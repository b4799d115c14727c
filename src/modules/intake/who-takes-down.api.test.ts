import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type CastName, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { type FilingRequest, fileComplaint, scopeOf } from '#modules/complaints/facade.ts';
import { complaintRoutes, complaintSchemas } from '#modules/complaints/routes.ts';
import { bringBack } from '#modules/complaints/sweep/bring-back.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { bringBackReports } from '#modules/reports/bring-back.ts';
import { everyReport } from '#modules/reports/desk-scope.ts';
import { fileReport } from '#modules/reports/facade.ts';
import { linkedReports } from '#modules/reports/make-linked-report.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { type Api, openApi } from '#test/api.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { doorFor, orderFor } from './front-door.ts';
import { reportEntryRoutes } from './report-routes.ts';
import { intakeRoutes } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  const { context } = world;
  api = await openApi(
    world,
    [intakeRoutes(context), reportEntryRoutes(context), complaintRoutes(context)],
    [...complaintSchemas],
  );
});
after(async () => {
  await api.close();
  await world.close();
});

const complaint = (more: Partial<FilingRequest> = {}): FilingRequest => ({
  complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
  respondent: { kind: 'ordinary', operator: gymOperatorId },
  facts: '交了年费，店关门了。',
  claims: [{ kind: 'refund', amountFen: 100 }],
  consents: { publicity: true, entrust: true },
  ...more,
});
const report = {
  reported: { kind: 'unknown', name: '桥下理发', address: '云栖市临溪区桥下街' },
  clue: '没有明码标价。',
};

type Answer = { number?: string; bureau?: string; code?: string; field?: string; standing?: string };
const post = async (who: CastName, path: string, payload: object): Promise<{ status: number; body: Answer }> => {
  const headers = { ...(await api.as(who)), 'idempotency-key': randomUUID() };
  const answer = await api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers, payload });
  return { status: answer.statusCode, body: answer.json<Answer>() };
};
const said = ({ status, body }: { status: number; body: Answer }) => [status, body.code];

test('administrators, auditor, leader and mediator enter neither complaint nor report', async () => {
  const others = ['system-administrator', 'security-administrator', 'auditor', 'leader', 'mediator'] as const;
  for (const who of others) {
    for (const [path, payload] of [
      ['/complaints', complaint({ channel: 'phone' })],
      ['/complaints', complaint({ channel: 'phone', bureau: 'yunqi-linxi' })],
      ['/reports', report],
    ] as const)
      assert.deepEqual(said(await post(who, path, payload)), [403, 'taking-down-not-yours'], `${who} ${path}`);
  }
  assert.equal((await post('association-mediator', '/reports', report)).status, 403);
});

test('a filing arrives only where it can be received that day', async () => {
  for (const bureau of ['yunqi-association', 'nowhere', 'lanchuan-beidu']) {
    for (const who of ['intake-officer', 'handler'] as const)
      for (const [path, payload] of [
        ['/complaints', complaint({ channel: 'phone', bureau })],
        ['/reports', { ...report, bureau }],
      ] as const)
        assert.deepEqual(said(await post(who, path, payload)), [422, 'no-such-bureau'], `${who} ${path} ${bureau}`);
  }
  const station = await post('handler', '/complaints', complaint({ bureau: 'yunqi-linxi-chengdong' }));
  assert.deepEqual([station.status, station.body.bureau], [201, 'yunqi-linxi']);
});

test('Order 121 art. 19: an association helps to complain, by its name and to the competent bureau', async () => {
  const helper = { relation: 'keeper', name: '许婉', station: '云栖市消费者协会' } as const;
  assert.deepEqual(said(await post('association-mediator', '/complaints', complaint())), [422, 'helper-not-named']);
  const atCounter = await post('association-mediator', '/complaints', complaint({ helper, channel: 'counter' }));
  assert.deepEqual(said(atCounter), [422, 'channel-not-yours']);
  const helped = await post('association-mediator', '/complaints', complaint({ helper }));
  assert.deepEqual([helped.status, helped.body.bureau], [201, 'yunqi-linxi'], JSON.stringify(helped.body));
  const url = `/api/v1/complaints/${helped.body.number}`;
  const view = (await api.app.inject({ url, headers: await api.as('handler') })).json<CaseView>();
  assert.equal(view.channel, 'web');
  assert.equal(view.parties.find(({ kind }) => kind === 'helper')?.relation, 'keeper');
});

test('Order 121 art. 41: what lies at an association goes back to the intake body, once, and its officers have it', async () => {
  const { context } = world;
  const at = now();
  const wish = { actor: actorOf('handler'), at, request: complaint({ channel: 'phone' }), evidence: [] };
  const door = await doorFor(context, wish);
  assert.ok(!isRefusal(door));
  const fileThere = async (intake: string) =>
    await context.database.transact(
      {
        ...nobody,
        account: wish.actor.account,
        tenants: ['yunqi'],
        bureaus: ['yunqi-association', 'yunqi-intake'],
        writes: ['yunqi'],
      },
      (tx) => fileComplaint(context, tx, orderFor(wish, { ...door, bureau: 'yunqi-association', intake })),
    );
  // Three that have nowhere to go lie before it: their own unit is their intake.
  const stay = [];
  for (let i = 0; i < 3; i += 1) stay.push((await fileThere('yunqi-association')).number);
  const made = await fileThere('yunqi-intake');
  const over = await fileThere('yunqi-association');
  const told = await context.database.transact({ ...nobody, account: wish.actor.account, writes: ['yunqi'] }, (tx) =>
    fileReport(context, tx, {
      at,
      enteredBy: wish.actor.account,
      request: report as Parameters<typeof fileReport>[2]['request'],
      channel: 'phone',
      tenant: 'yunqi',
      bureau: 'yunqi-association',
      intake: 'yunqi-intake',
      evidence: [],
    }),
  );
  const actor = (await systemActors(context.database, 'bring-back')).find(({ tenant }) => tenant === 'yunqi');
  assert.ok(actor);
  const left = [...stay, over.number].map((number) => ({ number, why: 'own-intake' }));
  assert.deepEqual(await bringBack(context, actor, at, 2), { moved: [made.number], left });
  assert.deepEqual(await bringBack(context, actor, at), { moved: [], left }, 'told again as long as they lie there');
  const url = `/api/v1/complaints/${made.number}`;
  const answer = await api.app.inject({ url, headers: await api.as('intake-officer') });
  assert.equal(answer.statusCode, 200, answer.body);
  const view = answer.json<CaseView>();
  assert.deepEqual([view.bureau, view.phase], ['yunqi-intake', 'received']);
  assert.ok(view.timeline.some(({ type }) => type === 'ComplaintReturned'));

  assert.deepEqual(await bringBackReports(context, actor, at, 1), { moved: [told.number], left: [] });
  assert.deepEqual(await bringBackReports(context, actor, at), { moved: [], left: [] });
  const [sent] = await context.database.transact(everyReport(actor), (tx) =>
    tx.rows<{ stream: string }>("select stream from report_hand_over where tenant = 'yunqi' and taken_at is null"),
  );
  assert.ok(sent);
  assert.equal(await linkedReports.take(context, actor, { tenant: 'yunqi', stream: sent.stream }), true);
  const there = await context.database.transact(everyReport(actor), (tx) =>
    tx.rows<{ bureau: string; phase: string }>('select bureau, phase from report where stream = $1', [sent.stream]),
  );
  assert.deepEqual(
    there.map(({ phase }) => phase),
    ['verifying'],
  );
  assert.match(there[0]?.bureau ?? '', /yunqi-intake/);
  // Where officers can give it back themselves the platform keeps its hands off.
  assert.equal(scopeOf(actor).account, 'system:bring-back');
});

test('an e-mail address that is none is refused at the field, with whomever it stands', async () => {
  const person = complaint().complainant;
  for (const email of [
    'a@b.cn\r\nBcc: x@y.cn',
    'a,b@c.cn',
    '"a b"@c.cn',
    'x@localhost',
    'a@例子.cn',
    '用户@example.cn',
  ]) {
    const refused = await post('handler', '/complaints', complaint({ complainant: { ...person, email } }));
    assert.deepEqual([...said(refused), refused.body.field], [422, 'email-not-readable', 'complainant.email'], email);
  }
  const joint = [{ name: '王芳' }, { name: '李强', email: 'nobody' }];
  const beside = await post('handler', '/complaints', complaint({ joint, jointAgreed: true }));
  assert.deepEqual([...said(beside), beside.body.field], [422, 'email-not-readable', 'joint.1.email']);
  assert.equal(
    (await post('handler', '/complaints', complaint({ complainant: { ...person, email: 'a@b.cn' } }))).status,
    201,
  );
});
