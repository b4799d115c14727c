export type JsonPiece = { readonly line: number; readonly raw: string };

/** Where a scan of the object under way stands: how many braces are open, and whether within a text. */
type Standing = { at: number; depth: number; isInText: boolean; isEscaped: boolean };

const beginning = (): Standing => ({ at: 0, depth: 0, isInText: false, isEscaped: false });

/** Goes on to the end of the object or of the text; true when the object is closed, `at` is then behind it. */
const isClosed = (standing: Standing, text: string): boolean => {
  while (standing.at < text.length) {
    const char = text[standing.at];
    standing.at += 1;
    if (standing.isEscaped) standing.isEscaped = false;
    else if (standing.isInText) {
      if (char === '\\') standing.isEscaped = true;
      else if (char === '"') standing.isInText = false;
    } else if (char === '"') standing.isInText = true;
    else if (char === '{') standing.depth += 1;
    else if (char === '}') {
      standing.depth -= 1;
      if (standing.depth === 0) return true;
    }
  }
  return false;
};

/**
 * Where within the text of an unsound object the next one begins, as a person would see it: on a line of its own as far in as the
 * object itself, or behind a comma where all stands on one line; -1 where nothing shows it.
 */
const nextIn = (text: string, indent: string): number => {
  if (!text.includes('\n')) {
    const found = /,\s*\{/u.exec(text);
    return found === null ? -1 : found.index + found[0].length - 1;
  }
  for (const found of text.matchAll(/\n([ \t]*)(?:\}?,[ \t]*)?\{/gu))
    if (found[1] === indent) return found.index + found[0].length - 1;
  return -1;
};

const isJson = (raw: string): boolean => {
  try {
    JSON.parse(raw);
    return true;
  } catch {
    return false;
  }
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
      if (standing.depth === 0) drop(held.includes('{') ? held.indexOf('{') : held.length);
      if (held === '') return;
      const closed = isClosed(standing, held);
      if (!closed && !isLast && held.length <= longest) return;
      const own = closed ? held.slice(0, standing.at) : held;
      const next = nextIn(own, /^[ \t]*/u.exec(before)?.[0] ?? '');
      const begun = line;
      const swallows = next > 0 && !(closed && isJson(own));
      const raw = drop(swallows ? next : own.length).slice(0, longest);
      yield { line: begun, raw: swallows ? raw.replace(/[\s,]*$/u, '') : raw };
    }
  }
  for await (const chunk of chunks) {
    held += String(chunk);
    yield* takeFrom(false);
  }
  // Cut off in the middle: what there is of the last one is told as malformed.
  yield* takeFrom(true);
}
