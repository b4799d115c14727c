import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { openWorld, type World } from '#test/world.ts';
import type { IncidentView } from '../incidents/contract.ts';
import { incidentRoutes } from '../incidents/routes.ts';

let world: World;
let api: Api;
let number = '';
let event = '';

const post = async (url: string, payload: object, version?: number): Promise<IncidentView> => {
  const headers = { ...(await api.as('handler')), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }) };
  const done = await api.app.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload });
  assert.ok(done.statusCode < 300, done.body);
  return done.json<IncidentView>();
};

/** Accepted and notified in one day, and put up where the letter could not be handed over. */
const noticed = async (at: Date): Promise<string> => {
  const made = await fileCase(world, {}, at);
  await doAct(world, 'bureau-head', made, 'assign', { to: cast.handler.account }, at);
  await doAct(world, 'handler', made, 'accept', {}, at);
  const told = await doAct(world, 'handler', made, 'notify-respondent', { answerBy: addDays(dayOf(at), 7) }, at);
  const notice = { paper: told.state.papers.at(-1)?.n ?? 0, to: 'respondent' } as const;
  await doAct(world, 'handler', made, 'deliver', { ...notice, channel: 'hand', outcome: 'failed' }, at);
  const words = { place: '本局公告栏', reasons: '住所已经搬空。' };
  await doAct(world, 'handler', made, 'deliver', { ...notice, channel: 'public-notice', ...words }, at);
  return made;
};

before(async () => {
  world = await openWorld();
  api = await openApi(world, [incidentRoutes(world.context)]);
  // Its days are over: the next one that is put up lets it go.
  await noticed(new Date(now().getTime() - 60 * 86_400_000));
  number = await noticed(now());
  const opened = await post('/incidents', { title: '健身房停业' });
  const act = (name: string, body: object, { id, version }: IncidentView) =>
    post(`/incidents/${id}/${name}`, body, version);
  const found = await act('verify', { finding: '已停业' }, opened);
  const told = await act(
    'announce',
    { verified: ['已停业', '2. 月初搬空'], steps: ['保留凭证'], phone: '12315' },
    found,
  );
  const right = await act('verify', { finding: '没有停业', reasons: '店面系装修。' }, told);
  event = (await act('announce', { verified: ['没有停业'], steps: ['照常消费', '保留凭证'] }, right)).number;
});
after(async () => {
  await api.close();
  await world.close();
  await closeTypesetter();
});

const tables = ['public_notice', 'announcement'];

/** What verify says while the damage lasts. */
const saidAfter = async (statement: string): Promise<string[]> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const each = (change: (table: string) => string[]) =>
    owner.transact(nobody, async (tx) => {
      for (const sql of tables.flatMap(change)) await tx.adhoc(sql);
    });
  try {
    await each((table) => [`create table kept_${table} as table ${table}`]);
    await owner.transact(nobody, (tx) => tx.adhoc(statement));
    return await refoldFaults(world);
  } finally {
    await each((table) => [
      `delete from ${table}`,
      `insert into ${table} select * from kept_${table}`,
      `drop table kept_${table}`,
    ]);
    await owner.close();
  }
};

describe('verify holds the pages that everybody reads against the acts', () => {
  test('and finds nothing wrong with what the acts put there, nor with a notice whose days are over and that was let go', async () => {
    assert.deepEqual(await refoldFaults(world), []);
  });
  test('a public notice taken away, invented, or saying something else is named with its case and row', async () => {
    for (const [what, statement, named] of [
      ['taken away', 'delete from public_notice', 'row-missing public_notice 2 respondent'],
      [
        'for somebody else',
        `update public_notice set party = 'complainant'`,
        'row-unexpected public_notice 2 complainant',
      ],
      ['a name', `update public_notice set addressee = '王**'`, 'row-differs public_notice 2 respondent addressee'],
      ['a title', `update public_notice set paper = '罚款通知'`, 'row-differs public_notice 2 respondent paper'],
      ['a number', `update public_notice set number = '1'`, /row-differs public_notice 2 respondent number 1 ≠ /u],
      ['of a paper', `update public_notice set paper_number = ''`, /public_notice 2 respondent paper_number {2}≠ /u],
      ['an authority', `update public_notice set authority = '某局'`, /public_notice 2 respondent authority/u],
      ['a telephone', `update public_notice set phone = '13800000000'`, 'row-differs public_notice 2 respondent phone'],
      ['its first day', 'update public_notice set published_on = published_on - 1', /2 respondent published_on /u],
      ['its last day', 'update public_notice set counts_on = counts_on - 1', /2 respondent counts_on /u],
      ['the day of the answer', 'update public_notice set due_on = null', /2 respondent due_on - ≠ /u],
      [
        'its code',
        `update public_notice set proof = 'AAAAA-AAAAA-AAAAA'`,
        'row-differs public_notice 2 respondent proof',
      ],
    ] as const)
      isSaid(await saidAfter(statement), number, named, what);
  });
  test('an announcement likewise, and the day its finding was put right', async () => {
    for (const [what, statement, named] of [
      ['taken away', 'delete from announcement where n = 1', 'row-missing announcement 1'],
      ['invented', 'update announcement set n = 9 where n = 2', 'row-unexpected announcement 9'],
      ['a title', `update announcement set title = '照常营业' where n = 1`, 'row-differs announcement 1 words'],
      ['an operator', `update announcement set operator = '强健健身' where n = 1`, 'row-differs announcement 1 words'],
      [
        'what was found',
        `update announcement set verified = '{已停业}' where n = 1`,
        'row-differs announcement 1 words',
      ],
      [
        'one word of it',
        `update announcement set verified = '{已停业,月初搬空}' where n = 1`,
        'row-differs announcement 1 words',
      ],
      [
        'what to do',
        `update announcement set steps = '{付款,保留凭证}' where n = 2`,
        'row-differs announcement 2 words',
      ],
      ['a telephone', `update announcement set phone = '13800000000' where n = 1`, 'row-differs announcement 1 words'],
      ['an authority', `update announcement set authority = '某局' where n = 1`, 'row-differs announcement 1 words'],
      [
        'a bureau',
        `update announcement set bureau = 'yunqi-wangshan' where n = 1`,
        'row-differs announcement 1 bureau',
      ],
      ['a number', `update announcement set number = '1' where n = 1`, 'row-differs announcement 1 number'],
      [
        'its day',
        'update announcement set published_on = published_on - 1 where n = 2',
        'row-differs announcement 2 published_on',
      ],
      [
        'put right in silence',
        'update announcement set corrected_on = null',
        'row-differs announcement 1 corrected_on',
      ],
      [
        'put right by nobody',
        'update announcement set corrected_on = published_on',
        'row-differs announcement 2 corrected_on',
      ],
      [
        'its code',
        `update announcement set proof = 'AAAAA-AAAAA-AAAAA' where n = 1`,
        'row-differs announcement 1 words',
      ],
    ] as const)
      isSaid(await saidAfter(statement), event, named, what);
  });
});

const isSaid = (said: readonly string[], of: string, named: string | RegExp, what: string): void => {
  const isIt = (line: string) => (typeof named === 'string' ? line === `${of} ${named}` : named.test(line));
  assert.ok(
    said.some((line) => line.startsWith(`${of} `) && isIt(line)),
    `${what}: ${said.join(' | ') || 'nothing found'}`,
  );
};
