import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { csvRecordsIn } from './csv-records.ts';
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

async function* csvRecords(text: NodeJS.ReadableStream): AsyncIterable<SourceRecord> {
  let heading: string[] | undefined;
  for await (const { line, raw, fields } of csvRecordsIn(text, LONGEST_RECORD)) {
    if (fields === undefined) {
      yield { line, rejection: { reason: 'line-unreadable' }, raw };
      continue;
    }
    if (heading === undefined) {
      heading = fields.map((name) => name.trim());
      continue;
    }
    // Blank lines carry nothing to take or to refuse.
    if (fields.every((value) => value.trim() === '')) continue;
    if (fields.length !== heading.length) {
      const values = { columns: fields.length, expected: heading.length };
      yield { line, rejection: { reason: 'columns-differ', values }, raw };
      continue;
    }
    yield { line, fields: Object.fromEntries(heading.map((name, i) => [name, fields[i] ?? ''])), raw };
  }
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
