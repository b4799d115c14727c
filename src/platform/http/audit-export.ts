import type { SheetData } from 'write-excel-file/node';
import { accountText, actText, detailText, subjectText, type TrailNames } from '#kernel/audit-words.ts';
import type { Translate } from '#kernel/translate.ts';
import type { AuditRow } from '../audit.ts';
import { type Cell, heading, shanghaiSecond, text } from '../lists/cells.ts';

/** What a workbook takes; beyond it the period is to be narrowed. */
export const mostExported = 5_000;

type Column = { readonly name: string; readonly width: number; readonly cell: (row: AuditRow) => Cell };

/** As the page says it, and behind it the codes a machine reads and the filters take. */
const columnsIn = (t: Translate, names: TrailNames): readonly Column[] => {
  const texts = { t, hasText: (key: string) => t(key) !== key };
  return [
    { name: 'at', width: 20, cell: ({ at }) => text(shanghaiSecond(at)) },
    { name: 'account', width: 20, cell: ({ account }) => text(accountText(account, names, texts)) },
    { name: 'act', width: 28, cell: ({ act }) => text(actText(act, texts)) },
    { name: 'subject', width: 32, cell: ({ subject }) => text(subjectText(subject, names, texts)) },
    { name: 'reason', width: 40, cell: ({ reason }) => text(reason) },
    {
      name: 'detail',
      width: 60,
      cell: ({ act, detail }) => text(detailText({ act, detail: { ...(detail as object) } }, names, texts)),
    },
    { name: 'accountCode', width: 38, cell: ({ account }) => text(account) },
    { name: 'actCode', width: 24, cell: ({ act }) => text(act) },
    { name: 'subjectCode', width: 48, cell: ({ subject }) => text(subject) },
    { name: 'detailCode', width: 60, cell: ({ detail }) => text(JSON.stringify(detail)) },
  ];
};

/** The trail as a workbook of texts: nothing in it is ever reckoned. A cut one says so in its last line. `t` shows a key without text. */
export const auditBook = async (rows: readonly AuditRow[], t: Translate, names: TrailNames): Promise<Buffer> => {
  const columns = columnsIn(t, names);
  const isCut = rows.length > mostExported;
  const data: SheetData = [
    columns.map(({ name }) => heading(t(`audit:column.${name}`))),
    ...rows.slice(0, mostExported).map((row) => columns.map(({ cell }) => cell(row))),
    ...(isCut ? [[heading(t('audit:cut', { n: mostExported }))]] : []),
  ];
  const widths = columns.map(({ width }) => ({ width }));
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile([{ data, sheet: t('audit:sheet'), columns: widths, stickyRowsCount: 1 }]).toBuffer();
};
