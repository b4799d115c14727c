/**
 * Which texts of src/locales nobody reads, judged by the texts that stand in the program. A key is read when it is written out, or
 * when a template makes it whose holes can be filled with words that stand somewhere too. What fits by chance is taken for read.
 */
export type Written = {
  /** Texts of the program as `readFacts` gives them, ` ? ` in the holes of templates. */
  readonly texts: ReadonlySet<string>;
  /** Every word of the program, names of members too. */
  readonly words: ReadonlySet<string>;
};

const hole = ' ? ';

const fixedIn = (text: string): string => text.replaceAll(hole, '').replaceAll('.', '');

const patternOf = (text: string): RegExp => new RegExp(`^${text.split(hole).map(RegExp.escape).join('(.+?)')}$`);

/** `cases.owed_other` is asked for as `cases.owed`, with a count. */
const withoutPlural = (key: string): string => key.replace(/_(?:one|other)$/, '');

const prefixesOf = (key: string): string[] => [...key.matchAll(/\./g)].map(({ index }) => key.slice(0, index));

export const unreadTexts = (keysOf: ReadonlyMap<string, readonly string[]>, { texts, words }: Written): string[] => {
  const paths = [...texts].filter((text) => !/\s/.test(text.replaceAll(hole, '')));
  const templates = paths.filter((text) => text.includes(hole));
  const patterns = (found: readonly string[]): RegExp[] => found.map(patternOf);
  const fills = (pattern: RegExp, path: string): string[] | undefined => pattern.exec(path)?.slice(1);

  /** A part of a path that is itself put together: `PaperDelivered${outcome}`. */
  const parts = patterns(templates.filter((text) => !text.includes(':') && fixedIn(text).length > 2));
  /** A number, a word, or two put together: `${type}${whose}`. */
  const isWord = (word: string): boolean =>
    /^\d+$/.test(word) ||
    words.has(word) ||
    [...word].some((_, at) => at > 1 && texts.has(word.slice(0, at)) && texts.has(word.slice(at)));
  const isSaid = (path: string): boolean => path.split('.').every(isWord);
  const isPut = (path: string): boolean =>
    texts.has(path) || isSaid(path) || parts.some((part) => fills(part, path)?.every(isSaid));
  /** What is put behind a prefix handed over as a value: `${words}.column.${name}`. */
  const tails = patterns(
    templates.filter((text) => text.startsWith(`${hole}.`)).map((text) => text.slice(hole.length)),
  );

  return [...keysOf].flatMap(([namespace, keys]) => {
    const under = (start: string): string[] =>
      templates.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
    const own = under(`${namespace}:`);
    const shared = under(`${hole}:`).filter((path) => fixedIn(path) !== '');
    const prefixes = patterns(own);
    /** `papers:${code}.${key}`: the first part must stand as a text of its own, or everything would be read. */
    const open = patterns(own.filter((path) => fixedIn(path) === ''));
    // Only where the whole path is a value may `:key` stand for it.
    const bare =
      open.length === 0 ? [] : patterns(paths.filter((text) => text.startsWith(':')).map((text) => text.slice(1)));
    const made = [...patterns([...own, ...shared].filter((path) => fixedIn(path) !== '')), ...bare];

    const isRead = (key: string): boolean =>
      texts.has(`${namespace}:${key}`) ||
      made.some((pattern) => fills(pattern, key)?.every(isPut)) ||
      open.some((pattern) => {
        const [first, ...rest] = fills(pattern, key) ?? [];
        return (
          first !== undefined &&
          (texts.has(first) || parts.some((part) => fills(part, first)?.every(isSaid))) &&
          rest.every(isPut)
        );
      }) ||
      prefixesOf(key).some(
        (prefix) =>
          (texts.has(`${namespace}:${prefix}`) || prefixes.some((pattern) => fills(pattern, prefix)?.every(isPut))) &&
          tails.some((tail) => fills(tail, key.slice(prefix.length))?.every(isPut)),
      );
    return keys.filter((key) => !isRead(withoutPlural(key))).map((key) => `${namespace}:${key}`);
  });
};
