import { readFileSync, writeSync } from 'node:fs';

/** How such a process ends when what it was given is at fault; any other failure is the process's own. */
export const NOT_READABLE = 3;

/**
 * All a process for one foreign file does: reads it from standard input, writes what is made of it to standard output.
 * Plain reading and writing: to load streams would cost as much as a small file does.
 */
export const answerStandardInput = async (made: (input: Buffer) => Promise<readonly Buffer[]>): Promise<void> => {
  const answer = await made(readFileSync(0)).catch(() => process.exit(NOT_READABLE));
  for (const part of answer) writeOut(part);
  process.exit(0);
};

export const writeOut = (whole: Buffer): void => {
  for (let at = 0; at < whole.length; ) at += writeSync(1, whole, at);
};
