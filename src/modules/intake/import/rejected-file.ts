import { once } from 'node:events';
import { closeSync, createWriteStream, existsSync, openSync, readSync, rmSync, type WriteStream } from 'node:fs';

// With the mark a spreadsheet opens it as UTF-8.
const heading = '\u{FEFF}line,reason,explanation,source\r\n';

/** A spreadsheet reckons what begins like this; behind an apostrophe it is text. */
const asText = (value: string): string => (/^\s*[=+\-@＝＋－＠]|^[\t\r]/u.test(value) ? `'${value}` : value);

const quoted = (value: string): string => `"${asText(value).replaceAll('"', '""')}"`;

/** The side file: one line a rejected record, made only when there is one to write. */
export class RejectedFile {
  readonly path: string;
  #stream: WriteStream | undefined;
  #lines = 0;

  constructor(path: string) {
    this.path = path;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Takes away what an earlier run left, which says nothing of this one. False where another file has the name. */
  begin(): boolean {
    if (!existsSync(this.path)) return true;
    const wanted = Buffer.from(heading);
    const found = Buffer.alloc(wanted.length);
    const file = openSync(this.path, 'r');
    readSync(file, found, 0, found.length, 0);
    closeSync(file);
    if (!found.equals(wanted)) return false;
    rmSync(this.path);
    return true;
  }

  async add(line: number, reason: string, words: string, raw: string): Promise<void> {
    if (this.#stream === undefined) {
      this.#stream = createWriteStream(this.path, { encoding: 'utf8', mode: 0o600 });
      this.#stream.write(heading);
      await once(this.#stream, 'ready');
    }
    this.#lines += 1;
    const row = [String(line), reason, quoted(words), quoted(raw.replace(/\r?\n$/u, ''))].join(',');
    if (!this.#stream.write(`${row}\r\n`)) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    if (this.#stream === undefined) return;
    this.#stream.end();
    await once(this.#stream, 'finish');
  }
}
