/** The words of a local letter: lines with names in double braces. */
import { type Refusal, refuse } from '#kernel/refusal.ts';

/** Every second part is a name, as it was written between the braces. */
const NAMED = /\{\{([^{}]*)\}\}/u;

export const textLines = (text: string): string[] =>
  text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export type Part = { readonly text: string } | { readonly name: string };

export const partsOf = (line: string): Part[] =>
  line
    .split(NAMED)
    .map((part, place): Part => (place % 2 === 1 ? { name: part.trim() } : { text: part }))
    .filter((part) => 'name' in part || part.text !== '');

/** The names a text writes. */
export const saysOnly = (text: string): ReadonlySet<string> =>
  new Set(textLines(text).flatMap((line) => partsOf(line).flatMap((part) => ('name' in part ? [part.name] : []))));

/** The first line that cannot be read, by its place as typed. */
export const templateFault = (field: string, text: string, known: ReadonlySet<string>): Refusal | undefined => {
  for (const [at, line] of text.split(/\r?\n/u).entries()) {
    for (const part of partsOf(line)) {
      // Full-width braces are typed by mistake, and would stand on the paper.
      if ('text' in part && /[{}｛｝]/u.test(part.text))
        return refuse('local-form-braces-open', { status: 422, field, params: { line: at + 1 } });
      if ('name' in part && !known.has(part.name))
        return refuse('local-form-name-unknown', { status: 422, field, params: { line: at + 1, name: part.name } });
    }
  }
  return undefined;
};
