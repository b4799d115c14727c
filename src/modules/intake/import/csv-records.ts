/** One record of a text in columns, with the line it begins on; `fields` is undefined where its quote is never closed. */
export type CsvRecord = { readonly line: number; readonly raw: string; readonly fields: readonly string[] | undefined };

/** Fields of one record, fed line by line: a quoted field may go on over several. */
class Fields {
  readonly done: string[] = [];
  #field = '';
  #mode: 'begin' | 'plain' | 'quoted' | 'quote-in-quoted' = 'begin';

  /** True when the record ends with this line. `ending` belongs to the field only inside quotes. */
  take(line: string, ending: string): boolean {
    if (this.#mode === 'begin' && this.done.length === 0 && !line.includes('"')) {
      this.done.push(...line.split(','));
      return true;
    }
    for (const char of line) this.#take(char);
    if (this.#mode === 'quoted') {
      this.#field += ending;
      return false;
    }
    this.#push();
    return true;
  }

  #take(char: string): void {
    if (this.#mode === 'quoted') {
      if (char === '"') this.#mode = 'quote-in-quoted';
      else this.#field += char;
    } else if (this.#mode === 'quote-in-quoted' && char === '"') {
      this.#field += char;
      this.#mode = 'quoted';
    } else if (char === ',') this.#push();
    else if (this.#mode === 'begin' && char === '"') this.#mode = 'quoted';
    else {
      // What goes on behind its closing quote was no quoted field: it is taken as it stands.
      if (this.#mode === 'quote-in-quoted') this.#field = `"${this.#field}"`;
      this.#field += char;
      this.#mode = 'plain';
    }
  }

  #push(): void {
    this.done.push(this.#field);
    this.#field = '';
    this.#mode = 'begin';
  }
}

type Line = { readonly number: number; readonly text: string; readonly ending: string };

/**
 * The records of a CSV text one by one. A record whose quote does not close within `longest` characters, or at all, is
 * told by its first line alone, and the lines behind it are read anew: one stray quote costs one line. So is a line beyond `longest`.
 */
export async function* csvRecordsIn(chunks: AsyncIterable<unknown>, longest: number): AsyncIterable<CsvRecord> {
  let held: Line[] = [];
  let fields = new Fields();
  let length = 0;
  const began = (): void => {
    held = [];
    fields = new Fields();
    length = 0;
  };
  /** Takes one line; with it a record may be over. */
  const take = (line: Line): CsvRecord | undefined => {
    held.push(line);
    length += line.text.length;
    if (!fields.take(line.text, line.ending)) return undefined;
    const record = { line: held[0]?.number ?? line.number, raw: rawOf(held), fields: fields.done };
    began();
    return record;
  };
  function* taken(lines: Iterable<Line>, isLast: boolean): Generator<CsvRecord> {
    const waiting = [...lines].reverse();
    for (;;) {
      const line = waiting.pop();
      if (line !== undefined && held.length === 0 && line.text.length > longest) {
        yield { line: line.number, raw: line.text.slice(0, longest), fields: undefined };
        continue;
      }
      const record = line === undefined ? undefined : take(line);
      if (record !== undefined) yield record;
      else if (held[0] !== undefined && (length > longest || (line === undefined && isLast))) {
        const [first, ...rest] = held;
        yield { line: first.number, raw: first.text, fields: undefined };
        waiting.push(...rest.reverse());
        began();
      } else if (line === undefined) return;
    }
  }
  for await (const line of linesIn(chunks, longest)) yield* taken([line], false);
  yield* taken([], true);
}

const rawOf = (lines: readonly Line[]): string =>
  lines.map(({ text, ending }, at) => (at === lines.length - 1 ? text : `${text}${ending}`)).join('');

/**
 * Lines end as the first one does: a lone carriage return ends them only where `longest` characters hold no line feed. Of a line
 * beyond `longest` only so much is kept that it is seen to be one.
 */
async function* linesIn(chunks: AsyncIterable<unknown>, longest: number): AsyncIterable<Line> {
  let rest = '';
  let number = 0;
  let separator: RegExp | undefined;
  for await (const chunk of chunks) {
    const more = number === 0 && rest === '' ? String(chunk).replace(/^\u{FEFF}/u, '') : String(chunk);
    // A line feed may belong to the carriage return before it.
    let from = Math.max(0, rest.length - 1);
    rest += more;
    if (separator === undefined) {
      if (more.includes('\n')) separator = /\r?\n/gu;
      else if (rest.length > longest && rest.includes('\r')) separator = /\r(?=[^\n])/gu;
      else if (rest.length <= longest) continue;
      from = 0;
    }
    separator ??= /\r?\n/gu;
    separator.lastIndex = from;
    let begun = 0;
    for (let found = separator.exec(rest); found !== null; found = separator.exec(rest)) {
      number += 1;
      yield { number, text: rest.slice(begun, found.index), ending: found[0] };
      begun = separator.lastIndex;
    }
    rest = rest.slice(begun);
    if (rest.length > longest + 2) rest = rest.slice(0, longest + 1) + rest.slice(-1);
  }
  const last = separator === undefined ? rest.split('\r') : [rest];
  for (const [at, text] of last.entries()) {
    number += 1;
    if (at < last.length - 1 || text !== '') yield { number, text, ending: '\r' };
  }
}
