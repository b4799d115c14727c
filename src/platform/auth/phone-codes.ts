import { createHmac, randomInt } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import { normalFor } from '../crypto/blind-index.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { networkOf } from '../http/network.ts';
import { newId } from '../ids.ts';
import type { Messages } from '../messages/messages.ts';
import { sameText } from './tokens.ts';

const second = 1000;
const lifeMinutes = 5;
const allowedAttempts = 5;

/** How many codes may leave, counted back from now. */
export const codeLimits = [
  { by: 'phone', most: 1, within: 60 * second },
  { by: 'phone', most: 5, within: 3_600 * second },
  { by: 'phone', most: 10, within: 86_400 * second },
  { by: 'address', most: 60, within: 3_600 * second },
] as const;

export type CodeRequest = {
  readonly phone: string;
  /** What the code opens, and nothing else: `sign-in`, `draft:<number>`, `case:<number>`. */
  readonly purpose: string;
  /** Network address of the asker; kept as a keyed hash for the limits only. */
  readonly address: string;
  /** The text of the message with the code in it. */
  readonly text: (code: string) => { readonly subject: string; readonly body: string };
};

/** One-time codes to phones: six digits, five minutes, five attempts. Neither phone nor code is stored readably. */
export class PhoneCodes {
  readonly #database: Database;
  readonly #keyring: Keyring;
  readonly #messages: Messages;

  constructor(database: Database, keyring: Keyring, messages: Messages) {
    this.#database = database;
    this.#keyring = keyring;
    this.#messages = messages;
  }

  /** The answer never tells whether the phone is known. */
  async request(wish: CodeRequest): Promise<{ readonly expiresAt: Date } | Refusal> {
    const phone = normalFor('phone', wish.phone);
    if (!/^1[3-9]\d{9}$/.test(phone)) return refuse('phone-not-mobile', { status: 422, field: 'phone' });
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const at = now();
    const expiresAt = new Date(at.getTime() + lifeMinutes * 60 * second);
    const id = newId();
    const stored = await this.#database.transact(nobody, async (tx) => {
      const digests = { phone: this.#hash('phone', phone), address: this.#hash('address', networkOf(wish.address)) };
      const wait = await this.#wait(tx, digests);
      if (wait > 0) return refuse('too-many-codes', { status: 429, params: { seconds: wait } });
      await tx.run(
        `insert into phone_code (phone_code, purpose, phone_digest, address_digest, code_hash, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, wish.purpose, digests.phone, digests.address, this.#hash('code', `${id}:${code}`), at, expiresAt],
      );
      return undefined;
    });
    if (stored !== undefined) return stored;
    const sent = await this.#messages.send({
      channel: 'sms',
      to: phone,
      ...wish.text(code),
      purpose: 'phone-code',
      values: { code, minutes: String(lifeMinutes) },
      tenant: platformTenant,
    });
    if (!isRefusal(sent)) return { expiresAt };
    // It may still come: whoever has it must find where to type it in.
    if (sent.refusal === 'message-uncertain') return { expiresAt };
    // What surely never left takes nothing from what may leave.
    if (sent.refusal === 'message-not-sent')
      await this.#database.transact(nobody, (tx) => tx.run('delete from phone_code where phone_code = $1', [id]));
    return sent;
  }

  /** Each look at the newest code counts as an attempt before it is judged; a right code works once. */
  async redeem(tx: Tx, phone: string, purpose: string, typed: string): Promise<true | Refusal> {
    const wrong = refuse('code-wrong', { status: 422, field: 'code' });
    const digest = this.#hash('phone', normalFor('phone', phone));
    const row = await tx.maybe<{ phone_code: string; code_hash: Buffer }>(
      `update phone_code set attempts = attempts + 1
        where phone_code = (select phone_code from phone_code where phone_digest = $1 and purpose = $2
                             order by made_at desc, phone_code desc limit 1)
          and used_at is null and attempts < $3 and expires_at > $4
        returning phone_code, code_hash`,
      [digest, purpose, allowedAttempts, now()],
    );
    if (row === undefined) return refuse('code-expired', { status: 422, field: 'code' });
    const digits = typed.normalize('NFKC').replace(/\D/g, '');
    const expected = this.#hash('code', `${row.phone_code}:${digits}`);
    if (!sameText(expected.toString('hex'), row.code_hash.toString('hex'))) return wrong;
    const used = await tx.run('update phone_code set used_at = $2 where phone_code = $1 and used_at is null', [
      row.phone_code,
      now(),
    ]);
    return used === 1 ? true : wrong;
  }

  /** Seconds to wait before another code may leave; 0 = now. Requests for one phone take turns. */
  async #wait(tx: Tx, digests: { phone: Buffer; address: Buffer }): Promise<number> {
    await tx.rows('select pg_advisory_xact_lock($1)', [digests.phone.readInt32BE(0)]);
    const at = now().getTime();
    const day = new Date(at - 86_400 * second);
    const rows = await tx.rows<{ by: string; made_at: Date }>(
      `select 'phone' as by, made_at from phone_code where phone_digest = $1 and made_at > $3
       union all select 'address', made_at from phone_code where address_digest = $2 and made_at > $3
       order by made_at desc`,
      [digests.phone, digests.address, day],
    );
    const waits = codeLimits.map(({ by, most, within }) => {
      const blocking = rows.filter((row) => row.by === by && row.made_at.getTime() > at - within)[most - 1];
      return blocking === undefined ? 0 : Math.ceil((blocking.made_at.getTime() + within - at) / second);
    });
    return Math.max(0, ...waits);
  }

  #hash(what: 'phone' | 'address' | 'code', text: string): Buffer {
    return createHmac('sha256', this.#keyring.derived('phone-code')).update(`${what}:${text}`).digest();
  }
}
