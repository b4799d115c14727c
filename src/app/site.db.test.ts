import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nobody } from '#platform/db.ts';
import { openWorld } from '#test/world.ts';
import { siteKitOf } from './site.ts';

test('a standing set today shows on the site without a restart', async () => {
  const world = await openWorld();
  try {
    const context = { ...world.context, demo: true, refreshLaw: async () => undefined };
    await assert.rejects(siteKitOf(context, 'yunqy'), { code: 'tenant-unknown', params: { tenant: 'yunqy' } });
    const kit = await siteKitOf(context, 'yunqi', 0);
    assert.equal(kit.companion, false);
    await world.context.database.transact(nobody, (tx) =>
      tx.run("insert into bureau_standing values ('yunqi-intake', '2026-04-16', 'companion', 'test')"),
    );
    assert.equal(kit.companion, false, 'until somebody asks for a page');
    await kit.lookAgain();
    assert.equal(kit.companion, true);
  } finally {
    await world.close();
  }
});
