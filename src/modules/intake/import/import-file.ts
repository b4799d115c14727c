import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { fileComplaint } from '#modules/complaints/facade.ts';
import { type Arrival, arrivalAt, centreFor, isFoodMatter, standingOn, unitOf } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, type Scope, type Tx } from '#platform/db.ts';
import { ask } from '../consultations/ask.ts';
import { decoded, detectEncoding, type Encoding } from './encoding.ts';
import { type ImportItem, isRejection, mapRecord, type Rejection } from './map-record.ts';
import { type Mapping, mappingsNamed } from './mapping.ts';
import { formatOf, headingOf, recordsOf, type SourceFormat } from './records.ts';
import type { RejectedFile } from './rejected-file.ts';
import { shareDone } from './share-done.ts';

export type ImportWish = {
  readonly file: string;
  readonly mapping: string;
  /** Unit that receives what is imported: one at which it could be filed today. */
  readonly bureau: string;
  readonly dryRun: boolean;
  readonly rejected: RejectedFile;
  readonly t: Translate;
  readonly onProgress?: (share: number, so: Readonly<ImportCounts>) => void;
};

export type ImportCounts = {
  records: number;
  taken: number;
  there: number;
  /** Taken over before and destroyed since, by the end of its term or an erasure: it does not come back. */
  emptied: number;
  rejected: number;
};

export type ImportDone = ImportCounts & {
  readonly encoding: Encoding;
  readonly format: SourceFormat;
};

/** Why a whole file cannot be read; words under `intake:import.faults`. */
export type ImportFault = { readonly fault: string; readonly values: Readonly<Record<string, string>> };
export const isImportFault = (value: object): value is ImportFault => 'fault' in value;

/** One transaction a batch: an interruption loses the batch under way, and the next run goes on behind the last one. */
const BATCH = 200;

const importer: Actor = {
  kind: 'system',
  account: 'system:import',
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [],
};

type Line = { readonly line: number; readonly item: ImportItem; readonly raw: string };
type Place = Arrival & { readonly intake: string; readonly standing: 'published-channel' | 'companion' };

/** Reads a source record by record and files what is new; what cannot be taken goes to the side file with its reason. */
export const importFile = async (context: Context, wish: ImportWish): Promise<ImportDone | ImportFault> => {
  const source = await sourceOf(wish);
  if ('fault' in source) return source;
  const place = await placeFor(context, wish.bureau, source.mapping.target);
  if ('fault' in place) return place;
  if (!wish.rejected.begin()) return { fault: 'rejected-in-the-way', values: { file: wish.rejected.path } };
  const { size } = await stat(wish.file);
  const so: ImportCounts = { records: 0, taken: 0, there: 0, emptied: 0, rejected: 0 };
  const run = new Run(context, wish, place, so);
  let read = 0;
  let done = 0;
  const text = decoded(wish.file, source.encoding, (bytes) => {
    read = bytes;
  });
  for await (const record of recordsOf(text, source.format)) {
    so.records += 1;
    done += Buffer.byteLength(record.raw) + 1;
    const mapped = 'rejection' in record ? record.rejection : mapRecord(source.mapping, record.fields, dayOf(now()));
    if (isRejection(mapped)) await run.reject(record.line, mapped, record.raw);
    else await run.take({ line: record.line, item: mapped, raw: record.raw });
    if (so.records % BATCH === 0) wish.onProgress?.(shareDone({ size, read, done, width: source.width }), so);
  }
  await run.end();
  wish.onProgress?.(1, so);
  return { ...so, encoding: source.encoding, format: source.format };
};

type Source = {
  readonly mapping: Mapping;
  readonly encoding: Encoding;
  readonly format: SourceFormat;
  readonly width: number;
};

const beginningOf = async (path: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: 65_535 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Which of the mapping's headings the file has, in which encoding. */
const sourceOf = async ({ file, mapping: name }: ImportWish): Promise<Source | ImportFault> => {
  const known = mappingsNamed(name);
  if (known.length === 0) return { fault: 'no-such-mapping', values: { mapping: name } };
  const beginning = await beginningOf(file);
  if (beginning.length === 0) return { fault: 'file-empty', values: { file } };
  const fitting = (text: string): Mapping | undefined => known.find((mapping) => hasColumns(text, mapping));
  const encoding = await detectEncoding(file, (text) => fitting(text) !== undefined);
  if (encoding === undefined) {
    const columns = known.map((mapping) => mapping.columns.join(', ')).join(' / ');
    return { fault: 'columns-not-found', values: { mapping: name, columns } };
  }
  const { default: iconv } = await import('iconv-lite');
  const text = iconv.decode(beginning, encoding);
  const mapping = fitting(text);
  if (mapping === undefined) return { fault: 'columns-not-found', values: { mapping: name, columns: '' } };
  const heading = formatOf(text) === 'csv' ? headingOf(text) : [];
  const twice = mapping.columns.find((column) => heading.indexOf(column) !== heading.lastIndexOf(column));
  if (twice !== undefined) return { fault: 'column-twice', values: { column: twice } };
  return { mapping, encoding, format: formatOf(text), width: Buffer.byteLength(text) / beginning.length };
};

const hasColumns = (text: string, mapping: Mapping): boolean => {
  if (formatOf(text) !== 'csv') return mapping.columns.every((column) => text.includes(JSON.stringify(column)));
  const heading = headingOf(text);
  return mapping.columns.every((column) => heading.includes(column));
};

const placeFor = (context: Context, bureau: string, target: Mapping['target']): Promise<Place | ImportFault> =>
  context.database.transact(nobody, async (tx) => {
    const on = dayOf(now());
    const arrival = await arrivalAt(tx, bureau, target === 'consultation' ? 'question' : target, on);
    if (arrival === undefined) {
      const unit = await unitOf(tx, bureau);
      return unit === undefined
        ? { fault: 'no-such-unit', values: { unit: bureau } }
        : { fault: 'unit-receives-none', values: { unit: bureau, name: unit.name } };
    }
    const { tenant, id } = arrival.unit;
    const centre = await centreFor(tx, tenant, 'complaint', on);
    return { ...arrival, intake: centre?.unit.id ?? id, standing: await standingOn(tx, id, on) };
  });

class Run {
  readonly #context: Context;
  readonly #wish: ImportWish;
  readonly #place: Place;
  readonly #so: ImportCounts;
  readonly #scope: Scope;
  /** Content of every id met in this run, so that a file that says one thing twice is found out in a dry run too. */
  readonly #met = new Map<string, string>();
  #batch: Line[] = [];

  constructor(context: Context, wish: ImportWish, place: Place, so: ImportCounts) {
    this.#context = context;
    this.#wish = wish;
    this.#place = place;
    this.#so = so;
    const { id, tenant } = place.unit;
    this.#scope = {
      ...nobody,
      tenants: [tenant],
      bureaus: [id, place.intake],
      account: importer.account,
      writes: [tenant],
    };
  }

  async reject(line: number, { reason, values }: Rejection, raw: string): Promise<void> {
    this.#so.rejected += 1;
    await this.#wish.rejected.add(line, reason, this.#wish.t(`intake:import.reasons.${reason}`, values), raw);
  }

  async take(line: Line): Promise<void> {
    const { key, contentKey } = line.item;
    const before = this.#met.get(key);
    if (before !== undefined) {
      if (before === contentKey) this.#so.there += 1;
      else await this.reject(line.line, { reason: 'same-number-other-content' }, line.raw);
      return;
    }
    this.#met.set(key, contentKey);
    this.#batch.push(line);
    if (this.#batch.length >= BATCH) await this.end();
  }

  async end(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length === 0) return;
    const changed = await this.#context.database.transact(this.#scope, async (tx) => {
      // Two imports of one source take turns, so that neither files what the other is filing.
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `import:${this.#wish.mapping}:${this.#place.unit.tenant}`,
      ]);
      return await this.#fileNew(tx, batch);
    });
    for (const line of changed) await this.reject(line.line, { reason: 'changed-since-import' }, line.raw);
  }

  /** Files what is not there; returns the lines whose number is known with another content. */
  async #fileNew(tx: Tx, batch: readonly Line[]): Promise<Line[]> {
    const keys = batch.flatMap(({ item }) => [item.key, item.contentKey]);
    const rows = await tx.rows<{ key: string; emptied: boolean }>(
      `select l.key, not exists (select 1 from person_key k
           where k.tenant = l.tenant and k.stream = l.stream and k.wrapped is not null) as emptied
         from case_locator l where l.key_kind = 'external' and l.key = any ($1::text[]) and l.tenant = $2`,
      [keys, this.#place.unit.tenant],
    );
    const known = new Map(rows.map((row) => [row.key, row.emptied]));
    const changed: Line[] = [];
    for (const line of batch) {
      const { key, contentKey } = line.item;
      if (known.has(contentKey)) this.#so[known.get(contentKey) === true ? 'emptied' : 'there'] += 1;
      else if (known.has(key)) changed.push(line);
      else {
        if (!this.#wish.dryRun) await this.#file(tx, line.item);
        this.#so.taken += 1;
      }
    }
    return changed;
  }

  async #file(tx: Tx, item: ImportItem): Promise<void> {
    if (item.target === 'consultation') await this.#ask(tx, item);
    else await this.#complain(tx, item);
  }

  async #ask(tx: Tx, item: ImportItem): Promise<void> {
    await ask(this.#context, tx, {
      at: now(),
      enteredBy: importer.account,
      tenant: this.#place.unit.tenant,
      bureau: this.#place.unit.id,
      channel: 'import',
      asker: { reference: item.askerReference },
      title: item.title,
      question: item.text,
      problemCode: item.problemCode,
      receivedOn: item.receivedOn,
      receivedAt: item.receivedAt,
      notInSource: item.notInSource,
      externalKeys: [item.key, item.contentKey],
      ...(item.answer === undefined ? {} : { answer: item.answer }),
    });
  }

  async #complain(tx: Tx, item: ImportItem): Promise<void> {
    const { unit, station, intake, standing } = this.#place;
    await fileComplaint(this.#context, tx, {
      actor: importer,
      at: now(),
      request: {
        complainant: { name: '', phone: '' },
        respondent: {
          kind: 'unknown',
          ...(item.respondentName === undefined ? {} : { name: item.respondentName }),
        },
        ...(item.goods === undefined ? {} : { purchase: { goods: item.goods } }),
        facts: item.text,
        claims: item.claims.map((kind) => ({ kind })),
        consents: { publicity: false, entrust: false },
        ...(item.problemCode === undefined ? {} : { problemCode: item.problemCode }),
      },
      tenant: unit.tenant,
      bureau: unit.id,
      intake,
      station,
      // Without a day of receipt no limit can run: the case waits for its registration, which brings one.
      standing: item.receivedOn === null ? 'companion' : standing,
      channel: 'import',
      food: isFoodMatter({ problem: item.problemCode }),
      evidence: [],
      receivedOn: item.receivedOn,
      sourceRemarks: item.remarks,
      notInSource: item.notInSource,
      externalKeys: [item.key, item.contentKey],
    });
  }
}
