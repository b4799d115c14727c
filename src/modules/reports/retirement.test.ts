import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { evolve, type ReportFiling } from './report.ts';
import { keptFrom, retireReport } from './retirement.ts';

const law = { calendar: packagedCalendar(), rulebook, settings: [] };
const sealed = { entry: 'entry', commitment: 'commitment' };
const filing: ReportFiling = {
  number: 'sample',
  source: { by: 'reporter', channel: 'web' },
  bureau: 'bureau',
  intake: 'intake',
  receivedOn: '2026-05-06',
  reporter: null,
  reported: { fields: {} },
  clue: sealed,
  food: false,
  evidence: [],
  contentHash: 'hash',
};
const state = evolve(undefined, { type: 'ReportFiled', payload: filing });

test('RET-05 the term runs from the last day of verification, a prolonged one from its own', () => {
  assert.equal(keptFrom(state, law), '2026-05-26');
  const prolonged = evolve(state, {
    type: 'VerificationProlonged',
    payload: { on: '2026-05-20', approvedBy: 'head', reasons: sealed },
  });
  assert.ok(keptFrom(prolonged, law) > '2026-06-10');
});

test('RET-05 not a day before the term is over, once, and under the years the authority decided', () => {
  const early = retireReport(state, { today: '2036-05-25', law });
  assert.ok(isRefusal(early) && early.refusal === 'file-is-still-kept');
  const event = retireReport(state, { today: '2036-05-26', law });
  assert.deepEqual(event, { type: 'ReportRetired', payload: { rule: 'RET-05', years: 10, on: '2036-05-26' } });
  const five = {
    rule: 'RET-05',
    name: 'report-file-years',
    value: '5',
    effectiveFrom: '2026-04-15',
    effectiveTo: null,
  } as const;
  assert.ok(!isRefusal(retireReport(state, { today: '2031-05-26', law: { ...law, settings: [five] } })));
  assert.ok(!isRefusal(event));
  const again = retireReport(evolve(state, event), { today: '2037-01-01', law });
  assert.ok(isRefusal(again) && again.refusal === 'report-retired');
});
