import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

/** Words of a narrative for finding it again. Loaded at first use: the dictionary costs 38 MB. */
let cutter: Jieba | undefined;

const cut = (text: string): string[] => {
  cutter ??= Jieba.withDict(dict);
  return cutter.cutForSearch(text, true);
};

const isWord = (word: string): boolean => word.length > 1 && word.length <= 20 && /[\p{Script=Han}\p{L}]/u.test(word);

/**
 * Search words of a text without what could name a person: numbers of four digits and more (phones, ids, orders),
 * addresses' numbers, e-mail addresses, and the given names, whole and in parts. At most 400 distinct words.
 */
export const searchWords = (text: string, names: readonly string[]): string[] => {
  let plain = text.normalize('NFKC').toLowerCase();
  // Run by run: a pattern that looks for its own beginning at every letter takes the square of a text without blanks.
  if (plain.includes('@')) plain = plain.replace(/\S+/gu, (run) => (/.@./su.test(run) ? ' ' : run));
  const called = names.map((name) => name.normalize('NFKC').toLowerCase().trim()).filter((name) => name.length > 1);
  // The longest first: a name that holds another goes whole.
  for (const name of called.sort((a, b) => b.length - a.length)) plain = plain.replaceAll(name, ' ');
  // Of a name in several words each alone names the person as well.
  const parts = new Set(called.flatMap((name) => name.split(/[\s·•]+/u)));
  plain = plain
    .replace(/[a-z0-9-]+/gu, (run) => (/\d{4}/u.test(run) ? ' ' : run))
    .replace(/\d+(?=[号栋室单元楼弄])/gu, ' ')
    .replaceAll('\0', ' ');
  const words = new Set<string>();
  for (const word of cut(plain.toWellFormed())) {
    const tidy = word.trim();
    if (isWord(tidy) && !parts.has(tidy)) words.add(tidy);
    if (words.size >= 400) break;
  }
  return [...words];
};

/** Query words for a tsquery: every one must appear; undefined when nothing is left to look for. */
export const searchQuery = (text: string): string | undefined => {
  cutter ??= Jieba.withDict(dict);
  const words = cutter
    .cut(text.normalize('NFKC').toLowerCase().toWellFormed().replaceAll('\0', ' '), true)
    .map((word) => word.trim())
    .filter(isWord)
    .slice(0, 12);
  if (words.length === 0) return undefined;
  return words.map((word) => `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`).join(' & ');
};
