import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { seedDirectory } from '#db/seed/district.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { erasuresPath } from '#platform/erasure-list.ts';
import { readErasures } from '#platform/fixtures/read-erasures.ts';
import { settleInstance } from '#platform/instance.ts';
import { call, database, demo, home, place } from '#test/command-line.ts';

/** Asked and closed long ago; of the second a program of before left no history that can be read. */
const oldQuestions = async (): Promise<void> => {
  await database.transact(nobody, async (tx) => {
    for (const n of [1, 2]) {
      const stream = `00000000-0000-7000-8000-00000000000${n}`;
      await tx.run(
        `insert into stream (tenant, stream, kind, bureau, version, head_hash)
         values ('yunqi', $1, 'consultation', 'yunqi-linxi', 1, '\\x00')`,
        [stream],
      );
      await tx.run(
        `insert into consultation (tenant, stream, bureau, number, version, phase, channel, asker_masked, food, closed_on, filed_at, changed_at)
         values ('yunqi', $1, 'yunqi-linxi', $2, 1, 'closed', 'desk', '', false, '2010-03-01', '2010-02-01', '2010-03-01')`,
        [stream, `ZX${n}`],
      );
      await tx.run(
        `insert into person_key (tenant, stream, person, tenant_key_version, destroyed_at, destroyed_basis)
         values ('yunqi', $1, $1, 1, '2026-05-06', 'pipl 47')`,
        [stream],
      );
    }
  });
};

test('PIPL 47(1)(2) what cannot go is named, the rest is gone through, erasures are listed all the same, and it ends with 1', async () => {
  await demo();
  await database.transact({ ...nobody, account: 'system:seed' }, (tx) => seedDirectory(tx, now()));
  await oldQuestions();
  const dry = await call('retain', '--dry-run');
  assert.equal(dry.code, 0, dry.noted);
  const { code, printed, noted } = await call('retain');
  assert.equal(code, 1);
  for (const n of [1, 2]) assert.match(noted, new RegExp(`not let go: ZX${n}\\. Why: `, 'u'));
  assert.match(noted, /2 past their term could not be let go/u);
  assert.match(printed.join('\n'), /consultations: 0 past .+\n.+requests about own data: 0 past/u);
  const { keyring } = await settleInstance(home.ownerUrl, place(), 'demo');
  const { lines } = await readErasures(erasuresPath(join(place().varDirectory, 'heads')), keyring);
  assert.equal(lines.length, 2);
});
