import assert from 'node:assert/strict';
import { unzip } from './zip.ts';

/** What stands in an exported list: its texts, and that no cell of it is reckoned. */
export const textsOfBook = (book: { readonly statusCode: number; readonly rawPayload: Buffer }): string => {
  assert.equal(book.statusCode, 200, book.rawPayload.toString('utf8').slice(0, 300));
  const files = unzip(book.rawPayload);
  const file = (name: string): string => files.get(name)?.toString('utf8') ?? '';
  for (const sheet of ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'])
    assert.ok(!/<f[ >]/u.test(file(sheet)), 'a cell holds a formula');
  return file('xl/sharedStrings.xml');
};
