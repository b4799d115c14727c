import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '#kernel/canonical.ts';
import { dayOf } from '#kernel/day.ts';
import { type AuditDay, auditDays } from './audit-days.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { Tx } from './db.ts';
import { type Extent, erasuresPath, extentOf } from './erasure-list.ts';
import type { StreamKey } from './events.ts';
import { codeOf } from './postgres/start-failure.ts';
import { tenantsIn } from './tenants-in.ts';

/** How far a stream had come, and the hash that binds everything up to there. */
export type Head = StreamKey & { readonly version: number; readonly hash: Buffer };

/** One tenant's heads in one number: SHA-256 over their lines, in order. */
export type TenantDigest = { readonly tenant: string; readonly streams: number; readonly digest: string };

/** Every day of the audit trail up to a moment, in one number: SHA-256 over their lines, in order. */
export type AuditDigest = { readonly until: string; readonly days: number; readonly digest: string };

type Format = 'fangxin-heads-1' | 'fangxin-heads-2';

type Statement = {
  /** The first told of histories alone. */
  readonly format: Format;
  readonly instance: string;
  readonly madeAt: string;
  readonly tenants: readonly TenantDigest[];
  readonly audit?: AuditDigest;
  /** How far the list of erasures beside it had come. */
  readonly erasures?: Extent;
};

type Signing = { readonly version: number; readonly signature: string };

export type HeadsFile = Statement & { readonly path: string; readonly streams: number };

/** A heads file that cannot be read or is not what was signed. `reason` and `why` are keys of the locale. */
export class HeadsRefused extends Error {
  override name = 'HeadsRefused';
  readonly reason: 'unreadable' | 'of-another-instance' | 'signature-wrong' | 'digest-wrong';
  readonly why: 'no-such-file' | 'not-allowed' | 'directory' | 'not-heads';

  constructor(reason: HeadsRefused['reason'], path: string, why: HeadsRefused['why'] = 'not-heads') {
    super(`${reason}: ${path}`);
    this.reason = reason;
    this.why = why;
  }
}

const openingFaults: Readonly<Record<string, HeadsRefused['why']>> = {
  ENOENT: 'no-such-file',
  ENOTDIR: 'no-such-file',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  EISDIR: 'directory',
};

const PAGE = 5_000;

/** Every stream's head that the transaction may see, in the order of the file. */
export async function* headsOf(tx: Tx): AsyncGenerator<Head> {
  for (const tenant of await tenantsIn(tx, 'stream')) {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const page = await tx.rows<{ stream: string; version: number; hash: Buffer }>(
        `select stream, version, head_hash as hash from stream where tenant = $1 and stream > $2::uuid
         order by stream limit ${PAGE}`,
        [tenant, after],
      );
      for (const row of page) yield { tenant, ...row };
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      after = last.stream;
    }
  }
}

const lineOf = (head: Head): string =>
  JSON.stringify([head.tenant, head.stream, head.version, head.hash.toString('base64url')]);

class Digests {
  readonly done: TenantDigest[] = [];
  #tenant = '';
  #streams = 0;
  #hash = createHash('sha256');

  add(tenant: string, line: string): void {
    if (tenant !== this.#tenant) this.#close(tenant);
    this.#streams += 1;
    this.#hash.update(`${line}\n`);
  }

  end(): readonly TenantDigest[] {
    this.#close('');
    return this.done;
  }

  #close(next: string): void {
    if (this.#streams > 0) {
      this.done.push({ tenant: this.#tenant, streams: this.#streams, digest: this.#hash.digest('hex') });
    }
    this.#tenant = next;
    this.#streams = 0;
    this.#hash = createHash('sha256');
  }
}

const dayLineOf = ({ tenant, day, lines, digest }: AuditDay): string => JSON.stringify([tenant, day, lines, digest]);

class DayDigest {
  days = 0;
  readonly #hash = createHash('sha256');

  add(line: string): void {
    this.days += 1;
    this.#hash.update(`${line}\n`);
  }

  end(until: string): AuditDigest {
    return { until, days: this.days, digest: this.#hash.digest('hex') };
  }
}

const statementOf = ({ format, instance, madeAt, tenants, audit, erasures }: Statement): string =>
  canonicalJson({
    format,
    instance,
    madeAt,
    tenants: tenants.map((one) => ({ ...one })),
    audit: audit === undefined ? undefined : { ...audit },
    erasures: erasures === undefined ? undefined : { ...erasures },
  });

/** A line is dated by its act and stands a little later: whatever was dated before this is committed by now, or never will be. */
const AUDIT_SETTLED = 3_600_000;

/**
 * Writes the heads of all streams and the days of the audit trail, signed, to `<directory>/<day>.json`: plain JSON with one
 * of them a line, so that it is read and written without holding it in memory. An earlier file of the day is left alone.
 */
export const writeHeads = async (
  tx: Tx,
  keyring: Keyring,
  place: { readonly directory: string; readonly at: Date; readonly settled: () => Promise<void> },
): Promise<HeadsFile> => {
  await mkdir(place.directory, { recursive: true });
  const day = dayOf(place.at);
  const wished = join(place.directory, `${day}.json`);
  const path = existsSync(wished)
    ? join(place.directory, `${day}T${place.at.toISOString().slice(11, 23).replace(/\D/gu, '')}.json`)
    : wished;
  const file = await open(`${path}.part`, 'w');
  try {
    const head = { format: 'fangxin-heads-2', instance: keyring.id, madeAt: place.at.toISOString() } as const;
    await file.appendFile(`${JSON.stringify(head).slice(0, -1)},"heads":[\n`);
    const digests = new Digests();
    await writeLines(file, headsOf(tx), (one) => {
      const line = lineOf(one);
      digests.add(one.tenant, line);
      return line;
    });
    await file.appendFile(`${DAYS_BEGIN}\n`);
    const until = new Date(place.at.getTime() - AUDIT_SETTLED);
    const days = new DayDigest();
    await writeLines(file, auditDays(tx, until), (one) => {
      const line = dayLineOf(one);
      days.add(line);
      return line;
    });
    const tenants = digests.end();
    const audit = days.end(until.toISOString());
    const erasures = await extentOf(erasuresPath(place.directory));
    const signing = keyring.sign(statementOf({ ...head, tenants, audit, erasures }));
    await file.appendFile(`],${JSON.stringify({ tenants, audit, erasures, signing }).slice(1)}\n`);
    await file.sync();
    await file.close();
    // A head that a crash takes back would look like a history cut short.
    await place.settled();
    await rename(`${path}.part`, path);
    return { ...head, tenants, audit, erasures, path, streams: tenants.reduce((sum, one) => sum + one.streams, 0) };
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
};

const DAYS_BEGIN = '],"auditDays":[';

const writeLines = async <T>(file: FileHandle, all: AsyncIterable<T>, write: (one: T) => string): Promise<void> => {
  let lines: string[] = [];
  let first = true;
  const flush = async () => {
    if (lines.length > 0) await file.appendFile(`${lines.join('\n')}\n`);
    lines = [];
  };
  for await (const one of all) {
    const line = write(one);
    lines.push(first ? line : `,${line}`);
    first = false;
    if (lines.length >= PAGE) await flush();
  }
  await flush();
};

/** Checks signature and digests of a heads file, reading it once. @throws HeadsRefused */
export const checkHeads = async (path: string, keyring: Keyring): Promise<HeadsFile> => {
  const digests = new Digests();
  const days = new DayDigest();
  let opening = '';
  let closing = '';
  let part: 'heads' | 'days' = 'heads';
  for await (const line of linesOf(path)) {
    const text = line.replace(/^,/u, '');
    if (opening === '') opening = line;
    else if (line === DAYS_BEGIN && part === 'heads' && closing === '') {
      part = 'days';
      opening += line;
    } else if (line.startsWith(']') && closing === '') closing = line;
    else if (closing !== '') throw new HeadsRefused('unreadable', path);
    else if (part === 'heads') digests.add(headIn(text, path).tenant, text);
    else days.add(dayLineOf(dayIn(text, path)));
  }
  const { signing, ...statement } = framing(opening, closing, path);
  if (statement.instance !== keyring.id) throw new HeadsRefused('of-another-instance', path);
  if (!keyring.verifies(statementOf(statement), signing.version, signing.signature)) {
    throw new HeadsRefused('signature-wrong', path);
  }
  const found = days.end(statement.audit?.until ?? '');
  const isWhole =
    canonicalJson(digests.end().map((one) => ({ ...one }))) === canonicalJson([...statement.tenants]) &&
    (statement.audit === undefined ? found.days === 0 : canonicalJson(found) === canonicalJson(statement.audit));
  if (!isWhole) throw new HeadsRefused('digest-wrong', path);
  return { ...statement, path, streams: statement.tenants.reduce((sum, one) => sum + one.streams, 0) };
};

/** The heads of a checked file, in order. */
export async function* headsIn(path: string): AsyncGenerator<Head> {
  for await (const line of linesOf(path)) {
    if (line.startsWith(']')) return;
    if (line.startsWith('[') || line.startsWith(',')) yield headIn(line.replace(/^,/u, ''), path);
  }
}

/** The days of the audit trail in a checked file, in order; none in one that told of histories alone. */
export async function* auditDaysIn(path: string): AsyncGenerator<AuditDay> {
  let begun = false;
  for await (const line of linesOf(path)) {
    if (line === DAYS_BEGIN) begun = true;
    else if (begun && line.startsWith(']')) return;
    else if (begun) yield dayIn(line.replace(/^,/u, ''), path);
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = await openedToRead(path);
  try {
    yield* file.readLines({ encoding: 'utf8', autoClose: false });
  } finally {
    await file.close();
  }
}

const openedToRead = async (path: string): Promise<FileHandle> => {
  try {
    const file = await open(path, 'r');
    if (!(await file.stat()).isDirectory()) return file;
    await file.close();
  } catch (error) {
    const why = openingFaults[codeOf(error)];
    throw why === undefined ? error : new HeadsRefused('unreadable', path, why);
  }
  throw new HeadsRefused('unreadable', path, 'directory');
};

const headIn = (line: string, path: string): Head => {
  const parts = parsed(line, path);
  if (!Array.isArray(parts) || parts.length !== 4) throw new HeadsRefused('unreadable', path);
  const [tenant, stream, version, hash] = parts as unknown[];
  if (typeof tenant !== 'string' || typeof stream !== 'string' || typeof version !== 'number') {
    throw new HeadsRefused('unreadable', path);
  }
  return { tenant, stream, version, hash: Buffer.from(String(hash), 'base64url') };
};

const dayIn = (line: string, path: string): AuditDay => {
  const parts = parsed(line, path);
  if (!Array.isArray(parts) || parts.length !== 4) throw new HeadsRefused('unreadable', path);
  const [tenant, day, lines, digest] = parts as unknown[];
  if (
    typeof tenant !== 'string' ||
    typeof day !== 'string' ||
    typeof lines !== 'number' ||
    typeof digest !== 'string'
  ) {
    throw new HeadsRefused('unreadable', path);
  }
  return { tenant, day, lines, digest };
};

const framing = (opening: string, closing: string, path: string): Statement & { signing: Signing } => {
  const whole = parsed(`${opening}${closing}`, path);
  if (typeof whole !== 'object' || whole === null) throw new HeadsRefused('unreadable', path);
  const { format, instance, madeAt, tenants, audit, erasures, signing } = whole as Partial<
    Statement & { signing: Signing }
  >;
  if (format !== 'fangxin-heads-1' && format !== 'fangxin-heads-2') throw new HeadsRefused('unreadable', path);
  const isWhole = instance !== undefined && madeAt !== undefined && (format === 'fangxin-heads-2') === isDigest(audit);
  if (!isWhole) throw new HeadsRefused('unreadable', path);
  if (!Array.isArray(tenants) || typeof signing?.signature !== 'string' || typeof signing.version !== 'number') {
    throw new HeadsRefused('unreadable', path);
  }
  if (erasures !== undefined && !isExtent(erasures)) throw new HeadsRefused('unreadable', path);
  return {
    ...{ format, instance, madeAt, tenants, signing },
    ...(audit === undefined ? {} : { audit }),
    ...(erasures === undefined ? {} : { erasures }),
  };
};

const isDigest = (audit: Partial<AuditDigest> | undefined): boolean =>
  typeof audit?.until === 'string' && typeof audit.days === 'number' && typeof audit.digest === 'string';

const isExtent = ({ bytes, sha256 }: Partial<Extent>): boolean =>
  typeof bytes === 'number' && typeof sha256 === 'string';

const parsed = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new HeadsRefused('unreadable', path);
  }
};
