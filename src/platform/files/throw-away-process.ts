import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type ChildName, madeOrAskedFor } from './made-children.ts';
import { NOT_READABLE } from './throw-away-child.ts';

export type ProcessSettings = { readonly atOnce: number; readonly patienceMilliseconds: number };

const program = fileURLToPath(new URL('../../../', import.meta.url));

const packages = join(program, 'node_modules');

/** A made script reads itself and packages, the sources themselves and packages: never what lies beside them, such as data and keys. */
const scriptAndReadable = (name: ChildName, made: string | undefined): string[] => {
  const own = made === undefined ? [join(program, 'src'), join(program, 'package.json')] : [dirname(made)];
  const folders = [...own, packages, ...(existsSync(packages) ? [realpathSync(packages)] : [])];
  const script = made ?? fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return [...folders.map((folder) => `--allow-fs-read=${folder}`), script];
};

/**
 * Readers of foreign formats are where hostile files bite, so every file has a process of its own that is thrown away
 * (made-children.ts makes that cheap): it holds no key, no connection and no right to write, start processes or read anything but
 * the program itself. A crash or an endless file costs this one copy and nothing else.
 *
 * The answer is what the process wrote; undefined when the input cannot be read. Throws when the process could not be
 * started: another time may do.
 */
export const throwAwayProcess = (
  name: ChildName,
  settings: ProcessSettings,
  made: (name: ChildName) => string | undefined = madeOrAskedFor,
): ((input: Buffer) => Promise<Buffer | undefined>) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (input) => {
    if (running < settings.atOnce) running += 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await madeOrSources(name, made(name), input, settings.patienceMilliseconds);
    } finally {
      // The place is handed on, not given up, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};

/** A made script that ends by a fault of its own costs the file nothing: the sources are asked. */
const madeOrSources = async (name: ChildName, made: string | undefined, input: Buffer, patience: number) => {
  const sources = () => run(scriptAndReadable(name, undefined), input, patience);
  return made === undefined
    ? await sources()
    : await run(scriptAndReadable(name, made), input, patience).catch(sources);
};

const run = async (script: string[], input: Buffer, patienceMilliseconds: number): Promise<Buffer | undefined> => {
  const working = spawn(process.execPath, ['--no-warnings', '--permission', '--allow-addons', ...script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { MALLOC_ARENA_MAX: '2' },
    timeout: patienceMilliseconds,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    working.on('error', reject);
    working.on('close', (code) => resolve(code));
  });
  // A child that dies early closes its input; how it ended tells enough.
  working.stdin.on('error', () => undefined);
  working.stdin.end(input);
  const [answer, code] = await Promise.all([buffer(working.stdout).catch(() => Buffer.alloc(0)), ended]);
  if (code === 0) return answer;
  // Killed by a signal is the file's doing as well: endless, or more than the machine has.
  if (code === NOT_READABLE || code === null) return undefined;
  throw new Error(`the process that reads a file ended with ${code}`);
};
