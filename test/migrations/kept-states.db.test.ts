import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, castOfficials } from '#db/seed/cast.ts';
import { readMigrations } from '#platform/postgres/migrate.ts';
import { type BroughtUp, bringUp, type Running } from './brought-up.ts';
import { keptStates } from './kept-state.ts';

type Case = { readonly number: string; readonly phase: string; readonly bureau: string };
type Paper = Pick<Case, 'number' | 'bureau'> & { readonly n: number; readonly hash: string | null };
type View = {
  readonly version: number;
  readonly phase: string;
  readonly parties: readonly { readonly person: string; readonly erased: boolean }[];
  readonly papers: readonly { readonly url: string; readonly number: string | null }[];
  readonly evidence: readonly { readonly url: string | null }[];
  readonly acts: readonly { readonly act: string }[];
};

const states = keptStates();
const headSees = castOfficials.find(({ name }) => name === 'bureau-head')?.sees;

test('a state of an earlier program is kept', () => assert.ok(states.length > 0));

for (const state of states) {
  describe(`the state of ${state.name} under today's program`, () => {
    let old: BroughtUp;
    let running: Running;
    /** When it was brought up. */
    let frozen: readonly Paper[];
    const rows = async <R extends object>(sql: string): Promise<R[]> => await old.ask<R & Record<string, unknown>>(sql);
    const papersWhere = (condition: string) =>
      rows<Paper>(
        `select c.number, c.bureau, p.n, p.pdf_hash as hash from complaint_paper p
           join complaint c on c.tenant = p.tenant and c.stream = p.stream where ${condition} order by c.number, p.n`,
      );
    const cases = () => rows<Case>('select number, phase, bureau from complaint order by number');

    before(async () => {
      old = await bringUp(state);
      frozen = await papersWhere('p.pdf_hash is not null');
      running = await old.start();
    });
    after(async () => {
      await running?.stop();
      await old?.close();
    });

    const get = async (who: CastName, url: string) => {
      const answer = await running.app.inject({ method: 'GET', url, headers: await running.as(who) });
      assert.equal(answer.statusCode, 200, `${url}: ${answer.body.slice(0, 300)}`);
      return answer;
    };
    const officerOf = (bureau: string): CastName => {
      const found = castOfficials.find(({ sees, roles }) => sees.includes(bureau) && roles.includes('bureau-head'));
      return (found ?? castOfficials.find(({ sees }) => sees.includes(bureau)) ?? cast['bureau-head']).name;
    };
    const view = async ({ number, bureau }: Case): Promise<View> =>
      (await get(officerOf(bureau), `/api/v1/complaints/${number}`)).json();
    const assertClean = async () => {
      const { code, printed, noted } = await old.verify();
      assert.equal(code, 0, [...printed, ...noted].join('\n'));
    };

    test('is older than today, and holds what an instance at work holds', async () => {
      const ours = readMigrations().map(({ name }) => name);
      const applied = old.manifest.migrations.map(({ name }) => name);
      assert.deepEqual(ours.slice(0, applied.length), applied);
      assert.ok(ours.length > applied.length, 'no migration is run on its rows');
      const held = Object.fromEntries(old.manifest.tables.map(({ name, rows: count }) => [name, count]));
      for (const table of ['complaint', 'complaint_paper', 'evidence_file', 'vault_entry', 'audit_line', 'report'])
        assert.ok((held[table] ?? 0) > 0, table);
      assert.ok(new Set((await cases()).map(({ phase }) => phase)).size >= 4, 'phases');
    });

    test('verifies clean against the heads its own program signed, and after the work of the first start', async () => {
      await assertClean();
      assert.deepEqual(await running.work(), []);
      await assertClean();
    });

    test('every case, report and question is read by an officer of its bureau; who was erased stays so', async () => {
      for (const one of await cases()) {
        const { phase, parties } = await view(one);
        assert.equal(phase, one.phase, one.number);
        const gone = await old.ask<{ person: string }>(
          `select k.person from person_key k join complaint c on c.tenant = k.tenant and c.stream = k.stream
            where c.number = $1 and k.wrapped is null`,
          [one.number],
        );
        const erased = parties.filter((party) => party.erased).map(({ person }) => person);
        assert.deepEqual(erased.sort(), gone.map(({ person }) => person).sort(), one.number);
      }
      const erasures = await rows<{ count: number }>('select count(*)::int from person_key where wrapped is null');
      assert.ok((erasures[0]?.count ?? 0) > 0, 'nobody was erased');
      for (const table of ['report', 'consultation']) {
        const streams = await rows<Case>(`select number, bureau from ${table}`);
        assert.ok(streams.length > 0, table);
        for (const { number, bureau } of streams) await get(officerOf(bureau), `/api/v1/${table}s/${number}`);
      }
    });

    test('a paper frozen by the earlier program is given byte for byte, one that was not is made, evidence opens', async () => {
      const others = (
        await papersWhere(`p.pdf_hash is null and not exists (select 1 from person_key k
        where k.tenant = p.tenant and k.stream = p.stream and k.wrapped is null)`)
      ).slice(0, 1);
      assert.ok(frozen.length > 0, 'no paper was opened under the earlier program');
      assert.equal(others.length, 1);
      for (const { number, bureau, n, hash } of [...frozen, ...others]) {
        const { rawPayload } = await get(officerOf(bureau), `/api/v1/complaints/${number}/documents/${n}`);
        assert.equal(rawPayload.subarray(0, 5).toString(), '%PDF-');
        if (hash !== null) assert.equal(createHash('sha256').update(rawPayload).digest('hex'), hash);
      }
      const filed = await Promise.all((await cases()).map(async (one) => ({ one, seen: await view(one) })));
      const evidence = filed.flatMap(({ one, seen }) => seen.evidence.map(({ url }) => ({ one, url })));
      assert.ok(evidence.length > 0, 'no evidence');
      for (const { one, url } of evidence) await get(officerOf(one.bureau), url ?? '');
    });

    test('an old case is found by its number, a word of its story and a part of who is complained of', async () => {
      const [one] = await old.ask<Case & { word: string; respondent: string }>(
        `select c.number, c.bureau, c.respondent_name as respondent,
            (select word from unnest(tsvector_to_array(s.words)) word order by length(word) desc, word limit 1) as word
           from complaint c join complaint_search s on s.tenant = c.tenant and s.stream = c.stream
          where c.respondent_name is not null and s.words <> '' and c.bureau = any ($1) order by c.number limit 1`,
        [headSees],
      );
      assert.ok(one);
      for (const typed of [one.number, one.word, one.respondent.slice(1, 6)]) {
        const found = await get('bureau-head', `/api/v1/worklist?open=false&q=${encodeURIComponent(typed)}`);
        const numbers = (found.json() as { rows: Case[] }).rows.map(({ number }) => number);
        assert.ok(numbers.includes(one.number), `${typed}: ${numbers}`);
      }
    });

    test('an old case goes on: accepted with a number of its own, its paper opens, and all of it verifies', async () => {
      const before = await rows<{ number: string }>('select number from complaint_paper where number is not null');
      const refused: string[] = [];
      for (const one of (await cases()).filter(({ phase }) => phase === 'under-review')) {
        const { version, acts } = await view(one);
        if (!acts.some(({ act }) => act === 'accept')) continue;
        const who = officerOf(one.bureau);
        const url = `/api/v1/complaints/${one.number}`;
        const headers = { ...(await running.as(who)), 'if-match': `"v${version}"` };
        const answer = await running.app.inject({ method: 'POST', url: `${url}/accept`, headers, payload: {} });
        if (answer.statusCode !== 200) {
          refused.push(`${one.number}: ${answer.body}`);
          continue;
        }
        const { phase, papers } = await view(one);
        assert.equal(phase, 'accepted');
        const made = papers.at(-1);
        assert.ok(made?.number);
        assert.ok(!before.some(({ number }) => number === made.number), made.number);
        assert.equal((await get(who, made.url)).rawPayload.subarray(0, 5).toString(), '%PDF-');
        assert.deepEqual(await running.work(), []);
        return await assertClean();
      }
      assert.fail(`nothing could be accepted\n${refused.join('\n')}`);
    });

    test('what is not as it was is found: verify does not pass for want of looking', async () => {
      await old.ask(`update complaint set phase = 'agreed' where number = (
        select number from complaint where phase = 'terminated' order by number limit 1)`);
      const { code, printed } = await old.verify();
      assert.equal(code, 1);
      assert.ok(
        printed.some((line) => line.includes('agreed')),
        printed.join('\n'),
      );
    });
  });
}
