import type { SheetData } from 'write-excel-file/node';
import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import type { Translate } from '#kernel/translate.ts';
import { audit, platformTenant } from '../audit.ts';
import type { Tx } from '../db.ts';
import { type Cell, heading, shanghaiTimeOfDay, text } from './cells.ts';

/** What a workbook takes; beyond it the list is to be narrowed. */
export const EXPORTED_AT_MOST = 5_000;

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type ListColumn<Row> = {
  /** Its heading stands in the locale under `<words>.column.<name>`. */
  readonly name: string;
  readonly width: number;
  readonly cell: (row: Row, t: Translate) => Cell;
};

export type ListFacts<Row> = {
  readonly rows: readonly Row[];
  /** More rows answer the question than the sheet holds. */
  readonly isCut: boolean;
  readonly madeAt: Date;
  readonly madeBy: string;
  /** In the words of the screen; empty without any. */
  readonly filters: string;
};

export type ListBook<Row> = {
  readonly facts: ListFacts<Row>;
  readonly columns: readonly ListColumn<Row>[];
  /** Where the locale names the sheet (`list`), its columns and what is masked in it. */
  readonly words: string;
};

/** Who takes a list along, and when. */
export type BookMaker = { readonly actor: Actor; readonly at: Date; readonly name: string };

/** A list as it was asked for, with what its sheet shows of it. */
export type ListTaken<Row> = {
  readonly act: string;
  readonly words: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** The same in words. */
  readonly filters: string;
  readonly list: { readonly rows: readonly Row[]; readonly next: string | null };
  readonly columns: readonly ListColumn<Row>[];
};

/** A list that leaves the system leaves a line: who took which list along, how long and how narrowed, never what was sought. */
export const bookOf = async <Row>(tx: Tx, maker: BookMaker, taken: ListTaken<Row>): Promise<ListBook<Row>> => {
  const { actor, at, name } = maker;
  const { list, query, act, columns, words, filters } = taken;
  const isCut = list.next !== null;
  await audit(tx, {
    tenant: actor.tenant ?? platformTenant,
    account: actor.account,
    act,
    subject: `account:${actor.account}`,
    detail: { rows: list.rows.length, cut: isCut, filters: Object.keys(query).sort() },
  });
  return { words, columns, facts: { rows: list.rows, isCut, madeAt: at, madeBy: name, filters } };
};

const cutLine = (n: number, t: Translate): string => t('worklist:sheet.cut', { n });

/** One line a row under bold headings; a cut list says so in its last line. */
export const listSheet = <Row>({ facts, columns, words }: ListBook<Row>, t: Translate): SheetData => [
  columns.map(({ name }) => heading(t(`${words}.column.${name}`))),
  ...facts.rows.map((row) => columns.map(({ cell }) => cell(row, t))),
  ...(facts.isCut ? [[heading(cutLine(facts.rows.length, t))]] : []),
];

/** What the list was made from, when and for whom: an exported list travels without the system that explains it. */
export const aboutSheet = <Row>({ facts, words }: ListBook<Row>, today: Day, t: Translate): SheetData => {
  const line = (name: string, value: string): Cell[] => [heading(t(`worklist:sheet.about.${name}`)), text(value)];
  return [
    line('madeAt', `${longDay(dayOf(facts.madeAt), t)} ${shanghaiTimeOfDay(facts.madeAt)}`),
    line('madeBy', facts.madeBy),
    line('today', longDay(today, t)),
    line('filters', facts.filters === '' ? t('worklist:sheet.noFilters') : facts.filters),
    line('rows', String(facts.rows.length)),
    ...(facts.isCut ? [line('cut', cutLine(facts.rows.length, t))] : []),
    line('masked', t(`${words}.masked`)),
  ];
};

/** The writer is loaded with the first book. */
export const bookFile = async <Row>(book: ListBook<Row>, at: Date, t: Translate): Promise<Buffer> => {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile([
    {
      data: listSheet(book, t),
      sheet: t(`${book.words}.list`),
      columns: book.columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    },
    {
      data: aboutSheet(book, dayOf(at), t),
      sheet: t('worklist:sheet.aboutTitle'),
      columns: [{ width: 22 }, { width: 80 }],
    },
  ]).toBuffer();
};
