import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import { type CodeSystem, codesOf } from '#modules/directory/facade.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import type { Tx } from '#platform/db.ts';
import { remembered, staffFor, unitsFor } from '../reference.ts';
import { worklist } from '../views/worklist.ts';
import type { WorklistQuery } from '../worklist-contract.ts';
import { aboutSheet, listSheet, listWidths, type SheetFacts, type SheetNames } from './worklist-sheet.ts';

export const EXPORTED_AT_MOST = 5_000;

export type ExportQuery = Omit<WorklistQuery, 'cursor' | 'limit'>;
export type WorklistBook = { readonly facts: SheetFacts; readonly names: SheetNames };

/** Rows, names and the audit line in one transaction; the file is written after it. */
export const gatherBook = async (
  tx: Tx,
  actor: Actor,
  query: ExportQuery,
  at: Date,
  t: Translate,
): Promise<WorklistBook | Refusal> => {
  const today = dayOf(at);
  const list = await worklist(tx, actor, { ...query, limit: EXPORTED_AT_MOST }, today);
  if (isRefusal(list)) return list;
  const named = await staffFor(tx, actor.account, today);
  const facts: SheetFacts = {
    rows: list.rows,
    isCut: list.next !== null,
    madeAt: at,
    madeBy: named?.name ?? actor.account,
    filters: new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString(),
  };
  await audit(tx, {
    tenant: actor.tenant ?? platformTenant,
    account: actor.account,
    act: 'export-worklist',
    subject: `account:${actor.account}`,
    detail: { rows: list.rows.length, cut: facts.isCut, filters: Object.keys(query).sort() },
  });
  return { facts, names: await namesFor(tx, actor, today, t) };
};

const namesFor = async (tx: Tx, actor: Actor, today: ReturnType<typeof dayOf>, t: Translate): Promise<SheetNames> => {
  const units = new Map<string, string>();
  for (const tenant of actor.tenants)
    for (const unit of (await unitsFor(tx, tenant, today)).values()) units.set(unit.id, unit.name);
  const titles = async (system: CodeSystem): Promise<(code: string) => string> => {
    const items = await remembered(`codes:${system}`, () => codesOf(tx, system));
    const names = new Map(items.map((item) => [item.code, t.language === 'en' ? item.titleEn : item.titleZh]));
    return (code) => names.get(code) ?? code;
  };
  return {
    bureau: (id) => units.get(id) ?? id,
    object: await titles('object-12315'),
    problem: await titles('problem-12315'),
  };
};

/** The writer is loaded with the first book. */
export const bookFile = async (book: WorklistBook, at: Date, t: Translate): Promise<Buffer> => {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile([
    {
      data: listSheet(book.facts, t, book.names),
      sheet: t('worklist:sheet.list'),
      columns: listWidths,
      stickyRowsCount: 1,
    },
    {
      data: aboutSheet(book.facts, dayOf(at), t),
      sheet: t('worklist:sheet.aboutTitle'),
      columns: [{ width: 22 }, { width: 80 }],
    },
  ]).toBuffer();
};
