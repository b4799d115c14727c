import type { StreamValues } from '#platform/verify-values.ts';
import type { Block, CanonicalPaper } from '../papers/canonical-paper.ts';

/** A paper as it was made; undefined where its text is erased, missing or broken, which is told elsewhere. */
export const paperIn = (values: StreamValues, entry: string): CanonicalPaper | undefined => {
  const value = values.value(entry);
  return typeof value === 'string' ? (JSON.parse(value) as CanonicalPaper) : undefined;
};

/** What was filled into a sentence, in its order. */
export const valuesOn = (block: Block | undefined): readonly string[] =>
  block?.kind === 'paragraph' ? block.runs.flatMap((run) => (typeof run === 'string' ? [] : [run.value])) : [];
