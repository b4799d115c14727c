import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf } from '#kernel/calendar.ts';
import { isDay } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { calendarOf } from './calendar.ts';
import { readDecree } from './decree.ts';

const holiday = (day: string, name: string) => ({ day, kind: 'holiday', name }) as const;
const notice = (days: ReturnType<typeof holiday>[]) => ({ year: 2027, decree: '国办发明电〔2026〕1号', days });

test('every statutory holiday a notice lacks is told at once, so that its text is corrected once', () => {
  const read = readDecree(notice([holiday('2027-01-01', '元旦'), holiday('2027-10-02', '国庆节')]));
  assert.ok(isRefusal(read));
  assert.deepEqual(
    [read.refusal, read.field, read.params],
    ['decree-lacks-fixed-holiday', 'days', { days: '2027-05-01, 2027-05-02, 2027-10-01, 2027-10-03' }],
  );
  const whole = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => holiday(`2027-${day}`, '节日'));
  assert.ok(!isRefusal(readDecree(notice(whole))));
});

const always = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];
const refusalOf = (read: ReturnType<typeof readDecree>): string | undefined =>
  isRefusal(read) ? String(read.params?.['days']) : undefined;

test('2 May is asked for since 2025, and the list asked for is the one the calendar itself keeps', () => {
  const without = (year: number) => ({
    year,
    decree: '通知',
    days: always.filter((one) => one !== '05-02').map((one) => holiday(`${year}-${one}`, '节日')),
  });
  assert.equal(refusalOf(readDecree(without(2024))), undefined);
  assert.equal(refusalOf(readDecree(without(2025))), '2025-05-02');
  for (const year of [2025, 2028]) {
    const lacking = refusalOf(readDecree({ year, decree: '通知', days: [] }))?.split(', ') ?? [];
    const undecreed = lacking.filter((day) => isDay(day) && kindOf(day, { years: {} }).kind === 'holiday');
    assert.deepEqual([lacking.length, undecreed], [6, lacking]);
  }
});

test('a statutory holiday becomes a working day only by a confirmation of that very day', () => {
  const slip = {
    year: 2028,
    decree: '通知',
    days: always
      .slice(0, 2)
      .concat(always.slice(3))
      .map((one) => holiday(`2028-${one}`, '节日')),
  };
  assert.equal(refusalOf(readDecree(slip)), '2028-05-02');
  assert.equal(refusalOf(readDecree({ ...slip, notOff: ['2028-05-01'] })), '2028-05-02');
  const confirmed = readDecree({ ...slip, notOff: ['2028-05-02'] });
  assert.ok(!isRefusal(confirmed));
  assert.equal(kindOf('2028-05-02', calendarOf([confirmed])).kind, 'working');
  const old = { years: { 2028: { year: 2028, decree: '通知', holidays: {}, workdays: {} } } };
  assert.equal(kindOf('2028-05-02', old).kind, 'holiday', 'what the notice does not speak of stays a holiday');
});

test('a statutory holiday named as a day of work asks for the confirmation too, in the neighbouring year as well', () => {
  const whole = always.map((one) => holiday(`2027-${one}`, '节日'));
  const worked = {
    year: 2027,
    decree: '通知',
    days: [...whole, { day: '2028-01-01', kind: 'make-up', name: '元旦' } as const],
  };
  assert.equal(refusalOf(readDecree(worked)), '2028-01-01');
  const confirmed = readDecree({ ...worked, notOff: ['2028-01-01'] });
  assert.ok(!isRefusal(confirmed));
  assert.equal(kindOf('2028-01-01', calendarOf([confirmed])).kind, 'make-up');
});
