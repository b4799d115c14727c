import { now } from '../clock.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { openBytes, place, sealBytes } from '../crypto/sealing.ts';

/** A sealed note that a browser carries between two steps; unreadable, unchangeable, short-lived, stored nowhere. */
export const writeTicket = (
  keyring: Keyring,
  purpose: string,
  content: Readonly<Record<string, string>>,
  minutes: number,
) =>
  sealBytes(
    keyring.derived('ticket'),
    Buffer.from(JSON.stringify({ until: now().getTime() + minutes * 60_000, content })),
    place('ticket', purpose),
  ).toString('base64url');

/** The content, or undefined when the ticket is late, forged or meant for something else. */
export const readTicket = (keyring: Keyring, purpose: string, ticket: string): Record<string, string> | undefined => {
  try {
    const sealed = Buffer.from(ticket, 'base64url');
    // The decoder skips what it does not know: one ticket has one spelling.
    if (sealed.toString('base64url') !== ticket) return undefined;
    const bytes = openBytes(keyring.derived('ticket'), sealed, place('ticket', purpose));
    const { until, content } = JSON.parse(bytes.toString('utf8')) as { until: number; content: Record<string, string> };
    return now().getTime() <= until ? content : undefined;
  } catch {
    return undefined;
  }
};
