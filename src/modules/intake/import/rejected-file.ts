import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

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

  async add(line: number, reason: string, words: string, raw: string): Promise<void> {
    if (this.#stream === undefined) {
      this.#stream = createWriteStream(this.path, { encoding: 'utf8', mode: 0o600 });
      // With the mark a spreadsheet opens it as UTF-8.
      this.#stream.write('\u{FEFF}line,reason,explanation,source\r\n');
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
