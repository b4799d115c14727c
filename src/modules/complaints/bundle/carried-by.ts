import type { MessageRecord } from '#platform/messages/receipt-store.ts';

/** One time that a paper was brought to its reader, or was tried to be. */
export type TriedOnce = {
  readonly channel: string;
  readonly at: string;
  /** Of an attempt made anew: the version of the act that asked for it. */
  readonly again?: number;
  /** The service itself did it; what an officer put on file proves itself by its own voucher. */
  readonly isOurs: boolean;
};

/** Whoever reads on the site is told by a text message that the paper lies there. */
const channelsOf: Readonly<Record<MessageRecord['channel'], ReadonlySet<string>>> = {
  sms: new Set(['internet', 'sms']),
  email: new Set(['e-mail']),
};

const againOf = ({ subjectRef }: MessageRecord): number | undefined => {
  const last = /:(?:complainant|respondent):(?<again>\d+)$/u.exec(subjectRef)?.groups?.['again'];
  return last === undefined ? undefined : Number(last);
};

/**
 * Which attempt each message about one paper to one reader proves: one of the service, by the channel of the message, on
 * file after it was handed over and before the next one of its kind was (a receipt is put on file as an attempt of its
 * own). What no attempt tells of, like a message overtaken by the officer who handed the paper over, is `left`.
 */
export const carriedBy = <A extends TriedOnce>(
  tried: readonly A[],
  messages: readonly MessageRecord[],
): { readonly of: ReadonlyMap<A, readonly MessageRecord[]>; readonly left: readonly MessageRecord[] } => {
  const of = new Map<A, MessageRecord[]>();
  const left: MessageRecord[] = [];
  for (const message of messages) {
    const again = againOf(message);
    const fitting = tried.filter(
      (one) =>
        one.isOurs && channelsOf[message.channel].has(one.channel) && (one.again === undefined || one.again === again),
    );
    const ends = messages.find(
      (other) => other.channel === message.channel && other.at.getTime() > message.at.getTime(),
    )?.at;
    const after = fitting.filter(({ at }) => Date.parse(at) >= message.at.getTime());
    const within = after.filter(({ at }) => ends === undefined || Date.parse(at) < ends.getTime());
    const own = within.at(-1) ?? after[0] ?? fitting.at(-1);
    if (own === undefined) left.push(message);
    else of.set(own, [...(of.get(own) ?? []), message]);
  }
  return { of, left };
};
