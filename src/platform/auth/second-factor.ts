import { Secret, TOTP } from 'otpauth';
import { platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import { openBytes, place, sealBytes } from '../crypto/sealing.ts';
import type { TenantKeys } from '../crypto/tenant-keys.ts';
import type { Tx } from '../db.ts';

const issuer = 'Fangxin';
const period = 30;

const totpFor = (login: string, secret: Buffer): TOTP =>
  new TOTP({
    issuer,
    label: login,
    period,
    digits: 6,
    algorithm: 'SHA1',
    secret: new Secret({ buffer: arrayBufferOf(secret) }),
  });

const arrayBufferOf = (bytes: Buffer): ArrayBuffer => {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
};

const totpPlace = (account: string): Buffer => place('totp', account);

/** What the enrolment page shows: the address for a QR code, and the secret for typing. */
export type Enrolment = { readonly address: string; readonly secret: string };

/** A new unconfirmed secret; it counts only once a code made from it was shown. Undefined when one is confirmed already. */
export const beginEnrolment = async (
  tx: Tx,
  keys: TenantKeys,
  account: string,
  login: string,
): Promise<Enrolment | undefined> => {
  await keys.load(platformTenant, tx);
  const secret = new Secret({ size: 20 });
  const bytes = Buffer.from(secret.bytes);
  const begun = await tx.run(
    `update staff_credential set totp_sealed = $2, totp_last_step = 0
      where account = $1 and totp_confirmed_at is null`,
    [account, sealBytes(keys.newest(platformTenant).key, bytes, totpPlace(account))],
  );
  if (begun === 0) return undefined;
  const shown = secret.base32.match(/.{1,4}/g)?.join(' ') ?? secret.base32;
  return { address: totpFor(login, bytes).toString(), secret: shown };
};

/**
 * True once per code: a code seen over a shoulder does not work again (RFC 6238 §5.2). One step early or late is
 * allowed. Confirms an enrolment when it is the first.
 */
export const acceptsCode = async (tx: Tx, keys: TenantKeys, account: string, code: string): Promise<boolean> => {
  const row = await tx.maybe<{ login: string; totp_sealed: Buffer | null }>(
    'select login, totp_sealed from staff_credential where account = $1',
    [account],
  );
  const digits = code.normalize('NFKC').replace(/\s/g, '');
  if (row === undefined || row.totp_sealed === null || !/^\d{6}$/.test(digits)) return false;
  await keys.load(platformTenant, tx);
  const secret = openBytes(keys.newest(platformTenant).key, row.totp_sealed, totpPlace(account));
  const at = now();
  const delta = totpFor(row.login, secret).validate({ token: digits, timestamp: at.getTime(), window: 1 });
  if (delta === null) return false;
  const step = Math.floor(at.getTime() / 1000 / period) + delta;
  const used = await tx.run(
    `update staff_credential set totp_last_step = $2, totp_confirmed_at = coalesce(totp_confirmed_at, $3)
      where account = $1 and totp_last_step < $2`,
    [account, step, at],
  );
  return used === 1;
};
