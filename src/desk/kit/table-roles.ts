/**
 * What a table says it is, for browsers that forget it once its display is another: on a phone rows are laid out as blocks. Spread
 * into the parts, since as attributes they look redundant.
 */
export const tableRoles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader', scope: 'col' },
  name: { role: 'rowheader', scope: 'row' },
  cell: { role: 'cell' },
} as const;
