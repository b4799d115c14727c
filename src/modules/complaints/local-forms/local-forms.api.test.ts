import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { findPaper } from '../paper-files.ts';
import { forgetReference } from '../reference.ts';
import { complaintRoutes, complaintSchemas } from '../routes.ts';
import type { LocalForms } from './contract.ts';
import { addVersion } from './store.ts';
import { letterForeseen } from './views.ts';

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

const path = '/administration/local-forms';
const today = dayOf(now());
const content = {
  ...{ title: '到场说明函', englishTitle: '', addressee: 'both', series: '到函', aid: '', notes: '本函不是决定。' },
  wording: '{{complainant}}与{{respondent}}的投诉，请于{{时间}}到场。',
  fields: [{ label: '时间', required: true, long: false }],
};
const post = async (who: CastName, to: string, payload: object) =>
  api.app.inject({ method: 'POST', url: `/api/v1${to}`, headers: await api.inBrowser(who), payload });
const enter = (who: CastName, more: object = {}) =>
  post(who, path, { ...content, from: today, knownVersion: 0, reason: '试用', ...more });
const kept = async (): Promise<LocalForms> =>
  (await api.app.inject({ url: `/api/v1${path}`, headers: await api.as('handler') })).json();

const said = async (number: string, n: number): Promise<string> => {
  const actor = actorOf('handler');
  const found = await world.context.database.transact(scopeOf(actor), (tx) =>
    findPaper(world.context, tx, actor, number, n),
  );
  assert.ok(!isRefusal(found), JSON.stringify(found));
  return JSON.stringify(found.canonical);
};

/** What the preview of each copy says. */
const foreseen = async (number: string, wish: { form: string; answers: string[] }): Promise<unknown[]> => {
  const actor = actorOf('handler');
  const said: unknown[] = [];
  for (const to of ['complainant', 'respondent'] as const) {
    const paper = await world.context.database.transact(scopeOf(actor), (tx) =>
      letterForeseen(world.context, tx, actor, number, { ...wish, to }, now()),
    );
    assert.ok(!isRefusal(paper), JSON.stringify(paper));
    said.push([paper.addressee, paper.blocks]);
  }
  return said;
};

const looksAt = async (number: string): Promise<(string | null)[]> => {
  const lines = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ reason: string | null }>(
      `select a.reason from audit_line a join complaint c on a.subject = 'stream:' || c.stream
        where c.number = $1 and a.act = 'preview-local-letter'`,
      [number],
    ),
  );
  return lines.map(({ reason }) => reason);
};

test('a local form: entered by the system administrator alone, tried, used, changed and ended; letters made of it stay', async () => {
  const refusedTo = await enter('handler');
  assert.deepEqual([refusedTo.statusCode, refusedTo.json().code], [403, 'only-the-system-administrator']);
  const imitates = await enter('system-administrator', { title: '投诉受理决定书' });
  assert.deepEqual([imitates.statusCode, imitates.json().code], [422, 'local-form-title-official']);
  const unread = await enter('system-administrator', { wording: '{{时间}}\n{{complainant}' });
  assert.deepEqual([unread.statusCode, unread.json().code], [422, 'local-form-braces-open']);
  const tried = await post('handler', `${path}/preview`, content);
  assert.deepEqual([tried.statusCode, tried.rawPayload.subarray(0, 5).toString()], [200, '%PDF-'], tried.body);

  const entered = await enter('system-administrator');
  assert.equal(entered.statusCode, 200, entered.body);
  const { code } = entered.json();
  const twin = await enter('system-administrator');
  assert.equal(twin.json().code, 'local-form-title-taken');

  const number = await fileCase(world);
  const form = `${code}.1`;
  const wish = { form, answers: ['5 月 8 日上午九时'] };
  const seen = await post('handler', `/complaints/${number}/local-letter-preview`, wish);
  assert.deepEqual([seen.statusCode, seen.rawPayload.subarray(0, 5).toString()], [200, '%PDF-'], seen.body);
  const previews = await foreseen(number, wish);
  assert.deepEqual(await looksAt(number), ['到场说明函', '到场说明函', '到场说明函']);
  const notTheirs = await post('handler-other-county', `/complaints/${number}/local-letter-preview`, wish);
  assert.ok(notTheirs.statusCode === 403 || notTheirs.statusCode === 404, notTheirs.body);

  const before = await doAct(world, 'handler', number, 'note', { text: '准备发函' });
  const { state } = await doAct(world, 'handler', number, 'make-local-letter', wish);
  assert.equal(state.phase, before.state.phase);
  const letters = state.papers.filter((paper) => paper.code === 'local-letter');
  assert.deepEqual(
    letters.map(({ to, title, templateVersion }) => [...to, title, templateVersion]),
    [
      ['complainant', '到场说明函', `${form}/1`],
      ['respondent', '到场说明函', `${form}/1`],
    ],
  );
  assert.match(letters[0]?.number ?? '', /到函〔\d{4}〕第1号$/u);
  assert.equal(letters[0]?.number, letters[1]?.number);
  const first = letters[0]?.n ?? 0;
  const words = await said(number, first);
  assert.match(words, /林晓禾/u);
  assert.match(words, /5 月 8 日上午九时/u);
  const theirs = await said(number, letters[1]?.n ?? 0);
  assert.match(theirs, /林\*\*/u);
  assert.doesNotMatch(theirs, /林晓禾/u);
  const made = [words, theirs].map((one) => JSON.parse(one)).map(({ addressee, blocks }) => [addressee, blocks]);
  assert.deepEqual(previews, made, 'the preview is the letter that goes out to each');

  const later = { ...content, wording: '另行措辞：{{时间}}。', from: today, reason: '改措辞' };
  const stale = await post('system-administrator', `${path}/${code}/versions`, { ...later, knownVersion: 7 });
  assert.equal(stale.json().code, 'local-form-entered-meanwhile');
  const changed = await post('system-administrator', `${path}/${code}/versions`, { ...later, knownVersion: 1 });
  assert.deepEqual(changed.json(), { code, version: 2 });
  assert.equal(await said(number, first), words);
  const withOld = await post('handler', `/complaints/${number}/make-local-letter`, wish);
  assert.ok(withOld.statusCode >= 400, withOld.body);
  const second = await doAct(world, 'handler', number, 'make-local-letter', { ...wish, form: `${code}.2` });
  assert.match(second.state.papers.at(-1)?.number ?? '', /到函〔\d{4}〕第2号$/u);
  assert.match(await said(number, second.state.papers.at(-1)?.n ?? 0), /另行措辞/u);

  const on = addDays(today, 1);
  const ended = await post('system-administrator', `${path}/${code}/end`, { on, knownVersion: 2, reason: '不再使用' });
  assert.deepEqual(ended.json(), { code, version: 3 });
  const mine = (await kept()).forms.find((one) => one.code === code);
  assert.deepEqual(
    mine?.versions.map(({ version, to }) => [version, to]),
    [
      [3, on],
      [2, null],
      [1, null],
    ],
  );
  forgetReference();
  assert.deepEqual(await refoldFaults(world), []);
});

test('whoever entered a version is named, also after they have left', async () => {
  const { account, tenant } = actorOf('leader');
  const keeper = { account, tenant: tenant ?? '', at: new Date(now().getTime() - 2 * 86_400_000) };
  await world.context.database.transact(scopeOf(actorOf('system-administrator')), async (tx) => {
    const form = {
      ...content,
      addressee: 'both',
      title: '旧函',
      code: 'of-one-who-left',
      from: today,
      to: null,
      reason: '试用',
    } as const;
    assert.equal(await addVersion(tx, keeper, form, 0), 1);
    assert.notEqual(await tx.run('update staff_profile set to_on = $2::date where account = $1', [account, today]), 0);
  });
  forgetReference();
  const [version] = (await kept()).forms.find(({ code }) => code === 'of-one-who-left')?.versions ?? [];
  assert.equal(version?.enteredByName, '高远');
});
