import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const deskOutput = join(root, 'dist/desk');

/** Everything the built desk is made of; a change in any of it builds anew. */
const sources = ['src/desk', 'src/kernel', 'src/locales', 'package-lock.json'];
const contracts = 'src/modules';

const filesBelow = (path: string): string[] => {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
};

const inputs = (): string[] => {
  const own = sources.flatMap((source) => filesBelow(join(root, source)));
  const shapes = filesBelow(join(root, contracts)).filter((file) => file.endsWith('contract.ts'));
  return [...own, ...shapes].filter((file) => !file.endsWith('.test.ts')).sort();
};

const hashOf = (files: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

const stampFile = join(deskOutput, '.inputs');

const isFresh = (hash: string): boolean =>
  existsSync(join(deskOutput, 'index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;

/** Whether a start need not build. */
export const isDeskFresh = (): boolean => isFresh(hashOf(inputs()));

export type DeskBuilt = { readonly folder: string; readonly built: boolean };

/** Builds the staff desk into dist/desk unless what is there was made from the same files. Needs no network. */
export const buildDesk = async (): Promise<DeskBuilt> => {
  const hash = hashOf(inputs());
  if (isFresh(hash)) return { folder: deskOutput, built: false };
  const { build } = await import('vite');
  // Made beside its place and moved in whole: a server that reads meanwhile, or a second build, sees one or the other.
  const aside = join(root, 'dist', `desk-${process.pid}`);
  const configFile = join(root, 'src/desk/vite.config.ts');
  await build({ configFile, logLevel: 'error', mode: 'production', build: { outDir: aside, emptyOutDir: true } });
  writeFileSync(join(aside, '.inputs'), hash);
  const before = `${aside}-before`;
  if (existsSync(deskOutput)) renameSync(deskOutput, before);
  else mkdirSync(dirname(deskOutput), { recursive: true });
  renameSync(aside, deskOutput);
  rmSync(before, { recursive: true, force: true });
  return { folder: deskOutput, built: true };
};
