import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { readDecree } from './decree.ts';

const holiday = (day: string, name: string) => ({ day, kind: 'holiday', name }) as const;
const notice = (days: ReturnType<typeof holiday>[]) => ({ year: 2027, decree: '国办发明电〔2026〕1号', days });

test('every statutory holiday a notice lacks is told at once, so that its text is corrected once', () => {
  const read = readDecree(notice([holiday('2027-01-01', '元旦'), holiday('2027-10-02', '国庆节')]));
  assert.ok(isRefusal(read));
  assert.deepEqual(
    [read.refusal, read.field, read.params],
    ['decree-lacks-fixed-holiday', 'days', { days: '2027-05-01, 2027-10-01, 2027-10-03' }],
  );
  const whole = ['01-01', '05-01', '10-01', '10-02', '10-03'].map((day) => holiday(`2027-${day}`, '节日'));
  assert.ok(!isRefusal(readDecree(notice(whole))));
});
