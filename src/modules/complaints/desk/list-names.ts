import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { type CodeSystem, codesOf } from '#modules/directory/facade.ts';
import type { Tx } from '#platform/db.ts';
import type { BookMaker } from '#platform/lists/list-book.ts';
import { remembered, staffFor, unitsFor } from '../reference.ts';

/** Names beside the codes of a row, in the language of the sheet. */
export type ListNames = {
  readonly bureau: (id: string) => string;
  readonly object: (code: string) => string;
  readonly problem: (code: string) => string;
};

/** Who takes a list along, by name. */
export const bookMaker = async (tx: Tx, actor: Actor, at: Date): Promise<BookMaker> => ({
  actor,
  at,
  name: (await staffFor(tx, actor.account, dayOf(at)))?.name ?? actor.account,
});

export const listNames = async (tx: Tx, actor: Actor, today: Day, t: Translate): Promise<ListNames> => {
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
