import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { clocksOf } from './clocks.ts';
import { receiptOf, receiptsToHandOver } from './receipts.ts';
import { evolve, type LinkedFrom, type Report, type ReportFiling } from './report.ts';

const sealed = { entry: 'entry', commitment: 'commitment' };
const filing: ReportFiling = {
  number: 'YUNQI-R261105-8F3KQ2-7',
  source: { by: 'reporter', channel: 'letter' },
  bureau: 'linxi',
  intake: 'centre',
  receivedOn: '2026-11-05',
  reporter: null,
  reported: { fields: {} },
  clue: sealed,
  food: false,
  evidence: [],
  contentHash: '',
};
const units = {
  linxi: { kind: 'bureau', parent: 'city' },
  wangshan: { kind: 'bureau', parent: 'city' },
  city: { kind: 'bureau', parent: null },
  centre: { kind: 'intake-centre', parent: 'city' },
} as const;
type Name = keyof typeof units;
const filed = (given: Partial<ReportFiling> = {}): Report =>
  evolve(undefined, { type: 'ReportFiled', payload: { ...filing, ...given } });

/** The report as it begins anew at the unit it is handed to. */
const goes = (report: Report, to: Name, on: `${number}-${number}-${number}`): Report => {
  const way = to === 'centre' ? 'returned' : 'distributed';
  const receivedOn = receiptOf({ id: to }, report, units[report.bureau as Name], way) ?? on;
  const from: LinkedFrom = {
    number: report.number,
    bureau: report.bureau,
    on,
    firstReceivedOn: report.from?.firstReceivedOn ?? report.receivedOn,
    reasons: sealed,
    way,
    runningSince: report.receivedOn,
    receipts: receiptsToHandOver(report),
  };
  return filed({ bureau: to, receivedOn, from });
};
const dueOf = (report: Report) =>
  clocksOf(report, { calendar: packagedCalendar(), rulebook, settings: [] }).map(({ rule, state, reckoning }) => [
    rule,
    state,
    reckoning.dueOn,
  ]);

test('CMP-05 a round trip restarts nothing: each unit goes on from its own first receipt', () => {
  const atCentre = goes(filed(), 'centre', '2026-11-29');
  const back = goes(atCentre, 'linxi', '2026-11-29');
  assert.deepEqual([atCentre.receivedOn, back.receivedOn], ['2026-11-05', '2026-11-05']);
  assert.deepEqual(dueOf(back), [['CMP-05', 'running', '2026-11-26']]);
  const other = goes(atCentre, 'wangshan', '2026-11-29');
  assert.equal(other.receivedOn, '2026-11-29');
  const round = goes(goes(goes(other, 'centre', '2026-12-03'), 'linxi', '2026-12-04'), 'centre', '2026-12-05');
  assert.equal(round.receivedOn, '2026-11-05');
  assert.equal(goes(round, 'wangshan', '2026-12-07').receivedOn, '2026-11-29');
});

test('CMP-05 the centre of a bureau passes it on to that bureau itself: one receipt', () => {
  assert.equal(goes(filed({ bureau: 'centre' }), 'city', '2026-11-29').receivedOn, '2026-11-05');
  assert.equal(goes(filed({ bureau: 'centre' }), 'linxi', '2026-11-29').receivedOn, '2026-11-29');
});

test('CMP-06 what the head prolonged stays prolonged where it comes back to, and is prolonged once', () => {
  const prolonged = evolve(filed(), {
    type: 'VerificationProlonged',
    payload: { on: '2026-11-20', approvedBy: 'head', reasons: sealed },
  });
  const atCentre = goes(prolonged, 'centre', '2026-11-23');
  assert.equal(atCentre.prolongedOn, null);
  const back = goes(atCentre, 'linxi', '2026-11-24');
  assert.equal(back.prolongedOn, '2026-11-20');
  assert.deepEqual(dueOf(back), [
    ['CMP-05', 'met', '2026-11-26'],
    ['CMP-06', 'running', '2026-12-17'],
  ]);
});

test('CMP-05 what was handed over before the receipts went along is read as it says', () => {
  const from: LinkedFrom = {
    number: 'sample',
    bureau: 'centre',
    on: '2026-11-10',
    firstReceivedOn: '2026-11-05',
    reasons: sealed,
    way: 'distributed',
    runningSince: '2026-11-05',
  };
  assert.equal(goes(filed({ receivedOn: '2026-11-10', from }), 'centre', '2026-11-20').receivedOn, '2026-11-05');
});
