import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { seedDirectory } from '#db/seed/district.ts';
import type { Actor } from '#kernel/actor.ts';
import { kindOf } from '#kernel/calendar.ts';
import { reckonRule } from '#kernel/reckoning.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { type Database, nobody, openDatabase, type Tx } from '#platform/db.ts';
import { textsFor } from '#platform/texts.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { calendarObjection, enterDecree, enteredNotices, loadCalendar, previewDecree } from './calendar-store.ts';
import type { DecreeInput } from './decree.ts';
import { decideSwitch, loadLaw, type SettingInput } from './law-store.ts';
import { rulebook } from './rulebook/rulebook.ts';

const at = new Date('2026-11-21T02:00:00Z');
const administrator: Actor = {
  kind: 'staff',
  account: '00000000-0000-7000-8000-000000000011',
  roles: ['system-administrator'],
  tenants: ['yunqi'],
  bureaus: [],
  principals: [],
  tenant: 'yunqi',
};

let place: TestDatabase;
let database: Database;

before(async () => {
  place = await testDatabase();
  database = openDatabase({ url: place.appUrl });
  await database.transact(nobody, (tx) => seedDirectory(tx, at));
});
after(async () => {
  await database.close();
  await place.drop();
});

class RolledBack extends Error {}
/** Runs the work and takes everything back. */
const inTransaction = (work: (tx: Tx) => Promise<void>) => async () => {
  const scope = { ...nobody, tenants: ['yunqi', 'platform'], account: administrator.account };
  const attempt = database.transact(scope, async (tx) => {
    await work(tx);
    throw new RolledBack();
  });
  await assert.rejects(attempt, RolledBack);
};

const off = (day: string, name: string) => ({ day, kind: 'holiday', name }) as const;
const notice2027: DecreeInput = {
  year: 2027,
  decree: '国务院办公厅关于2027年部分节假日安排的通知',
  days: [
    off('2027-01-01', '元旦'),
    { day: '2027-01-03', kind: 'make-up', name: '元旦' },
    off('2027-05-01', '劳动节'),
    off('2027-05-02', '劳动节'),
    off('2027-10-01', '国庆节'),
    off('2027-10-02', '国庆节'),
    off('2027-10-03', '国庆节'),
  ],
};

const refusalOf = (answer: object): Refusal => {
  assert.ok(isRefusal(answer), 'is refused');
  return answer;
};
const granted = <T extends object>(answer: T | Refusal): T => {
  assert.ok(!isRefusal(answer), isRefusal(answer) ? answer.refusal : '');
  return answer;
};

describe('notices on holidays', () => {
  test(
    'CMP-01 that was provisional is sure once the notice is entered',
    inTransaction(async (tx) => {
      const provisional = reckonRule(rulebook, 'CMP-01', { startOn: '2026-12-25' }, await loadCalendar(tx));
      assert.equal(provisional?.provisional, true);
      const entered = granted(await enterDecree(tx, administrator, notice2027, 0, at));
      assert.equal(entered.revision, 1);
      assert.ok(entered.changes.some((one) => one.day === '2027-01-03' && one.after.kind === 'make-up'));
      const sure = reckonRule(rulebook, 'CMP-01', { startOn: '2026-12-25' }, await loadCalendar(tx));
      assert.equal(sure?.provisional, false);
      assert.equal(sure?.dueOn, '2027-01-05');
      assert.equal(sure?.sureUntil, '2027-12-31');
      assert.equal(sure?.decrees.at(-1)?.decree, notice2027.decree);
    }),
  );

  test(
    'a preview changes nothing',
    inTransaction(async (tx) => {
      const preview = granted(await previewDecree(tx, notice2027));
      assert.ok(preview.changes.length > 300);
      assert.equal(kindOf('2027-01-04', await loadCalendar(tx)).kind, 'undecreed');
      assert.deepEqual(await enteredNotices(tx), []);
    }),
  );

  test(
    'a later revision stands in place of the earlier one, which stays on record',
    inTransaction(async (tx) => {
      granted(await enterDecree(tx, administrator, notice2027, 0, at));
      const longer = { ...notice2027, days: [...notice2027.days, off('2027-01-04', '元旦')] };
      assert.equal(refusalOf(await enterDecree(tx, administrator, longer, 0, at)).refusal, 'decree-entered-meanwhile');
      const { changes, revision } = granted(await enterDecree(tx, administrator, longer, 1, at));
      assert.equal(revision, 2);
      assert.deepEqual(
        changes.map((one) => one.day),
        ['2027-01-04'],
      );
      assert.equal((await enteredNotices(tx)).length, 2);
    }),
  );

  test(
    'a holiday of the regulation that a notice is confirmed not to give off is kept as a plain day, and comes back as one',
    inTransaction(async (tx) => {
      const days = notice2027.days.filter((one) => one.day !== '2027-10-01');
      const slip = { ...notice2027, days };
      const refusal = refusalOf(await enterDecree(tx, administrator, slip, 0, at));
      assert.equal(refusal.refusal, 'decree-lacks-fixed-holiday');
      granted(await enterDecree(tx, administrator, { ...slip, notOff: ['2027-10-01'] }, 0, at));
      const loaded = await loadCalendar(tx);
      assert.deepEqual(loaded.years[2027]?.notOff, ['2027-10-01']);
      assert.equal(kindOf('2027-10-01', loaded).kind, 'working');
    }),
  );

  test(
    'an entered year stands in place of the packaged one',
    inTransaction(async (tx) => {
      const notice2026 = {
        ...notice2027,
        year: 2026,
        days: notice2027.days.map((one) => ({ ...one, day: one.day.replace('2027', '2026') })),
      };
      const { changes } = granted(await enterDecree(tx, administrator, notice2026, 0, at));
      assert.ok(changes.some((one) => one.day === '2026-02-16' && one.before.kind === 'holiday'));
      assert.equal(kindOf('2026-02-16', await loadCalendar(tx)).kind, 'working');
    }),
  );

  const wrong: readonly (readonly [name: string, input: DecreeInput, refusal: string])[] = [
    ['year', { ...notice2027, year: 1999 }, 'decree-year-out-of-range'],
    ['name', { ...notice2027, decree: ' ' }, 'decree-without-name'],
    ['day', { ...notice2027, days: [off('2027-02-30', '春节')] }, 'decree-day-is-no-day'],
    ['day name', { ...notice2027, days: [off('2027-02-10', '\0')] }, 'decree-day-without-name'],
    ['far day', { ...notice2027, days: [off('2028-03-01', '春节')] }, 'decree-day-outside-year'],
    [
      'weekday as make-up day',
      { ...notice2027, days: [{ day: '2027-01-04', kind: 'make-up', name: '元旦' }] },
      'decree-make-up-day-on-weekday',
    ],
    ['twice', { ...notice2027, days: [...notice2027.days, off('2027-01-01', '元旦')] }, 'decree-day-twice'],
    ['missing', { ...notice2027, days: notice2027.days.slice(1) }, 'decree-lacks-fixed-holiday'],
  ];
  for (const [name, input, code] of wrong)
    test(
      `a notice with a wrong ${name} is refused in words: ${code}`,
      inTransaction(async (tx) => {
        const refusal = refusalOf(await enterDecree(tx, administrator, input, 0, at));
        assert.equal(refusal.refusal, code);
        for (const language of ['zh-CN', 'en'] as const) textsFor(language)(`law:refusals.${code}`, refusal.params);
      }),
    );

  test(
    'nobody but a system administrator enters a notice',
    inTransaction(async (tx) => {
      const handler: Actor = { ...administrator, roles: ['handler', 'bureau-head'] };
      assert.equal(refusalOf(await enterDecree(tx, handler, notice2027, 0, at)).status, 403);
    }),
  );

  test(
    'the calendar is everybody’s: the administrator of a further authority neither enters nor previews a notice',
    inTransaction(async (tx) => {
      const further: Actor = { ...administrator, tenants: ['lanchuan'], tenant: 'lanchuan' };
      const refusal = refusalOf(await enterDecree(tx, further, notice2027, 0, at));
      assert.deepEqual([refusal.refusal, refusal.status], ['only-the-instance-keeper', 403]);
      assert.equal(await calendarObjection(tx, administrator), undefined);
    }),
  );

  test(
    'the application cannot change or delete what was entered',
    inTransaction(async (tx) => {
      granted(await enterDecree(tx, administrator, notice2027, 0, at));
      await assert.rejects(tx.adhoc(`update calendar_day set kind = 'holiday'`), { code: '42501' });
    }),
  );
});

describe('decisions on open questions', () => {
  const weekendsRoll: SettingInput = {
    tenant: 'yunqi',
    rule: 'CMP-02',
    name: 'weekends-roll',
    value: 'yes',
    effectiveFrom: '2026-06-01',
    reason: '按照市局法制机构的意见办理',
  };

  test(
    'CMP-02 rolls over weekends from the day the tenant decided, and for that tenant only',
    inTransaction(async (tx) => {
      granted(await decideSwitch(tx, administrator, weekendsRoll, at));
      const law = await loadLaw(tx);
      const dueOn = (startOn: '2026-05-20' | '2026-06-02', tenant: string) =>
        reckonRule(law.rulebook, 'CMP-02', { startOn, settings: law.settingsOf(tenant) }, law.calendar)?.dueOn;
      assert.equal(dueOn('2026-05-20', 'yunqi'), '2026-07-19', 'accepted before the decision: Sunday stays');
      assert.equal(dueOn('2026-06-02', 'yunqi'), '2026-08-03');
      assert.equal(dueOn('2026-06-02', 'lanchuan'), '2026-08-01');
    }),
  );

  test(
    'a second decision for the same day replaces the first',
    inTransaction(async (tx) => {
      granted(await decideSwitch(tx, administrator, weekendsRoll, at));
      const second = granted(await decideSwitch(tx, administrator, { ...weekendsRoll, value: 'no' }, at));
      assert.equal(second.revision, 2);
      assert.deepEqual(
        (await loadLaw(tx)).settingsOf('yunqi').map((one) => one.value),
        ['no'],
      );
    }),
  );

  const wrong: readonly (readonly [Partial<SettingInput>, string])[] = [
    [{ tenant: 'lanchuan' }, 'tenant-not-yours'],
    [{ name: 'nothing' }, 'no-such-switch'],
    [{ value: 'perhaps' }, 'no-such-choice'],
    [{ effectiveFrom: 'soon' }, 'setting-day-is-no-day'],
    [{ reason: ' ' }, 'setting-without-reason'],
  ];
  for (const [change, code] of wrong)
    test(
      `a decision is refused in words: ${code}`,
      inTransaction(async (tx) => {
        const refusal = refusalOf(await decideSwitch(tx, administrator, { ...weekendsRoll, ...change }, at));
        assert.equal(refusal.refusal, code);
        for (const language of ['zh-CN', 'en'] as const) textsFor(language)(`law:refusals.${code}`, refusal.params);
      }),
    );
});
