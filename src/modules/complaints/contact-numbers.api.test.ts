import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { CaseView } from './case-contract.ts';
import { scopeOf } from './handle.ts';
import { erasePersonOf } from './keeping/erase.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';

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

const post = async (path: string, payload: object, headers: Readonly<Record<string, string>> = {}) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/complaints/${path}`,
    headers: { ...(await api.as('handler')), ...headers },
    payload,
  });

const get = async (who: CastName, path: string) =>
  api.app.inject({ url: `/api/v1${path}`, headers: await api.as(who) });

describe('TER-02 by which number a party was tried', () => {
  test('is kept sealed, shown masked, opened with a reason; another number is another attempt', async () => {
    const number = await fileCase(world);
    const call = { party: 'respondent', channel: 'phone', outcome: 'no-answer' } as const;
    const view = async () => (await get('handler', `/complaints/${number}`)).json<CaseView>();
    let version = 1;
    const tried = async (called: Record<string, string> | undefined) => {
      const done = await post(
        `${number}/contact`,
        { ...call, ...(called && { called }) },
        {
          'if-match': `"v${version}"`,
        },
      );
      if (done.statusCode === 200) version += 1;
      return done.statusCode === 200 ? 200 : done.json<{ code: string }>().code;
    };
    assert.equal(await tried(undefined), 'number-called-missing');
    assert.equal(await tried({ known: 'tried-7' }), 'number-not-known');
    const [register] = (await view()).ways.filter(({ party, kind }) => party === 'respondent' && kind === 'phone');
    assert.deepEqual([register?.known, register?.masked], ['register', '****0002']);
    assert.equal(await tried({ known: 'register' }), 200);
    assert.equal(await tried({ number: '137 0000 1099' }), 200);
    assert.equal(await tried({ known: `tried-${version}` }), 200);
    const { contacts, timeline, ways } = await view();
    assert.deepEqual(
      contacts?.attempts.map((one) => [one.number?.masked, one.absence]),
      [
        ['****0002', 'counts'],
        ['137****1099', 'counts'],
        ['137****1099', 'same-attempt'],
      ],
    );
    assert.ok(ways.some(({ known, masked }) => known === 'tried-3' && masked === '137****1099'));
    assert.deepEqual(timeline.at(-1)?.details['called'], '137****1099');
    assert.ok(!JSON.stringify({ contacts, timeline, ways }).includes('13700001099'));
    const opened = await post(`${number}/reveal`, { field: 'called', version: 3, reason: '再次联系' });
    assert.deepEqual(opened.json(), { value: '13700001099' });
    const theirs = (await get('consumer', `/complaints/${number}`)).json<CaseView>();
    assert.deepEqual([theirs.ways, theirs.contacts], [[], null]);
  });

  test('PIPL 47 after the erasure of the first complainant calls to the others are put on file, and what two are known by goes with the last', async () => {
    const other = { name: '欧阳建国', phone: '139 0000 0161', address: '云栖市临溪区松林路 3 号' };
    const number = await fileCase(world, {
      complainant: { name: '闻人晓霜', phone: '13900000161' },
      ...{ joint: [other], jointAgreed: true, representatives: [0] },
    });
    await doAct(world, 'consumer', number, 'withdraw', { representedConsent: true });
    const parties = async () =>
      (await get('handler', `/complaints/${number}`)).json<CaseView>().parties.map(({ person }) => person);
    const [first = '', second = ''] = await parties();
    const erase = async (person: string) => {
      const wish = { person, ground: 'no-longer-needed', reason: '当事人申请删除' } as const;
      const head = actorOf('bureau-head');
      const erased = await world.context.database.transact(scopeOf(head), (tx) =>
        erasePersonOf(world.context, tx, head, number, wish, now()),
      );
      assert.ok(!isRefusal(erased), JSON.stringify(erased));
    };
    const call = { party: 'complainant', channel: 'phone', outcome: 'reached' } as const;
    await doAct(world, 'handler', number, 'contact', { ...call, called: { known: first } });
    await erase(first);
    await doAct(world, 'handler', number, 'contact', { ...call, called: { known: second } });
    const { state } = await doAct(world, 'handler', number, 'contact', { ...call, called: { number: '13600001188' } });
    const opened = async () => {
      const answers = [];
      for (const { version } of state.called) {
        const answer = await post(`${number}/reveal`, { field: 'called', version, reason: '再次联系' });
        answers.push(answer.statusCode === 200 ? answer.json<{ value: string }>().value : answer.statusCode);
      }
      return answers;
    };
    assert.deepEqual(await opened(), ['13900000161', '13900000161', '13600001188']);
    assert.deepEqual(await refoldFaults(world), []);
    await erase(second);
    assert.deepEqual(await opened(), [410, 410, 410]);
    await doAct(world, 'handler', number, 'contact', { ...call, called: { number: '13600001199' } });
    assert.deepEqual(await refoldFaults(world), []);
  });
});
