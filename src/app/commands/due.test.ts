import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { due, run } from './due.ts';

const call = async (...argv: string[]) => {
  const printed: string[] = [];
  const notes: string[] = [];
  const out = {
    say: textsFor('en'),
    print: (text: string) => void printed.push(text),
    note: (text: string) => void notes.push(text),
  };
  return { code: await run(argv, out), printed: printed.join('\n'), notes };
};

test('CMP-01 as JSON: rule, article, start, due, sure day and every day with its reason', async () => {
  const { code, printed, notes } = await call('CMP-01', '--from', '2025-09-25', '--json');
  assert.equal(code, 0);
  assert.deepEqual(notes, []);
  const answer = JSON.parse(printed);
  assert.equal(answer.rule, 'CMP-01');
  assert.equal(answer.article, '14');
  assert.equal(answer.startOn, '2025-09-25');
  assert.equal(answer.dueOn, '2025-10-11');
  assert.equal(answer.sureUntil, '2026-12-31');
  assert.equal(answer.days.length, 17);
  assert.equal(answer.calendarSource, 'packaged');
  assert.deepEqual(answer.days[3], { day: '2025-09-28', counted: 2, reason: 'make-up', name: '国庆节' });
});

test('CMP-02 as JSON leaves out the appraisal and keeps the day of receipt', async () => {
  const args = ['cmp-02', '--from', '2026-05-06', '--received', '2026-04-28', '--json'];
  const answer = JSON.parse((await call(...args, '--exclude', '2026-05-10..2026-05-20')).printed);
  assert.equal(answer.dueOn, '2026-07-15');
  assert.equal(answer.receivedOn, '2026-04-28');
  const open = JSON.parse((await call(...args, '--exclude', '2026-05-10..')).printed);
  assert.equal(open.dueOn, null);
  assert.equal(open.paused.remaining, 57);
});

test('CMP-02 leaves out the days of a request for recusal where the bureau has decided so', async () => {
  const args = ['CMP-02', '--from', '2026-05-06', '--exclude', 'recusal:2026-05-10..2026-05-20', '--json'];
  const asked = await call(...args);
  const counted = JSON.parse(asked.printed);
  assert.match(asked.notes[0] ?? '', /add --set recusal-stops-limit=yes/);
  assert.deepEqual([counted.dueOn, counted.settings], ['2026-07-05', undefined]);
  const left = JSON.parse((await call(...args, '--set', 'recusal-stops-limit=yes')).printed);
  assert.deepEqual([left.dueOn, left.settings], ['2026-07-15', { 'recusal-stops-limit': 'yes' }]);
  assert.equal(left.days.filter((day: { name?: string }) => day.name === 'recusal').length, 10);
});

test('RPT-01 is in force after Order 20 only where the bureau keeps to it', async () => {
  assert.equal((await call('RPT-01', '--from', '2026-05-06')).code, 2);
  const kept = JSON.parse(
    (await call('RPT-01', '--from', '2026-05-06', '--set', 'tell-real-name-reporter=yes', '--json')).printed,
  );
  assert.equal(kept.dueOn, '2026-05-12');
});

test('CMP-03 CMP-07 the switch of the governing order holds for every limit that follows it, and for no other', async () => {
  for (const [code, text] of [
    ['CMP-03', 'order-121'],
    ['CMP-07', 'order-121'],
    ['CMP-01', 'order-121'],
  ] as const) {
    const args = [code, '--from', '2026-05-06', '--received', '2026-04-10', '--json'];
    assert.equal(JSON.parse((await call(...args)).printed).text, 'order-20', code);
    assert.equal(JSON.parse((await call(...args, '--set', 'regime-day=start')).printed).text, text, code);
  }
  assert.equal((await call('CMP-02', '--from', '2026-05-06', '--set', 'regime-day=start')).code, 2);
});

test('CMP-01 for people is the clock card', async () => {
  const { code, printed } = await call('CMP-01', '--from', '2026-04-15');
  assert.equal(code, 0);
  assert.match(printed, /^Limit for the acceptance decision/);
  assert.match(printed, /Wed 15 Apr received, not counted/);
  assert.match(printed, /└─ Under Measures for Handling Complaints and Reports/);
});

test('CMP-02 that ends on a weekend of a year not decreed gives both readings, as JSON and for people', async () => {
  const args = ['CMP-02', '--from', '2026-11-10'];
  const both = { stay: '2027-01-09', roll: '2027-01-11', expected: true };
  for (const [set, expectedOn] of [
    [[], both.stay],
    [['--set', 'weekends-roll=yes'], both.roll],
  ] as const) {
    const answer = JSON.parse((await call(...args, ...set, '--json')).printed);
    assert.deepEqual(answer.weekendReadings, both);
    assert.deepEqual([answer.provisional, answer.dueOn, answer.expectedOn], [true, '2027-01-09', expectedOn]);
  }
  const { printed } = await call(...args);
  assert.match(printed, /├─ Expected: Sat 9 Jan 2027 if weekends do not move the last day, Mon 11 Jan 2027 if they do/);
});

test('a span without a reason is what the rule leaves out: of a clue the time of tests', async () => {
  const args = ['CMP-05', '--from', '2026-09-20', '--json', '--exclude'];
  const [unnamed, named] = [
    await call(...args, '2026-09-22..2026-09-25'),
    await call(...args, 'testing:2026-09-22..2026-09-25'),
  ];
  assert.equal(JSON.parse(unnamed.printed).dueOn, '2026-10-21');
  assert.equal(unnamed.printed, named.printed);
});

test('a limit whose text moves no last day has no reading by which it moves', async () => {
  const { dueOn, weekendReadings } = JSON.parse((await call('PIP-01', '--from', '2026-11-19', '--json')).printed);
  assert.deepEqual([dueOn, weekendReadings.stay, weekendReadings.roll], ['2026-12-19', '2026-12-19', null]);
});

test('bad input is one sentence and exit code 2', async () => {
  const wrong: readonly (readonly [args: string[], sentence: RegExp])[] = [
    [[], /Name the limit/],
    [['CMP-01'], /Name the day/],
    [['CMP-99', '--from', '2025-09-25'], /no limit called CMP-99/],
    [['REF-01', '--from', '2025-09-25'], /no limit called REF-01/],
    [['CMP-01', 'CMP-02', '--from', '2025-09-25'], /One limit at a time/],
    [['CMP-01', '--from', '2025-02-29'], /'2025-02-29' is no day for --from/],
    [['CMP-01', '--from', '2025-09-25', '--received', 'x'], /'x' is no day for --received/],
    [['CMP-01', '--from', '2025-09-25', '--received', '2025-09-26'], /after the day of the event/],
    [['CMP-02', '--from', '2026-05-06', '--exclude', '2026-05-10'], /is no span of days/],
    [['CMP-02', '--from', '2026-05-06', '--exclude', '2026-05-10..2026-05-09'], /ends before it begins/],
    [['CMP-02', '--from', '2026-05-06', '--exclude', 'leave:2026-05-10..'], /'leave' is no reason/],
    [['CMP-01', '--from', '2026-05-06', '--exclude', '2026-05-08..2026-05-10'], /leaves out no time/],
    [
      ['CMP-05', '--from', '2026-09-20', '--exclude', 'recusal:2026-09-22..'],
      /it knows testing right-holder-identification/,
    ],
    [['CMP-02', '--from', '2026-05-06', '--exclude', '2026-04-10..2026-04-15'], /shares no day with the limit/],
    [['CMP-02', '--from', '2026-05-06', '--exclude', '2026-12-10..2026-12-15'], /shares no day with the limit/],
    [['CMP-02', '--from', '2026-05-06', '--set', 'recusal-stops-limit=maybe'], /write weekends-roll=no\|yes/],
    [['RPT-02', '--from', '2026-05-06', '--set', 'weekends-roll=yes'], /leaves nothing to decide/],
    [['CMP-01', '--from', '9999-12-31'], /lies after 2100-12-31/],
    [['CMP-02', '--from', '2026-05-06', '--exclude', '2026-05-10..9999-12-31'], /lies after 2100-12-31/],
    [['CMP-01', '--from', '2010-01-01'], /not in force on 2010-01-01/],
  ];
  for (const [args, sentence] of wrong) {
    const { code, printed, notes } = await call(...args);
    assert.equal(code, 2, args.join(' '));
    assert.equal(printed, '');
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', sentence);
  }
  await assert.rejects(call('CMP-01', '--nonsense'), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
});

test('the command names itself', () => assert.equal(due.name, 'due'));
