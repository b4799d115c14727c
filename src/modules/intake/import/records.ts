import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { topLevelObjects } from './json-objects.ts';
import type { Rejection, SourceFields } from './map-record.ts';

/** One record of a source with the line it begins on, or what is wrong with the line. */
export type SourceRecord =
  | { readonly line: number; readonly fields: SourceFields; readonly raw: string }
  | { readonly line: number; readonly rejection: Rejection; readonly raw: string };

export type SourceFormat = 'csv' | 'json' | 'ndjson';

/** More than any sound record: a quote that is never closed must not swallow the rest of the file. */
const LONGEST_RECORD = 1_000_000;

/** By what the text begins with: a list of objects, objects line by line, else columns. */
export const formatOf = (beginning: string): SourceFormat => {
  const first = beginning.replace(/^\u{FEFF}/u, '').trimStart();
  return first.startsWith('[') ? 'json' : first.startsWith('{') ? 'ndjson' : 'csv';
};

export const headingOf = (beginning: string): string[] => {
  const [line = ''] = beginning.replace(/^\u{FEFF}/u, '').split(/\r?\n/u, 1);
  return line.split(',').map((name) => name.trim().replace(/^"|"$/gu, ''));
};

export const recordsOf = (text: NodeJS.ReadableStream, format: SourceFormat): AsyncIterable<SourceRecord> => {
  if (format === 'csv') return csvRecords(text);
  return format === 'ndjson' ? ndjsonRecords(text) : jsonRecords(text);
};

type Parsed = { readonly info: Info; readonly record: string[]; readonly raw: string };

async function* csvRecords(text: NodeJS.ReadableStream): AsyncIterable<SourceRecord> {
  const spoilt: SourceRecord[] = [];
  const parser = parse({
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_RECORD,
  });
  parser.on('skip', (error: { lines?: number; code?: string } | undefined) => {
    spoilt.push({ line: error?.lines ?? 0, rejection: { reason: 'line-unreadable' }, raw: '' });
  });
  text.on('error', (error: Error) => parser.destroy(error));
  text.pipe(parser);
  let heading: string[] | undefined;
  let before = 1;
  for await (const parsed of parser as AsyncIterable<Parsed>) {
    yield* spoilt.splice(0);
    const { record, raw, info } = parsed;
    const line = before;
    before = info.lines + 1;
    if (heading === undefined) {
      heading = record.map((name) => name.trim());
      continue;
    }
    // Blank lines carry nothing to take or to refuse.
    if (record.every((value) => value.trim() === '')) continue;
    if (record.length !== heading.length) {
      const values = { columns: record.length, expected: heading.length };
      yield { line, rejection: { reason: 'columns-differ', values }, raw };
      continue;
    }
    yield { line, fields: Object.fromEntries(heading.map((name, i) => [name, record[i] ?? ''])), raw };
  }
  yield* spoilt.splice(0);
}

const fieldsOf = (value: unknown): SourceFields | undefined =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? undefined
    : Object.fromEntries(
        Object.entries(value).map(([name, one]) => [
          name,
          one === null || one === undefined ? '' : typeof one === 'object' ? JSON.stringify(one) : String(one),
        ]),
      );

const jsonRecord = (line: number, raw: string): SourceRecord => {
  try {
    const fields = fieldsOf(JSON.parse(raw));
    return fields === undefined ? { line, rejection: { reason: 'no-object' }, raw } : { line, fields, raw };
  } catch {
    return { line, rejection: { reason: 'json-malformed' }, raw };
  }
};

async function* ndjsonRecords(text: NodeJS.ReadableStream): AsyncIterable<SourceRecord> {
  let line = 0;
  for await (const raw of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const tidy = raw.replace(/^\u{FEFF}/u, '').trim();
    if (tidy !== '') yield jsonRecord(line, tidy);
  }
}

async function* jsonRecords(text: NodeJS.ReadableStream): AsyncIterable<SourceRecord> {
  for await (const { line, raw } of topLevelObjects(Readable.from(text), LONGEST_RECORD)) yield jsonRecord(line, raw);
}
