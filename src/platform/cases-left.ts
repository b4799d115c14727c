import { readProfile } from './auth/consumer-profile.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { TenantKeys } from './crypto/tenant-keys.ts';
import type { Tx } from './db.ts';

/** A case in which somebody stood with their own account and stands no more. */
export type CaseLeft = {
  readonly tenant: string;
  readonly stream: string;
  readonly bureau: string;
  readonly number: string;
  readonly person: string;
};

/**
 * Found by the mark of the number the account signs in with, and only as the person whom this account was let in as. The caller's scope
 * must be the account's own. The same two questions are asked whether there is such a case or none, and of others' cases none is told.
 */
export const casesLeft = async (tx: Tx, keys: TenantKeys, keyring: Keyring, account: string): Promise<CaseLeft[]> => {
  const phone = (await readProfile(tx, keys, account))?.phone;
  const digests = phone === undefined ? [] : keyring.digests('phone', phone);
  return await tx.rows<CaseLeft>(
    `select c.tenant, c.stream, c.bureau, c.number, c.person from cases_left_by_asker($1::integer[], $2::bytea[]) c
      where not exists (select 1 from case_access a
        where a.tenant = c.tenant and a.stream = c.stream and a.principal = scope_account())
      order by c.number, c.person`,
    [digests.map((one) => one.version), digests.map((one) => one.digest)],
  );
};
