import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { issueApiToken } from '#platform/auth/api-tokens.ts';
import type { PasswordStep } from '#platform/auth/staff.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { settleInstance } from '#platform/instance.ts';
import { noGateways } from '#platform/messages/gateways.ts';
import { wirePeople } from '#platform/people.ts';
import { textsFor } from '#platform/texts.ts';
import { call, database, folder, home, place } from '#test/command-line.ts';
import { run as init } from './init.ts';

const authority = ['--name', '云栖市市场监督管理局', '--region', '330100', '--document-prefix', '云市监'];
const three = ['--system-administrator', 'zhang', '--security-administrator', 'li:李华', '--auditor', 'wang'];
const initArguments = ['--tenant', 'yunqi', ...authority, ...three];
const why = ['--reason', '手机遗失，局领导批准'];

const production = async (): Promise<void> => {
  process.env.FANGXIN_KEY_FILE = join(mkdtempSync(join(folder, 'keys-')), 'production.key');
  const { code, noted } = await call('init', ...initArguments);
  assert.equal(code, 0, noted);
};
const must = <T extends object>(value: T | Refusal): T => {
  if (isRefusal(value)) assert.fail(`refused: ${value.refusal}`);
  return value as T;
};
const sql = (text: string, ...values: unknown[]): Promise<number> =>
  database.transact(nobody, (tx) => tx.run(text, values));
const acts = (act: string): Promise<{ account: string; reason: string; detail: Record<string, unknown> }[]> =>
  database.transact({ ...nobody, tenants: ['yunqi'] }, (tx) =>
    tx.rows('select account, reason, detail from audit_line where act = $1', [act]),
  );
const shown = (printed: readonly string[], login: string): string =>
  new RegExp(`^${login} {2}((?:[a-z0-9]{4}-){4}[a-z0-9]{4})$`, 'm').exec(printed.join('\n'))?.[1] ?? '';

/** One-time password, own password, authenticator, its first code: as the person goes through it. */
const firstSignIn = async (login: string, password: string) => {
  const { keyring } = await settleInstance(home.ownerUrl, place(), undefined);
  const { staff } = wirePeople(database, keyring, noGateways);
  const first: PasswordStep = must(await staff.checkPassword(login, password));
  assert.equal(first.next, 'change-password');
  const second: PasswordStep = must(await staff.changePassword(first.ticket, 'vier Laternen am Fluss'));
  assert.equal(second.next, 'enrol-code', 'the second factor begins anew');
  const { ticket, secret } = must(await staff.enrol(second.ticket));
  const code = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({
    timestamp: now().getTime(),
  });
  return must(await staff.showCode(ticket, code, 'test')).actor;
};

test('a sole security administrator who lost the device is brought back, and signs in anew', async () => {
  await production();
  const li = "(select account from staff_credential where login = 'li')";
  await sql("update staff_credential set must_change_password = false, totp_confirmed_at = now() where login = 'li'");
  const { account } = await database.transact(nobody, (tx) => tx.one<{ account: string }>(`select ${li} as account`));
  await database.transact(nobody, (tx) => issueApiToken(tx, { account, name: 'x', mayWrite: true, days: 9 }));
  await sql(`insert into oidc_identity values ('https://id.example', 'lost', ${li}, now())`);
  const bare = await call('administrators', '--bring-back', 'li');
  assert.match(bare.noted, /--reason (?:says|须在)/u, 'no reason, nothing done');
  const { code, printed, noted } = await call('administrators', '--tenant', 'yunqi', '--bring-back', 'LI', ...why);
  assert.equal(code, 0, noted);
  assert.deepEqual(printed.length, 1, 'the password alone');
  assert.match(noted, /0 sign-ins and 1 access tokens have ended, 1 links .* undone/);
  assert.match(noted, /audit trail.*\/account\/staff/);
  const actor = await firstSignIn('li', shown(printed, 'li'));
  assert.deepEqual(actor.roles, ['security-administrator']);
  assert.deepEqual(await acts('bring-back-administrator'), [
    {
      account: 'system:command-line',
      reason: why[1],
      detail: { role: 'security-administrator', before: 'active' },
    },
  ]);
});

test('with the last grant ended, or the account locked or gone, the person comes back in the role', async () => {
  await production();
  for (const [away, state] of [
    ["update role_grant set ended_at = now(), ended_by = 'x' where role = 'security-administrator'", 'role ended'],
    ["update account set status = 'locked'", 'locked'],
    ["update account set status = 'left'", 'left'],
    [
      "update role_grant set from_on = '2020-01-01', to_on = '2026-01-01' where role = 'security-administrator'",
      'role ended',
    ],
  ] as const) {
    await sql(
      `${away} ${away.includes('account set') ? "where account = (select account from staff_credential where login = 'li')" : ''}`,
    );
    const before = await call('administrators');
    assert.match(before.printed.join('\n'), new RegExp(`^li\tsecurity administrator\t${state}`, 'm'));
    assert.match(before.noted, /yunqi has no security administrator who can sign in/);
    const { code, printed, noted } = await call('administrators', '--bring-back', 'li', ...why);
    assert.equal(code, 0, noted);
    assert.deepEqual((await firstSignIn('li', shown(printed, 'li'))).roles, ['security-administrator'], state);
    assert.equal((await call('administrators')).noted, '');
  }
});

test('where nobody is left one is entered anew; where somebody is there, nothing goes past them', async () => {
  await production();
  const enter = (login: string, role: string) => call('administrators', '--enter', login, '--role', role, ...why);
  assert.match(
    (await enter('chen:陈静', 'security-administrator')).noted,
    /has a security administrator who can sign in/,
  );
  await sql("update role_grant set ended_at = now(), ended_by = 'x' where role = 'security-administrator'");
  assert.equal((await enter('chen', 'handler')).code, 1, 'none of the three roles');
  assert.match((await enter('wang', 'security-administrator')).noted, /login/i, 'the auditor is another person');
  const { code, printed, noted } = await enter('chen:陈静', 'security-administrator');
  assert.equal(code, 0, noted);
  const actor = await firstSignIn('chen', shown(printed, 'chen'));
  assert.deepEqual([actor.roles, actor.bureau], [['security-administrator'], 'yunqi-office']);
  assert.equal((await acts('enter-administrator'))[0]?.reason, why[1]);
  const taken = await call('administrators', '--bring-back', 'li', ...why);
  assert.match(taken.noted, /has a security administrator who can sign in/, 'what chen may give back is theirs');
  for (const [login, said] of [
    ['nobody-here', /no administrator of this authority/],
    ['li', /has a security administrator/],
  ] as const)
    assert.match((await call('administrators', '--bring-back', login, ...why)).noted, said);
  assert.match((await call('administrators', '--tenant', 'elsewhere')).noted, /no authority elsewhere/);
});

test('an init that was cut off before its passwords were seen is finished at the machine', async () => {
  process.env.FANGXIN_KEY_FILE = join(mkdtempSync(join(folder, 'keys-')), 'production.key');
  const out = {
    say: textsFor('en'),
    note: () => undefined,
    print: () => {
      throw new Error('the terminal is gone');
    },
  };
  await assert.rejects(init(initArguments, out), /terminal is gone/);
  const again = await call('init', ...initArguments);
  assert.deepEqual([again.code, again.printed], [1, []]);
  assert.match(again.noted, /bin\/fangxin administrators --tenant yunqi/);
  assert.match(
    (await call('administrators')).printed.join('\n'),
    /^li\tsecurity administrator\thas not signed in yet/m,
  );
  for (const login of ['zhang', 'li', 'wang']) {
    const { printed, noted } = await call('administrators', '--bring-back', login, ...why);
    assert.match(noted, /password and second factor of before are void/);
    assert.equal((await firstSignIn(login, shown(printed, login))).roles.length, 1, login);
  }
});

test('init enters three anew only where no grant of the three runs any more', async () => {
  await production();
  await sql("update role_grant set ended_at = now(), ended_by = 'x' where role <> 'auditor'");
  const people = ['--system-administrator', 'z2', '--security-administrator', 'l2', '--auditor', 'w2'];
  assert.match(
    (await call('init', '--tenant', 'yunqi', ...people)).noted,
    /its administrators already \(wang is one\)/,
  );
  await sql("update role_grant set ended_at = now(), ended_by = 'x'");
  const anew = await call('init', '--tenant', 'yunqi', ...people);
  assert.equal(anew.code, 0, anew.noted);
  assert.equal(anew.printed.filter((line) => / (z2|l2|w2) {2}/.test(line)).length, 3);
});

test('it takes the key file of this very database', async () => {
  await production();
  process.env.FANGXIN_KEY_FILE = join(folder, 'not-there.key');
  const { code, printed, noted } = await call('administrators', '--bring-back', 'li', ...why);
  assert.deepEqual([code, printed], [1, []]);
  assert.match(noted, /key file .* is not there/);
});
