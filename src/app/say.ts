import type { Language, Translate } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';

/** How a command speaks: results on standard output, progress and trouble on standard error. */
export type Out = {
  readonly say: Translate;
  /** A result, ended by a line feed. */
  print(text: string): void;
  /** Progress or trouble, ended by a line feed. */
  note(text: string): void;
};

/** What every file in `commands/` exports as `run`: resolves to the exit code. */
export type Run = (argv: readonly string[], out: Out) => Promise<number>;

/** Chinese unless the machine or FANGXIN_LANG says English. */
export const languageOf = (env: Readonly<Record<string, string | undefined>>): Language => {
  const wished = env.FANGXIN_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^en/iu.test(wished) ? 'en' : 'zh-CN';
};

export const outFor = (language: Language): Out => ({
  say: textsFor(language),
  print: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
});
