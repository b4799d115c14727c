import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { openDatabase } from '#platform/db.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { sweepClocks } from '../sweep.ts';
import { type ClockNews, newsText } from './tell-official.ts';

let world: World;
before(async () => {
  world = await openWorld();
  await prepareJobs(world.ownerUrl);
});
after(() => world.close());

const at = (day: Day) => new Date(`${day}T02:00:00Z`);

/** Put up on 20 April 2026: it counts as served on 20 May. */
const noticed = async (): Promise<{ number: string; paper: number }> => {
  const on = at('2026-04-20');
  const number = await fileCase(world, {}, on);
  const does = { to: 'respondent' } as const;
  await doAct(world, 'bureau-head', number, 'assign', { to: cast.handler.account }, on);
  await doAct(world, 'handler', number, 'accept', {}, on);
  const told = await doAct(world, 'handler', number, 'notify-respondent', { answerBy: '2026-04-27' }, on);
  const paper = told.state.papers.at(-1)?.n ?? 0;
  await doAct(world, 'handler', number, 'deliver', { ...does, paper, channel: 'hand', outcome: 'failed' }, on);
  const words = { place: '本局公告栏', reasons: '住所已经搬空。' };
  await doAct(world, 'handler', number, 'deliver', { ...does, paper, channel: 'public-notice', ...words }, on);
  return { number, paper };
};

/** What the sweep of the day asks to be told of public notices of these cases, and to whom. */
const newsOn = async (day: Day): Promise<ClockNews[]> => {
  await sweepClocks(world.context, at(day));
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(scopeOf(actorOf('handler')), async (tx) => {
      const rows = await tx.rows<{ payload: { body: ClockNews } }>(
        `select payload from job_order where payload -> 'body' ->> 'kind' like 'public-notice-%' order by job_order`,
      );
      await tx.run('delete from job_order');
      return rows.map((row) => row.payload.body);
    });
  } finally {
    await owner.close();
  }
};

const brief = (news: readonly ClockNews[]) =>
  news.map(({ account, kind, clocks }) => [account, kind, clocks.map(({ number, dueOn }) => `${number} ${dueOn}`)]);
const account = (name: CastName): string => cast[name].account;

test('ANS-03 the handler is told once on the last day of a public notice and once on the day after', async () => {
  const { number } = await noticed();
  assert.deepEqual(await newsOn('2026-05-19'), []);
  const handler = account('handler');
  const last = await newsOn('2026-05-20');
  assert.deepEqual(brief(last), [[handler, 'public-notice-ends', [`${number} 2026-05-20`]]]);
  assert.deepEqual(await newsOn('2026-05-20'), []);
  const over = await newsOn('2026-05-21');
  assert.deepEqual(brief(over), [[handler, 'public-notice-over', [`${number} 2026-05-20`]]]);
  assert.deepEqual(await newsOn('2026-05-22'), []);
  const said = [...last, ...over].map((news) => newsText(news, world.context.texts('zh-CN')));
  assert.match(said[0] ?? '', /^您有 1 件投诉的公告送达今日期满：\S+（2026-05-20）。/u);
  assert.match(said[1] ?? '', /^您有 1 件投诉的公告送达已经期满，文书视为送达：\S+（2026-05-20）。/u);
});

test('ANS-03 nobody is told of a notice that was taken back, or whose paper fell', async () => {
  const [taken, fell] = [await noticed(), await noticed()];
  const told = { paper: taken.paper, to: 'respondent', reasons: '登记错了案件。' } as const;
  await doAct(world, 'handler', taken.number, 'take-back-delivery', told, at('2026-05-10'));
  await doAct(world, 'bureau-head', fell.number, 'annul', { reasons: '住所不在本局辖区' }, at('2026-05-10'));
  assert.deepEqual(await newsOn('2026-05-20'), []);
  assert.deepEqual(await newsOn('2026-05-21'), []);
});
