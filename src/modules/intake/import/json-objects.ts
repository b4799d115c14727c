export type JsonPiece = { readonly line: number; readonly raw: string };

/** Where a scan of the object under way stands. */
type Standing = {
  at: number;
  /** What is open, innermost last; empty before the object and behind it. */
  readonly open: string[];
  isInText: boolean;
  isEscaped: boolean;
  /** The last thing was a text: behind it only what parts or closes may stand. */
  isBehindText: boolean;
  /** The last thing was a comma. */
  isBehindComma: boolean;
  /** From here on the object is seen not to be sound. */
  brokenAt: number | undefined;
};

const beginning = (): Standing => ({
  ...{ at: 0, open: [], isInText: false, isEscaped: false },
  ...{ isBehindText: false, isBehindComma: false, brokenAt: undefined },
});

/**
 * Goes on to the end of the object, of the text, or to what no sound object holds: a line break in a text, something behind a text
 * that neither parts nor closes, an object where a name should stand. True when the object is closed, `at` is then behind it.
 */
const isClosed = (standing: Standing, text: string): boolean => {
  while (standing.brokenAt === undefined && standing.at < text.length) {
    const char = text[standing.at] ?? '';
    const at = standing.at;
    standing.at += 1;
    if (standing.isInText) {
      if (standing.isEscaped) standing.isEscaped = false;
      else if (char === '\\') standing.isEscaped = true;
      else if (char === '\n') standing.brokenAt = at;
      else if (char === '"') {
        standing.isInText = false;
        standing.isBehindText = true;
      }
      continue;
    }
    if (/\s/u.test(char)) continue;
    const isStray = standing.isBehindText && !',:]}'.includes(char);
    const isObjectForName = char === '{' && standing.isBehindComma && standing.open.at(-1) === '{';
    if (isStray || isObjectForName) {
      standing.brokenAt = at;
      return false;
    }
    standing.isBehindText = false;
    standing.isBehindComma = char === ',';
    if (char === '"') standing.isInText = true;
    else if (char === '{' || char === '[') standing.open.push(char);
    else if (char === '}' || char === ']') standing.open.pop();
    if (standing.open.length === 0) return true;
  }
  return false;
};

/**
 * Where behind `from` within the text of an unsound object the next one begins, as a person would see it: on a line of its own as far in
 * as the object itself, or behind a comma where all stands on one line; -1 where nothing shows it.
 */
const nextIn = (text: string, from: number, indent: string): number => {
  const begun = text.lastIndexOf('\n', from);
  const rest = text.slice(begun === -1 ? from : begun);
  const offset = text.length - rest.length;
  if (!text.includes('\n')) {
    const found = /(?:^|,)\s*\{/u.exec(text.slice(Math.max(1, from - 1)));
    return found === null ? -1 : Math.max(1, from - 1) + found.index + found[0].length - 1;
  }
  for (const found of rest.matchAll(/\n([ \t]*)(?:\}?,[ \t]*)?\{/gu))
    if (found[1] === indent) return offset + found.index + found[0].length - 1;
  return -1;
};

const linesOf = (text: string): number => text.split('\n').length - 1;

/**
 * The objects of a JSON list one by one as text, however long the list: only one of them is held at a time. One that does not close
 * within `longest` characters, or only by swallowing those behind it, is given by itself, and reading goes on with the next: a
 * missing brace costs one record. What else is wrong inside an object is for its own parsing to find.
 */
export async function* topLevelObjects(chunks: AsyncIterable<unknown>, longest: number): AsyncIterable<JsonPiece> {
  let held = '';
  let line = 1;
  /** What stands on the line before the object under way. */
  let before = '';
  let standing = beginning();
  const drop = (length: number): string => {
    const dropped = held.slice(0, length);
    held = held.slice(length);
    line += linesOf(dropped);
    before = `${before}${dropped}`.replace(/^[\s\S]*\n/u, '').slice(-200);
    standing = beginning();
    return dropped;
  };
  function* takeFrom(isLast: boolean): Generator<JsonPiece> {
    for (;;) {
      if (standing.at === 0) drop(held.includes('{') ? held.indexOf('{') : held.length);
      if (held === '') return;
      const closed = isClosed(standing, held);
      const { brokenAt } = standing;
      const next = brokenAt === undefined ? -1 : nextIn(held, brokenAt, /^[ \t]*/u.exec(before)?.[0] ?? '');
      if (!closed && next === -1 && !isLast && held.length <= longest) return;
      const begun = line;
      const own = drop(closed ? standing.at : next === -1 ? held.length : next);
      yield { line: begun, raw: own.slice(0, longest).replace(/[\s,]*$/u, '') };
    }
  }
  for await (const chunk of chunks) {
    held += String(chunk);
    yield* takeFrom(false);
  }
  // Cut off in the middle: what there is of the last one is told as malformed.
  yield* takeFrom(true);
}
