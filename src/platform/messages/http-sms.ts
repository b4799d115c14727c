import { AnswerTooLong, readAnswer } from '../read-answer.ts';
import type { FileFault } from '../settings-file.ts';
import { parseExactly, textAt } from './dotted.ts';
import { type Gateway, NoAnswer, type Parcel, RefusedForGood } from './message.ts';
import { type Receipt, type ReceiptReading, readReceipts } from './receipt.ts';
import { doorFault, type ReceiptDoor } from './receipt-door.ts';

type Asking = {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly body: string;
  readonly timeoutSeconds?: number;
};

/**
 * How a gateway wants to be asked. `{{to}}`, `{{body}}`, `{{subject}}`, `{{purpose}}`, `{{template}}`, `{{id}}` and
 * `{{values.x}}` are filled in, each encoded for the place it stands in.
 */
export type HttpSmsTemplate = Asking & {
  /** Number of the approved template by purpose, as the operator's contract gives it. */
  readonly templates?: Readonly<Record<string, string>>;
  /** What a good answer holds; any 2xx when silent. */
  readonly successContains?: string;
  /** What an answer holds that will be the same next time: a blocked or impossible number. */
  readonly refusedContains?: readonly string[];
  /** Where in the answer (JSON) the operator's number of the message stands, as a dotted path. */
  readonly reference?: string;
  /** The operator drops a second message with the same `{{id}}`. */
  readonly repeatable?: boolean;
  readonly receipts?: {
    readonly reading: ReceiptReading;
    readonly push?: Omit<ReceiptDoor, 'reading'>;
    readonly pull?: Asking;
  };
};

type Encode = (text: string) => string;

const insideJsonString: Encode = (text) => JSON.stringify(text).slice(1, -1);

const fill = (pattern: string, message: Parcel, template: HttpSmsTemplate, encode: Encode): string =>
  pattern.replaceAll(/\{\{([a-z]+)(?:\.([A-Za-z0-9_-]+))?\}\}/g, (_whole, name: string, key: string | undefined) => {
    const known: Readonly<Record<string, string | undefined>> = {
      to: message.to,
      body: message.body,
      subject: message.subject,
      purpose: message.purpose,
      id: message.id,
      template: template.templates?.[message.purpose],
      values: key === undefined ? undefined : message.values?.[key],
    };
    const value = known[name];
    if (value === undefined)
      throw new Error(
        `the SMS template asks for ${name}${key === undefined ? '' : `.${key}`}, which this message lacks`,
      );
    return encode(value);
  });

/** Number and state of one message; a thousand receipts. */
const LONGEST_ANSWER = 64 * 1024;
const LONGEST_LIST = 4 * 1024 * 1024;

const ask = async (
  asking: Asking,
  url: string,
  body: string,
  most: number,
): Promise<{ ok: boolean; status: number; text: string }> => {
  try {
    const answer = await fetch(url, {
      method: asking.method,
      headers: { ...asking.headers, 'content-type': asking.contentType },
      ...(asking.method === 'GET' ? {} : { body }),
      redirect: 'error',
      signal: AbortSignal.timeout((asking.timeoutSeconds ?? 10) * 1000),
    });
    return { ok: answer.ok, status: answer.status, text: await readAnswer(answer, most) };
  } catch (error) {
    // What it took, nobody knows.
    if (error instanceof AnswerTooLong) throw new NoAnswer(`SMS gateway: ${error.message}`, true);
    throw isSilence(error) ? new NoAnswer('SMS gateway did not answer', true) : error;
  }
};

/** The connection stood: what was asked may have been read on the other side. */
const afterAsking: ReadonlySet<unknown> = new Set(
  'ECONNRESET EPIPE UND_ERR_SOCKET UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT'.split(' '),
);

const isSilence = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  return error.name === 'TimeoutError' || afterAsking.has((error.cause as { code?: unknown } | undefined)?.code);
};

const jsonOf = (text: string): unknown => {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
};

const LONGEST_REFERENCE = 200;

/** Something in between gave up waiting for the operator. */
const unanswered: ReadonlySet<number> = new Set([408, 504]);

/** Control characters are of no use in a number, and the database takes no NUL. */
const asReference = (text: string): string =>
  text
    .replaceAll(/\p{Cc}/gu, '')
    .toWellFormed()
    .slice(0, LONGEST_REFERENCE);

/** Any SMS operator with an HTTP interface. Its address and secrets come from a file named in the configuration. */
export const httpSmsGateway = (template: HttpSmsTemplate): Gateway => ({
  name: 'http-sms',
  repeatable: template.repeatable === true,
  send: async (message) => {
    const inBody = template.contentType === 'application/json' ? insideJsonString : encodeURIComponent;
    const url = fill(template.url, message, template, encodeURIComponent);
    const answer = await ask(template, url, fill(template.body, message, template, inBody), LONGEST_ANSWER);
    if (template.refusedContains?.some((text) => answer.text.includes(text)) === true)
      throw new RefusedForGood('SMS gateway refused the message for good');
    if (unanswered.has(answer.status)) throw new NoAnswer(`SMS gateway answered ${answer.status}`, true);
    if (!answer.ok) throw new Error(`SMS gateway answered ${answer.status}`);
    if (template.successContains !== undefined && !answer.text.slice(0, 2000).includes(template.successContains))
      throw new Error('SMS gateway did not take the message');
    const reference = template.reference === undefined ? answer.text : textAt(jsonOf(answer.text), template.reference);
    return reference === undefined ? {} : { gatewayRef: asReference(reference) };
  },
  ...(template.receipts?.pull === undefined ? {} : { collect: () => pulled(template.receipts) }),
});

const pulled = async (receipts: HttpSmsTemplate['receipts']): Promise<readonly Receipt[]> => {
  if (receipts?.pull === undefined) return [];
  const answer = await ask(receipts.pull, receipts.pull.url, receipts.pull.body, LONGEST_LIST);
  if (!answer.ok) throw new Error(`SMS gateway answered ${answer.status} when asked for receipts`);
  const read = readReceipts(receipts.reading, jsonOf(answer.text));
  if (read === undefined) throw new Error('SMS gateway gave receipts of another form');
  return read;
};

/** Where the operator brings receipts by itself, from the same file. */
export const doorOf = ({ receipts }: HttpSmsTemplate): ReceiptDoor | undefined =>
  receipts?.push === undefined ? undefined : { ...receipts.push, reading: receipts.reading };

/** The member of the file's description of receipts that cannot be right; undefined: none. */
export const receiptsFault = ({ receipts }: HttpSmsTemplate): string | undefined => {
  if (receipts === undefined) return undefined;
  const { reading } = receipts;
  if (typeof reading?.status !== 'string') return 'receipts.reading.status';
  if (!Array.isArray(reading.reference) || reading.reference.length === 0) return 'receipts.reading.reference';
  if (!Array.isArray(reading.delivered) || reading.delivered.length === 0) return 'receipts.reading.delivered';
  return receipts.push === undefined ? undefined : doorFault(receipts.push);
};

const isText = (value: unknown): boolean => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isTextByName = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText);

type Shape = readonly (readonly [member: string, isRight: (value: unknown) => boolean, expected: string])[];

const needed: Shape = [
  ['url', (value) => isText(value) && /^https?:\/\/./u.test(String(value)), 'https://…'],
  ['method', (value) => value === 'POST' || value === 'GET', 'POST | GET'],
  [
    'contentType',
    (value) => value === 'application/json' || value === 'application/x-www-form-urlencoded',
    'application/json | application/x-www-form-urlencoded',
  ],
  ['body', isText, '"…"'],
];

const allowed: Shape = [
  ['headers', isTextByName, '{ "…": "…" }'],
  ['templates', isTextByName, '{ "phone-code": "…" }'],
  ['timeoutSeconds', (value) => typeof value === 'number' && value > 0 && value <= 600, '10'],
  ['successContains', isText, '"…"'],
  ['refusedContains', isTexts, '["…"]'],
  ['reference', isText, '"…"'],
  ['repeatable', (value) => typeof value === 'boolean', 'true | false'],
  ['receipts', (value) => typeof value === 'object' && value !== null, '{ "reading": { … } }'],
];

/** What in the file cannot be right, so that the first message does not find out. */
export const templateFault = (template: HttpSmsTemplate): FileFault | undefined => {
  const { pull } = template.receipts ?? {};
  return askingFault(template, '') ?? (pull === undefined ? undefined : askingFault(pull, 'receipts.pull.'));
};

const askingFault = (asking: object, before: string): FileFault | undefined => {
  const members: Readonly<Record<string, unknown>> = { ...asking };
  const wrong =
    needed.find(([member, isRight]) => !isRight(members[member])) ??
    allowed.find(([member, isRight]) => members[member] !== undefined && !isRight(members[member]));
  return wrong === undefined ? undefined : { member: `${before}${wrong[0]}`, expected: wrong[2] };
};
