import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How such a process ends when what it was given is at fault; any other failure is the process's own. */
export const NOT_READABLE = 3;

export type ProcessSettings = { readonly atOnce: number; readonly patienceMilliseconds: number };

const program = fileURLToPath(new URL('../../../', import.meta.url));

/** The program and, where that is a link to elsewhere, its packages. */
const readable = (): string[] => {
  const packages = join(program, 'node_modules');
  return [program, existsSync(packages) ? realpathSync(packages) : program].map(
    (folder) => `--allow-fs-read=${folder}`,
  );
};

/**
 * Readers of foreign formats are where hostile files bite, so every file has a process of its own that is thrown away
 * (about a fifth of a second): it holds no key, no connection and no right to write, start processes or read anything but
 * the program itself. A crash or an endless file costs this one copy and nothing else.
 *
 * The answer is what the process wrote; undefined when the input cannot be read. Throws when the process could not be
 * started: another time may do.
 */
export const throwAwayProcess = (
  script: string,
  settings: ProcessSettings,
): ((input: Buffer) => Promise<Buffer | undefined>) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (input) => {
    if (running < settings.atOnce) running += 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await run(script, input, settings.patienceMilliseconds);
    } finally {
      // The place is handed on, not given up, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};

const run = async (script: string, input: Buffer, patienceMilliseconds: number): Promise<Buffer | undefined> => {
  const working = spawn(process.execPath, ['--no-warnings', '--permission', '--allow-addons', ...readable(), script], {
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
