import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { historyPeople, seedHistoryPeople } from '#db/seed/history-people.ts';
import { historyWords } from '#db/seed/history-words.ts';
import { demoOperators } from '#db/seed/operators.ts';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { type Verified, verifyStreams } from '#platform/verify.ts';
import { openWorld, type World } from '#test/world.ts';
import { lawFor } from '../handle.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';
import { complaintProjection } from '../projection.ts';
import { livePart } from './live-part.ts';
import { HistoryWriter } from './write-history.ts';

let world: World;
let owner: Database;
before(async () => {
  world = await openWorld();
  owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  await owner.transact({ ...nobody, account: 'system:seed' }, seedHistoryPeople);
});
after(async () => {
  await owner.close();
  await world.close();
});

const wish = {
  cases: 120,
  seed: 'test',
  from: new Date('2025-11-01T00:00:00Z'),
  until: new Date('2026-06-20T00:00:00Z'),
};
const people = { officials: historyPeople(), operators: demoOperators.map((operator) => operator.id) };

/** Two parts, as two threads would make them. */
const generate = async ({ waits = true } = {}): Promise<void> => {
  const writer = await HistoryWriter.open(world.ownerUrl);
  try {
    const numbers = await writer.numbers();
    const used = [];
    for (const index of [0, 1]) {
      const part = { index, of: 2, numbers };
      used.push(
        ...(await livePart(world.context, wish, part, { people, words: historyWords }, async (batches) => {
          const written = writer.write(batches);
          if (waits) await written;
          else written.catch(() => undefined);
        })),
      );
    }
    await writer.commit(used);
  } finally {
    await writer.close();
  }
};

const verified = async (): Promise<{ so: Verified; faults: string[] }> => {
  const faults: string[] = [];
  const so = await owner.transact(nobody, (tx) =>
    verifyStreams(tx, {
      vault: world.context.vault,
      projections: [complaintProjection((tenant) => lawFor(world.context, tenant))],
      onFault: (fault) => faults.push(`${fault.code} ${fault.name} ${fault.detail}`),
    }),
  );
  return { so, faults };
};

test('a made-up past holds before verify, spreads over bureaus and phases, and numbers its papers without a gap', async () => {
  await generate();
  const { so, faults } = await verified();
  assert.deepEqual(faults, []);
  assert.equal(so.streams, wish.cases);
  assert.ok(so.events > wish.cases * 5, `${so.events} acts`);

  const spread = await owner.transact(nobody, async (tx) => ({
    bureaus: await tx.rows('select distinct bureau from complaint'),
    phases: (await tx.rows<{ phase: string }>('select distinct phase from complaint')).map((row) => row.phase),
    months: await tx.rows("select distinct date_trunc('month', filed_at) from complaint"),
    ahead: await tx.rows('select 1 from event where at > $1', [wish.until]),
    series: await tx.rows<{ last: number; papers: number }>(
      `select s.last_number as last, (select count(distinct p.number) from complaint_paper p
         where p.tenant = s.tenant and p.number like s.series || '〔' || s.year || '〕%') as papers
       from number_series s`,
    ),
  }));
  assert.ok(spread.bureaus.length >= 3, 'several bureaus');
  assert.ok(spread.months.length >= 7, 'several months');
  for (const phase of ['agreed', 'terminated', 'refused']) assert.ok(spread.phases.includes(phase), phase);
  assert.ok(
    spread.phases.some((phase) => ['under-review', 'accepted', 'mediating'].includes(phase)),
    'some are under way',
  );
  assert.equal(spread.ahead.length, 0, 'nothing happens in the future');
  assert.ok(spread.series.length > 0);
  for (const { last, papers } of spread.series) assert.equal(papers, last);
});

test('every paper of a made-up past reads in English as one of today does', async () => {
  const { context } = world;
  const aids = await owner.transact(nobody, async (tx) => {
    const rows = await tx.rows<{ tenant: string; stream: string; entry: string; code: string }>(
      'select distinct on (code) tenant, stream, entry, code from complaint_paper order by code, made_at',
    );
    const read: [string, string | undefined, string][] = [];
    for (const { code, ...at } of rows) {
      await context.vault.load(at.tenant, tx);
      const opened = await context.vault.openEntry(tx, at);
      assert.ok('value' in opened, code);
      const { readingAid } = JSON.parse(String(opened.value)) as CanonicalPaper;
      read.push([code, readingAid?.language, readingAid?.title ?? '']);
    }
    return read;
  });
  assert.ok(aids.length >= 4);
  for (const [code, language, title] of aids) {
    assert.equal(language, 'en', code);
    assert.match(title, /^[A-Z][ -~]{8}/u, code);
  }
});

test('the same seed tells the same stories, and not twice in one demo', async () => {
  const stories = () =>
    owner.transact(nobody, (tx) =>
      tx.rows('select number, phase, bureau, filed_at, version from complaint order by number'),
    );
  const first = await stories();
  await assert.rejects(generate(), { code: '23505' });
  await assert.rejects(
    generate({ waits: false }),
    { code: '23505' },
    'a thread that is done before its last batch is written',
  );
  assert.deepEqual(await stories(), first, 'written whole or not at all');
  await owner.transact(nobody, (tx) =>
    tx.adhoc(
      'truncate stream, event, complaint, number_series, case_clock, case_locator, case_access, paper_proof, blind_index, audit_line cascade',
    ),
  );
  await generate({ waits: false });
  assert.deepEqual(await stories(), first);
});
