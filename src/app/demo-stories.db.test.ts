import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { complaintProjection, incidentProjection, proofChecks } from '#modules/complaints/facade.ts';
import { consultationProjection } from '#modules/intake/facade.ts';
import { reportProjection } from '#modules/reports/facade.ts';
import { now, shiftClock } from '#platform/clock.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { eraseAgain } from '#platform/erasures.ts';
import { verifyStreams } from '#platform/verify.ts';
import { openWorld, type World } from '#test/world.ts';
import { playStories } from './demo-stories.ts';
import { forgetAgain } from './forget-again.ts';
import type { OpenContext } from './open-context.ts';

/** A Monday after a long holiday, and both days of a weekend. */
const days = ['2026-10-12', '2026-11-28', '2026-11-29'];

test('the stories of a demo can be told on any day', async () => {
  const world = await openWorld();
  const context: OpenContext = { ...world.context, demo: true, refreshLaw: async () => undefined };
  try {
    for (const day of days) {
      shiftClock(0);
      shiftClock(Date.parse(`${day}T10:00:00+08:00`) - now().getTime());
      assert.deepEqual(await playStories(context), [], day);
    }
    await eraseEverybodyAgain(world);
  } finally {
    shiftClock(0);
    await world.close();
  }
});

/** The stories hold complaints, reports and questions: nothing drawn from anybody may outlast a restore that erases again. */
const eraseEverybodyAgain = async ({ context, ownerUrl }: World): Promise<void> => {
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  const drawn = (tx: Tx) =>
    tx.one<Record<string, number>>(
      `select (select count(*) from complaint where complainant_masked <> '')::int as complainants,
         (select count(*) from complaint_search)::int as words, (select count(*) from blind_index)::int as marks,
         (select count(*) from consultation where asker_masked <> '')::int as askers,
         (select count(*) from reporter)::int as reporters,
         (select count(*) from person_key where wrapped is not null)::int as persons`,
    );
  try {
    await owner.transact(nobody, async (tx) => {
      const before = await drawn(tx);
      for (const [what, count] of Object.entries(before)) assert.ok(count > 0, what);
      const persons = await tx.rows<{ tenant: string; stream: string; person: string }>(
        'select tenant, stream, person from person_key',
      );
      const basis = 'pipl 47(1)(1)';
      const lines = persons.map((one) => ({ ...one, at: now().toISOString(), basis }));
      assert.equal((await eraseAgain(tx, lines, forgetAgain)).persons, before['persons']);
      for (const [what, count] of Object.entries(await drawn(tx))) assert.equal(count, 0, what);
      const left = await tx.rows<{ kind: string; type: string; firstOn: string; count: number }>(
        `select s.kind, e.type, coalesce(e.payload->>'firstOn', e.payload->>'on') as "firstOn", count(*)::int as count
           from event e join stream s on s.tenant = e.tenant and s.stream = e.stream
          where e.payload->>'repeats' = 'restore' and e.actor = 'system:restore' group by 1, 2, 3 order by 1`,
      );
      assert.deepEqual(
        left.map(({ kind, type, firstOn }) => [kind, type, firstOn]),
        [
          ['complaint', 'PersonErased', dayOf(now())],
          ['consultation', 'PersonErased', dayOf(now())],
          ['report', 'ReporterErased', dayOf(now())],
        ],
      );
      assert.equal(left.find(({ kind }) => kind === 'report')?.count, before['reporters']);
      assert.equal((await eraseAgain(tx, lines, forgetAgain)).persons, 0, 'nobody is erased twice');
    });
    const { calendar, rulebook, settingsOf } = context.law();
    const lawOf = (tenant: string) => ({ calendar, rulebook, settings: settingsOf(tenant) });
    const faults: string[] = [];
    await owner.transact(nobody, (tx) =>
      verifyStreams(tx, {
        vault: context.vault,
        projections: [
          complaintProjection(lawOf),
          incidentProjection,
          reportProjection(lawOf, (phone) => context.keyring.digests('phone', phone)),
          consultationProjection,
        ],
        besides: proofChecks(context.files.keys, context.keyring),
        onFault: ({ name, code, detail }) => faults.push(`${name} ${code} ${detail}`),
      }),
    );
    assert.deepEqual(faults, []);
  } finally {
    await owner.close();
  }
};
