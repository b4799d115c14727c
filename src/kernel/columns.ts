/**
 * The columns of a current row, as every statement and every comparison has them: the compiler asks for each of them and takes no
 * other, so that what is written is also what `verify` holds against the acts.
 */
export const columnsOf = <Column extends string>(each: Readonly<Record<Column, true>>): readonly Column[] =>
  Object.keys(each) as Column[];
