import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import type { Tx } from '#platform/db.ts';
import { problemOf } from '#platform/http/problem.ts';
import type { ImportAnswer } from '../register-contract.ts';
import { type Headings, readCsv, rejectedFile } from './csv-lines.ts';
import { importOperator, operatorHeadings } from './import-operators.ts';
import { importUnit, unitHeadings } from './import-units.ts';
import { type Keeper, noteChange } from './who.ts';

type Taken = 'entered' | 'known' | Refusal;
type Kind = {
  readonly headings: Headings;
  readonly needed: readonly string[];
  readonly take: (tx: Tx, keeper: Keeper, values: Readonly<Record<string, string>>) => Promise<Taken>;
};

const kinds = {
  operators: { headings: operatorHeadings, needed: ['name'], take: importOperator },
  units: { headings: unitHeadings, needed: ['id', 'kind', 'name', 'region', 'from'], take: importUnit },
} as const satisfies Readonly<Record<string, Kind>>;

export type ListKind = keyof typeof kinds;

const columnNames: Readonly<Record<Language, readonly [string, string]>> = {
  'zh-CN': ['行号', '未导入原因'],
  en: ['line', 'why'],
};

/** Takes every line that can be taken and gives the others back with the reason of each, in the caller's transaction. */
export const takeList = async (
  tx: Tx,
  keeper: Keeper,
  wish: { readonly kind: ListKind; readonly csv: string; readonly language: Language },
): Promise<ImportAnswer | Refusal> => {
  const { headings, needed, take }: Kind = kinds[wish.kind];
  const file = readCsv(wish.csv, headings, needed);
  if (isRefusal(file)) return file;
  const count = { entered: 0, known: 0 };
  const rejected = [];
  for (const { line, raw, values } of file.lines) {
    const taken = await take(tx, keeper, values);
    if (!isRefusal(taken)) {
      count[taken] += 1;
      continue;
    }
    const { code, detail } = problemOf(taken, wish.language, '');
    rejected.push({ line, raw, code, field: taken.field ?? null, sentence: detail });
  }
  await noteChange(tx, keeper, {
    act: `import-${wish.kind}`,
    subject: `tenant:${keeper.tenant}`,
    detail: { ...count, rejected: rejected.length },
  });
  return {
    ...count,
    rejected: rejected.map(({ raw: _raw, ...rest }) => rest),
    rejectedCsv: rejectedFile(file.heading, rejected, columnNames[wish.language]),
  };
};
