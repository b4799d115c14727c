import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CastName } from '#db/seed/cast.ts';
import { openDatabase } from '#platform/db.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { CaseEvents } from './case-contract.ts';
import { scopeOf } from './handle.ts';
import { justWrittenIn } from './just-written.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';
import { lockComplaint, readComplaint } from './store.ts';
import { isPaperFor, readerOf } from './views/timeline.ts';

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

const act = async (who: CastName, path: string, payload: object, headers: Readonly<Record<string, string>>) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/complaints/${path}`,
    headers: { ...(await api.as(who)), ...headers },
    payload,
  });

const eventsOf = async (who: CastName, number: string, query = '', headers = {}) =>
  api.app.inject({
    url: `/api/v1/complaints/${number}/events${query}`,
    headers: { ...(await api.as(who)), ...headers },
  });

const note = (text: string) => ({ text });
const typesOf = (page: CaseEvents) => page.events.map((event) => event.type);

describe('an act with an Idempotency-Key', () => {
  const headers = { 'if-match': '"v1"', 'idempotency-key': 'a-lost-answer', prefer: 'return=minimal' };

  test('sent again because its answer was lost, it answers as the first time and has one effect', async () => {
    const number = await fileCase(world);
    const first = await act('handler', `${number}/note`, note('called the shop'), headers);
    assert.equal(first.statusCode, 200, first.body);
    assert.equal(first.json<{ version: number }>().version, 2);
    const again = await act('handler', `${number}/note`, note('called the shop'), headers);
    assert.equal(again.statusCode, 200, again.body);
    assert.deepEqual(again.json(), first.json());
    assert.equal(again.headers.etag, first.headers.etag);
    const both = await Promise.all(
      [1, 2].map(() =>
        act('handler', `${number}/note`, note('at the same moment'), {
          ...headers,
          'if-match': '"v2"',
          'idempotency-key': 'twice-at-once',
        }),
      ),
    );
    assert.deepEqual(
      both.map((answer) => [answer.statusCode, answer.json<{ version: number }>().version]),
      [
        [200, 3],
        [200, 3],
      ],
    );
    const page = (await eventsOf('handler', number)).json<CaseEvents>();
    assert.deepEqual(typesOf(page), ['ComplaintFiled', 'NoteAdded', 'NoteAdded']);
  });

  test('the same key does nothing else: neither other words, nor another case; what somebody else did is still told', async () => {
    const number = await fileCase(world);
    const key = { ...headers, 'idempotency-key': 'used-once' };
    assert.equal((await act('handler', `${number}/note`, note('first'), key)).statusCode, 200);
    const other = { ...key, 'if-match': '"v2"' };
    const reused = await act('handler', `${number}/note`, note('second'), other);
    assert.deepEqual([reused.statusCode, reused.json<{ code: string }>().code], [422, 'idempotency-key-reused']);
    const elsewhere = await fileCase(world);
    assert.equal((await act('handler', `${elsewhere}/note`, note('first'), key)).statusCode, 422);
    const stale = { ...headers, 'idempotency-key': 'never-used' };
    const told = await act('handler', `${number}/note`, note('late'), stale);
    const { code, since } = told.json<{ code: string; since: { version: number; events: string } }>();
    assert.deepEqual([told.statusCode, code, since.version], [412, 'changed-meanwhile', 2]);
    const unborn = await act('handler', `${number}/note`, note('late'), { 'if-match': '"v9"' });
    assert.deepEqual([unborn.statusCode, unborn.json<{ code: string }>().code], [400, 'version-malformed']);
    for (const one of [told, unborn]) assert.deepEqual(one.json<{ instead: string[] }>().instead, ['read-anew']);
    const missed = await api.app.inject({ url: since.events, headers: await api.as('handler') });
    assert.deepEqual(typesOf(missed.json<CaseEvents>()), ['NoteAdded']);
    assert.equal((await eventsOf('handler', number)).json<CaseEvents>().events.length, 2);
  });
});

describe('an act on a case this process has just written', () => {
  const minimal = { prefer: 'return=minimal' };
  const at = (version: number) => ({ 'if-match': `"v${version}"`, ...minimal });
  const done = async (who: CastName, path: string, payload: object, version: number): Promise<number> => {
    const answer = await act(who, path, payload, at(version));
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<{ version: number }>().version;
  };

  /** As another process of the same instance would do it: what this one remembers is old now. */
  const elsewhere = async <T>(work: (other: World) => Promise<T>): Promise<T> => {
    const database = openDatabase({ url: world.appUrl, connections: 1 });
    try {
      return await work({ ...world, context: { ...world.context, database } });
    } finally {
      await database.close();
    }
  };

  const asRead = async (number: string) => {
    const read = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      readComplaint(tx, world.context.vault, number),
    );
    assert.ok(read !== undefined);
    return read;
  };

  test('does not read it again, and what it decides on is what reading would have found', async () => {
    const number = await fileCase(world);
    const { account } = actorOf('handler');
    const course: readonly (readonly [string, object])[] = [
      ['assign', { to: account }],
      ['accept', {}],
      ['answer', { consentsToMediation: true, by: 'phone', statement: '同意调解' }],
      ['open-mediation', { mediator: actorOf('mediator').account, mode: 'phone' }],
      ['note', note('agreed on Friday')],
    ];
    let version = 1;
    const heard: string[] = [];
    for (const [name, body] of course) {
      world.context.database.capture((text) => heard.push(text));
      version = await done('handler', `${number}/${name}`, body, version);
      world.context.database.capture(undefined);
      const read = await asRead(number);
      const kept = justWrittenIn(world.context).at(number, version);
      assert.ok(kept !== undefined, name);
      assert.deepEqual(kept.state, read.state);
      assert.deepEqual(kept.headHash, read.headHash);
      assert.equal(kept.settledVersion, read.settledVersion);
      for (const { person } of read.state.parties)
        assert.ok(kept.personKeys.get(person)?.equals(read.personKeys.get(person) as KeyObject), name);
    }
    // The first act met a case written by no act of this API.
    assert.equal(heard.filter((text) => text.includes('for update of s')).length, 1);
  });

  test('is not written where somebody else was quicker: two at once, and an act of another process', async () => {
    const number = await fileCase(world);
    const version = await done('handler', `${number}/note`, note('where it stands'), 1);
    const both = await Promise.all(
      ['first', 'second'].map((text) => act('handler', `${number}/note`, note(text), at(version))),
    );
    assert.deepEqual(both.map(({ statusCode }) => statusCode).toSorted(), [200, 412]);
    await elsewhere((other) => doAct(other, 'bureau-head', number, 'note', note('I have called the shop.')));
    const late = await act('handler', `${number}/note`, note('decided without knowing of the call'), at(version + 1));
    assert.deepEqual([late.statusCode, late.json<{ code: string }>().code], [412, 'changed-meanwhile']);
    const told = typesOf((await eventsOf('handler', number)).json<CaseEvents>());
    assert.deepEqual(told, ['ComplaintFiled', 'NoteAdded', 'NoteAdded', 'NoteAdded']);
  });

  test('is done on top of what another process only put on record by itself', async () => {
    const number = await fileCase(world);
    const version = await done('handler', `${number}/accept`, {}, 1);
    const worker = { ...actorOf('handler'), kind: 'system', account: 'system:deliver-papers', roles: [] } as const;
    const delivery = { paper: 1, to: 'complainant', channel: 'sms', outcome: 'delivered' } as const;
    await elsewhere((other) => doAct(other, worker, number, 'deliver', delivery));
    assert.equal(await done('handler', `${number}/note`, note('seen before the delivery'), version), version + 2);
  });

  test('waits for the case before it takes a number, as everybody does: two acts on it never wait for each other', async () => {
    await done('handler', `${await fileCase(world)}/accept`, {}, 1);
    const number = await fileCase(world);
    const version = await done('handler', `${number}/assign`, { to: actorOf('handler').account }, 1);
    const accepted = await elsewhere(({ context }) =>
      context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
        await lockComplaint(tx, context.vault, number);
        const asked = done('handler', `${number}/accept`, {}, version);
        const series = await tx.rows('select 1 from number_series');
        const waiting = () => tx.one<{ n: number }>('select count(*)::integer as n from pg_locks where not granted');
        while ((await waiting()).n === 0) await sleep(20);
        const free = await tx.rows('select 1 from number_series for update skip locked');
        assert.ok(free.length > 0);
        assert.equal(free.length, series.length);
        return { asked };
      }),
    );
    assert.equal(await accepted.asked, version + 2);
  });

  test('shows nobody more: out of sight it is not there, whatever the rules would have said', async () => {
    const number = await fileCase(world);
    const version = await done('handler', `${number}/note`, note('where it stands'), 1);
    for (const [who, name, body] of [
      ['handler-other-county', 'note', note('from next door')],
      ['handler-other-county', 'archive', {}],
      ['second-consumer', 'withdraw', {}],
    ] as const) {
      const told = await act(who, `${number}/${name}`, body, at(version));
      assert.deepEqual([told.statusCode, told.json<{ code: string }>().code], [404, 'complaint-not-found'], name);
    }
    assert.equal((await asRead(number)).state.version, version);
  });
});

describe('a body says itself what it holds', () => {
  const minimal = { prefer: 'return=minimal' };

  test('a wrong ground is put right by its number', async () => {
    const number = await fileCase(world);
    const refusal = { ground: 7, reasons: '不属于本部门职责，告知其向有权部门反映' };
    const refused = await act('handler', `${number}/refuse`, refusal, { 'if-match': '"v1"', ...minimal });
    assert.equal(refused.statusCode, 200, refused.body);
    const { version } = refused.json<{ version: number }>();
    const wish = { version: 2, changed: { ground: 4 }, reasons: '写错条款', knewOn: '2020-01-01' };
    const put = await act('bureau-head', `${number}/correct`, wish, { 'if-match': `"v${version}"`, ...minimal });
    assert.equal(put.statusCode, 200, put.body);
  });

  test('a null is no “no”, a text no number', async () => {
    const number = await fileCase(world);
    for (const body of [
      { consentsToMediation: null, by: 'phone', statement: '尚未表态' },
      { consentsToMediation: 'false', by: 'phone' },
      { consentsToMediation: 0, by: 'phone' },
    ]) {
      const told = await act('handler', `${number}/answer`, body, { 'if-match': '"v1"' });
      const { code, faults } = told.json<{ code: string; faults: { field: string }[] }>();
      assert.deepEqual([told.statusCode, code, faults[0]?.field], [400, 'request-invalid', 'consentsToMediation']);
    }
  });
});

describe('what happened in a case', () => {
  test('says as what somebody of the case acted: a station keeper who files for another is no complainant', async () => {
    const number = await fileCase(world, {
      complainant: { name: '周奶奶', phone: '13800000124', address: '云栖市临溪区桂花路 3 号' },
      helper: { name: '周站长', phone: '13800000123', relation: 'keeper' },
    });
    const noted = await act('handler', `${number}/note`, note('called'), { 'if-match': '"v1"' });
    assert.equal(noted.statusCode, 200, noted.body);
    const seen = async (who: CastName, query = '') =>
      (await eventsOf(who, number, query))
        .json<CaseEvents>()
        .events.map(({ type, actorParty, actorRelation, own }) => [type, actorParty, actorRelation, own]);
    assert.deepEqual(await seen('handler'), [
      ['ComplaintFiled', 'helper', 'keeper', false],
      ['NoteAdded', null, null, true],
    ]);
    assert.deepEqual(await seen('handler', '?cursor=1'), [['NoteAdded', null, null, true]]);
    assert.deepEqual(await seen('consumer'), [['ComplaintFiled', 'helper', 'keeper', true]]);
    const walkUp = await fileCase(
      world,
      {
        complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
        helper: { name: '林小禾', phone: '13800000125', relation: 'child', told: 'voice' },
      },
      undefined,
      'consumer',
      actorOf('consumer').account,
    );
    const told = async (who: CastName) => (await eventsOf(who, walkUp, '')).json<CaseEvents>().events[0];
    for (const who of ['handler', 'consumer'] as const) {
      const { actorParty, actorRelation, own, details } = (await told(who)) ?? {};
      assert.deepEqual([actorParty, actorRelation, own], ['helper', 'child', false], who);
      assert.equal(details?.['helperName'], '林**');
    }
    const accepted = await act('handler', `${number}/accept`, {}, { 'if-match': '"v2"' });
    assert.equal(accepted.statusCode, 200, accepted.body);
    const helper = actorOf('consumer');
    for (const to of [['respondent'], ['complainant', 'respondent']] as const)
      assert.equal(isPaperFor({ code: 'form-7', to }, readerOf(helper, new Set())), false, "no paper is the helper's");
    const { papers } = (
      await api.app.inject({ url: `/api/v1/complaints/${number}`, headers: await api.as('consumer') })
    ).json<{ papers: unknown[] }>();
    assert.deepEqual(papers, []);
    const [first] = (await eventsOf('consumer', number)).json<CaseEvents>().events;
    assert.ok(first !== undefined && !('contentHash' in first.details), 'what one side alone reads is not either');
  });

  test('comes page by page, with the version as its tag', async () => {
    const number = await fileCase(world);
    for (const [index, text] of ['one', 'two', 'three'].entries()) {
      await act('handler', `${number}/note`, note(text), { 'if-match': `"v${index + 1}"` });
    }
    const first = await eventsOf('handler', number, '?limit=3');
    const page = first.json<CaseEvents>();
    assert.deepEqual(typesOf(page), ['ComplaintFiled', 'NoteAdded', 'NoteAdded']);
    const rest = (await eventsOf('handler', number, `?limit=3&cursor=${page.next}`)).json<CaseEvents>();
    assert.deepEqual([typesOf(rest), rest.next], [['NoteAdded'], null]);
    assert.deepEqual(
      rest.events[0]?.texts.map(({ text }) => text),
      ['three'],
    );
    assert.equal(first.headers.etag, '"v4"');
    const unchanged = await eventsOf('handler', number, '', { 'if-none-match': '"v4"' });
    assert.equal(unchanged.statusCode, 304);
    const handler = await api.as('handler');
    const seen = await api.app.inject({
      url: `/api/v1/complaints/${number}`,
      headers: { ...handler, 'if-none-match': '"v4"' },
    });
    assert.deepEqual([seen.statusCode, seen.headers.vary], [200, 'accept-language, authorization, cookie']);
    assert.equal((await eventsOf('handler', number, '?cursor=v4')).statusCode, 400);
  });

  test('a party sees a page of what is theirs to see; a stranger nothing', async () => {
    const number = await fileCase(world);
    await act('handler', `${number}/note`, note('inner'), { 'if-match': '"v1"' });
    const seen = (await eventsOf('consumer', number, '?limit=1')).json<CaseEvents>();
    assert.deepEqual([typesOf(seen), seen.next], [['ComplaintFiled'], null]);
    assert.equal((await eventsOf('second-consumer', number)).statusCode, 404);
  });
});

describe('what is found after acceptance is asked as at the refusal', () => {
  const minimal = { prefer: 'return=minimal' };
  const versionOf = (answer: { json: <T>() => T }) => answer.json<{ version: number }>().version;

  test('TER-06 REF-01 food outside the duty is not ended but handed on, and both are told that the mediation is over', async () => {
    const number = await fileCase(world, { objectCode: 'general-food' });
    const accepted = await act('handler', `${number}/accept`, {}, { 'if-match': '"v1"', ...minimal });
    assert.equal(accepted.statusCode, 200, accepted.body);
    const match = { 'if-match': `"v${versionOf(accepted)}"`, ...minimal };
    const found = { ground: 6, found: '1', competentBody: '望山县农业农村局', reasons: '属于种植环节' };
    const ended = await act('handler', `${number}/terminate`, found, match);
    const { code, instead, basis } = ended.json<{ code: string; instead: string[]; basis: { article: string }[] }>();
    assert.deepEqual([ended.statusCode, code, instead], [409, 'food-matter-is-transferred', ['transfer']]);
    assert.equal(basis[0]?.article, '115');
    const wish = { to: '望山县农业农村局', lack: 'duty', reasons: '属于种植环节' };
    const done = await act('handler', `${number}/transfer`, wish, { 'if-match': match['if-match'] });
    assert.equal(done.statusCode, 200, done.body);
    const { phase, papers } = done.json<{ phase: string; papers: { code: string; owedTo: string[] }[] }>();
    assert.equal(phase, 'transferred');
    assert.deepEqual(
      papers.filter((paper) => paper.code === 'form-8').map(({ owedTo }) => owedTo),
      [['complainant'], ['respondent']],
    );
  });

  test('TER-06 TER-01 REF-04 the field that is wrong is named, and with what it lacks the end is made', async () => {
    const number = await fileCase(world, { knewOn: '2026-06-01' });
    const accepted = await act('handler', `${number}/accept`, {}, { 'if-match': '"v1"', ...minimal });
    const match = { 'if-match': `"v${versionOf(accepted)}"`, ...minimal };
    const reasons = '受理后查明';
    for (const [body, refused, field] of [
      [{ ground: 6, found: '1', noFoodMatter: true }, 'competent-body-not-named', 'competentBody'],
      [{ ground: 6, found: '2' }, 'earlier-body-not-named', 'earlierHandler'],
      [{ ground: 6, found: '4' }, 'years-not-over', 'knewOn'],
      [{ ground: 6, found: '4', knewOn: '2031-01-01' }, 'day-of-knowing-ahead', 'knewOn'],
      [{ ground: 1, settledOn: '2019-01-01' }, 'settlement-before-receipt', 'settledOn'],
    ] as const) {
      const answer = await act('handler', `${number}/terminate`, { reasons, ...body }, match);
      const told = answer.json<{ code: string; field?: string; faults?: { field: string }[] }>();
      assert.deepEqual([answer.statusCode, told.code, told.field ?? told.faults?.[0]?.field], [422, refused, field]);
    }
    const court = { earlierHandler: 'court', earlierBody: '云栖法院', earlierOn: '2026-03-02' };
    const done = await act('handler', `${number}/terminate`, { ground: 6, found: '2', reasons, ...court }, match);
    assert.equal(done.statusCode, 200, done.body);
  });
});
