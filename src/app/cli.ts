import { readdirSync } from 'node:fs';
import { varDirectoryIn } from '#platform/config.ts';
import {
  asDiskFailure,
  asStatementFailure,
  asStopFailure,
  codeOf,
  StartFailure,
} from '#platform/postgres/start-failure.ts';
import { languageOf, type Out, outFor, type Run } from './say.ts';

const commandsFolder = new URL('commands/', import.meta.url);

/** Every file in `commands/` is a command of its name; it is loaded only when it is called. */
export const commandNames = (): string[] =>
  readdirSync(commandsFolder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.replace(/\.ts$/u, ''))
    .sort();

/** Runs one command; resolves to the exit code: 0 done, 1 could not be done, 2 not understood. */
export const runCli = async (argv: readonly string[], out: Out): Promise<number> => {
  const [wished = 'help', ...rest] = argv;
  const name = ['-h', '--help'].includes(wished) ? 'help' : wished;
  if (rest.includes('--help') || rest.includes('-h')) return runCli(['help', name], out);
  if (!commandNames().includes(name)) {
    out.note(out.say('cli:unknown.command', { name }));
    const near = closest(name, commandNames());
    if (near !== undefined) out.note(out.say('cli:unknown.suggestion', { name: near }));
    out.note(out.say('cli:unknown.help'));
    return 2;
  }
  try {
    const { run } = (await import(new URL(`${name}.ts`, commandsFolder).href)) as { run: Run };
    return await run(rest, out);
  } catch (error) {
    return explain(error, out);
  }
};

const argumentFaults: Readonly<Record<string, string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'cli:unknown.option',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: 'cli:unknown.option-value',
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: 'cli:unknown.positional',
  ERR_PARSE_ARGS_REPEATED_OPTION: 'cli:unknown.repeated',
};

/** One sentence for the person; the stack only for whoever asks for it. */
export const explain = (error: unknown, out: Out): number => {
  if (process.env.FANGXIN_DEBUG === '1') console.error(error);
  const path = pathOf(error);
  const known = asStatementFailure(asStopFailure(path === undefined ? error : asDiskFailure(error, path)));
  if (known instanceof StartFailure) {
    const key = known.code.includes(':') ? known.code : `cli:failures.${known.code}`;
    out.note(out.say(key, known.params));
    return 1;
  }
  const detail = error instanceof Error ? error.message : String(error);
  if (codeOf(error).startsWith('ERR_PARSE_ARGS')) {
    // Node names what it does not understand in quotes, in English.
    const name = /'(?:-\w, )?([^'\s]+)/u.exec(detail)?.[1];
    const key = name === undefined ? undefined : argumentFaults[codeOf(error)];
    out.note(key === undefined ? out.say('cli:unknown.arguments', { detail }) : out.say(key, { name: name ?? '' }));
    return 2;
  }
  out.note(out.say('cli:failures.unexpected', { detail }));
  return 1;
};

/** Writing to an open file fails without a path; then it was most likely one of ours. Reading a folder does, too: then it was not. */
const pathOf = (error: unknown): string | undefined => {
  if (typeof error === 'object' && error !== null && 'path' in error) return String(error.path);
  return codeOf(error) === 'EISDIR' ? undefined : varDirectoryIn(process.env);
};

const closest = (word: string, choices: readonly string[]): string | undefined => {
  const scored = choices.map((choice) => ({ choice, steps: editsBetween(word, choice) }));
  scored.sort((a, b) => a.steps - b.steps);
  const [best] = scored;
  return best !== undefined && best.steps <= Math.max(2, word.length / 3) ? best.choice : undefined;
};

/** Levenshtein distance. */
const editsBetween = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

if (import.meta.main) {
  const out = outFor(languageOf(process.env));
  const die = (error: unknown) => process.exit(explain(error, out));
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  // `fangxin due | head` closes our output early; that is no failure.
  process.stdout.on('error', (error) => (codeOf(error) === 'EPIPE' ? process.exit(0) : die(error)));
  // Not awaited: `help` imports this file, which must have finished loading by then.
  void runCli(process.argv.slice(2), out).then((code) => {
    process.exitCode = code;
  });
}
