import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { type Database, nobody, openDatabase, type Tx } from '#platform/db.ts';
import { objectPath } from '#platform/files/places.ts';
import { verifyStoredFiles } from '#platform/files/verify-files.ts';
import { ACTS, highest, lowest, nextPage } from '#platform/verify-pages.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { fileOfPaper } from '../paper-files.ts';
import { performAct } from '../perform.ts';
import { NumberCheck } from './number-check.ts';

let world: World;
let owner: Database;
let number = '';
let place: { tenant: string; stream: string; n: number; file: string };

before(async () => {
  world = await openWorld();
  owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const { context } = world;
  const consumer = actorOf('consumer');
  const at = new Date('2026-04-15T02:00:00Z');
  const receipt = await context.database.transact(scopeOf(consumer), (tx) =>
    fileAtFrontDoor(context, tx, {
      actor: consumer,
      at,
      request: {
        complainant: { name: '方采薇', phone: '13900000001', address: '云栖市临溪区桂花路 12 号' },
        respondent: { kind: 'ordinary', operator: gymOperatorId, name: '楼下那家健身房' },
        purchase: { online: false, amountFen: 268_000 },
        facts: '2026 年 3 月办理年卡，4 月场馆停业。',
        claims: [{ kind: 'refund', amountFen: 268_000 }],
        consents: { publicity: true, entrust: true },
      },
      evidence: [],
    }),
  );
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  number = receipt.number;
  for (const [who, act, body] of [
    ['bureau-head', 'assign', { to: cast.handler.account }],
    ['handler', 'accept', {}],
  ] as const) {
    const actor = actorOf(who);
    const done = await context.database.transact(scopeOf(actor), (tx) =>
      performAct(context, tx, { number, act, body: body as never, actor, at }),
    );
    assert.ok(!isRefusal(done), JSON.stringify(done));
  }
  const form = await owner.transact(nobody, (tx) =>
    tx.one<{ n: number }>("select n from complaint_paper where code = 'form-5'", []),
  );
  const made = await fileOfPaper(context, actorOf('handler'), number, form.n);
  assert.ok(!isRefusal(made), JSON.stringify(made));
  place = await owner.transact(nobody, (tx) =>
    tx.one('select tenant, stream, n, pdf_file as file from complaint_paper where pdf_file is not null', []),
  );
});
after(async () => {
  await owner.close();
  await world.close();
});

const tables = ['evidence_file', 'complaint_paper', 'paper_proof', 'paper_delivery', 'number_series'];

/** What verify says while the damage lasts; copies of the tables put everything back. */
const saidAfter = async (statement: string): Promise<string[]> => {
  await owner.transact(nobody, async (tx) => {
    await tx.adhoc("set session session_replication_role = 'replica'");
    for (const table of tables) await tx.adhoc(`create table kept_${table} as table ${table}`);
    await tx.adhoc(statement);
  });
  try {
    return await refoldFaults(world);
  } finally {
    await owner.transact(nobody, async (tx) => {
      for (const table of tables) {
        await tx.adhoc(`delete from ${table}`);
        await tx.adhoc(`insert into ${table} select * from kept_${table}`);
        await tx.adhoc(`drop table kept_${table}`);
      }
    });
  }
};

test('verify says how many series of numbers it compared, with a fault among them or none', async () => {
  const compared = (tx: Tx) => new NumberCheck().end(tx, (_, code) => found.push(code));
  const found: string[] = [];
  const undone = new Error('as before');
  const look = owner.transact(nobody, async (tx) => {
    const { series } = await tx.one<{ series: number }>(
      "select count(distinct code)::integer as series from paper_proof where number like '%〔%'",
      [],
    );
    assert.ok(series > 0);
    assert.deepEqual([await compared(tx), found], [series, []]);
    await tx.adhoc('update number_series set last_number = 0');
    assert.equal(await compared(tx), series);
    assert.ok(found.includes('series-behind'));
    throw undone;
  });
  await assert.rejects(look, undone);
});

test('verify names what was done to files, numbers and service behind the back of the acts', async () => {
  assert.deepEqual(await refoldFaults(world), []);
  const cases: [string, string, RegExp][] = [
    ['a file taken away', 'delete from evidence_file', /row-differs complaint_paper \d+ pdf_file/u],
    ['a hash of a file', `update evidence_file set sha256 = sha256('x')`, /row-differs complaint_paper \d+ pdf_hash/u],
    [
      'a file made for somebody else',
      'update evidence_file set person = null',
      /row-differs complaint_paper \d+ pdf_file/u,
    ],
    [
      'erased without an act',
      `update evidence_file set state = 'erased', key_wrapped = null, name_sealed = null, sha256 = null, erased_at = now(), erased_basis = 'pipl:47'`,
      /row-differs evidence_file \S+ state/u,
    ],
    ['a file nobody handed in', `update evidence_file set purpose = 'evidence'`, /row-unexpected evidence_file /u],
    ['a series set back', 'update number_series set last_number = 0', /series-behind 1 > 0/u],
    ['a series taken away', 'delete from number_series', /series-behind 1 > -/u],
    [
      'a number given twice',
      `insert into paper_proof select 'AAAAA-AAAAA-AAAAA', tenant, number, code, authority, repeat('a', 64), null, issued_on, standing, null
         from paper_proof where code = 'form-5' limit 1`,
      /number-twice 2/u,
    ],
    [
      'said to be served',
      `update paper_delivery set state = 'delivered'`,
      /row-differs paper_delivery \d+ complainant state delivered ≠ waiting\/to-print\/failed/u,
    ],
    [
      'said to be posted',
      `update paper_delivery set posted_on = '2026-04-20'`,
      /paper_delivery \d+ complainant posted_on/u,
    ],
    ['owed to nobody', 'delete from paper_delivery', /row-missing paper_delivery \d+ complainant/u],
  ];
  for (const [what, statement, expected] of cases) {
    const said = await saidAfter(statement);
    assert.ok(
      said.some((line) => expected.test(line)),
      `${what}: ${said.join(' | ') || 'nothing found'}`,
    );
  }
  assert.deepEqual(await refoldFaults(world), [], 'everything was put back');
});

test('verify --files reads every stored file again and names the missing and the changed', async () => {
  const { directory, keys } = world.context.files;
  const found = async () => {
    const faults: string[] = [];
    const so = await verifyStoredFiles(owner, {
      directory,
      keys,
      onFault: (_, { code, detail }) => faults.push(`${code} ${detail}`),
    });
    return { faults, files: so.files };
  };
  assert.deepEqual(await found(), { faults: [], files: 1 });
  const path = objectPath(directory, place.tenant, { file: place.file, variant: 'original' });
  const whole = readFileSync(path);
  writeFileSync(path, Buffer.concat([whole.subarray(0, -1), Buffer.from([(whole.at(-1) ?? 0) ^ 1])]));
  assert.deepEqual((await found()).faults, [`file-changed ${place.file}`]);
  renameSync(path, `${path}.gone`);
  assert.deepEqual((await found()).faults, [`file-missing ${place.file}`]);
  writeFileSync(path, whole);
  assert.deepEqual((await found()).faults, []);
});

test('pages stay pages however many acts have lost their histories, and none of those is met twice or passed over', async () => {
  const stray = `insert into event (tenant, stream, version, type, payload, actor, at, hash)
    select 'yunqi', md5('stray' || i)::uuid, v, 'Stray', '{}', 'nobody', now(), sha256('stray')
      from generate_series(1, 250) i, generate_series(1, case when i = 7 then 2 * ${ACTS} else 9 end) v`;
  await owner.transact(nobody, (tx) => tx.adhoc(stray));
  try {
    await owner.transact(nobody, async (tx) => {
      for (let after = lowest; after !== highest; ) {
        const { until } = await nextPage(tx, 'yunqi', after);
        const { streams, acts } = await tx.one<{ streams: number; acts: number }>(
          `select count(distinct stream)::integer as streams, count(*)::integer as acts from event
            where tenant = 'yunqi' and stream > $1::uuid and stream <= $2::uuid`,
          [after, until],
        );
        assert.ok(acts <= ACTS || streams === 1, `${streams} with ${acts} acts`);
        after = until;
      }
    });
    const faults = await refoldFaults(world);
    assert.equal(faults.filter((one) => one.includes('stream-missing')).length, 250);
  } finally {
    await owner.transact(nobody, (tx) => tx.adhoc("delete from event where type = 'Stray'"));
  }
  assert.deepEqual(await refoldFaults(world), []);
});
