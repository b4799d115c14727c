import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { noticesFile, noticesOf, noticesText } from './desk-notices.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const deskOutput = join(root, 'dist/desk');

/** Everything the built desk is made of, as far as it lies in whole folders; a change in any of it builds anew. */
const sources = [
  ...['src/desk', 'src/kernel', 'src/locales', 'src/app/build-desk.ts', 'src/app/desk-notices.ts'],
  ...['package.json', 'package-lock.json', 'tsconfig.json'],
];
/** What the browser reads too of a module, as docs/map.md has it. */
const shared = /(^|[/-])(contract|vocabulary)\.ts$/u;

const filesBelow = (path: string): string[] => {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
};

/** The files a fresh desk must have been built from, of the tree at `from`. */
export const deskInputs = (from: string = root): string[] => {
  const own = sources.map((source) => join(from, source)).filter((source) => existsSync(source));
  const shapes = filesBelow(join(from, 'src/modules')).filter((file) => shared.test(file));
  return [...own.flatMap(filesBelow), ...shapes].filter((file) => !file.endsWith('.test.ts')).sort();
};

export const deskHash = (from: string = root): string => {
  const hash = createHash('sha256');
  for (const file of deskInputs(from))
    hash.update(relative(from, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

/** Of what the bundler read of our own: what a change of would not build anew. */
export const unwatched = (read: Iterable<string>, from: string = root): string[] => {
  const watched = new Set(deskInputs(from));
  return [...read]
    .map((id) => id.split('?')[0] ?? id)
    .filter((file) => file.startsWith(from) && !file.includes('/node_modules/') && !watched.has(file));
};

/** What the bundler read goes into the stamp's keeping, and what of it is others' is handed out with its terms. */
const withNotices: Plugin = {
  name: 'desk-notices',
  generateBundle(_options, bundle) {
    const missed = unwatched(this.getModuleIds());
    if (missed.length > 0) throw new Error(`the desk is built from files its stamp leaves out: ${missed.join(', ')}`);
    const packed = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
    this.emitFile({ type: 'asset', fileName: noticesFile, source: noticesText(noticesOf(packed, root)) });
  },
};

const stampFile = join(deskOutput, '.inputs');

const isFresh = (hash: string): boolean =>
  existsSync(join(deskOutput, 'index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;

/** Whether a start need not build. */
export const isDeskFresh = (): boolean => isFresh(deskHash());

export type DeskBuilt = { readonly folder: string; readonly built: boolean };

/** Builds the staff desk into dist/desk unless what is there was made from the same files. Needs no network. */
export const buildDesk = async (): Promise<DeskBuilt> => {
  const hash = deskHash();
  if (isFresh(hash)) return { folder: deskOutput, built: false };
  const { build } = await import('vite');
  // Made beside its place and moved in whole: a server that reads meanwhile, or a second build, sees one or the other.
  const aside = join(root, 'dist', `desk-${process.pid}`);
  const configFile = join(root, 'src/desk/vite.config.ts');
  await build({
    ...{ configFile, logLevel: 'error', mode: 'production', plugins: [withNotices] },
    build: { outDir: aside, emptyOutDir: true },
  });
  writeFileSync(join(aside, '.inputs'), hash);
  const before = `${aside}-before`;
  if (existsSync(deskOutput)) renameSync(deskOutput, before);
  else mkdirSync(dirname(deskOutput), { recursive: true });
  renameSync(aside, deskOutput);
  rmSync(before, { recursive: true, force: true });
  return { folder: deskOutput, built: true };
};
