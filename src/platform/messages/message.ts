export type Channel = 'sms' | 'email';

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
  readonly tenant: string;
  /** What it belongs to: `stream:<id>`. */
  readonly subjectRef?: string;
};

/** One way out. `send` resolves when the other side took the message over, and rejects otherwise. */
export type Gateway = {
  readonly name: string;
  send(message: Message): Promise<{ readonly gatewayRef?: string }>;
};
