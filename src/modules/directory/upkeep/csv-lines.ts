import { parse } from 'csv-parse/sync';
import { type Refusal, refuse } from '#kernel/refusal.ts';

/** Headings as they stand in files people send, beside the names of the API. */
export type Headings = Readonly<Record<string, string>>;

export type CsvLine = {
  readonly line: number;
  readonly raw: readonly string[];
  readonly values: Record<string, string>;
};
export type CsvFile = { readonly heading: readonly string[]; readonly lines: readonly CsvLine[] };

const MOST_LINES = 2_000;

/** A heading line and what stands below it; unknown columns are left alone, so that a longer list can be sent as it is. */
export const readCsv = (text: string, headings: Headings, needed: readonly string[]): CsvFile | Refusal => {
  const rows = rowsOf(text);
  if (rows === undefined) return refuse('csv-unreadable', { status: 422, field: 'csv' });
  const [heading, ...lines] = rows;
  if (heading === undefined) return refuse('csv-empty', { status: 422, field: 'csv' });
  const columns = heading.cells.map((cell) => headings[cell.trim()] ?? cell.trim());
  const missing = needed.find((name) => !columns.includes(name));
  if (missing !== undefined) {
    const column = Object.entries(headings).find(([, name]) => name === missing)?.[0] ?? missing;
    return refuse('csv-column-missing', { status: 422, field: 'csv', params: { column } });
  }
  const known = new Set(Object.values(headings));
  const twice = columns.findIndex((name, at) => known.has(name) && columns.indexOf(name) !== at);
  if (twice !== -1) {
    const column = heading.cells[twice]?.trim() ?? '';
    return refuse('csv-column-twice', { status: 422, field: 'csv', params: { column } });
  }
  if (lines.length > MOST_LINES)
    return refuse('csv-too-long', { status: 422, field: 'csv', params: { most: MOST_LINES } });
  return {
    heading: heading.cells,
    lines: lines.map(({ line, cells }) => ({
      line,
      raw: cells,
      values: Object.fromEntries(
        columns.flatMap((name, at) => {
          const value = cells[at]?.trim() ?? '';
          return name === '' || value === '' ? [] : [[name, value]];
        }),
      ),
    })),
  };
};

type Row = { readonly line: number; readonly cells: readonly string[] };

const rowsOf = (text: string): Row[] | undefined => {
  const rows: Row[] = [];
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
    });
    return rows;
  } catch {
    return undefined;
  }
};

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The rejected lines as they came with two columns more: to be put right and sent again as they are. */
export const rejectedFile = (
  heading: readonly string[],
  rejected: readonly { readonly line: number; readonly raw: readonly string[]; readonly sentence: string }[],
  names: readonly [line: string, why: string],
): string =>
  rejected.length === 0
    ? ''
    : [[...heading, ...names], ...rejected.map(({ raw, line, sentence }) => [...raw, String(line), sentence])]
        .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
        .join('');
