import { cast, isCastName } from '#db/seed/cast.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import { issueApiToken } from '#platform/auth/api-tokens.ts';
import { nobody, type Tx } from '#platform/db.ts';
import type { InstanceKind } from '#platform/instance.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { readArgs } from '../read-args.ts';
import type { Run } from '../say.ts';
import { withInstance } from '../with-instance.ts';

/** `fangxin token --as handler`: a bearer token on standard output, and nothing else there, so that scripts can take it. */
export const run: Run = async (argv, out) => {
  const { values } = readArgs({
    args: [...argv],
    options: {
      as: { type: 'string' },
      days: { type: 'string', default: '1' },
      'read-only': { type: 'boolean', default: false },
      office: { type: 'string' },
    },
  });
  const { as, office } = values;
  if (as === undefined) throw new StartFailure('argument-missing', { usage: out.say('cli:commands.token.usage') });
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 366) throw new StartFailure('people:failures.days-unreadable');
  return await withInstance(async ({ kind, database }) => {
    const issued = await database.transact(nobody, async (tx) => {
      const account = await accountNamed(tx, kind, as);
      const wish = { account, name: 'fangxin token', mayWrite: !values['read-only'], days };
      const token = await issueApiToken(tx, { ...wish, ...(office === undefined ? {} : { office }) });
      if (!token.isHeld) throw new StartFailure('problems:refusals.office-not-held');
      await audit(tx, {
        tenant: platformTenant,
        account: 'system:command-line',
        act: 'issue-token',
        subject: `account:${account}`,
        detail: { days, mayWrite: wish.mayWrite },
      });
      return token;
    });
    out.note(out.say('people:token.until', { as, until: issued.expiresAt.toISOString() }));
    out.print(issued.token);
    return 0;
  });
};

/** A demo knows its cast by name; elsewhere a person is named by login. */
const accountNamed = async (tx: Tx, kind: InstanceKind, name: string): Promise<string> => {
  const fixed = kind === 'demo' && isCastName(name) ? cast[name].account : undefined;
  const found = await tx.maybe<{ account: string }>(
    `select a.account from account a left join staff_credential c on c.account = a.account
      where a.status = 'active' and (a.account = $1::uuid or c.login = $2)`,
    [fixed ?? null, name.toLowerCase()],
  );
  if (found === undefined) throw new StartFailure('people:failures.nobody-of-that-name', { name });
  return found.account;
};
