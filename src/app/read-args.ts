import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What `parseArgs` throws of arguments it does not take, so that all of them are told in one place. */
class RepeatedOption extends Error {
  readonly code = 'ERR_PARSE_ARGS_REPEATED_OPTION';
}

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
