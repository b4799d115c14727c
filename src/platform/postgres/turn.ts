import pg from 'pg';
import { wireValue } from './wire-value.ts';

/**
 * Statements that leave together and are answered together: one piece each way, with one `Sync` behind all of them. Left to
 * itself the library sends a `Sync` after each, which the server answers by a message of its own, asks each time anew
 * what the columns are called, and copies each statement property by property. This leans on what the library does inside,
 * at the version of the lock file.
 */

export type Answer = {
  readonly rows: readonly unknown[];
  readonly rowCount: number;
  /** `COMMIT`, `INSERT`, … */
  readonly command: string;
};

export type Asked = {
  /** Prepared under this name; a text that holds something of its own has none, and is read anew each time. */
  readonly name: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
};

type Waiting = {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | Buffer | null)[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

type Field = { readonly name: string; readonly dataTypeID: number };
type Row = Record<string, unknown>;
type Shape = {
  readonly fields: readonly Field[];
  readonly parsers: readonly ((text: string) => unknown)[];
  readonly empty: Row;
};

/** The library's connection as its own queries use it. */
type Wire = {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(message: { readonly name: string; readonly text: string }): void;
  bind(message: { readonly statement: string; readonly values: readonly (string | Buffer | null)[] }): void;
  describe(message: { readonly type: 'P' }): void;
  execute(): void;
  sync(): void;
};

const shapeOf = (fields: readonly Field[]): Shape => ({
  fields,
  parsers: fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown),
  empty: Object.fromEntries(fields.map(({ name }) => [name, null])),
});

const noColumns = shapeOf([]);

/** What each connection has been told of its statements: another may have prepared them before a migration. */
const told = new WeakMap<Wire, Map<string, Shape>>();

const shapesOf = (wire: Wire): Map<string, Shape> => {
  let shapes = told.get(wire);
  if (shapes === undefined) {
    shapes = new Map();
    told.set(wire, shapes);
  }
  return shapes;
};

const rowOf = ({ fields, parsers, empty }: Shape, texts: readonly (string | null)[]): Row => {
  const row: Row = { ...empty };
  for (const [i, { name }] of fields.entries()) {
    const text = texts[i] ?? null;
    if (text !== null) row[name] = parsers[i]?.(text);
  }
  return row;
};

/** The client takes only queries of the library's own kind where statements follow each other without waiting. */
const LibraryQuery = pg.Query as unknown as new (text: string) => object;

export class Turn extends LibraryQuery {
  /** The client notes under these what has been prepared: they are those of the statement that is being answered. */
  name = '';
  text = '';
  readonly #asked: Waiting[] = [];
  readonly #answers: Answer[] = [];
  #shapes = new Map<string, Shape>();
  #shape = noColumns;
  #rows: Row[] = [];
  #misread: { readonly error: unknown } | undefined;

  constructor() {
    super('');
  }

  /** Rejects with the error of the statement that failed, also those that were skipped because of it. */
  ask({ name = '', text, values }: Asked): Promise<Answer> {
    const made = values.map(wireValue);
    return new Promise((resolve, reject) => {
      this.#asked.push({ name, text, values: made, resolve, reject });
    });
  }

  /** Called by the client, as everything below. */
  submit(wire: Wire): null {
    this.#shapes = shapesOf(wire);
    const { parsedStatements: parsed, submittedNamedStatements: submitted } = wire;
    wire.stream.cork();
    for (const { name, text, values } of this.#asked) {
      if (name === '' || (parsed[name] === undefined && submitted[name] === undefined)) wire.parse({ name, text });
      if (name !== '' && parsed[name] === undefined) submitted[name] = text;
      wire.bind({ statement: name, values });
      if (!this.#shapes.has(name)) wire.describe({ type: 'P' });
      wire.execute();
    }
    wire.sync();
    wire.stream.uncork();
    this.#turnTo(0);
    return null;
  }

  #turnTo(at: number): void {
    const next = this.#asked[at];
    this.name = next?.name ?? '';
    this.text = next?.text ?? '';
    this.#shape = this.#shapes.get(this.name) ?? noColumns;
    this.#rows = [];
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#shape = shapeOf(fields);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    try {
      this.#rows.push(rowOf(this.#shape, fields));
    } catch (error) {
      this.#misread ??= { error };
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    if (this.name !== '') this.#shapes.set(this.name, this.#shape);
    const [command = '', ...counts] = text.split(' ');
    this.#answers.push({ rows: this.#rows, rowCount: Number(counts.at(-1) ?? 0), command });
    this.#turnTo(this.#answers.length);
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  /** The server skips what follows the statement that failed, up to the `Sync`: it has not been prepared either. */
  handleError(error: unknown, { submittedNamedStatements: submitted }: Wire): void {
    for (const [i, { name, resolve, reject }] of this.#asked.entries()) {
      const answer = this.#answers[i];
      if (answer !== undefined) resolve(answer);
      else {
        delete submitted[name];
        reject(error);
      }
    }
  }

  handleReadyForQuery(): void {
    for (const [i, { resolve, reject }] of this.#asked.entries()) {
      const answer = this.#answers[i];
      if (this.#misread !== undefined) reject(this.#misread.error);
      else if (answer === undefined) reject(new Error('the database left a statement unanswered'));
      else resolve(answer);
    }
  }
}
