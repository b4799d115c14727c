/** Makes the cast able to sign in. Demo only: one password and one second-factor secret for all officials. */
import { Secret } from 'otpauth';
import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { platformTenant } from '#platform/audit.ts';
import type { Consumers } from '#platform/auth/consumers.ts';
import { addRepresentation, giveRole, makeAccount } from '#platform/auth/grants.ts';
import { hashPassword } from '#platform/auth/passwords.ts';
import { now } from '#platform/clock.ts';
import { place, sealBytes } from '#platform/crypto/sealing.ts';
import type { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { nobody, type Tx } from '#platform/db.ts';
import {
  type CastConsumer,
  type CastOfficial,
  type CastOperator,
  castMembers,
  demoPassword,
  demoTotpSecret,
} from './cast.ts';

export type PeopleTools = { readonly keys: TenantKeys; readonly consumers: Consumers };

const SINCE: Day = '2020-01-01';

const seeder: Actor = {
  kind: 'system',
  account: 'system:seed',
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [],
};

const giveCredential = async (tx: Tx, member: CastOfficial, passwordHash: string, keys: TenantKeys): Promise<void> => {
  const secret = new Uint8Array(Secret.fromBase32(demoTotpSecret).bytes);
  const sealed = sealBytes(keys.newest(platformTenant).key, secret, place('totp', member.account));
  await tx.run(
    `insert into staff_credential (account, login, password_hash, password_changed_at, totp_sealed, totp_confirmed_at)
     values ($1, $2, $3, $4, $5, $4)`,
    [member.account, member.login, passwordHash, now(), sealed],
  );
};

const giveOffice = async (tx: Tx, member: CastOfficial): Promise<void> => {
  for (const role of member.roles) {
    const { account, tenant, bureau, sees } = member;
    const given = await giveRole(tx, seeder, { account, role, tenant, bureau, sees, from: SINCE });
    if (isRefusal(given)) throw new Error(`the cast cannot hold its roles: ${member.name} ${given.refusal}`);
  }
};

const represent = async (tx: Tx, member: CastOfficial | CastOperator): Promise<void> => {
  for (const principal of member.actsFor) await addRepresentation(tx, member.account, principal, SINCE);
};

const enterConsumer = async (tx: Tx, member: CastConsumer, consumers: Consumers): Promise<void> => {
  const account = await consumers.accountFor(tx, member.phone, member.account);
  await consumers.saveProfile(tx, account, { phone: member.phone, name: member.personName });
  await tx.rescope(nobody);
};

/** As by the code sent to that number: the account page shows it to its owner. */
const enterProfile = async (tx: Tx, member: CastOperator, consumers: Consumers): Promise<void> => {
  await tx.rescope({ ...nobody, account: member.account });
  await consumers.saveProfile(tx, member.account, { phone: member.phone, name: member.personName });
  await tx.rescope(nobody);
};

/** Runs again harmlessly: who has an account keeps it, with whatever password was set since. */
export const seedPeople = async (tx: Tx, { keys, consumers }: PeopleTools): Promise<void> => {
  const known = new Set(
    (
      await tx.rows<{ account: string }>('select account from account where account = any ($1::uuid[])', [
        castMembers.map((member) => member.account),
      ])
    ).map((row) => row.account),
  );
  const missing = castMembers.filter((member) => !known.has(member.account));
  if (missing.length === 0) return;
  await keys.load(platformTenant, tx);
  const passwordHash = await hashPassword(demoPassword);
  for (const member of missing) {
    if (member.kind === 'consumer') {
      await enterConsumer(tx, member, consumers);
      continue;
    }
    await makeAccount(tx, member.kind, member.account);
    if (member.kind === 'staff') {
      await giveCredential(tx, member, passwordHash, keys);
      await giveOffice(tx, member);
    }
    if (member.kind === 'operator') await enterProfile(tx, member, consumers);
    await represent(tx, member);
  }
};
