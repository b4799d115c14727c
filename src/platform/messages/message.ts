import type { Receipt } from './receipt.ts';

export type Channel = 'sms' | 'email';

export type Attachment = { readonly fileName: string; readonly mediaType: string; readonly content: Buffer };

/** A text on its way to one person. It is never stored outside a demo mailbox: only that it left. */
export type Message = {
  readonly channel: Channel;
  /** Phone number or e-mail address. */
  readonly to: string;
  /** Subject of an e-mail; what an SMS template calls its title. */
  readonly subject: string;
  readonly body: string;
  /** Why it is sent, as a code: `phone-code`, `mediation-notice`. SMS gateways choose their template by it. */
  readonly purpose: string;
  /** Values of the gateway's template, where the gateway allows approved templates only. */
  readonly values?: Readonly<Record<string, string>>;
  /** E-mail only. */
  readonly attachments?: readonly Attachment[];
  readonly tenant: string;
  /** What it belongs to: `stream:<id>`. */
  readonly subjectRef?: string;
};

/** With the number we know it by, the same however often it is tried: gateways hand it on. */
export type Parcel = Message & { readonly id: string };

/** One way out. `send` resolves when the other side took the message over, and rejects otherwise. */
export type Gateway = {
  readonly name: string;
  /** Whether a parcel with the same id, handed over twice, reaches its reader once. */
  readonly repeatable: boolean;
  send(parcel: Parcel): Promise<{ readonly gatewayRef?: string }>;
  /** Fetches the receipts that wait at the other side, some hundreds at most; none: no more wait. */
  collect?(): Promise<readonly Receipt[]>;
};

/** The other side said no and will say so again: a wrong address, a blocked number. Never tried again. */
export class RefusedForGood extends Error {
  override name = 'RefusedForGood';
}

/** The other side said nothing in time. What was handed over before that may all the same reach its reader. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly mayHaveLeft: boolean;

  constructor(message: string, mayHaveLeft: boolean) {
    super(message);
    this.mayHaveLeft = mayHaveLeft;
  }
}
