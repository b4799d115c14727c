import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { auditDaysIn, checkHeads, HeadsRefused, headsIn, writeHeads } from '#platform/heads.ts';
import { type Verified, verifyStreams } from '#platform/verify.ts';
import { type AuditChecked, verifyAudit } from '#platform/verify-audit.ts';
import type { Fault } from '#platform/verify-faults.ts';
import { damages } from '#test/damages.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { lawFor, scopeOf } from './handle.ts';
import { performAct } from './perform.ts';
import { complaintProjection } from './projection.ts';
import { proofChecks } from './proving/proof-checks.ts';

let world: World;
let owner: Database;
let directory: string;
const numbers: string[] = [];

const filedOn = new Date('2026-04-15T02:00:00Z');

before(async () => {
  world = await openWorld();
  owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  directory = mkdtempSync(join(tmpdir(), 'fangxin-heads-'));
  for (let i = 0; i < 3; i++) numbers.push(await file());
  await act('bureau-head', numbers[0], 'assign', { to: cast.handler.account });
  await act('handler', numbers[0], 'accept', {});
});
after(async () => {
  await owner.close();
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

const file = async (): Promise<string> => {
  const actor = actorOf('consumer');
  const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
    fileAtFrontDoor(world.context, tx, {
      actor,
      at: filedOn,
      request: {
        complainant: {
          name: '方采薇',
          phone: '13900000001',
          idNumber: '990102199003070023',
          address: '云栖市临溪区桂花路 12 号',
        },
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
  return receipt.number;
};

const act = async (who: 'bureau-head' | 'handler', number = '', name: 'assign' | 'accept', body: { to?: string }) => {
  const actor = actorOf(who);
  const done = await world.context.database.transact(scopeOf(actor), (tx) =>
    performAct(world.context, tx, {
      number,
      act: name,
      body: body as never,
      actor,
      at: new Date('2026-04-16T02:00:00Z'),
    }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
};

type Outcome = { so: Verified; faults: readonly Fault[] };

const verifyIn = async (
  database: Database,
  heads: readonly string[] = [],
  tamper = '',
  values: unknown[] = [],
): Promise<Outcome> => {
  const faults: Fault[] = [];
  // Damage is done and undone around the look: the transaction that verifies is of another connection.
  const undo = tamper === '' ? undefined : await damage(tamper, values);
  try {
    const so = await database.transact(nobody, (tx) =>
      verifyStreams(tx, {
        vault: world.context.vault,
        projections: [complaintProjection((tenant) => lawFor(world.context, tenant))],
        signed: heads.map((path) => headsIn(path)),
        besides: proofChecks(world.context.files.keys, world.context.keyring),
        onFault: (fault) => faults.push(fault),
      }),
    );
    return { so, faults };
  } finally {
    await undo?.();
  }
};

/** As somebody with the owner's login would do it: copies of the tables put everything back afterwards. */
const tables = [
  ...['stream', 'event', 'complaint', 'case_clock', 'case_locator', 'case_access', 'person_key', 'vault_entry'],
  ...['complaint_paper', 'paper_proof', 'paper_delivery', 'number_series', 'evidence_file', 'audit_line'],
  ...[
    'blind_index',
    'complaint_search',
    'outcome_register',
    'competence_letter',
    'data_request',
    'public_notice',
    'announcement',
  ],
];
const damage = async (statement: string, values: unknown[]): Promise<() => Promise<void>> => {
  await owner.transact(nobody, async (tx) => {
    await tx.adhoc("set session session_replication_role = 'replica'");
    for (const table of tables) await tx.adhoc(`create table kept_${table} as table ${table}`);
    await tx.adhoc(statement, values);
  });
  return () =>
    owner.transact(nobody, async (tx) => {
      for (const table of tables) {
        await tx.adhoc(`delete from ${table}`);
        await tx.adhoc(`insert into ${table} select * from kept_${table}`);
        await tx.adhoc(`drop table kept_${table}`);
      }
    });
};

const said = ({ faults }: Outcome): string[] =>
  faults.map((one) => `${one.code} ${one.name} ${one.version ?? '-'} ${one.detail}`.trim());

describe('verify', () => {
  test('finds nothing wrong with what the acts wrote', async () => {
    const outcome = await verifyIn(owner);
    assert.deepEqual(said(outcome), []);
    const { byTable, ...so } = outcome.so;
    const counted = ['complaint', 'blind_index', 'data_request', 'number_series'].map((table) => byTable.get(table));
    assert.deepEqual(counted, [3, 6, 0, 1]);
    assert.deepEqual(
      { ...so, erased: [...so.erased] },
      {
        streams: 3,
        events: 6,
        values: 25,
        rows: 26,
        faults: 0,
        waiting: 0,
        erased: [],
      },
    );
  });

  test('names the case and the version of every kind of damage done behind the back of the acts', async () => {
    const [number = ''] = numbers;
    for (const [what, statement, expected] of damages) {
      const outcome = await verifyIn(owner, [], statement, [number]);
      assert.ok(
        said(outcome).some((line) => expected.test(line)),
        `${what}: ${said(outcome).join(' | ') || 'nothing found'}`,
      );
      assert.ok(
        outcome.faults.every((fault) => fault.tenant === 'yunqi'),
        what,
      );
      if (!['stream-missing'].includes(outcome.faults[0]?.code ?? ''))
        assert.ok(
          outcome.faults.some((fault) => fault.name === number || fault.name === ''),
          what,
        );
    }
    assert.deepEqual(said(await verifyIn(owner)), [], 'everything was put back');
  });

  const proofOf = (code: string) =>
    `data_hash = (select p.data_hash from complaint_paper p join complaint c using (tenant, stream) where c.number = $1 and p.code = '${code}')`;

  test('holds what the code on a paper opens against the paper itself, and back', async () => {
    const [number = ''] = numbers;
    const cases: [string, string, RegExp][] = [
      [
        'another number',
        `update paper_proof set number = '9' where ${proofOf('form-5')}`,
        /^row-differs .* paper_proof number/u,
      ],
      [
        'another authority',
        `update paper_proof set authority = '某某局' where ${proofOf('form-5')}`,
        /^row-differs .* paper_proof authority/u,
      ],
      [
        'another code',
        `update paper_proof set proof = 'AAAAA-AAAAA-AAAAA' where ${proofOf('form-5')}`,
        /^row-differs .* paper_proof proof/u,
      ],
      [
        'said to be annulled',
        `update paper_proof set standing = 'annulled' where ${proofOf('form-5')}`,
        /^row-differs .* paper_proof standing annulled ≠ valid/u,
      ],
      [
        'a file it never had',
        `update paper_proof set pdf_hash = 'ff' where ${proofOf('form-5')}`,
        /^row-differs .* paper_proof pdf_hash/u,
      ],
      ['taken away', `delete from paper_proof where ${proofOf('form-5')}`, /^row-missing .* paper_proof form-5/u],
      [
        'made to open by two codes',
        `insert into paper_proof select 'forgedproof0001', tenant, number, code, authority, data_hash, pdf_hash, issued_on, standing, scan_hash
           from paper_proof where ${proofOf('form-5')}`,
        /^row-unexpected .* paper_proof forgedproof0001/u,
      ],
      [
        'invented',
        `insert into paper_proof (tenant, proof, number, code, authority, data_hash, issued_on, standing)
           select 'yunqi', 'forgedproof0001', $1, 'form-5', '某某局', 'abcdef', current_date, 'valid'`,
        /^row-unexpected .* paper_proof forgedproof0001/u,
      ],
      [
        'a scan it never had',
        `update complaint_paper set scan_hash = 'ff' where ${proofOf('form-5')}`,
        /^row-differs .* complaint_paper scan_hash/u,
      ],
    ];
    for (const [what, statement, expected] of cases) {
      const found = said(await verifyIn(owner, [], statement, [number]));
      assert.ok(
        found.length === 1 && expected.test(found[0] ?? ''),
        `${what}: ${found.join(' | ') || 'nothing found'}`,
      );
    }
    assert.deepEqual(said(await verifyIn(owner)), [], 'everything was put back');
  });

  test('tells an erased person from a broken value', async () => {
    const outcome = await verifyIn(
      owner,
      [],
      `with marks as (delete from blind_index where stream = (select stream from complaint where number = $1))
       update person_key set wrapped = null, destroyed_at = now(), destroyed_basis = 'pipl:47' where stream = (select stream from complaint where number = $1)`,
      [numbers[1]],
    );
    assert.deepEqual(said(outcome), []);
    assert.equal(outcome.so.erased.get('pipl:47'), 8);
  });

  test('sees nothing under the application login without a scope, and all of a bureau with one', async () => {
    const blind = await verifyIn(world.context.database);
    assert.equal(blind.so.streams, 0);
  });
});

describe('signed heads', () => {
  test('bind every stream to what it was when they were written', async () => {
    const written = await owner.transact(nobody, (tx) =>
      writeHeads(tx, world.context.keyring, { directory, at: filedOn, settled: owner.settled }),
    );
    assert.equal(written.path, join(directory, '2026-04-15.json'));
    assert.doesNotThrow(() => JSON.parse(readFileSync(written.path, 'utf8')));
    const checked = await checkHeads(written.path, world.context.keyring);
    assert.deepEqual(checked.tenants, written.tenants);
    assert.equal(checked.streams, 3);

    numbers.push(await file());
    await act('bureau-head', numbers[1], 'assign', { to: cast.handler.account });
    assert.deepEqual(said(await verifyIn(owner, [written.path])), [], 'a stream may grow');

    const [number = ''] = numbers;
    const gone = await verifyIn(
      owner,
      [written.path],
      `with s as (select stream from complaint where number = $1), a as (delete from event where stream in (select stream from s)),
        b as (delete from complaint where number = $1) delete from stream where stream in (select stream from s)`,
      [number],
    );
    assert.ok(
      said(gone).some((line) => line.startsWith('signed-stream-gone')),
      said(gone).join(' | '),
    );

    const rewritten = await verifyIn(
      owner,
      [written.path],
      `update event set hash = sha256('other') where version = 4 and stream = (select stream from complaint where number = $1)`,
      [number],
    );
    assert.ok(
      said(rewritten).some((line) => line.startsWith('signed-hash-differs')),
      said(rewritten).join(' | '),
    );

    const again = await owner.transact(nobody, (tx) =>
      writeHeads(tx, world.context.keyring, { directory, at: filedOn, settled: owner.settled }),
    );
    assert.equal(again.path, join(directory, '2026-04-15T020000000.json'), 'an earlier file of the day is kept');
  });

  test('bind the audit trail day by day; what its term let go is no fault', async () => {
    const at = new Date('2026-05-01T02:00:00Z');
    const { path, audit } = await owner.transact(nobody, (tx) =>
      writeHeads(tx, world.context.keyring, { directory, at, settled: owner.settled }),
    );
    const days: string[] = [];
    for await (const { tenant, day, lines } of auditDaysIn(path)) if (tenant === 'yunqi') days.push(`${day} ${lines}`);
    assert.deepEqual(days, ['2026-04-15 4', '2026-04-16 3']);
    const auditIn = async (tamper = '', on = at): Promise<[string[], AuditChecked]> => {
      const undo = tamper === '' ? undefined : await damage(tamper, []);
      const found: string[] = [];
      const signed = { until: new Date(audit?.until ?? ''), days: auditDaysIn(path) };
      const so = await owner
        .transact(nobody, (tx) =>
          verifyAudit(tx, signed, on, ({ tenant, name }, code, more) =>
            found.push(`${code} ${tenant} ${name} ${more?.detail}`),
          ),
        )
        .finally(() => undo?.());
      return [found, so];
    };
    assert.deepEqual((await auditIn())[0], []);
    const one = "(select audit_line from audit_line where tenant = 'yunqi' and at::date = '2026-04-16' limit 1)";
    const line = "'yunqi', gen_random_uuid(), '2026-04-16T03:00Z', 'mallory', 'read', 'stream:x', null, '{}'";
    const cases: [string, string][] = [
      [`delete from audit_line where audit_line = ${one}`, 'audit-gone yunqi 2026-04-16 3 → 2'],
      [`update audit_line set account = 'mallory' where audit_line = ${one}`, 'audit-changed yunqi 2026-04-16 3'],
      [`update audit_line set reason = '' where audit_line = ${one}`, 'audit-changed yunqi 2026-04-16 3'],
      [`insert into audit_line select ${line}`, 'audit-added yunqi 2026-04-16 3 → 4'],
      [
        "delete from audit_line where tenant = 'yunqi' and at::date = '2026-04-15'",
        'audit-gone yunqi 2026-04-15 4 → 0',
      ],
      [
        `with gone as (delete from audit_line where audit_line = ${one}) insert into audit_line select ${line}`,
        'audit-changed yunqi 2026-04-16 3',
      ],
    ];
    for (const [statement, expected] of cases) assert.deepEqual((await auditIn(statement))[0], [expected], statement);

    const later = new Date('2029-04-16T02:00:00Z');
    const run = (before: string) => `with gone as (delete from audit_line where at < '2026-04-16T00:00+08:00')
      insert into audit_line select 'platform', gen_random_uuid(), '2029-04-16T02:00Z', 'system:retain', 'retain', 'instance', null,
        '{"audit-lines-before": "${before}"}'`;
    const [faults, { past }] = await auditIn(run('2026-04-16'), later);
    assert.deepEqual(faults, []);
    assert.equal(past.before, '2026-04-16');
    assert.ok(past.lines >= 4);
    const [said] = await auditIn(run('2026-04-16'), new Date('2027-04-16T02:00:00Z'));
    assert.ok(said.includes('audit-gone yunqi 2026-04-15 4 → 0'), 'no term lets it go so early, whatever a line says');
  });

  test('refuse a file that was changed after signing', async () => {
    const path = join(directory, '2026-04-15.json');
    const text = readFileSync(path, 'utf8');
    const forged = join(directory, 'forged.json');
    const refusedFor = async (changed: string): Promise<string> => {
      writeFileSync(forged, changed);
      const refused = await checkHeads(forged, world.context.keyring).catch((error: unknown) => error);
      assert.ok(refused instanceof HeadsRefused, String(refused));
      return refused.reason;
    };
    assert.equal(await refusedFor(text.replace(/,(\d),"[\w-]{3}/u, ',$1,"AAA')), 'digest-wrong');
    assert.equal(await refusedFor(text.replace('"streams":3', '"streams":4')), 'signature-wrong');
    assert.equal(
      await refusedFor(text.replace(/"instance":"."/u, '"instance":"x').replace(/"instance":"../u, '"instance":"zz')),
      'of-another-instance',
    );
    const days = readFileSync(join(directory, '2026-05-01.json'), 'utf8');
    assert.equal(await refusedFor(days.replace('"2026-04-16",3', '"2026-04-16",2')), 'digest-wrong');
    assert.equal(await refusedFor(days.replace(/,"audit":\{[^}]*\}/u, '')), 'unreadable');
    assert.equal(
      await refusedFor(days.replace(/,"audit":\{[^}]*\}/u, '').replace('heads-2', 'heads-1')),
      'signature-wrong',
    );
    assert.equal(await refusedFor(text.slice(0, -20)), 'unreadable');
    assert.equal(await refusedFor(''), 'unreadable');
  });

  test('that are not where they were said to be are refused with the path and the reason', async () => {
    const whyOf = async (path: string) => {
      const refused = await checkHeads(path, world.context.keyring).catch((error: unknown) => error);
      assert.ok(refused instanceof HeadsRefused, String(refused));
      return [refused.reason, refused.why];
    };
    assert.deepEqual(await whyOf(join(directory, 'nowhere.json')), ['unreadable', 'no-such-file']);
    assert.deepEqual(await whyOf(directory), ['unreadable', 'directory']);
    const closed = join(directory, 'closed.json');
    writeFileSync(closed, '', { mode: 0o000 });
    const isRoot = process.getuid?.() === 0;
    assert.deepEqual(await whyOf(closed), ['unreadable', isRoot ? 'not-heads' : 'not-allowed']);
  });
});
