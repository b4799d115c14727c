import { parseArgs } from 'node:util';

/** Says how the tool is called and ends, before it has done anything: asked with `--help`, or called with what it does not take. */
export const endWithUsage = (usage: string, code: 0 | 2): never => {
  (code === 0 ? console.log : console.error)(`usage: ${usage}`);
  process.exit(code);
};

/** For a tool that takes no arguments. */
export const takeNothing = (usage: string): void => {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
    if (values.help) endWithUsage(usage, 0);
  } catch {
    endWithUsage(usage, 2);
  }
};
