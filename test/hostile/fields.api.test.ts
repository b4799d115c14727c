import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isSeen } from '#kernel/field-shapes.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { type Database, openDatabase } from '#platform/db.ts';
import { escapeHtml } from '#site/kit/html.ts';
import { fileCase } from '#test/cases.ts';
import { anyKey } from '#test/world.ts';
import { dealt, filingOf, type Place, places, shownIn } from './filings.ts';
import { hostileTexts, inParts, noData } from './texts.ts';
import { assertTold, openWholeApp, type WholeApp } from './whole-app.ts';

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

describe('hostile texts as values', { skip: noData }, () => {
  let whole: WholeApp;
  let counting: NodeJS.Timeout;
  let owner: Database | undefined;
  before(async () => {
    whole = await openWholeApp();
    // What autovacuum does for an instance that grows by thousands of rows; the cluster of the tests has none.
    owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const analyze = () => owner?.unscoped((tx) => tx.adhoc('analyze')).catch(() => undefined);
    counting = setInterval(() => void analyze(), 3_000);
  });
  after(async () => {
    clearInterval(counting);
    await owner?.close();
    await whole?.close();
  });

  test('in a filing by the API: stored and read unchanged', async () => {
    const consumer = await whole.as('consumer');
    const handler = await whole.as('handler');
    const texts = hostileTexts().filter(isStorable);
    assert.ok(texts.length > 3_000, `${texts.length} texts`);
    for (const filing of dealt(texts)) {
      const made = await whole.app.inject({
        method: 'POST',
        url: '/api/v1/complaints',
        headers: { ...consumer, 'idempotency-key': anyKey() },
        payload: filingOf(filing),
      });
      assert.equal(made.statusCode, 201, `${made.body.slice(0, 300)} ${JSON.stringify(filing).slice(0, 300)}`);
      const seen = await whole.app.inject({ url: `/api/v1/complaints/${made.json().number}`, headers: handler });
      const shown = shownIn(seen.json());
      for (const [place, text] of Object.entries(filing))
        assert.equal(shown[place as Place] ?? '', !isSeen(text) ? (shown[place as Place] ?? '') : text, place);
    }
  });

  test('what cannot be stored is refused with its field named', async () => {
    const consumer = await whole.as('consumer');
    for (const text of hostileTexts().filter((one) => !isStorable(one)))
      for (const [place] of places) {
        const answer = await whole.app.inject({
          method: 'POST',
          url: '/api/v1/complaints',
          headers: { ...consumer, 'idempotency-key': anyKey() },
          payload: filingOf({ [place]: text }),
        });
        assertTold(answer, `${place}: ${JSON.stringify(text)}`);
        assert.ok(answer.statusCode === 400 || answer.statusCode === 422, `${place}: ${answer.statusCode}`);
        const problem = answer.json() as { field?: string; faults?: { field: string }[] };
        const named = problem.field ?? problem.faults?.[0]?.field ?? '';
        assert.match(named, new RegExp(`${place}$`), `${JSON.stringify(text)} in ${place}: ${answer.body}`);
      }
  });

  test('as the text of an act: read unchanged in the story of the case', async () => {
    const handler = await whole.as('handler');
    const url = `/api/v1/complaints/${await fileCase(whole.world)}`;
    const texts = hostileTexts().filter((text) => isStorable(text) && [...text].length <= 4000);
    let version = (await whole.app.inject({ url, headers: handler })).headers.etag;
    const notes = inParts(texts, 60).map((part) => part.join('\n').slice(0, 4000));
    for (const text of notes) {
      const done = await whole.app.inject({
        method: 'POST',
        url: `${url}/note`,
        headers: { ...handler, 'if-match': version },
        payload: { text },
      });
      version = done.headers.etag;
      assert.equal(done.statusCode, 200, `${done.body.slice(0, 300)} ${text.slice(0, 100)}`);
    }
    const seen = await whole.app.inject({ url, headers: handler });
    const said = new Set((seen.json() as CaseView).timeline.flatMap((entry) => entry.texts.map(({ text }) => text)));
    for (const text of notes.filter((one) => one.isWellFormed())) assert.ok(said.has(text), text.slice(0, 100));
  });

  test('in a form of the site: shown again as text, or the field is named', async () => {
    const { cookie, csrf } = await whole.visit();
    for (const text of hostileTexts()) {
      const fields = new URLSearchParams({ _csrf: csrf, respondent: text, facts: text, name: text, phone: text });
      const answer = await whole.app.inject({
        method: 'POST',
        url: '/file/short',
        headers: { cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
        payload: fields.toString(),
      });
      assertTold(answer, text.slice(0, 100));
      if (answer.statusCode !== 422) continue;
      const kept = escapeHtml(
        text.toWellFormed().replaceAll('\0', '\uFFFD').replaceAll('\r\n', '\n').replaceAll('\r', '\n'),
      );
      const body = answer.body.replaceAll('&#13;\n', '\n').replaceAll('&#13;', '\n');
      assert.ok(body.includes(kept), `not shown again: ${text.slice(0, 200)}`);
    }
  });
});
