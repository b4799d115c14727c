import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { topLevelObjects } from './json-objects.ts';
import { isRejection, mapRecord } from './map-record.ts';
import { type Mapping, mappingsNamed } from './mapping.ts';
import { readSourceMoment } from './read-source-day.ts';

const [civic] = mappingsNamed('civic-messages') as [Mapping];
const [orders] = mappingsNamed('samr-work-orders') as [Mapping];
const message = (rest: Record<string, string> = {}) => ({
  msg_id: '2549',
  user: 'A00045581',
  title: '物业管理有问题',
  time: '2019/4/25 9:32:09',
  detail: '小区物业要退出。',
  reply: '您好，答复如下。',
  reply_time: '2019/5/10 14:56:53',
  ...rest,
});

describe('days and times as sources write them', () => {
  test('text, and once the serial number of a spreadsheet; a time that is none is not made up', () => {
    const moments: readonly [string, string | undefined, string?][] = [
      ['2019/4/25 9:32:09', '2019-04-25', '2019-04-25T01:32:09.000Z'],
      ['2019-04-25T09:32:09+08:00', '2019-04-25', '2019-04-25T01:32:09.000Z'],
      ['2019-04-25T23:30Z', '2019-04-26', '2019-04-25T23:30:00.000Z'],
      ['2019-04-25 09:32', '2019-04-25', '2019-04-25T01:32:00.000Z'],
      ['2019/4/25 上午', '2019-04-25'],
      ['2019/4/25 25:00', '2019-04-25'],
      ['2020年6月8日', '2020-06-08'],
      ['20200618', '2020-06-18'],
      ['43563.359259259261', '2019-04-08', '2019-04-08T00:37:20.000Z'],
      ['43831', '2020-01-01'],
      ['2019/2/30', undefined],
      ['12345', undefined],
      ['昨天', undefined],
      ['', undefined],
    ];
    for (const [text, on, at] of moments) {
      const expected = on === undefined ? undefined : { on, ...(at === undefined ? {} : { at }) };
      assert.deepEqual(readSourceMoment(text), expected, text);
    }
  });
});

describe('a record of a source', () => {
  test('keeps what is there and says what is not', () => {
    const item = mapRecord(civic, message(), '2026-04-15');
    assert.ok(!isRejection(item));
    assert.equal(item.key, 'import:civic-messages:2549');
    assert.equal(item.receivedOn, '2019-04-25');
    assert.equal(item.receivedAt, '2019-04-25T01:32:09.000Z');
    assert.deepEqual(item.answer, { text: '您好，答复如下。', on: '2019-05-10', at: '2019-05-10T06:56:53.000Z' });
    assert.equal(item.askerReference, 'A00045581');
    assert.deepEqual(item.notInSource, ['asker-name', 'asker-phone']);
    const dayOnly = mapRecord(civic, message({ time: '2019/4/25', reply_time: '', user: ' ' }), '2026-04-15');
    assert.ok(!isRejection(dayOnly));
    assert.deepEqual([dayOnly.receivedAt, dayOnly.askerReference], [undefined, undefined]);
    assert.deepEqual(dayOnly.answer, { text: '您好，答复如下。', on: null });
  });

  test('keeps what only its source understands under the names it has there', () => {
    const remarksOf = (label: string, note: string) => {
      const item = mapRecord(orders, { text: '退货 其他投诉问题 市民来电', label, note }, '2026-04-15');
      return isRejection(item) ? item.reason : item.remarks;
    };
    assert.equal(remarksOf('1', '已电话回访'), 'label：1\nnote：已电话回访');
    assert.equal(remarksOf('', '已电话回访'), 'note：已电话回访');
    assert.equal(remarksOf('', ''), undefined);
    assert.equal(remarksOf('0', '长'.repeat(20_001)), 'text-too-long');
  });

  test('has the content key it always had, so that what was imported before is known again', () => {
    const item = mapRecord(civic, message(), '2026-04-15');
    assert.ok(!isRejection(item));
    assert.equal(item.contentKey, 'import:civic-messages:2549#4433a6435e69c0c1');
  });

  test('is refused with its reason, never mended', () => {
    const cases: readonly [Record<string, string>, string][] = [
      [{ detail: '  ' }, 'text-missing'],
      [{ msg_id: '' }, 'id-missing'],
      [{ time: '下周' }, 'day-unreadable'],
      [{ time: '2099/1/1' }, 'day-ahead'],
      [{ detail: 'a\0b' }, 'text-not-storable'],
      [{ detail: '\ud800' }, 'text-not-storable'],
      [{ detail: '�' }, 'characters-unreadable'],
      [{ detail: '长'.repeat(20_001) }, 'text-too-long'],
    ];
    for (const [fields, reason] of cases) {
      const item = mapRecord(civic, message(fields), '2026-04-15');
      assert.ok(isRejection(item) && item.reason === reason, `${reason}: ${JSON.stringify(item)}`);
    }
  });

  test('without a number is known by its content; a changed one has another content key under the same number', () => {
    const one = mapRecord(
      orders,
      { text: '退货,更换 冒充合格产品 市民购买了一个包', label: '1', note: '' },
      '2026-04-15',
    );
    const same = mapRecord(
      orders,
      { note: '', label: '1', text: '退货,更换 冒充合格产品 市民购买了一个包' },
      '2026-04-15',
    );
    assert.deepEqual(one, same);
    const before = mapRecord(civic, message(), '2026-04-15');
    const changed = mapRecord(civic, message({ reply: '另一答复' }), '2026-04-15');
    assert.ok(!isRejection(before) && !isRejection(changed));
    assert.equal(before.key, changed.key);
    assert.notEqual(before.contentKey, changed.contentKey);
  });

  test('leading words are read where all are known, and the text stays whole', () => {
    const text = '退货,更换 冒充合格产品 市民于2月27日购买了一个包';
    const item = mapRecord(orders, { text, label: '1', note: '' }, '2026-04-15');
    assert.ok(!isRejection(item));
    assert.deepEqual([item.claims, item.problemCode, item.text], [['return', 'replace'], 'quality', text]);
    const none = mapRecord(orders, { text: '位于某商场，停车收费不合理', label: '1', note: '' }, '2026-04-15');
    assert.ok(!isRejection(none));
    assert.deepEqual([none.claims, none.problemCode], [[], undefined]);
  });
});

test('a list of objects is taken apart whatever stands in their texts, in whatever pieces it arrives', async () => {
  const list = JSON.stringify([{ a: '}{"\\' }, { b: { c: [1] } }], null, 1);
  for (const size of [1, 3, 1000]) {
    const chunks = Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
      list.slice(i * size, (i + 1) * size),
    );
    const found: unknown[] = [];
    for await (const { raw } of topLevelObjects(Readable.from(chunks), 10_000)) found.push(JSON.parse(raw));
    assert.deepEqual(found, [{ a: '}{"\\' }, { b: { c: [1] } }]);
  }
});
