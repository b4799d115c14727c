import type { Translate } from '#kernel/translate.ts';
import type { EndOfTerm, FileAtEnd } from '#platform/end-of-term.ts';
import { Refused } from '#platform/http/errors.ts';
import { inLanguage, sentenceOf } from '#platform/http/problem.ts';
import type { Out } from './say.ts';

export type KindAtEnd = 'files' | 'reports' | 'questions' | 'requests';

/**
 * Lets go whatever of a kind is due; one that cannot go is named and keeps none behind it waiting. Names what is still due
 * afterwards: in a trial everything, else only what a hold keeps. How many could not go.
 */
export const letGoAll = async (what: KindAtEnd, end: EndOfTerm, dryRun: boolean, out: Out): Promise<number> => {
  const count = { gone: 0, held: 0, 'not-due': 0, failed: 0 };
  for await (const file of end.due()) count[dryRun ? foreseen(file) : await letGo(file, end, out)] += 1;
  out.print(`  ${out.say(`people:retain.${what}`, { count: count.gone, held: count.held })}`);
  for await (const { number, endedOn, years, held } of end.due())
    if (held || dryRun)
      out.print(`    ${out.say(`people:retain.${held ? 'held' : 'file'}`, { number, endedOn, years })}`);
  return count.failed;
};

const foreseen = ({ held }: FileAtEnd): 'gone' | 'held' => (held ? 'held' : 'gone');

const letGo = async (file: FileAtEnd, end: EndOfTerm, out: Out) => {
  try {
    return await end.letGo(file);
  } catch (error) {
    const { number } = file;
    out.note(`  ${out.say('people:retain.failed', { number, reason: reasonOf(error, out.say) })}`);
    return 'failed';
  }
};

/** Why something failed, in words where there are any. */
export const reasonOf = (error: unknown, say: Translate): string =>
  error instanceof Refused
    ? sentenceOf(error.refusal, inLanguage(say.language))
    : error instanceof Error
      ? error.message
      : String(error);
