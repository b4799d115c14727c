import { maskOf } from '#kernel/mask.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '../clock.ts';
import { type Database, nobody } from '../db.ts';
import { newId } from '../ids.ts';
import type { Channel, Gateway, Message } from './message.ts';

export type Gateways = Readonly<Record<Channel, Gateway>>;

/** Sends through the gateway of the channel and records that it left, or why it did not. */
export class Messages {
  readonly #database: Database;
  readonly #gateways: Gateways;

  constructor(database: Database, gateways: Gateways) {
    this.#database = database;
    this.#gateways = gateways;
  }

  /** Never call inside a transaction: the other side may take seconds. */
  async send(message: Message): Promise<{ readonly delivery: string } | Refusal> {
    const delivery = newId();
    try {
      const { gatewayRef } = await this.#gateways[message.channel].send(message);
      await this.#record(delivery, message, 'sent', gatewayRef ?? null, null);
      return { delivery };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      await this.#record(delivery, message, 'failed', null, failure.replaceAll(message.to, '****').slice(0, 300));
      return refuse('message-not-sent', { status: 503 });
    }
  }

  /** Whether a message on this very matter was handed over before: a job that may run twice asks first. */
  async hasLeft(message: Pick<Message, 'tenant'> & { readonly subjectRef: string }): Promise<boolean> {
    const rows = await this.#database.transact(nobody, (tx) =>
      tx.rows(`select 1 from message_delivery where tenant = $1 and subject_ref = $2 and state = 'sent' limit 1`, [
        message.tenant,
        message.subjectRef,
      ]),
    );
    return rows.length > 0;
  }

  async #record(
    delivery: string,
    message: Message,
    state: 'sent' | 'failed',
    gatewayRef: string | null,
    failure: string | null,
  ): Promise<void> {
    const masked = maskOf(message.channel === 'sms' ? 'phone' : 'email', message.to);
    await this.#database.transact(nobody, (tx) =>
      tx.run(
        `insert into message_delivery
           (tenant, message_delivery, channel, recipient_masked, purpose, subject_ref, state, gateway_ref, failure, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          message.tenant,
          delivery,
          message.channel,
          masked,
          message.purpose,
          message.subjectRef ?? null,
          state,
          gatewayRef,
          failure,
          now(),
        ],
      ),
    );
  }
}
