import { maskOf } from '#kernel/mask.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '../clock.ts';
import { type Database, nobody } from '../db.ts';
import { newId } from '../ids.ts';
import { type Channel, type Gateway, type Message, NoAnswer, RefusedForGood } from './message.ts';
import type { ReceiptDoor } from './receipt-door.ts';
import { takeEarlyReceipts, takeReceipts } from './receipt-store.ts';

export type Gateways = Readonly<Record<Channel, Gateway>> & {
  /** Where the operator brings its receipts by itself; undefined where it does not. */
  readonly door?: ReceiptDoor;
  /** Hears of every message that could not leave, beside what is on record. */
  readonly onFailure?: (failed: FailedMessage) => void;
  /** Hears of fetched receipts whose number fits several messages: they changed none. */
  readonly onAmbiguous?: (references: readonly string[]) => void;
};

/** Nothing in it tells to whom or what. */
export type FailedMessage = Pick<Message, 'channel' | 'purpose' | 'tenant'> & {
  readonly gateway: string;
  /** Not `reason`: a log covers that as words of a person. */
  readonly outcome: string;
  readonly failure: string;
};

export type Left = { readonly delivery: string };
type Matter = Message & { readonly subjectRef: string };
type Begun = { readonly delivery: string; readonly mayHaveLeft: boolean };

/** Rounds of fetching one minute may take; the rest waits for the next. */
const ROUNDS = 20;

/** Sends through the gateway of the channel and records that it left, or why it did not. */
export class Messages {
  readonly #database: Database;
  readonly #gateways: Gateways;

  constructor(database: Database, gateways: Gateways) {
    this.#database = database;
    this.#gateways = gateways;
  }

  get door(): ReceiptDoor | undefined {
    return this.#gateways.door;
  }

  /** Never call inside a transaction: the other side may take seconds. */
  async send(message: Message): Promise<Left | Refusal> {
    const delivery = newId();
    await this.#begin(delivery, message);
    return await this.#handOver(delivery, message);
  }

  /**
   * One message on one matter, however often its job runs. Where a run before died between handing over and noting it, only a
   * gateway that drops repeated ids is asked again; else `message-uncertain` tells that somebody must look.
   */
  async sendOnce(message: Matter): Promise<Left | Refusal> {
    const before = await this.#before(message);
    if (before !== undefined && !before.mayHaveLeft) return { delivery: before.delivery };
    const delivery = before?.delivery ?? newId();
    if (before === undefined) await this.#begin(delivery, message);
    else if (!this.#gateways[message.channel].repeatable) {
      await this.#end(delivery, message, { failure: 'unknown whether it left', reason: 'uncertain' });
      return refuse('message-uncertain', { status: 503 });
    }
    return await this.#handOver(delivery, message);
  }

  /** Fetches receipts where they must be fetched, and matches those that came too early. */
  async collectReceipts(): Promise<number> {
    let taken = await takeEarlyReceipts(this.#database);
    const channels: readonly Channel[] = ['sms', 'email'];
    for (const gateway of new Set(channels.map((channel) => this.#gateways[channel]))) {
      const served = channels.filter((channel) => this.#gateways[channel] === gateway);
      for (let round = 0; gateway.collect !== undefined && round < ROUNDS; round++) {
        const receipts = await gateway.collect();
        if (receipts.length === 0) break;
        const ambiguous = await this.#database.transact(nobody, (tx) => takeReceipts(tx, receipts, served));
        if (ambiguous.length > 0) this.#gateways.onAmbiguous?.(ambiguous);
        taken += receipts.length;
      }
    }
    return taken;
  }

  async #handOver(delivery: string, message: Message): Promise<Left | Refusal> {
    let taken: { readonly gatewayRef?: string };
    try {
      taken = await this.#gateways[message.channel].send({ ...message, id: delivery });
    } catch (error) {
      if (error instanceof NoAnswer && error.mayHaveLeft) return await this.#unanswered(delivery, message, error);
      const failure = error instanceof Error ? error.message : String(error);
      const reason = error instanceof RefusedForGood ? 'refused' : 'not-sent';
      await this.#end(delivery, message, { failure, reason });
      return refuse(reason === 'refused' ? 'message-refused' : 'message-not-sent', { status: 503 });
    }
    await this.#end(delivery, message, taken);
    return { delivery };
  }

  /** It may have left. Where the carrier knows the number it is tried again under the same, else somebody must look. */
  async #unanswered(delivery: string, message: Message, { message: failure }: NoAnswer): Promise<Refusal> {
    if (message.subjectRef !== undefined && this.#gateways[message.channel].repeatable)
      return refuse('message-not-sent', { status: 503 });
    await this.#end(delivery, message, { failure, reason: 'uncertain' });
    return refuse('message-uncertain', { status: 503 });
  }

  /** What is known of the matter: it left (a receipt may have said what became of it), or it may have. */
  async #before({ tenant, subjectRef }: Matter): Promise<Begun | undefined> {
    const [row] = await this.#database.transact(nobody, (tx) =>
      tx.rows<Begun>(
        `select message_delivery as delivery, state = 'sending' as "mayHaveLeft" from message_delivery
          where tenant = $1 and subject_ref = $2 and (state <> 'failed' or receipt_at is not null)
          order by state = 'sending' limit 1`,
        [tenant, subjectRef],
      ),
    );
    return row;
  }

  async #begin(delivery: string, message: Message): Promise<void> {
    const masked = maskOf(message.channel === 'sms' ? 'phone' : 'email', message.to);
    await this.#database.transact(nobody, (tx) =>
      tx.run(
        `insert into message_delivery (tenant, message_delivery, channel, recipient_masked, purpose, subject_ref, gateway, state, at)
         values ($1, $2, $3, $4, $5, $6, $7, 'sending', $8)`,
        [
          message.tenant,
          delivery,
          message.channel,
          masked,
          message.purpose,
          message.subjectRef ?? null,
          this.#gateways[message.channel].name,
          now(),
        ],
      ),
    );
  }

  async #end(
    delivery: string,
    message: Message,
    outcome: { readonly gatewayRef?: string; readonly failure?: string; readonly reason?: string },
  ): Promise<void> {
    const failure = outcome.failure?.replaceAll(message.to, '****').slice(0, 300);
    if (outcome.reason !== undefined) {
      const { channel, purpose, tenant } = message;
      const gateway = this.#gateways[channel].name;
      this.#gateways.onFailure?.({
        channel,
        purpose,
        tenant,
        gateway,
        outcome: outcome.reason,
        failure: failure ?? '',
      });
    }
    await this.#database.transact(nobody, (tx) =>
      tx.run(
        `update message_delivery set state = $3, gateway_ref = $4, failure = $5, reason = $6, at = $7
          where tenant = $1 and message_delivery = $2 and state = 'sending'`,
        [
          message.tenant,
          delivery,
          outcome.reason === undefined ? 'sent' : 'failed',
          outcome.gatewayRef ?? null,
          failure ?? null,
          outcome.reason ?? null,
          now(),
        ],
      ),
    );
  }
}

/** Was the message refused for good, or may trying again help? */
export const isWorthTrying = (answer: Left | Refusal): boolean =>
  isRefusal(answer) && answer.refusal === 'message-not-sent';
