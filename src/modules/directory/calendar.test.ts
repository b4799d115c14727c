import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { decreedYears, fixedHolidaysOf, kindOf, type WorkCalendar } from '#kernel/calendar.ts';
import { addDays, type Day, isDay } from '#kernel/day.ts';
import { calendarOf, changedDays, type DecreedYear, mergeYears, withCorrections } from './calendar.ts';
import { packagedCalendar, packagedYears } from './packaged-calendar.ts';

const dataFolder = resolve(process.env.FANGXIN_DATA ?? '../shared/data');
const collection = join(dataFolder, 'holiday-cn');
const upstream = join(dataFolder, 'holiday-calendar-cn', 'data', 'CN');

const yearFiles = (folder: string): number[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^\d{4}\.json$/.test(name))
        .map((name) => Number(name.slice(0, 4)))
    : [];

const calendar = packagedCalendar();

describe('the packaged calendar', () => {
  test('has every year from 2000 to the last notice, each with the name of its notice', () => {
    const years = decreedYears(calendar);
    assert.deepEqual(
      years,
      years.map((_, i) => 2000 + i),
    );
    assert.ok(years.includes(2026));
    assert.equal(calendar.years[2026]?.decree, '国务院办公厅关于2026年部分节假日安排的通知');
    assert.deepEqual(calendar.years[2020]?.amendedBy, ['国务院办公厅关于延长2020年春节假期的通知']);
  });

  test('2020: the prolonged Spring Festival ends on Sunday 2 February, and no make-up day falls into it', () => {
    for (let day: Day = '2020-01-24'; day <= '2020-02-02'; day = addDays(day, 1))
      assert.equal(kindOf(day, calendar).kind, 'holiday', day);
    assert.equal(kindOf('2020-02-03', calendar).kind, 'working');
    assert.equal(kindOf('2020-01-19', calendar).kind, 'make-up');
  });

  test('every year has off what the regulation of that year gives off without a notice', () => {
    const worked = decreedYears(calendar).flatMap((year) =>
      fixedHolidaysOf(year).filter(({ day }) => calendar.years[year]?.holidays[day] === undefined),
    );
    assert.deepEqual(worked, []);
  });

  test('2026: as the notice has it', () => {
    const makeUp = Object.keys(calendar.years[2026]?.workdays ?? {}).sort();
    assert.deepEqual(makeUp, ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);
    assert.equal(Object.keys(calendar.years[2026]?.holidays ?? {}).length, 33);
  });

  test('a notice reaches into the December before it', () => {
    assert.equal(kindOf('2022-12-31', calendar).kind, 'holiday');
    assert.equal(kindOf('2018-12-29', calendar).kind, 'make-up');
    assert.equal(kindOf('2018-12-31', calendar).kind, 'holiday');
  });

  test('an undecreed year has only the holidays that stand in the regulation', () => {
    assert.equal(kindOf('2027-01-01', calendar).kind, 'holiday');
    assert.equal(kindOf('2027-05-02', calendar).kind, 'holiday');
    assert.equal(kindOf('2027-01-04', calendar).kind, 'undecreed');
    assert.equal(kindOf('2027-01-02', calendar).kind, 'undecreed', 'a Saturday may become a make-up day');
  });
});

describe('against collections made from the notices themselves', () => {
  const years = yearFiles(collection);
  test('every day off and make-up day agrees with the second collection', {
    skip: years.length === 0 ? 'skipped: no data' : false,
  }, () => {
    const differences: string[] = [];
    for (const year of years) {
      const second = new Map<string, string>();
      const file: { days: { date: string; isOffDay: boolean }[] } = JSON.parse(
        readFileSync(join(collection, `${year}.json`), 'utf8'),
      );
      for (const { date, isOffDay } of file.days) second.set(date, isOffDay ? 'holiday' : 'make-up');
      const ours = packagedYears().find((one) => one.year === year);
      const first = new Map<string, string>((ours?.days ?? []).map((one) => [one.day, one.kind]));
      for (const day of new Set([...first.keys(), ...second.keys()]))
        if (first.get(day) !== second.get(day))
          differences.push(`${day}: ${first.get(day) ?? 'plain'}, not ${second.get(day) ?? 'plain'}`);
    }
    assert.deepEqual(differences, []);
    assert.ok(years.length >= 10);
  });

  const upstreamYears = yearFiles(upstream);
  test('the package is its own published snapshot', {
    skip: upstreamYears.length === 0 ? 'skipped: no data' : false,
  }, () => {
    const folder = join(import.meta.dirname, '../../../node_modules/holiday-calendar/data/CN');
    for (const year of upstreamYears)
      assert.deepEqual(
        JSON.parse(readFileSync(join(folder, `${year}.json`), 'utf8')),
        JSON.parse(readFileSync(join(upstream, `${year}.json`), 'utf8')),
      );
  });
});

describe('merging and changing', () => {
  const year = (n: number, ...days: DecreedYear['days']): DecreedYear => ({ year: n, decree: `notice ${n}`, days });
  const off = (day: Day) => ({ day, kind: 'holiday', name: '元旦' }) as const;

  test('what an administrator entered stands in place of the package', () => {
    const merged = mergeYears([year(2026, off('2026-01-01')), year(2025)], [year(2026, off('2026-01-02')), year(2027)]);
    assert.deepEqual(
      merged.map((one) => one.year),
      [2025, 2026, 2027],
    );
    assert.deepEqual(merged[1]?.days, [off('2026-01-02')]);
  });

  test('a correction adds, changes and takes back', () => {
    const corrected = withCorrections(year(2026, off('2026-01-01'), off('2026-01-03')), [
      { day: '2026-01-03', kind: 'plain', name: '' },
      { day: '2026-01-04', kind: 'make-up', name: '元旦' },
    ]);
    assert.deepEqual(
      corrected.days.map((one) => [one.day, one.kind]),
      [
        ['2026-01-01', 'holiday'],
        ['2026-01-04', 'make-up'],
      ],
    );
  });

  test('entering a notice shows which days change and how', () => {
    const before: WorkCalendar = calendarOf([year(2026)]);
    const after = calendarOf([
      year(2026),
      year(2027, off('2026-12-31'), off('2027-01-01'), { day: '2027-01-02', kind: 'make-up', name: '元旦' }),
    ]);
    const changes = changedDays(before, after).filter((one) => one.day < '2027-01-05');
    assert.deepEqual(
      changes.map(({ day, before: was, after: is }) => `${day} ${was.kind} → ${is.kind}`),
      [
        '2026-12-31 working → holiday',
        '2027-01-02 undecreed → make-up',
        '2027-01-03 undecreed → weekend',
        '2027-01-04 undecreed → working',
      ],
    );
    assert.ok(changedDays(before, after).every((one) => isDay(one.day)));
    assert.deepEqual(changedDays(after, after), []);
  });
});
