import assert from 'node:assert/strict';
import { isRefusal } from '#kernel/refusal.ts';
import { scopeOf } from '#modules/complaints/handle.ts';
import { erasePersonOf } from '#modules/complaints/keeping/erase.ts';
import { readComplaint } from '#modules/complaints/store.ts';
import { now } from '#platform/clock.ts';
import { actorOf, type World } from './world.ts';

/** The words by which a case is found. */
export const wordsOf = async (world: World, number: string): Promise<readonly string[]> => {
  const rows = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ words: string[] }>(
      `select tsvector_to_array(w.words) as words from complaint_search w
         join complaint c on c.tenant = w.tenant and c.stream = w.stream where c.number = $1`,
      [number],
    ),
  );
  return rows.flatMap(({ words }) => words);
};

export const erase = (world: World, number: string, person: string) => {
  const actor = actorOf('bureau-head');
  const wish = { person, ground: 'no-longer-needed', reason: '案件已办结，当事人申请删除' } as const;
  return world.context.database.transact(scopeOf(actor), async (tx) => {
    const done = await erasePersonOf(world.context, tx, actor, number, wish, now());
    assert.ok(!isRefusal(done), JSON.stringify(done));
    return done;
  });
};

/** Who of the case bears that name. */
export const personIn = async (world: World, number: string, name: string): Promise<string> => {
  const loaded = await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const one = await readComplaint(tx, world.context.vault, number);
    assert.ok(one);
    for (const party of one.state.parties) {
      const entry = party.fields.name?.entry ?? '';
      const [opened] = await world.context.vault.openEntries(tx, one, [entry]);
      if (opened !== undefined && !isRefusal(opened) && opened.value === name) return party.person;
    }
    return undefined;
  });
  assert.ok(loaded, name);
  return loaded;
};

/** Two who complain along with whoever files. */
export const together = {
  joint: [
    { name: '欧阳建国', phone: '13900000021', address: '云栖市临溪区松林路 3 号' },
    { name: '司马秋白', phone: '13900000022', address: '云栖市临溪区松林路 4 号' },
  ],
  representatives: [0],
  jointAgreed: true,
} as const;
