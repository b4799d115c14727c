import type { SheetData } from 'write-excel-file/node';
import type { Translate } from '#kernel/translate.ts';
import type { AuditRow } from '../audit.ts';
import { heading, shanghaiSecond, text } from '../lists/cells.ts';

/** What a workbook takes; beyond it the period is to be narrowed. */
export const mostExported = 5_000;

const columns = ['at', 'account', 'act', 'subject', 'reason', 'detail'] as const;

/** The trail as a workbook of texts: nothing in it is ever reckoned. A cut one says so in its last line. */
export const auditBook = async (rows: readonly AuditRow[], t: Translate): Promise<Buffer> => {
  const isCut = rows.length > mostExported;
  const data: SheetData = [
    columns.map((name) => heading(t(`audit:column.${name}`))),
    ...rows
      .slice(0, mostExported)
      .map((row) => [
        text(shanghaiSecond(row.at)),
        text(row.account),
        text(row.act),
        text(row.subject),
        text(row.reason),
        text(JSON.stringify(row.detail)),
      ]),
    ...(isCut ? [[heading(t('audit:cut', { n: mostExported }))]] : []),
  ];
  const widths = [20, 38, 24, 48, 40, 80].map((width) => ({ width }));
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile([{ data, sheet: t('audit:sheet'), columns: widths, stickyRowsCount: 1 }]).toBuffer();
};
