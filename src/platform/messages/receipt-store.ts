import { now } from '../clock.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { newId } from '../ids.ts';
import type { Receipt } from './receipt.ts';

const DAY = 86_400_000;

/** For the log. */
export const severalFit =
  'receipts whose number fits several messages changed none: the operator numbers messages twice';

/**
 * The first receipt of a message counts. One of a message unknown so far is kept a day: our own record may be slower. One that
 * fits several messages proves nothing of any: it changes none. @returns the references of those, for the log
 */
export const takeReceipts = async (tx: Tx, receipts: readonly Receipt[]): Promise<readonly string[]> => {
  const ambiguous: string[] = [];
  for (const receipt of receipts) {
    const found = await known(tx, receipt);
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
const known = async (tx: Tx, receipt: Receipt): Promise<Found> => {
  const theirs = await knownBy(tx, 'gateway_ref = $1', receipt);
  if (theirs !== 'none' || !uuid.test(receipt.reference)) return theirs;
  return await knownBy(tx, 'message_delivery = $1::uuid', receipt);
};

const knownBy = async (tx: Tx, at: string, { reference, outcome, reason, code }: Receipt): Promise<Found> => {
  const fitting = await tx.rows(`select 1 from message_delivery where ${at} limit 2`, [reference]);
  if (fitting.length > 1) return 'several';
  const changed = await tx.run(
    `update message_delivery set state = $2, reason = $3, receipt_code = $4, receipt_at = $5,
       noted_at = case when subject_ref is null then $5::timestamptz end
      where ${at} and receipt_at is null and (state in ('sent', 'sending') or state = 'failed' and reason <> 'refused')`,
    [reference, outcome, reason ?? null, code ?? null, now()],
  );
  if (changed > 0) return 'one';
  const before = `select 1 from message_delivery where ${at} and receipt_at is not null limit 1`;
  return (await tx.maybe(before, [reference])) === undefined ? 'none' : 'one';
};

/** Tries again those that came before the message itself was on file, and forgets what nobody ever sent from here. */
export const takeEarlyReceipts = (database: Database): Promise<number> =>
  database.transact(nobody, async (tx) => {
    await tx.run('delete from message_receipt where received_at < $1', [new Date(now().getTime() - DAY)]);
    const early = await tx.rows<Receipt & { id: string; reason: Receipt['reason'] | null; code: string | null }>(
      `select message_receipt as id, reference, outcome, reason, code from message_receipt
        order by received_at desc limit 500`,
    );
    let taken = 0;
    for (const { id, reference, outcome, reason, code } of early) {
      const receipt = {
        reference,
        outcome,
        ...(reason === null ? {} : { reason }),
        ...(code === null ? {} : { code }),
      } as Receipt;
      if ((await known(tx, receipt)) !== 'one') continue;
      await tx.run('delete from message_receipt where message_receipt = $1', [id]);
      taken++;
    }
    return taken;
  });

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
