import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { PDFDocument } from '#platform/documents/pdf-lib.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase, tryAct } from '#test/cases.ts';
import { textsOfBook } from '#test/workbook.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { deliverPaper } from '../deliver-papers.ts';
import { scopeOf } from '../handle.ts';
import { complaintRoutes, complaintSchemas } from '../routes.ts';
import type { OwedList, OwedRow, PostedAnswer, PrintMade } from './contract.ts';

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

const get = async (who: CastName, path: string) =>
  api.app.inject({ url: `/api/v1${path}`, headers: await api.as(who) });

describe('the post tray', () => {
  const owedLetter = async (given: Parameters<typeof acceptedCase>[1] = {}): Promise<string> => {
    const number = await acceptedCase(world, { tellBy: 'letter', ...given });
    await deliverPaper(world.context, { number, n: 1, to: 'complainant' }, { tenant: 'yunqi', attempt: 1 });
    return number;
  };
  const send = async (who: CastName, path: string, payload: object, headers: Record<string, string> = {}) =>
    api.app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: { ...(await api.as(who)), ...headers },
      payload,
    });
  const letter = (number: string) => ({ number, n: 1, to: 'complainant' as const });
  const inTray = async (number: string, query = ''): Promise<OwedRow | undefined> =>
    (await get('handler', `/papers/owed?q=${number}${query}`)).json<OwedList>().rows[0];
  const lines = (number: string, act: string): Promise<{ reason: string | null }[]> =>
    world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.rows(
        `select a.reason from audit_line a join complaint c on c.tenant = a.tenant and a.subject = 'stream:' || c.stream
          where c.number = $1 and a.act = $2`,
        [number, act],
      ),
    );

  test('letters are printed as one file with a page for every envelope, the reason recorded for each person; a second print is asked about', async () => {
    const [plain, large] = [await owedLetter(), await owedLetter({ largePrint: true })];
    const letters = [letter(plain), letter(large)];
    assert.equal((await send('handler', '/papers/letters', { letters, reason: '   ' })).statusCode, 400);
    const ordered = await send('handler', '/papers/letters', { letters, reason: '邮寄送达' });
    assert.equal(ordered.statusCode, 201, ordered.body);
    const { url, printed, left } = ordered.json<PrintMade>();
    assert.deepEqual([printed, left], [2, []]);
    for (const number of [plain, large]) {
      assert.deepEqual(await lines(number, 'print-letter'), [{ reason: '邮寄送达' }]);
      assert.ok((await lines(number, 'reveal')).length >= 2, 'name and address');
    }
    const path = (url ?? '').replace('/api/v1', '');
    const file = await get('handler', path);
    assert.equal(file.statusCode, 200, file.body.slice(0, 200));
    assert.ok((await PDFDocument.load(file.rawPayload)).getPageCount() >= 4);
    assert.equal((await get('bureau-head', path)).statusCode, 403, 'only who ordered it');
    assert.notEqual((await inTray(plain))?.printedAt, null);
    const again = await send('handler', '/papers/letters', { letters, reason: '邮寄送达' });
    assert.equal(again.statusCode, 409);
    assert.equal(again.json<{ code: string }>().code, 'printed-before');
    const duplex = { letters: [letter(plain)], reason: '信封破损', again: true, duplex: true };
    const second = (await send('handler', '/papers/letters', duplex)).json<PrintMade>();
    const sheets = await get('handler', (second.url ?? '').replace('/api/v1', ''));
    assert.equal((await PDFDocument.load(sheets.rawPayload)).getPageCount() % 2, 0);
  });

  test('what is not there or nobody’s business is left out or refused', async () => {
    const number = await owedLetter();
    const wish = { letters: [{ ...letter(number), n: 99 }], reason: '邮寄送达' };
    const answer = (await send('handler', '/papers/letters', wish)).json<PrintMade>();
    assert.deepEqual(
      [answer.batch, answer.left.map(({ problem }) => problem)],
      [null, ['no-such-paper-for-this-party']],
    );
    const stranger = { letters: [letter(number)], reason: '邮寄送达' };
    const others = (await send('handler-other-county', '/papers/letters', stranger)).json<PrintMade>();
    assert.deepEqual(
      others.left.map(({ problem }) => problem),
      ['complaint-not-found'],
    );
    assert.equal((await send('consumer', '/papers/letters', stranger)).statusCode, 403);
    assert.deepEqual(await lines(number, 'print-letter'), []);
  });

  test('many are marked as posted at once with the carrier’s numbers; a wrong mark is taken back with its reason', async () => {
    const [one, two] = [await owedLetter(), await owedLetter()];
    const postedOn = dayOf(now());
    const letters = [{ ...letter(one), tracking: 'XA100' }, letter(two)];
    const ahead = await send('handler', '/papers/posted', { letters, postedOn: '2099-01-01' });
    assert.equal(ahead.statusCode, 422);
    const early = await send('handler', '/papers/posted', { letters, postedOn: '2020-01-01' });
    assert.deepEqual(
      early.json<PostedAnswer>().left.map(({ problem }) => problem),
      ['posted-before-it-was-made', 'posted-before-it-was-made'],
    );
    // Two officials with the same list: each letter is posted once.
    const mark = () => send('handler', '/papers/posted', { letters, postedOn, carrier: 'EMS' });
    const marked = (await Promise.all([mark(), mark()])).map((answer) => answer.json<PostedAnswer>());
    assert.equal(
      marked.reduce((sum, { posted }) => sum + posted, 0),
      2,
    );
    assert.deepEqual(
      marked.flatMap(({ left }) => left.map(({ problem }) => problem)),
      ['posted-already', 'posted-already'],
    );
    assert.equal(await inTray(one), undefined);
    const posted = await inTray(one, '&state=sent');
    assert.equal(posted?.state, 'sent');
    const twice = await send('handler', '/papers/posted', { letters, postedOn });
    assert.deepEqual(
      twice.json<PostedAnswer>().left.map(({ problem }) => problem),
      ['posted-already', 'posted-already'],
    );
    const version = { 'if-match': `"v${posted?.version}"`, 'idempotency-key': 'take-back-1' };
    const body = { paper: 1, to: 'complainant', reasons: '登记时选错了案件。' };
    const undone = await send('handler', `/complaints/${one}/take-back-delivery`, body, version);
    assert.equal(undone.statusCode, 200, undone.body);
    assert.equal((await inTray(one))?.state, 'to-print');
    assert.equal(await inTray(one, '&state=sent'), undefined);
    const nothing = await tryAct(world, 'handler', one, 'take-back-delivery', { ...body, to: 'complainant' });
    assert.equal(isRefusal(nothing) && nothing.refusal, 'no-mark-to-take-back');
  });

  test('lists go by page, are counted once, narrowed by the address and taken along as text', async () => {
    await owedLetter();
    const first = (await get('handler', '/papers/owed?limit=1')).json<OwedList>();
    assert.ok((first.total ?? 0) >= 2);
    const second = (await get('handler', `/papers/owed?limit=1&cursor=${first.next}`)).json<OwedList>();
    assert.equal(second.total, null);
    assert.notDeepEqual(second.rows, first.rows);
    assert.equal((await get('handler', '/papers/owed?cursor=bm8')).statusCode, 400);
    const unprinted = (await get('handler', '/papers/owed?printed=false&to=complainant')).json<OwedList>().rows;
    assert.ok(unprinted.length > 0 && unprinted.every((row) => row.printedAt === null && row.to === 'complainant'));
    const book = await get('handler', '/papers/owed/export.xlsx?to=complainant');
    assert.ok(!textsOfBook(book).includes('林晓禾'));
    assert.equal((await get('handler', '/outcomes/export.xlsx?kind=court')).statusCode, 200);
    assert.equal(
      (await get('handler', '/outcomes?kind=court&from=2026-01-01&q=%E8%A1%8C%E5%88%9D')).json<OwedList>().next,
      null,
    );
  });
});
