import { now } from '../clock.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { newId } from '../ids.ts';
import type { Channel } from './message.ts';
import type { Receipt } from './receipt.ts';

const DAY = 86_400_000;

/** What a carrier has not said by then it will hardly say: the number may stand on another message by now. */
const WAITS = 3 * DAY;

/** By then our own record of a message is written, whatever held it up. */
const RECORDED = 5 * 60_000;

/** For the log. */
export const severalFit =
  'receipts whose number fits several messages changed none: the operator numbers messages twice';

/**
 * The first receipt of a message counts. One of a message unknown so far is kept a day: our own record may be slower. One that
 * fits several messages that wait proves nothing of any: it changes none. @returns the references of those, for the log
 */
export const takeReceipts = async (
  tx: Tx,
  receipts: readonly Receipt[],
  channels: readonly Channel[] = ['sms', 'email'],
): Promise<readonly string[]> => {
  const ambiguous: string[] = [];
  for (const receipt of receipts) {
    const found = await known(tx, receipt, channels);
    if (found === 'several') ambiguous.push(receipt.reference);
    if (found !== 'none') continue;
    await tx.run(
      `insert into message_receipt (message_receipt, reference, outcome, reason, code, received_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [newId(), receipt.reference, receipt.outcome, receipt.reason ?? null, receipt.code ?? null, now()],
    );
  }
  return ambiguous;
};

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u;

type Found = 'none' | 'one' | 'several';

/** Some operators number messages in the very form of ours, so both are looked for. */
const known = async (tx: Tx, receipt: Receipt, channels: readonly Channel[]): Promise<Found> => {
  const theirs = await knownBy(tx, 'gateway_ref = $1', receipt, channels);
  if (theirs !== 'none' || !uuid.test(receipt.reference)) return theirs;
  return await knownBy(tx, 'message_delivery = $1::uuid', receipt, channels);
};

const waiting = `receipt_at is null and (state in ('sent', 'sending') or state = 'failed' and reason <> 'refused')`;

type Fitting = { readonly id: string; readonly waits: boolean; readonly recent: boolean };

/** Some operators begin their numbers anew: what waits for a receipt comes before what has one, the message of these days before an old one. */
const knownBy = async (tx: Tx, at: string, receipt: Receipt, channels: readonly Channel[]): Promise<Found> => {
  const fitting = await tx.rows<Fitting>(
    `select message_delivery as id, ${waiting} as waits, at > $3 as recent from message_delivery
      where ${at} and channel = any ($2::text[]) and (receipt_at is not null or ${waiting})
      order by waits desc, recent desc limit 3`,
    [receipt.reference, channels, new Date(now().getTime() - WAITS)],
  );
  const waits = fitting.filter((one) => one.waits);
  const [first, second] = waits.some((one) => one.recent) ? waits.filter((one) => one.recent) : waits;
  if (first === undefined) return fitting.length === 0 ? 'none' : 'one';
  if (second !== undefined) return 'several';
  await settle(tx, first.id, receipt);
  return 'one';
};

const settle = (tx: Tx, id: string, { outcome, reason, code }: Receipt): Promise<number> =>
  tx.run(
    `update message_delivery set state = $2, reason = $3, receipt_code = $4, receipt_at = $5,
       noted_at = case when subject_ref is null then $5::timestamptz end
      where message_delivery = $1 and ${waiting}`,
    [id, outcome, reason ?? null, code ?? null, now()],
  );

/** As earlier versions stored a number of 64 bits: as many digits as a machine reckons with. */
const rounded = (reference: string): string | undefined => {
  const short = /^\d{16,}$/u.test(reference) ? String(Number(reference)) : reference;
  return short === reference ? undefined : short;
};

/** A message that was on its way while the service was upgraded; where another one could be meant as well, none is. */
const knownRounded = async (tx: Tx, receipt: Receipt): Promise<boolean> => {
  const short = rounded(receipt.reference);
  if (short === undefined) return false;
  const [first, second] = await tx.rows<{ id: string; waits: boolean }>(
    `select message_delivery as id, ${waiting} as waits from message_delivery where gateway_ref = $1 and at > $2 limit 2`,
    [short, new Date(now().getTime() - WAITS)],
  );
  if (first === undefined || second !== undefined || !first.waits) return false;
  return (await settle(tx, first.id, receipt)) > 0;
};

/** Tries again those that came before the message itself was on file, and forgets what nobody ever sent from here. */
export const takeEarlyReceipts = (database: Database): Promise<number> =>
  database.transact(nobody, async (tx) => {
    await tx.run('delete from message_receipt where received_at < $1', [new Date(now().getTime() - DAY)]);
    const early = await tx.rows<EarlyReceipt>(
      `select message_receipt as id, reference, outcome, reason, code, received_at < $1 as "isRecorded" from message_receipt
        order by received_at desc limit 500`,
      [new Date(now().getTime() - RECORDED)],
    );
    let taken = 0;
    for (const { id, reference, outcome, reason, code, isRecorded } of early) {
      const receipt = {
        reference,
        outcome,
        ...(reason === null ? {} : { reason }),
        ...(code === null ? {} : { code }),
      } as Receipt;
      const found = await known(tx, receipt, ['sms', 'email']);
      if (found !== 'one' && !(found === 'none' && isRecorded && (await knownRounded(tx, receipt)))) continue;
      await tx.run('delete from message_receipt where message_receipt = $1', [id]);
      taken++;
    }
    return taken;
  });

type EarlyReceipt = Omit<Receipt, 'reason' | 'code'> & {
  readonly id: string;
  readonly reason: Receipt['reason'] | null;
  readonly code: string | null;
  readonly isRecorded: boolean;
};

/** A message of which its carrier has spoken, and whose matter does not know it yet. */
export type SpokenOf = {
  readonly delivery: string;
  readonly subjectRef: string;
  readonly channel: 'sms' | 'email';
  readonly outcome: 'delivered' | 'failed';
  readonly reason: string | null;
  readonly code: string | null;
  readonly at: Date;
};

type Which = { readonly most: number; readonly only?: string; readonly without?: string };

/** The oldest first; `only` and `without` are beginnings of what the messages are about. */
export const receiptsToNote = (tx: Tx, tenant: string, { most, only, without }: Which): Promise<SpokenOf[]> =>
  tx.rows<SpokenOf>(
    `select message_delivery as delivery, subject_ref as "subjectRef", channel, state as outcome, reason,
       receipt_code as code, receipt_at as at
     from message_delivery where tenant = $1 and receipt_at is not null and noted_at is null
       and ($3::text is null or starts_with(subject_ref, $3)) and ($4::text is null or not starts_with(subject_ref, $4))
     order by message_delivery limit $2`,
    [tenant, most, only ?? null, without ?? null],
  );

export const receiptNoted = (tx: Tx, tenant: string, delivery: string): Promise<number> =>
  tx.run('update message_delivery set noted_at = $3 where tenant = $1 and message_delivery = $2 and noted_at is null', [
    tenant,
    delivery,
    now(),
  ]);

/** What is known of the messages about a matter, for the proof of service. */
export type MessageRecord = {
  readonly subjectRef: string;
  readonly channel: 'sms' | 'email';
  readonly recipientMasked: string;
  readonly state: 'sending' | 'sent' | 'delivered' | 'failed';
  readonly reference: string | null;
  readonly reason: string | null;
  readonly code: string | null;
  readonly at: Date;
  readonly receiptAt: Date | null;
};

export const messagesAbout = (tx: Tx, tenant: string, subjects: readonly string[]): Promise<MessageRecord[]> =>
  tx.rows<MessageRecord>(
    `select subject_ref as "subjectRef", channel, recipient_masked as "recipientMasked", state,
       coalesce(gateway_ref, message_delivery::text) as reference, reason, receipt_code as code, at, receipt_at as "receiptAt"
     from message_delivery where tenant = $1 and subject_ref = any ($2::text[]) order by message_delivery`,
    [tenant, subjects],
  );
