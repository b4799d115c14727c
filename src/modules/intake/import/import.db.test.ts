import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import iconv from 'iconv-lite';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { complaintProjection } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import { projectRoot } from '#platform/config.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { textsFor } from '#platform/texts.ts';
import { verifyStreams } from '#platform/verify.ts';
import { dueNow, letGoOf } from '#test/end-of-term.ts';
import { openWorld, type World } from '#test/world.ts';
import { questionsAtEnd } from '../consultations/keeping.ts';
import { consultationProjection } from '../consultations/projection.ts';
import { consultationView } from '../consultations/views.ts';
import { type ImportDone, importFile, isImportFault } from './import-file.ts';
import { RejectedFile } from './rejected-file.ts';

const dataFolder = resolve(projectRoot, process.env['FANGXIN_DATA'] ?? '../shared/data');
const skip = existsSync(dataFolder) ? false : 'skipped: no data';

const nobodyAt: Actor = { kind: 'system', account: 'x', roles: [], tenants: [], bureaus: [], principals: [] };

let world: World;
let folder: string;
before(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'fangxin-import-'));
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const load = async (file: string, mapping: string, dryRun = false): Promise<ImportDone & { side: string }> => {
  const rejected = new RejectedFile(join(folder, `${Math.random().toString(36).slice(2)}.csv`));
  const done = await importFile(world.context, {
    file,
    mapping,
    bureau: 'yunqi-intake',
    dryRun,
    rejected,
    t: textsFor('zh-CN'),
  });
  await rejected.close();
  assert.ok(!isImportFault(done), JSON.stringify(done));
  return { ...done, side: rejected.lines === 0 ? '' : readFileSync(rejected.path, 'utf8') };
};

const asOwner = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(nobody, work);
  } finally {
    await owner.close();
  }
};
const count = (text: string) => asOwner(async (tx) => (await tx.one<{ n: number }>(text)).n);
const counts = ({ records, taken, there, rejected }: ImportDone) => [records, taken, there, rejected];

const written = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const heading = 'msg_id,user,title,time,detail,reply,reply_time';
const line = (id: string, detail = '内容', time = '2019/4/25 9:32:09') =>
  `${id},U1,标题,${time},${detail},答复,2019/5/10 14:56:53`;

describe('files somebody made', () => {
  test('good lines are taken, bad ones told with number and reason; a second run changes nothing', async () => {
    const file = written(
      'mixed.csv',
      [
        heading,
        line('m1'),
        line('m2', '   '),
        ',,,,,,',
        line('m3', '内容', '2019/13/45'),
        'm4,U1,只有三栏',
        line('m5', '"两行\n文字"'),
        line('m1', '另一内容'),
        line('m5', '"两行\n文字"'),
        line('m6', '=cmd|calc'),
      ].join('\n'),
    );
    const dry = await load(file, 'civic-messages', true);
    assert.deepEqual(counts(dry), [8, 3, 1, 4]);
    assert.equal(await count("select count(*)::int as n from consultation where channel = 'import'"), 0);
    const first = await load(file, 'civic-messages');
    assert.deepEqual(counts(first), counts(dry));
    assert.deepEqual(
      first.side
        .split('\r\n')
        .slice(1, -1)
        .map((row) => row.split(',').slice(0, 2).join(' ')),
      ['3 text-missing', '5 day-unreadable', '6 columns-differ', '9 same-number-other-content'],
    );
    const second = await load(file, 'civic-messages');
    assert.deepEqual(counts(second), [8, 0, 4, 4]);
    assert.equal(await count("select count(*)::int as n from consultation where channel = 'import'"), 3);
    const changed = await load(
      written('changed.csv', [heading, line('m1', '改过的内容')].join('\n')),
      'civic-messages',
    );
    assert.deepEqual(counts(changed), [1, 0, 0, 1]);
    assert.match(changed.side, /changed-since-import/);
  });

  test('RET-06 history taken over is kept from that day, however old; what a term has destroyed has its own word', async () => {
    const file = written('history.csv', [heading, line('h1', '当年的问题', '2011/11/14 9:00:00')].join('\n'));
    assert.deepEqual(counts(await load(file, 'civic-messages')), [1, 1, 0, 0]);
    const number = await asOwner(async (tx) => {
      const key = 'import:civic-messages:h1';
      const found = await tx.one<{ number: string }>(
        `select c.number from case_locator l join consultation c on c.tenant = l.tenant and c.stream = l.stream where l.key = $1`,
        [key],
      );
      return found.number;
    });
    const dueAfter = async (years: number) => {
      const at = new Date(now().getTime() + years * 365.25 * 86_400_000);
      const end = await questionsAtEnd(world.context, at);
      return { end, due: (await dueNow(end)).filter((one) => one.number === number) };
    };
    for (const years of [0, 2.9]) assert.deepEqual((await dueAfter(years)).due, []);
    const { end, due } = await dueAfter(3.1);
    assert.deepEqual(
      due.map((one) => one.endedOn),
      [dayOf(now())],
    );
    assert.equal(await letGoOf(end, number), 1);
    const again = await load(file, 'civic-messages');
    assert.deepEqual([...counts(again), again.emptied], [1, 0, 0, 0, 1]);
  });

  test('the side file is that of the last run: gone after a clean one, never another file, no formula', async () => {
    const side = join(folder, 'side.csv');
    const run = async (...lines: string[]) => {
      const rejected = new RejectedFile(side);
      const file = written('for-side.csv', [heading, ...lines].join('\n'));
      const wish = { file, mapping: 'civic-messages', bureau: 'yunqi-intake', dryRun: true, t: textsFor('en') };
      const done = await importFile(world.context, { ...wish, rejected });
      await rejected.close();
      return done;
    };
    await run('=HYPERLINK("http://a.example"),U1', '"+1,U1', line('s1'));
    const rows = readFileSync(side, 'utf8').split('\r\n').slice(1, -1);
    assert.deepEqual(
      rows.map((row) => row.split(',')[0]),
      ['2', '3'],
    );
    assert.match(rows[0] ?? '', /"'=HYPERLINK/u);
    assert.match(rows[1] ?? '', /line-unreadable,.*,"""\+1,U1"$/u);
    await run(line('s1'));
    assert.equal(existsSync(side), false);
    writeFileSync(side, 'the minutes of a meeting');
    const refused = await run(line('s1'));
    assert.ok(isImportFault(refused) && refused.fault === 'rejected-in-the-way');
    assert.equal(readFileSync(side, 'utf8'), 'the minutes of a meeting');
  });

  test('UTF-16, a byte-order mark, GB18030, JSON and JSON by lines are all read', async () => {
    const records = (from: string) =>
      [1, 2].map((n) => ({ text: `退货 食品安全 第${n}件${from}，面包发霉`, label: '1', note: '' }));
    const csv = (from: string) =>
      `text,label,note\n${records(from)
        .map(({ text }) => `${text},1,`)
        .join('\n')}\n`;
    const files: readonly [string, Buffer, string][] = [
      ['bom.csv', Buffer.from(`\u{FEFF}${csv('标记')}`), 'utf-8'],
      ['utf16.csv', iconv.encode(csv('宽'), 'utf-16le', { addBOM: true }), 'utf-16le'],
      ['gb.csv', iconv.encode(csv('国标𠮷'), 'gb18030'), 'gb18030'],
      ['list.json', Buffer.from(JSON.stringify(records('列表'), null, 2)), 'utf-8'],
      [
        'lines.ndjson',
        Buffer.from(
          records('逐行')
            .map((one) => JSON.stringify(one))
            .join('\n'),
        ),
        'utf-8',
      ],
    ];
    for (const [name, content, encoding] of files) {
      const done = await load(written(name, content), 'samr-work-orders');
      assert.deepEqual([...counts(done), done.encoding], [2, 2, 0, 0, encoding], name);
    }
  });

  test('what could not be filed at a unit today is not imported there; what is meant for a station goes to its bureau', async () => {
    const orders = written('arriving.csv', 'text,label,note\n退货 食品安全 送到门口的面包发霉,1,\n');
    const questions = written('arriving-questions.csv', [heading, line('arriving')].join('\n'));
    const wish = { dryRun: false, rejected: new RejectedFile(join(folder, 'none.csv')), t: textsFor('en') };
    for (const source of [
      { file: orders, mapping: 'samr-work-orders' },
      { file: questions, mapping: 'civic-messages' },
    ])
      for (const [bureau, fault] of [
        ['yunqi-association', 'unit-receives-none'],
        ['nowhere', 'no-such-unit'],
      ] as const) {
        const done = await importFile(world.context, { ...wish, ...source, bureau });
        assert.ok(isImportFault(done) && done.fault === fault, JSON.stringify(done));
        const words = textsFor('en')(`intake:import.faults.${done.fault}`, done.values);
        assert.ok(words.includes(bureau) && !words.includes('import.faults'), words);
      }
    const atStation = { ...wish, file: orders, mapping: 'samr-work-orders', bureau: 'yunqi-linxi-chengdong' };
    const taken = await importFile(world.context, atStation);
    assert.ok(!isImportFault(taken) && taken.taken === 1, JSON.stringify(taken));
    const filed = await asOwner((tx) =>
      tx.rows<{ bureau: string; station: string }>(
        "select e.payload->>'bureau' as bureau, e.payload->>'station' as station from event e join complaint c using (tenant, stream) where c.channel = 'import' and e.version = 1 and e.payload ? 'station'",
      ),
    );
    assert.deepEqual(filed, [{ bureau: 'yunqi-linxi', station: 'yunqi-linxi-chengdong' }]);
  });

  test('a file that is no such source, an empty one, and one of noise end in a sentence', async () => {
    const rejected = new RejectedFile(join(folder, 'never.csv'));
    const wish = { mapping: 'civic-messages', bureau: 'yunqi-intake', dryRun: false, rejected, t: textsFor('en') };
    const faults: readonly [string, string][] = [
      [written('twice.csv', `${heading},${heading.split(',')[0]}\n`), 'column-twice'],
      [written('other.csv', 'a,b,c\n1,2,3\n'), 'columns-not-found'],
      [written('empty.csv', ''), 'file-empty'],
      [
        written('noise.bin', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))),
        'columns-not-found',
      ],
    ];
    for (const [file, fault] of faults) {
      const done = await importFile(world.context, { ...wish, file });
      assert.ok(isImportFault(done) && done.fault === fault, `${file}: ${JSON.stringify(done)}`);
    }
    const cut = await load(
      written('cut.csv', `${heading}\n${line('c1')}\nc2,U1,"没有结束的引号,2019/4/25`),
      'civic-messages',
    );
    assert.equal(cut.taken, 1);
    assert.equal(cut.rejected, 1);
  });
});

describe('real sources', { skip }, () => {
  test('ten redacted work orders: person and day are not in the source, and nothing is invented for them', async () => {
    const file = join(dataFolder, 'samr-complaint-agent/data/samples/complaint_samples.csv');
    const before = await count("select count(*)::int as n from complaint where channel = 'import'");
    const done = await load(file, 'samr-work-orders');
    assert.deepEqual(counts(done), [10, 10, 0, 0]);
    assert.deepEqual(counts(await load(file, 'samr-work-orders')), [10, 0, 10, 0]);
    assert.equal(await count("select count(*)::int as n from complaint where channel = 'import'"), before + 10);
    const rows = await asOwner((tx) =>
      tx.rows<{ phase: string; received_on: string | null; complainant_masked: string; missing: string[] }>(
        `select c.phase, c.received_on, c.complainant_masked, e.payload->'notInSource' as missing
           from complaint c join event e on e.tenant = c.tenant and e.stream = c.stream and e.version = 1
          where c.channel = 'import' order by c.filed_at desc limit 10`,
      ),
    );
    for (const row of rows) {
      assert.deepEqual([row.phase, row.received_on, row.complainant_masked], ['awaiting-registration', null, '']);
      assert.ok(row.missing.includes('complainant') && row.missing.includes('received-on'));
    }
    const remarks = await asOwner(async (tx) => {
      const kept = await tx.rows<{ tenant: string; stream: string; entry: string; clear: boolean }>(
        `select e.tenant, e.stream, e.payload->'sourceRemarks'->>'entry' as entry, e.payload::text like '%脱敏示例%' as clear
           from event e where e.type = 'ComplaintFiled' and e.payload ? 'sourceRemarks'`,
      );
      assert.equal(kept.filter(({ clear }) => clear).length, 0);
      return await Promise.all(
        kept.map(async ({ tenant, stream, entry }) => {
          const opened = await world.context.vault.openEntry(tx, { tenant, stream, entry });
          return 'refusal' in opened ? opened.refusal : String(opened.value);
        }),
      );
    });
    const noted = remarks.filter((one) => one.includes('脱敏示例')).sort();
    assert.equal(noted.length, 10);
    assert.match(noted[0] ?? '', /^label：\d\nnote：脱敏示例 \d+：真实工单结构/u);
  });

  test('2,291 civic messages with their answers; the one Excel serial is a day like the others', async () => {
    const file = join(dataFolder, 'tipdm-c-2020/messages_replies.csv');
    const shares: number[] = [];
    const rejected = new RejectedFile(join(folder, 'civic.csv'));
    const done = await importFile(world.context, {
      file,
      mapping: 'civic-messages',
      bureau: 'yunqi-intake',
      dryRun: false,
      rejected,
      t: textsFor('zh-CN'),
      onProgress: (share) => shares.push(share),
    });
    assert.ok(!isImportFault(done));
    assert.deepEqual([...counts(done), done.encoding], [2291, 2291, 0, 0, 'utf-8']);
    assert.ok(shares.length > 5 && shares.at(-1) === 1 && shares.every((share, i) => share >= (shares[i - 1] ?? 0)));
    assert.deepEqual(counts(await load(file, 'civic-messages')), [2291, 0, 2291, 0]);
    const excel = await asOwner((tx) =>
      tx.one<{ received_on: string; answered_on: string; phase: string; received_at: Date; answered_at: Date }>(
        `select c.received_on, c.answered_on, c.phase, c.received_at, c.answered_at from case_locator l
           join consultation c on c.tenant = l.tenant and c.stream = l.stream where l.key = 'import:civic-messages:2759'`,
      ),
    );
    assert.deepEqual(excel, {
      received_on: '2019-04-08',
      answered_on: '2019-05-09',
      phase: 'closed',
      received_at: new Date('2019-04-08T00:37:20Z'),
      answered_at: new Date('2019-05-09T02:02:08Z'),
    });
    const { number } = await asOwner((tx) =>
      tx.one<{ number: string }>(
        `select c.number from case_locator l join consultation c on c.tenant = l.tenant and c.stream = l.stream
          where l.key = 'import:civic-messages:2759'`,
      ),
    );
    const staff: Actor = { ...nobodyAt, kind: 'staff', tenants: ['yunqi'], bureaus: ['yunqi-intake'] };
    const seenBy = (actor: Actor) =>
      world.context.database.transact({ ...nobody, tenants: ['yunqi'], bureaus: ['yunqi-intake'] }, (tx) =>
        consultationView(world.context, tx, number, actor),
      );
    const view = await seenBy(staff);
    assert.deepEqual(
      [view?.asker.reference, view?.receivedAt, view?.answer?.at],
      ['A00077538', '2019-04-08T00:37:20.000Z', '2019-05-09T02:02:08.000Z'],
    );
    assert.equal((await seenBy({ ...staff, kind: 'consumer' }))?.asker.reference, null);
  });

  test('car complaints: one file in GB18030, one in UTF-8 with blank rows; a number said twice is filed once', async () => {
    const big = await load(join(dataFolder, 'cn-car-complaints/car_complain.csv'), 'car-complaints');
    assert.equal(big.encoding, 'gb18030');
    assert.equal(big.records, 630);
    assert.equal(big.taken + big.there + big.rejected, 630);
    const small = await load(join(dataFolder, 'cn-car-complaints/car_complaint_small.csv'), 'car-complaints');
    assert.equal(small.encoding, 'utf-8');
    assert.deepEqual(small.taken + small.there + small.rejected, small.records);
    assert.ok(small.records < 62, 'blank rows are no records');
    const facts = await count("select count(*)::int as n from complaint where respondent_name = '吉利汽车'");
    assert.ok(facts > 0);
  });

  test('after all of it verify finds every row as its events say', async () => {
    const { law, vault } = world.context;
    const lawOf = () => ({ calendar: law().calendar, rulebook: law().rulebook, settings: [] });
    const faults: string[] = [];
    const so = await asOwner((tx) =>
      verifyStreams(tx, {
        vault,
        projections: [complaintProjection(lawOf), consultationProjection],
        onFault: ({ code, detail }) => faults.push(`${code} ${detail}`),
      }),
    );
    assert.equal(faults.slice(0, 5).join('; '), '');
    assert.ok(so.streams > 2500);
  });
});
