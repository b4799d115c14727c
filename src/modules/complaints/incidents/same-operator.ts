import { sameOperators } from '#modules/directory/facade.ts';
import type { Tx } from '#platform/db.ts';

/** Whom an event is about: several rows of the register may be one operator, and a complaint may name it in words only. */
export type OneOperator = {
  readonly name: string;
  readonly rows: readonly string[];
  readonly names: readonly string[];
};

export const oneOperator = async (tx: Tx, id: string): Promise<OneOperator> => {
  const rows = await sameOperators(tx, id);
  const names = rows.flatMap(({ name, tradeName }) => (tradeName === null ? [name] : [name, tradeName]));
  return { name: rows[0]?.name ?? id, rows: rows.length === 0 ? [id] : rows.map((row) => row.id), names };
};
