/**
 * Makes any text printable without losing a trace of it: what the fonts cannot show, and what would steer the layout
 * unseen (direction marks, joiners, control characters), is printed as its code `〔U+202E〕`.
 */
import type { Coverage } from './font-coverage.ts';

const LINE_BREAK = /\r\n?|\u2028|\u2029|\u0085|\v|\f/g;
/** Control, format, surrogate, private use and unassigned characters; line feeds are kept. */
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]$/u;
const code = (character: string): string =>
  `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`;

const isShown = (character: string, coverage: Coverage): boolean =>
  character === '\n' || (!UNSEEN.test(character) && coverage.has(character.codePointAt(0) ?? 0));

/** A space the fonts do not have is still a space. */
const substitute = (character: string): string => (/^\p{Zs}$/u.test(character) ? ' ' : code(character));

export const printable = (text: string, coverage: Coverage): string => {
  const lines = text.normalize('NFC').replace(LINE_BREAK, '\n').replaceAll('\t', '    ');
  let shown = '';
  for (const character of lines) shown += isShown(character, coverage) ? character : substitute(character);
  return shown;
};

/** Drawings made by ourselves travel beside the texts and are not text. */
const isDrawing = (key: string): boolean => key === 'svg';

/** Every text in a JSON value, at any depth; names of fields stay. */
export const printableData = (value: unknown, coverage: Coverage): unknown => {
  if (typeof value === 'string') return printable(value, coverage);
  if (Array.isArray(value)) return value.map((item) => printableData(item, coverage));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isDrawing(key) ? item : printableData(item, coverage)]),
  );
};
