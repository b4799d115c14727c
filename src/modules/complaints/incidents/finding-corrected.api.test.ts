import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { faultsOnceChanged, refoldFaults } from '#test/refold.ts';
import { openWorld, type World } from '#test/world.ts';
import { paperProof } from '../views/paper-proof.ts';
import { announcements, announcementsOn } from './announcements.ts';
import type { IncidentView } from './contract.ts';
import { incidentRoutes } from './routes.ts';

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

/** One event as its handler works with it: each act on the version it stands at. */
const anEvent = async (title: string) => {
  const post = async (url: string, payload: object, version?: number, who: CastName = 'handler') =>
    api.app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { ...(await api.as(who)), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }) },
      payload,
    });
  let now = (await post('/incidents', { title })).json<IncidentView>();
  return {
    view: () => now,
    act: async (name: string, body: object, who?: CastName) => {
      const done = await post(`/incidents/${now.id}/${name}`, body, now.version, who);
      if (done.statusCode === 200) now = done.json<IncidentView>();
      return done;
    },
    published: () => world.context.database.transact(nobody, (tx) => announcementsOn(tx, now.id)),
  };
};

test('Order 121 art. 38 a finding that replaces another needs reasons, and what was announced before says that it was put right', async () => {
  const { view, act, published } = await anEvent('健身房停业');
  const announced = async () => (await published()).map(({ correctedOn }) => correctedOn !== null);
  await act('verify', { finding: '已停业' });
  await act('announce', { verified: ['已停业'], steps: ['保留凭证'] });
  const silent = await act('verify', { finding: '没有停业' });
  const { code, field } = silent.json<{ code: string; field: string }>();
  assert.deepEqual([silent.statusCode, code, field], [422, 'verified-already', 'reasons']);
  assert.deepEqual([view().verification?.finding, await announced()], ['已停业', [false]]);

  const corrected = await act('verify', { finding: '没有停业', reasons: '店面系装修。' });
  assert.equal(corrected.statusCode, 200, corrected.body);
  assert.deepEqual(
    [view().verification?.finding, view().verification?.reasons, view().isAnnouncementOutdated, await announced()],
    ['没有停业', '店面系装修。', true, [true]],
  );
  await act('announce', { verified: ['没有停业'], steps: ['照常消费'] });
  assert.deepEqual([view().isAnnouncementOutdated, await announced()], [false, [false, true]]);
  assert.deepEqual(await refoldFaults(world), []);
});

test('an announcement is withdrawn with a reason by whoever may announce: when and why stands on the page, and no word of it; then one is made anew', async () => {
  const { view, act, published } = await anEvent('某店停业退费');
  const early = await act('withdraw-announcement', { reasons: '尚未发布。' });
  assert.deepEqual([early.statusCode, early.json<{ code: string }>().code], [409, 'no-announcement-in-force']);
  await act('verify', { finding: '已停业' });
  await act('announce', {
    verified: ['门店已停业', '预付款未退'],
    steps: ['保留凭证', '等候通知'],
    phone: '0990-12315',
  });
  assert.equal((await act('withdraw-announcement', {})).statusCode, 400);
  assert.equal((await act('withdraw-announcement', { reasons: '误发。' }, 'mediator')).statusCode, 403);

  const owner = (set: string) => `update announcement set ${set} where incident = '${view().id}'`;
  const lists = await faultsOnceChanged(
    world,
    owner(`verified = array['门店已停业']`),
    owner(`verified = array['门店已停业', '预付款未退']`),
  );
  assert.match(lists.join('; '), / row-differs announcement 1 words/u);

  const done = await act('withdraw-announcement', { reasons: '公告的停业时间有误。' });
  assert.equal(done.statusCode, 200, done.body);
  const on = view().papers[0]?.withdrawn?.on ?? '';
  assert.deepEqual([view().announcedOn, view().papers[0]?.withdrawn?.reasons], [null, '公告的停业时间有误。']);
  assert.deepEqual(
    (await published()).map(({ title, operator, verified, steps, withdrawnOn, withdrawnFor }) => ({
      ...{ title, operator, verified, steps, withdrawnOn, withdrawnFor },
    })),
    [{ title: '', operator: null, verified: [], steps: [], withdrawnOn: on, withdrawnFor: '公告的停业时间有误。' }],
  );
  const listed = await world.context.database.transact(nobody, (tx) => announcements(tx, 'yunqi', 1));
  assert.deepEqual(
    listed.rows.filter(({ incident }) => incident === view().id).map(({ title, withdrawnOn }) => [title, withdrawnOn]),
    [['', on]],
  );
  const proved = await world.context.database.transact(nobody, async (tx) =>
    paperProof(tx, (await published())[0]?.proof ?? ''),
  );
  assert.equal(proved?.standing, 'annulled');
  assert.equal((await act('withdraw-announcement', { reasons: '再撤一次。' })).statusCode, 409);
  assert.deepEqual(await refoldFaults(world), []);
  const spoken = await faultsOnceChanged(world, owner(`title = '某店停业退费'`), owner(`title = ''`));
  assert.match(spoken.join('; '), / row-differs announcement 1 words/u);
  const why = await faultsOnceChanged(
    world,
    owner(`withdrawn_for = '别的'`),
    owner(`withdrawn_for = '公告的停业时间有误。'`),
  );
  assert.match(why.join('; '), / row-differs announcement 1 withdrawn_for/u);

  // What is put right after that touches nothing that was withdrawn.
  await act('verify', { finding: '未停业', reasons: '现场复查。' });
  await act('announce', { verified: ['门店正常营业'], steps: ['照常消费'] });
  assert.deepEqual(
    (await published()).map(({ verified, withdrawnOn }) => [verified, withdrawnOn]),
    [
      [['门店正常营业'], null],
      [[], on],
    ],
  );
  assert.notEqual(view().announcedOn, null);

  await act('close', {});
  assert.equal(view().phase, 'closed');
  assert.equal((await act('withdraw-announcement', { reasons: '事件已了结，公告内容过时。' })).statusCode, 200);
  assert.equal((await act('announce', { verified: ['x'], steps: ['y'] })).statusCode, 409);
  assert.deepEqual(await refoldFaults(world), []);
});
