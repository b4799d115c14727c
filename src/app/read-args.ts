import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What `parseArgs` throws of arguments it does not take, so that all of them are told in one place. */
class RepeatedOption extends Error {
  readonly code = 'ERR_PARSE_ARGS_REPEATED_OPTION';
}

/** Told as `parseArgs` tells of one where it takes none. */
class SurplusArgument extends Error {
  readonly code = 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL';
}

/** What stands in its place, at most `most`: a path whose blanks were not quoted must not become a shorter one. */
export const positionalsOf = (
  { positionals }: { readonly positionals: readonly string[] },
  most: number,
): readonly string[] => {
  const surplus = positionals[most];
  if (surplus !== undefined) throw new SurplusArgument(`'${surplus}' is one too many`);
  return positionals;
};

/** The arguments of a command. An option given twice is no choice of the last one: nobody can know which was meant. */
export const readArgs = <T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> => {
  const { tokens = [] } = parseArgs({ ...config, tokens: true });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option' || config.options?.[token.name]?.multiple === true) continue;
    if (seen.has(token.name)) throw new RepeatedOption(`'--${token.name}' given more than once`);
    seen.add(token.name);
  }
  return parseArgs(config);
};
