import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './fresh-file.ts';

/**
 * What keeps the pictures of the READMEs honest: beside them lie the words of the service that stand on each. A word that the
 * service no longer has makes its picture stale; a change nobody sees on a picture does not.
 */
export type PictureWords = Readonly<Record<string, readonly string[]>>;

export const picturesFolder = join(projectRoot, 'docs/pictures');
export const wordsFile = join(picturesFolder, 'words.json');

const leaves = (node: unknown): string[] =>
  typeof node === 'string' ? [node] : Object.values((node ?? {}) as Record<string, unknown>).flatMap(leaves);

/** Every text of a language as the files of words have it, without those that have values put in. */
export const wordsOf = (language: string): ReadonlySet<string> =>
  new Set(
    globSync(`src/locales/*.${language}.json`, { cwd: projectRoot })
      .flatMap((file) => leaves(JSON.parse(readFileSync(join(projectRoot, file), 'utf8'))))
      .filter((text) => !text.includes('{{')),
  );

/** Words on a picture that the service of today does not say, as `picture: word`. */
export const staleWords = (pictures: PictureWords, wordsIn = wordsOf): string[] =>
  Object.entries(pictures).flatMap(([picture, words]) => {
    const now = wordsIn(picture.split('.').at(-1) ?? '');
    return words.filter((word) => !now.has(word)).map((word) => `${picture}: ${word}`);
  });
