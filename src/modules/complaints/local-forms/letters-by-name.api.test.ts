import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { refoldFaults } from '#test/refold.ts';
import { textsOfBook } from '#test/workbook.ts';
import { actorOf } from '#test/world.ts';
import { doersOf, hashedEvents } from '../bundle/case-records.ts';
import { paperItems } from '../bundle/gather-items.ts';
import { serviceOf } from '../bundle/proof-of-telling.ts';
import type { CaseView } from '../case-contract.ts';
import { deliverPaper } from '../deliver-papers.ts';
import { openPaperDesk } from '../open-paper-desk.ts';
import type { OwedList } from '../post-tray/contract.ts';
import { scopeOf } from '../scope.ts';
import { readComplaint } from '../store.ts';
import { openFor } from '../views/opened.ts';

let whole: WholeApp;
before(async () => {
  whole = await openWholeApp();
});
after(async () => {
  await whole.close();
  await closeTypesetter();
});

const content = {
  ...{ title: '回访函', englishTitle: 'Call-back letter', addressee: 'complainant', series: '', notes: '' },
  ...{ wording: '{{complainant}}：请来电。', aid: 'Please call.', fields: [] },
};

/** Two letters of one form, without a number, on one case. */
const twoLetters = async (): Promise<string> => {
  const headers = await whole.atDesk('system-administrator');
  const payload = { ...content, from: dayOf(now()), knownVersion: 0, reason: '试用' };
  const url = '/api/v1/administration/local-forms';
  const entered = await whole.app.inject({ method: 'POST', url, headers, payload });
  assert.equal(entered.statusCode, 200, entered.body);
  const number = await fileCase(whole.world, { tellBy: 'letter' });
  const form = `${entered.json<{ code: string }>().code}.1`;
  for (const _copy of [1, 2]) {
    const { state } = await doAct(whole.world, 'handler', number, 'make-local-letter', { form });
    const order = { number, n: state.papers.at(-1)?.n ?? 0, to: 'complainant' } as const;
    await deliverPaper(whole.world.context, order, { tenant: 'yunqi', attempt: 1 });
  }
  return number;
};

const names = { 'zh-CN': ['回访函', '回访函（第2份）'], en: ['Call-back letter', 'Call-back letter (no. 2)'] } as const;

test('a letter in the authority’s own wording is called by its form wherever papers are named, and two copies are told apart', async () => {
  const number = await twoLetters();
  const get = async (url: string, language: string) =>
    whole.app.inject({ url, headers: { ...(await whole.as('handler')), 'accept-language': language } });
  for (const language of ['zh-CN', 'en'] as const) {
    const view = (await get(`/api/v1/complaints/${number}`, language)).json<CaseView>();
    const letters = view.papers.filter(({ code }) => code === 'local-letter');
    assert.deepEqual(
      letters.map(({ title }) => title),
      names[language],
      'on the case',
    );
    const owed = (await get(`/api/v1/papers/owed?q=${number}`, language)).json<OwedList>();
    assert.deepEqual(
      owed.rows.map(({ title }) => title),
      names[language],
      'in the post tray',
    );
    const book = textsOfBook(await get(`/api/v1/papers/owed/export.xlsx?q=${number}`, language));
    for (const name of names[language]) assert.ok(book.includes(`>${name}<`), `the register says ${name}`);
    for (const [place, proof] of (await proofsOf(number)).entries()) {
      const shown = (await get(`/proof/${proof}`, language)).body;
      assert.ok(shown.includes(`${names[language][place]}<`), `the proof page says ${names[language][place]}`);
    }
  }
  const made = (await get(`/api/v1/complaints/${number}`, 'zh-CN')).json<CaseView>();
  const told = made.timeline.filter(({ type }) => type === 'PaperMade').map(({ details }) => details);
  assert.deepEqual(
    told
      .filter(({ code }) => code === 'local-letter')
      .map(({ title, englishTitle, copy }) => [title, englishTitle, copy]),
    [
      ['回访函', 'Call-back letter', undefined],
      ['回访函', 'Call-back letter', 2],
    ],
  );
  const last = made.papers.at(-1);
  const file = await get(`${last?.url}?download=true`, 'zh-CN');
  assert.ok(decodeURIComponent(String(file.headers['content-disposition'])).includes(`回访函（第2份） ${number}.pdf`));
  const { index, served } = await bundled(number);
  assert.deepEqual(index.slice(-2), ['回访函（致投诉人）', '回访函（第2份）（致投诉人）'], 'in the index of a bundle');
  assert.deepEqual(served, names['zh-CN'], 'in the record of service');
  assert.deepEqual(await refoldFaults(whole.world), []);
});

/** Titles in the index of the whole file, and in its record of who was told what. */
const bundled = async (number: string): Promise<{ index: string[]; served: string[] }> => {
  const { context } = whole.world;
  const actor = actorOf('handler');
  const { desk, at, served } = await context.database.transact(scopeOf(actor), async (tx) => {
    const loaded = await readComplaint(tx, context.vault, number);
    assert.ok(loaded);
    const { tenant, stream, state } = loaded;
    const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: '' });
    const events = await hashedEvents(tx, loaded, state.version);
    const opened = await openFor(
      context,
      tx,
      loaded,
      state,
      events.map(({ event }) => event),
    );
    return {
      desk,
      at: { tenant, stream },
      served: serviceOf(events, await doersOf(tx, events, desk), desk, opened, []),
    };
  });
  const items = await paperItems(context, actor, { ...at, number, desk, fell: new Map() });
  assert.ok(!isRefusal(items));
  return { index: items.map(({ title }) => title), served: served.papers.map(({ title }) => title) };
};

const proofsOf = async (number: string): Promise<readonly string[]> => {
  const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
  try {
    const rows = await owner.transact(nobody, (tx) =>
      tx.rows<{ proof: string }>(
        `select r.proof from complaint c join complaint_paper p on p.tenant = c.tenant and p.stream = c.stream
           join paper_proof r on r.tenant = p.tenant and r.data_hash = p.data_hash
          where c.number = $1 and p.code = 'local-letter' order by p.n`,
        [number],
      ),
    );
    return rows.map(({ proof }) => proof);
  } finally {
    await owner.close();
  }
};
