import { readFileSync } from 'node:fs';
import { codeOf, StartFailure } from './postgres/start-failure.ts';

/** What a JSON file named by the setting `name` holds. What is wrong with it is told without a word of it: it holds secrets. */
export const settingsFile = <T>(name: string, file: string, faultOf: (held: T) => FileFault | undefined): T => {
  const held = objectIn(name, file) as T;
  const fault = faultOf(held);
  if (fault !== undefined) throw new StartFailure('cli:settings.member', { name, file, ...fault });
  return held;
};

/** The member that is missing or wrong, as a dotted path, and what it is to look like. */
export type FileFault = { readonly member: string; readonly expected: string };

const objectIn = (name: string, file: string): object => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartFailure('cli:settings.file-unreadable', { name, file, why: codeOf(error) }, { cause: error });
  }
  try {
    const held: unknown = JSON.parse(text);
    if (typeof held === 'object' && held !== null && !Array.isArray(held)) return held;
  } catch {
    // The engine's own words quote the text around the fault.
  }
  throw new StartFailure('cli:settings.file-no-json', { name, file });
};
