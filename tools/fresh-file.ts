import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A file made from the code: written by its tool, and called stale by `--check` as soon as the code says otherwise. */
export type GeneratedFile = {
  readonly tool: string;
  /** Where it lies, from the project's root. */
  readonly file: string;
  readonly make: () => string | Promise<string>;
};

export const projectRoot = resolve(import.meta.dirname, '..');

/** 0 written or fresh, 1 stale. `--out` names another place than the usual one. */
export const keepFresh = async (
  generated: GeneratedFile,
  argv: readonly string[],
  say: (text: string) => void,
): Promise<number> => {
  const { values } = parseArgs({
    args: [...argv],
    options: { check: { type: 'boolean' }, out: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    say(`usage: node ${generated.tool} [--check] [--out FILE]`);
    return 0;
  }
  const out = resolve(values.out ?? resolve(projectRoot, generated.file));
  const wanted = await generated.make();
  if (values.check && existsSync(out) && readFileSync(out, 'utf8') === wanted) return 0;
  if (values.check) {
    say(`${generated.file} is stale: run npm run docs`);
    return 1;
  }
  writeFileSync(out, wanted);
  say(`wrote ${relative(projectRoot, out)}`);
  return 0;
};
