import { now } from '../clock.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { newId } from '../ids.ts';
import type { Channel, Gateway } from './message.ts';

/** The mailbox page of a demo instance: nothing leaves the machine. */
export const demoMailbox = (database: Database): Gateway => ({
  name: 'demo-mailbox',
  send: async (message) => {
    const id = newId();
    await database.transact(nobody, (tx) =>
      tx.run(
        'insert into demo_message (demo_message, channel, recipient, subject, body, at) values ($1, $2, $3, $4, $5, $6)',
        [id, message.channel, message.to, message.subject, message.body, now()],
      ),
    );
    return { gatewayRef: id };
  },
});

export type DemoMessage = {
  readonly demo_message: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly at: Date;
};

/** The newest hundred, newest first; of one recipient when named. */
export const demoMessages = (tx: Tx, recipient?: string): Promise<DemoMessage[]> =>
  tx.rows<DemoMessage>(
    `select demo_message, channel, recipient, subject, body, at from demo_message
      where $1::text is null or recipient = $1 order by demo_message desc limit 100`,
    [recipient ?? null],
  );
