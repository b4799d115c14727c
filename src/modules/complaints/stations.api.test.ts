import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import { type Api, openApi } from '#test/api.ts';
import { fileCase } from '#test/cases.ts';
import { openWorld, type World } from '#test/world.ts';
import type { CaseView } from './case-contract.ts';
import type { AssignManyAnswer, WorklistCounts } from './desk-contract.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';
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
