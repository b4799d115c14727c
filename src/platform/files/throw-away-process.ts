import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { answeringParts, type PartOf } from './asked-parts.ts';
import { megabyte } from './limits.ts';
import { type ChildName, madeOrAskedFor, sourceOf } from './made-children.ts';
import { NOT_READABLE } from './throw-away-child.ts';

/** A file that is without end looks like a machine that is too slow: this says nothing of the file, another time may do. */
export class TookTooLong extends Error {
  override name = 'TookTooLong';
  readonly code = 'FILE_TOOK_TOO_LONG';
  constructor() {
    super('a file was not read within its time');
  }
}

/** In several parts so that nobody copies them into one; as a question it is read when its turn has come, and does not wait in memory. */
export type Input = Buffer | readonly Uint8Array[] | (() => Promise<Buffer>);

const given = async (input: Input): Promise<readonly Uint8Array[]> => {
  if (typeof input === 'function') return [await input()];
  return Buffer.isBuffer(input) ? [input] : input;
};

export type ProcessSettings = {
  readonly atOnce: number;
  readonly patienceMilliseconds: number;
  /** The server holds what is written until all of it is there. */
  readonly mostWrittenBytes?: number;
  /** For each byte it is given, beside what every process may take. */
  readonly memoryForEachByte?: number;
};

const program = fileURLToPath(new URL('../../../', import.meta.url));

const packages = join(program, 'node_modules');

const sources = [join(program, 'src'), join(program, 'package.json')];

/** A made script reads itself and packages, the sources themselves and packages: never what lies beside them, such as data and keys. */
const readingOnly = (own: readonly string[], script: string): string[] => {
  const folders = [...own, packages, ...(existsSync(packages) ? [realpathSync(packages)] : [])];
  return [...folders.map((folder) => `--allow-fs-read=${folder}`), script];
};

const scriptAndReadable = (name: ChildName, made: string | undefined): string[] =>
  made === undefined ? readingOnly(sources, sourceOf(name)) : readingOnly([dirname(made)], made);

const inTurn = (atOnce: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Done>(work: () => Promise<Done>): Promise<Done> => {
    if (running < atOnce) running += 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      // The place is handed on, not given up, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};

/**
 * Readers of foreign formats are where hostile files bite, so every file has a process of its own that is thrown away
 * (made-children.ts makes that cheap): it holds no key, no connection and no right to write, start processes or read anything but
 * the program itself. A crash or an endless file costs this one copy and nothing else.
 *
 * The answer is what the process wrote; undefined when the input cannot be read. Throws when the process could not be
 * started, and `TookTooLong`: another time may do.
 */
export const throwAwayProcess = (
  name: ChildName,
  settings: ProcessSettings,
  made: (name: ChildName) => string | undefined = madeOrAskedFor,
): ((input: Input) => Promise<Buffer | undefined>) => throwAwayAsking(name, settings, made);

/** The same for what is too long to be given whole: the process asks for the parts it wants. Throws what `part` throws as well. */
export const throwAwayAsking = (
  name: ChildName,
  settings: ProcessSettings,
  made: (name: ChildName) => string | undefined = madeOrAskedFor,
): ((input: Input, part?: PartOf) => Promise<Buffer | undefined>) => {
  const turn = inTurn(settings.atOnce);
  return (input, part) =>
    turn(async () => {
      const written = await madeOrSources(name, made(name), { input: await given(input), part }, boundsOf(settings));
      if (written === 'slow') throw new TookTooLong();
      return written;
    });
};

/** A made script that ends by a fault of its own costs the file nothing: the sources are asked. */
const madeOrSources = async (name: ChildName, made: string | undefined, given: Given, bounds: Bounds) => {
  const plainly = () => answered(scriptAndReadable(name, undefined), given, bounds);
  return made === undefined
    ? await plainly()
    : await answered(scriptAndReadable(name, made), given, bounds).catch(plainly);
};

const answered = async (script: string[], given: Given, bounds: Bounds): Promise<Buffer | 'slow' | undefined> => {
  const { written, end } = await run(script, given, bounds);
  if (end === 'slow') return end;
  return end === 'done' ? written : undefined;
};

export type PartsSettings = ProcessSettings & {
  /** From the start to the first thing written. */
  readonly startMilliseconds: number;
  /** From one thing written to the next. */
  readonly partMilliseconds: number;
};

/** `slow`: ended because the next part took too long. What was written before stands in each of the cases. */
export type PartsWritten = {
  readonly written: Buffer;
  readonly end: 'done' | 'unreadable' | 'slow' | 'died';
};

/** Such a process for what is answered part by part: what came before it was given up is good. Throws as above. */
export const throwAwayParts = (script: URL, settings: PartsSettings): ((input: Input) => Promise<PartsWritten>) => {
  const turn = inTurn(settings.atOnce);
  const bounds = { ...boundsOf(settings), start: settings.startMilliseconds, part: settings.partMilliseconds };
  const own = readingOnly(sources, fileURLToPath(script));
  return (input) => turn(async () => await run(own, { input: await given(input) }, bounds));
};

/** What the engine sets aside for itself, half a gigabyte, is counted too; a picture of the largest kind takes as much again. */
const MOST_MEMORY_KIBIBYTES = 2.5 * 1024 * 1024;
/** The system counts what a process may write to; a limit of its own that is lower still holds. The shell's settings stay behind. */
const LIMITED = 'ulimit -d "$0" 2>/dev/null; exec /usr/bin/env -i MALLOC_ARENA_MAX=2 "$@"';
/** Many times the largest file that is handed in. */
const MOST_WRITTEN_BYTES = 256 * megabyte;

/** With `part`, more of it is given where it is asked for. */
type Given = { readonly input: readonly Uint8Array[]; readonly part?: PartOf | undefined };

type Bounds = {
  readonly written: number;
  readonly memoryForEachByte: number;
  readonly whole: number;
  readonly start?: number;
  readonly part?: number;
};

const boundsOf = (settings: ProcessSettings): Bounds => ({
  written: settings.mostWrittenBytes ?? MOST_WRITTEN_BYTES,
  memoryForEachByte: settings.memoryForEachByte ?? 0,
  whole: settings.patienceMilliseconds,
});

const run = async (script: string[], { input, part: partOf }: Given, bounds: Bounds): Promise<PartsWritten> => {
  const bytesGiven = input.reduce((sum, { length }) => sum + length, 0);
  const node = [process.execPath, '--no-warnings', '--permission', '--allow-addons', ...script];
  const working = spawn(
    '/bin/sh',
    ['-c', LIMITED, `${MOST_MEMORY_KIBIBYTES + Math.ceil((bounds.memoryForEachByte * bytesGiven) / 1024)}`, ...node],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {},
    },
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    working.on('error', reject);
    working.on('close', (code) => resolve(code));
  });
  // Where the system has no file handle left it starts nothing and gives no streams either; why is told a moment later.
  if (working.stdout === undefined) await ended;
  let isSlow = false;
  const giveUp = (): void => {
    isSlow ||= working.kill('SIGKILL');
  };
  const whole = setTimeout(giveUp, bounds.whole);
  let part = bounds.start === undefined ? undefined : setTimeout(giveUp, bounds.start);
  const written: Buffer[] = [];
  let bytes = 0;
  let fault: unknown;
  const failed = (cause: unknown): void => {
    fault = cause;
    working.kill('SIGKILL');
  };
  const taken = partOf && answeringParts(partOf, takenBy(working.stdin), failed);
  working.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bounds.written) {
      working.kill('SIGKILL');
      return;
    }
    written.push(taken?.(chunk) ?? chunk);
    clearTimeout(part);
    part = bounds.part === undefined ? undefined : setTimeout(giveUp, bounds.part);
  });
  // A child that dies early closes its input; how it ended tells enough.
  for (const stream of [working.stdin, working.stdout]) stream.on('error', () => undefined);
  for (const one of input) working.stdin.write(one);
  if (partOf === undefined) working.stdin.end();
  const code = await ended.finally(() => {
    clearTimeout(whole);
    clearTimeout(part);
  });
  if (fault !== undefined) throw fault;
  return { written: Buffer.concat(written), end: endOf(code, isSlow) };
};

/** Also done when the process ended meanwhile: how it ended tells enough. */
const takenBy =
  (input: Writable) =>
  (more: Buffer): Promise<void> =>
    new Promise((taken) => input.write(more, () => taken()));

/** Killed by a signal is the file's doing as well: endless, or more than the machine has. */
const endOf = (code: number | null, isSlow: boolean): PartsWritten['end'] => {
  if (code === 0) return 'done';
  if (code === NOT_READABLE) return 'unreadable';
  if (code === null) return isSlow ? 'slow' : 'died';
  throw new Error(`the process that reads a file ended with ${code}`);
};
