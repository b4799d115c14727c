import { createHmac, randomInt } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import { normalFor } from '../crypto/blind-index.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { networkOf } from '../http/network.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { newId } from '../ids.ts';
import type { Messages } from '../messages/messages.ts';
import { sameText } from './tokens.ts';

const second = 1000;
const lifeMinutes = 5;
const allowedAttempts = 5;

/**
 * How many codes may leave, counted back from now. `phone`: whoever asks; gateways allow one number hardly more. `stranger`: asked
 * by browsers in which this phone was never proved, so that some are left for those where it was. `pair`: to one phone from one
 * network. `address`: from one network to all phones. A code that was typed in was wanted, one the carrier
 * refused never came; only those without `counts` see them.
 */
export const codeLimits = [
  { by: 'phone', most: 1, within: 60 * second },
  { by: 'phone', most: 5, within: 3_600 * second, counts: 'arrived' },
  { by: 'phone', most: 10, within: 86_400 * second, counts: 'arrived' },
  { by: 'phone', most: 30, within: 86_400 * second },
  { by: 'stranger', most: 4, within: 3_600 * second, counts: 'arrived' },
  { by: 'stranger', most: 8, within: 86_400 * second, counts: 'arrived' },
  { by: 'pair', most: 3, within: 3_600 * second, counts: 'arrived' },
  { by: 'pair', most: 5, within: 86_400 * second, counts: 'arrived' },
  { by: 'address', most: 60, within: 3_600 * second },
] as const;

/** A longer wait than this is not worth waiting for where the phone has messages enough to prove itself by. */
const shortWait = 60;

export type CodeRequest = {
  readonly phone: string;
  /** What the code opens, and nothing else: `sign-in`, `draft:<number>`, `case:<number>`. */
  readonly purpose: string;
  /** Network address of the asker; kept as a keyed hash for the limits only. */
  readonly address: string;
  /** The code this browser asked for before, if it still knows. */
  readonly held?: string;
  /** This phone was proved in this browser before: strangers cannot use up what is left for it. */
  readonly known?: boolean;
  /** The text of the message with the code in it. */
  readonly text: (code: string) => { readonly subject: string; readonly body: string };
};

/** `held`: none left, but the one asked for here before is still good. `two`: two of the last day prove the phone. */
export type CodeAsked =
  | { readonly outcome: 'sent'; readonly sent: string; readonly expiresAt: Date }
  | { readonly outcome: 'held' | 'two'; readonly seconds: number };

/** Who asked for a code types it in: `sent` is known to that browser alone, so nobody else uses up its attempts. */
export type PhoneProof = { readonly phone: string } & (
  | { readonly purpose: string; readonly sent: string; readonly code: string }
  | { readonly two: readonly [string, string]; readonly address: string }
);

type CodeRow = { readonly phone_code: string; readonly code_hash: Buffer };
type Digests = { readonly phone: Buffer; readonly address: Buffer };

/** One-time codes to phones: six digits, five minutes, five attempts. Neither phone nor code is stored readably. */
export class PhoneCodes {
  readonly #database: Database;
  readonly #keyring: Keyring;
  readonly #messages: Messages;
  readonly #twoAtOnce = new RateLimit({ perMinute: 1, burst: 10 });

  constructor(database: Database, keyring: Keyring, messages: Messages) {
    this.#database = database;
    this.#keyring = keyring;
    this.#messages = messages;
  }

  /** The answer never tells whether the phone is known. */
  async request(wish: CodeRequest): Promise<CodeAsked | Refusal> {
    const phone = normalFor('phone', wish.phone);
    if (!/^1[3-9]\d{9}$/.test(phone)) return refuse('phone-not-mobile', { status: 422, field: 'phone' });
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const at = now();
    const expiresAt = new Date(at.getTime() + lifeMinutes * 60 * second);
    const id = newId();
    const instead = await this.#database.transact(nobody, async (tx): Promise<CodeAsked | Refusal | undefined> => {
      const digests = this.#digests(phone, wish.address);
      const { seconds, arrived } = await this.#wait(tx, digests, wish.known === true);
      if (seconds > 0) {
        if (await this.#isOpen(tx, digests.phone, wish)) return { outcome: 'held', seconds };
        if (seconds > shortWait && arrived >= 2) return { outcome: 'two', seconds };
        return refuse('too-many-codes', { status: 429, params: { seconds } });
      }
      await tx.run(
        `insert into phone_code (phone_code, purpose, phone_digest, address_digest, code_hash, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, wish.purpose, digests.phone, digests.address, this.#hash('code', `${id}:${code}`), at, expiresAt],
      );
      return undefined;
    });
    if (instead !== undefined) return instead;
    const sent = await this.#messages.send({
      channel: 'sms',
      to: phone,
      ...wish.text(code),
      purpose: 'phone-code',
      values: { code, minutes: String(lifeMinutes) },
      tenant: platformTenant,
    });
    // What is uncertain may still come: whoever has it must find where to type it in.
    if (!isRefusal(sent) || sent.refusal === 'message-uncertain') return { outcome: 'sent', sent: id, expiresAt };
    // What surely never left takes nothing from what may leave.
    if (sent.refusal === 'message-not-sent')
      await this.#database.transact(nobody, (tx) => tx.run('delete from phone_code where phone_code = $1', [id]));
    if (sent.refusal !== 'message-refused') return sent;
    const arrived = await this.#database.transact(nobody, async (tx) => {
      await tx.run('update phone_code set expires_at = made_at where phone_code = $1', [id]);
      return (await this.#arrived(tx, this.#hash('phone', phone))).length;
    });
    // A carrier counts, too, what it brings to one number.
    return arrived >= 2
      ? { outcome: 'two', seconds: shortWait }
      : refuse('code-not-taken', { status: 503, field: 'phone' });
  }

  /** Consumes what proves the phone. */
  prove(tx: Tx, proof: PhoneProof): Promise<true | Refusal> {
    const digests = this.#digests(normalFor('phone', proof.phone), 'two' in proof ? proof.address : '');
    return 'two' in proof ? this.#redeemTwo(tx, digests, proof.two) : this.#redeem(tx, digests.phone, proof);
  }

  /** Each look at a code counts as an attempt before it is judged; a right code works once. */
  async #redeem(
    tx: Tx,
    phone: Buffer,
    proof: { purpose: string; sent: string; code: string },
  ): Promise<true | Refusal> {
    const row = await tx.maybe<CodeRow>(
      `update phone_code set attempts = attempts + 1
        where phone_code = $5 and phone_digest = $1 and purpose = $2 and used_at is null and attempts < $3 and expires_at > $4
        returning phone_code, code_hash`,
      [phone, proof.purpose, allowedAttempts, now(), proof.sent],
    );
    if (row === undefined) return refuse('code-expired', { status: 422, field: 'code' });
    if (this.#isCode(row, proof.code) && (await this.#use(tx, [row]))) return true;
    return refuse('code-wrong', { status: 422, field: 'code' });
  }

  /**
   * Two codes of the last day, whoever asked for them and for whatever: the way in for an owner whose messages somebody else has used
   * up. Ten codes make ninety right answers in a million millions, so that wrong ones need not close it for the owner.
   */
  async #redeemTwo(tx: Tx, digests: Digests, typed: readonly [string, string]): Promise<true | Refusal> {
    const seconds = this.#twoAtOnce.spend(Buffer.concat([digests.phone, digests.address]).toString('hex'));
    if (seconds > 0) return refuse('too-many-requests', { status: 429, params: { seconds }, field: 'code' });
    const rows = await this.#arrived(tx, digests.phone);
    const [firsts, others] = typed.map((one) => rows.filter((row) => this.#isCode(row, one)));
    const first = firsts?.[0];
    const other = others?.find((row) => row !== first);
    if (first !== undefined && other !== undefined && (await this.#use(tx, [first, other]))) return true;
    return refuse('two-codes-wrong', { status: 422, field: 'code' });
  }

  /** Unused codes of the last day that the carrier did not refuse. */
  #arrived(tx: Tx, phone: Buffer): Promise<readonly CodeRow[]> {
    return tx.rows<CodeRow>(
      `select phone_code, code_hash from phone_code
        where phone_digest = $1 and made_at > $2 and used_at is null and expires_at > made_at`,
      [phone, new Date(now().getTime() - 86_400 * second)],
    );
  }

  #isCode(row: CodeRow, typed: string): boolean {
    const digits = typed.normalize('NFKC').replace(/\D/g, '');
    const expected = this.#hash('code', `${row.phone_code}:${digits}`);
    return sameText(expected.toString('hex'), row.code_hash.toString('hex'));
  }

  /** False when somebody else was quicker with one of them. */
  async #use(tx: Tx, rows: readonly CodeRow[]): Promise<boolean> {
    const used = await tx.run(
      'update phone_code set used_at = $2 where phone_code = any($1::uuid[]) and used_at is null',
      [rows.map((row) => row.phone_code), now()],
    );
    return used === rows.length;
  }

  async #isOpen(tx: Tx, phone: Buffer, { held, purpose }: CodeRequest): Promise<boolean> {
    if (held === undefined) return false;
    const row = await tx.maybe(
      `select 1 from phone_code where phone_code = $1 and phone_digest = $2 and purpose = $3 and used_at is null and attempts < $4
          and expires_at > $5`,
      [held, phone, purpose, allowedAttempts, now()],
    );
    return row !== undefined;
  }

  /** Seconds to wait before another code may leave; 0 = now. Requests for one phone take turns. */
  async #wait(tx: Tx, digests: Digests, known: boolean): Promise<{ seconds: number; arrived: number }> {
    await tx.rows('select pg_advisory_xact_lock($1)', [digests.phone.readInt32BE(0)]);
    const at = now().getTime();
    const rows = await tx.rows<{ at_phone: boolean; at_address: boolean; spent: boolean; made_at: Date }>(
      `select phone_digest = $1 as at_phone, address_digest = $2 as at_address, used_at is not null or expires_at <= made_at as spent, made_at
         from phone_code where (phone_digest = $1 or address_digest = $2) and made_at > $3 order by made_at desc`,
      [digests.phone, digests.address, new Date(at - 86_400 * second)],
    );
    const isOf = {
      phone: rows.filter((row) => row.at_phone),
      stranger: known ? [] : rows.filter((row) => row.at_phone),
      pair: known ? [] : rows.filter((row) => row.at_phone && row.at_address),
      address: known ? [] : rows.filter((row) => row.at_address),
    };
    const waits = codeLimits.map((limit) => {
      const counted = isOf[limit.by].filter((row) => !('counts' in limit) || !row.spent);
      const blocking = counted.filter((row) => row.made_at.getTime() > at - limit.within)[limit.most - 1];
      return blocking === undefined ? 0 : Math.ceil((blocking.made_at.getTime() + limit.within - at) / second);
    });
    return { seconds: Math.max(0, ...waits), arrived: isOf.phone.filter((row) => !row.spent).length };
  }

  #digests(phone: string, address: string): Digests {
    return { phone: this.#hash('phone', phone), address: this.#hash('address', networkOf(address)) };
  }

  #hash(what: 'phone' | 'address' | 'code', text: string): Buffer {
    return createHmac('sha256', this.#keyring.derived('phone-code')).update(`${what}:${text}`).digest();
  }
}
