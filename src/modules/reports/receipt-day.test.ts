import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { clocksOf } from './clocks.ts';
import { correctReportReceipt } from './decide.ts';
import { evolve, type LinkedFrom, type Report, type ReportEvent, type ReportFiling } from './report.ts';

const sealed = { entry: 'entry', commitment: 'commitment' };
const law = { calendar: packagedCalendar(), rulebook, settings: [] };
const filing: ReportFiling = {
  number: 'YUNQI-R261105-8F3KQ2-7',
  source: { by: 'reporter', channel: 'letter' },
  bureau: 'linxi',
  intake: 'centre',
  receivedOn: '2025-11-03',
  reporter: null,
  reported: { fields: {} },
  clue: sealed,
  food: false,
  evidence: [],
  contentHash: '',
};
const filed = (given: Partial<ReportFiling> = {}): Report =>
  evolve(undefined, { type: 'ReportFiled', payload: { ...filing, ...given } });
const actor = (role: 'bureau-head' | 'handler') =>
  ({ kind: 'staff', account: 'head', roles: [role], bureaus: ['linxi'], tenants: ['yunqi'], principals: [] }) as never;
const correct = (report: Report, receivedOn: string, more: { by?: 'handler'; complaintCameInOn?: Day } = {}) =>
  correctReportReceipt(
    { receivedOn: receivedOn as Day, reasons: sealed, complaintCameInOn: more.complaintCameInOn },
    report,
    { actor: actor(more.by ?? 'bureau-head'), today: '2026-11-10', law },
  );
const done = (report: Report, receivedOn: string): { after: Report; event: ReportEvent } => {
  const event = correct(report, receivedOn);
  assert.ok(!isRefusal(event), JSON.stringify(event));
  return { after: evolve(report, event), event };
};
const refused = (answer: ReportEvent | object, code: string) =>
  assert.equal('refusal' in answer ? answer.refusal : 'nothing', code);
const dueOf = (report: Report) => clocksOf(report, law).map(({ rule, reckoning }) => [rule, reckoning.dueOn]);

test('CMP-05 a report of a mistyped year gets the limit of its true day, and the former day stays on file', () => {
  const { after, event } = done(filed(), '2026-11-03');
  assert.equal(after.receivedOn, '2026-11-03');
  assert.deepEqual(dueOf(after), [['CMP-05', '2026-11-24']]);
  assert.deepEqual(event.type === 'ReportReceiptCorrected' && event.payload.moved, [
    { rule: 'CMP-05', from: dueOf(filed())[0]?.[1], to: '2026-11-24' },
  ]);
  assert.deepEqual(
    after.receiptCorrections.map(({ was, receivedOn }) => [was, receivedOn]),
    [['2025-11-03', '2026-11-03']],
  );
});

test('CMP-06 what was prolonged moves with the limit it follows; it was not received after it was prolonged', () => {
  const prolonged = evolve(filed({ receivedOn: '2026-11-02' }), {
    type: 'VerificationProlonged',
    payload: { on: '2026-11-04', approvedBy: 'head', reasons: sealed },
  });
  refused(correct(prolonged, '2026-11-05'), 'receipt-after-what-followed');
  assert.deepEqual(dueOf(done(prolonged, '2026-11-03').after), [
    ['CMP-05', '2026-11-24'],
    ['CMP-06', '2026-12-15'],
  ]);
});

test('CMP-05 within the authority the unit that goes on from the first receipt puts that right; of another it cannot', () => {
  const from: LinkedFrom = {
    number: 'YUNQI-R261104-8F3KQ2-7',
    bureau: 'centre',
    on: '2026-11-05',
    firstReceivedOn: '2025-11-03',
    reasons: sealed,
    way: 'distributed',
    runningSince: '2025-11-03',
    receipts: [{ unit: 'centre', on: '2025-11-03' }],
  };
  const { after } = done(filed({ from }), '2026-11-03');
  assert.deepEqual(
    [after.from?.firstReceivedOn, after.from?.runningSince, after.from?.receipts],
    ['2026-11-03', '2026-11-03', [{ unit: 'centre', on: '2026-11-03' }]],
  );
  refused(correct(filed({ from, receivedOn: '2026-11-05' }), '2026-11-03'), 'received-elsewhere');
  const { way: _way, ...food } = from;
  refused(correct(filed({ from: food }), '2026-11-03'), 'received-elsewhere');
});

test('CMP-05 not ahead, not before the first rule, not after the entry, not the same, no day of no calendar, and by nobody else', () => {
  refused(correct(filed(), '2026-11-11'), 'corrected-receipt-ahead');
  refused(correct(filed(), '2001-11-03'), 'receipt-before-any-rule');
  refused(correct(filed(), '2026-11-06'), 'receipt-after-what-followed');
  refused(correct(filed(), '2025-11-03'), 'received-just-then');
  refused(correct(filed(), '2026-11-31'), 'receipt-day-not-a-day');
  refused(correct(filed(), '2026-11-03', { by: 'handler' }), 'receipt-day-needs-the-head');
  const web = filed({ source: { by: 'reporter', channel: 'web' } });
  refused(correct(web, '2026-11-03'), 'received-as-filed');
  const left = evolve(filed(), {
    type: 'ReportTransferred',
    payload: { on: '2026-11-06', to: 'x', reasons: sealed, papers: [] },
  });
  refused(correct(left, '2026-11-03'), 'report-transferred');
});

test('CMP-05 the day a clue was found is put right too, but not to one before the complaint came in', () => {
  const clue = filed({ source: { by: 'mediation', complaint: 'c', foundBy: 'officer' }, receivedOn: '2026-11-05' });
  refused(correct(clue, '2026-11-02', { complaintCameInOn: '2026-11-03' }), 'clue-before-the-complaint');
  assert.equal(done(clue, '2026-11-04').after.receivedOn, '2026-11-04');
});
