import { now } from '../clock.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { type Channel, type Gateway, RefusedForGood } from './message.ts';
import type { Receipt } from './receipt.ts';

/** Numbers ending so are nobody's in a demo, and letters to this name come back: how it looks when telling fails. */
export const deadEnding = '4040';
const deadAddress = 'nobody@';

/** The mailbox page of a demo instance: nothing leaves the machine, and receipts come as from an operator. */
export const demoMailbox = (database: Database): Gateway => ({
  name: 'demo-mailbox',
  repeatable: true,
  send: async (message) => {
    if (message.channel === 'email' && message.to.startsWith(deadAddress))
      throw new RefusedForGood('no such mailbox here');
    const names = message.attachments?.map((one) => one.fileName) ?? [];
    await database.transact(nobody, (tx) =>
      tx.run(
        `insert into demo_message (demo_message, channel, recipient, subject, body, attachments, at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [message.id, message.channel, message.to, message.subject, message.body, names, now()],
      ),
    );
    return { gatewayRef: message.id };
  },
  collect: async () =>
    await database.transact(nobody, async (tx) => {
      const rows = await tx.rows<{ reference: string; recipient: string }>(
        `select d.gateway_ref as reference, m.recipient
           from message_delivery d join demo_message m on m.demo_message = d.message_delivery
          where d.gateway = 'demo-mailbox' and d.state = 'sent' and d.channel = 'sms' limit 500`,
      );
      return rows.map(
        ({ reference, recipient }): Receipt =>
          recipient.endsWith(deadEnding)
            ? { reference, outcome: 'failed', reason: 'no-such-number', code: 'MK:0001' }
            : { reference, outcome: 'delivered' },
      );
    }),
});

export type DemoMessage = {
  readonly demo_message: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly attachments: readonly string[];
  readonly at: Date;
  /** What the demo's operator said of it. */
  readonly state: 'sending' | 'sent' | 'delivered' | 'failed';
};

/** The newest hundred, newest first; of one recipient when named. */
export const demoMessages = (tx: Tx, recipient?: string): Promise<DemoMessage[]> =>
  tx.rows<DemoMessage>(
    `select m.demo_message, m.channel, m.recipient, m.subject, m.body, m.attachments, m.at, coalesce(d.state, 'sent') as state
       from demo_message m left join message_delivery d on d.message_delivery = m.demo_message
      where $1::text is null or m.recipient = $1 order by m.demo_message desc limit 100`,
    [recipient ?? null],
  );
