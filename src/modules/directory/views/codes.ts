import { type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import type { CodeItem } from '../contract.ts';
import { type CodeSystem, FOOD_OBJECTS, FOOD_PROBLEMS } from '../reference/codes.ts';

/** The items of a table in use on a day in their order, local ones after what they belong to; empty for an unknown table. */
export const codesOf = (tx: Tx, system: string, on: Day = dayOf(now())): Promise<CodeItem[]> =>
  tx.rows<CodeItem>(
    `select code, parent, title_zh as "titleZh", title_en as "titleEn" from code
     where system = $1 and (from_on is null or from_on <= $2::date) and (to_on is null or to_on > $2::date)
     order by place, entered_by is not null, code`,
    [system, on],
  );

/** The item's title, or `undefined` for a code that is not in the table. */
export const codeName = async (
  tx: Tx,
  system: CodeSystem,
  code: string,
  language: Language,
): Promise<string | undefined> => {
  const found = await tx.maybe<{ titleZh: string; titleEn: string }>(
    'select title_zh as "titleZh", title_en as "titleEn" from code where system = $1 and code = $2',
    [system, code],
  );
  return language === 'en' ? found?.titleEn : found?.titleZh;
};

const tableOf = { objectCode: 'object-12315', problemCode: 'problem-12315' } as const satisfies Record<
  string,
  CodeSystem
>;

/** What a filing calls the goods or service and the problem, as far as it says so. */
export type CodesNamed = { readonly [F in keyof typeof tableOf]?: string | undefined };

/** A class is one of the 12315 tables of that day; the first that is not is refused by its field. */
export const codeObjection = async (tx: Tx, named: CodesNamed, on: Day): Promise<Refusal | undefined> => {
  for (const [field, system] of Object.entries(tableOf)) {
    const code = named[field as keyof CodesNamed];
    if (code === undefined) continue;
    const found = await tx.maybe(
      `select 1 as one from code where system = $1 and code = $2
         and (from_on is null or from_on <= $3::date) and (to_on is null or to_on > $3::date)`,
      [system, code, on],
    );
    if (found === undefined) return refuse('code-not-in-table', { status: 422, field, params: { code } });
  }
  return undefined;
};

/** The same matter said in another code table. */
export const mapCode = async (tx: Tx, from: CodeSystem, code: string, to: CodeSystem): Promise<string | undefined> =>
  (
    await tx.maybe<{ code: string }>(
      'select to_code as code from code_map where from_system = $1 and from_code = $2 and to_system = $3',
      [from, code, to],
    )
  )?.code;

/** Food matters are answered, and transferred where another body is competent (FSL art. 115). Codes of the 12315 tables. */
export const isFoodMatter = (matter: {
  readonly problem?: string | undefined;
  readonly object?: string | undefined;
}): boolean => isBelow(matter.problem, FOOD_PROBLEMS) || isBelow(matter.object, FOOD_OBJECTS);

/** A local item's code begins with its parent's and a point: what holds for the parent holds for it. */
const isBelow = (code: string | undefined, heads: readonly string[]): boolean =>
  code !== undefined && heads.some((head) => code === head || code.startsWith(`${head}.`));
