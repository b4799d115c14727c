import { createHmac, timingSafeEqual } from 'node:crypto';
import { sameText } from '../auth/tokens.ts';
import { parseExactly, textAt } from './dotted.ts';
import type { ReceiptReading } from './receipt.ts';

/**
 * How an operator that brings receipts by itself shows that it is the operator: by a signature over the body, by a secret in a
 * header, or, where it can do neither, by a secret in the address it was given.
 */
export type ReceiptDoor = {
  readonly by: 'signature' | 'header' | 'address';
  readonly secret: string;
  /** Where signature or secret stands. */
  readonly header?: string;
  /** What stands before it, such as `sha256=` or `Bearer `. */
  readonly prefix?: string;
  readonly encoding?: 'hex' | 'base64';
  /** Signed as `<timestamp>.<body>`; seconds or milliseconds since 1970, at most five minutes off. */
  readonly timestampHeader?: string;
  readonly reading: ReceiptReading;
  /** JSON the operator wants to read; `{"code":0}` when silent. */
  readonly answer?: string;
};

export type Knock = {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Last part of the address, where there is one. */
  readonly key: string | undefined;
  readonly at: Date;
};

const PATIENCE = 5 * 60_000;

const headerOf = ({ headers }: Knock, name: string | undefined): string => {
  const value = headers[(name ?? '').toLowerCase()];
  return typeof value === 'string' ? value : '';
};

/** Whether this is the operator. A wrong door of the three, an old signature and a wrong secret all look the same from outside. */
export const mayEnter = (door: ReceiptDoor, knock: Knock): boolean => {
  if (door.by === 'address') return knock.key !== undefined && sameText(knock.key, door.secret);
  if (knock.key !== undefined) return false;
  const prefix = door.prefix ?? '';
  const given = headerOf(knock, door.header);
  if (!given.startsWith(prefix)) return false;
  const shown = given.slice(prefix.length);
  if (door.by === 'header') return sameText(shown, door.secret);
  return isFresh(door, knock) && isSigned(door, knock, shown);
};

const isFresh = (door: ReceiptDoor, knock: Knock): boolean => {
  if (door.timestampHeader === undefined) return true;
  const text = headerOf(knock, door.timestampHeader);
  if (!/^\d{10}(?:\d{3})?$/u.test(text)) return false;
  const at = text.length === 10 ? Number(text) * 1000 : Number(text);
  return Math.abs(knock.at.getTime() - at) <= PATIENCE;
};

const isSigned = (door: ReceiptDoor, knock: Knock, shown: string): boolean => {
  const mac = createHmac('sha256', door.secret);
  if (door.timestampHeader !== undefined) mac.update(`${headerOf(knock, door.timestampHeader)}.`);
  const due = mac.update(knock.body).digest();
  const given = Buffer.from(shown, door.encoding ?? 'hex');
  return given.length === due.length && timingSafeEqual(given, due);
};

/** JSON or a form; undefined when it is neither. A form's members that hold JSON are opened. */
export const bodyOf = (contentType: string, body: Buffer): unknown => {
  const text = new TextDecoder('utf-8', { fatal: true });
  try {
    const plain = text.decode(body);
    if (!contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')) return parseExactly(plain);
    return Object.fromEntries(
      [...new URLSearchParams(plain)].map(([name, value]) => [
        name,
        /^[[{]/u.test(value) ? parseExactly(value) : value,
      ]),
    );
  } catch {
    return undefined;
  }
};

const least = 20;

/** What is wrong with the description of a door, as the path of the member at fault; undefined: nothing. */
export const doorFault = (door: unknown): string | undefined => {
  const by = textAt(door, 'by');
  if (by !== 'signature' && by !== 'header' && by !== 'address') return 'receipts.push.by';
  if ((textAt(door, 'secret') ?? '').length < least) return 'receipts.push.secret';
  if (by !== 'address' && (textAt(door, 'header') ?? '') === '') return 'receipts.push.header';
  const encoding = textAt(door, 'encoding');
  if (encoding !== undefined && encoding !== 'hex' && encoding !== 'base64') return 'receipts.push.encoding';
  const answer = textAt(door, 'answer');
  if (answer === undefined) return undefined;
  try {
    JSON.parse(answer);
    return undefined;
  } catch {
    return 'receipts.push.answer';
  }
};
