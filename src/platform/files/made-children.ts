import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { elapsed } from '../clock.ts';
import { projectRoot } from '../config.ts';

const folders = {
  'blank-child': 'files',
  'image-child': 'files',
  'pdf-child': 'files',
  'paper-child': 'documents',
} as const;

export type ChildName = keyof typeof folders;

const here = fileURLToPath(new URL('.', import.meta.url));
const platform = join(here, '..');

export const sourceOf = (name: ChildName): string => join(platform, folders[name], `${name}.ts`);

/** Everything of ours such a process may be made of; `make-children.ts` refuses to bundle anything else of ours. */
export const sourcesOfChildren = (): string[] => [
  ...['files', 'files/blanking', 'documents'].flatMap((folder) =>
    readdirSync(join(platform, folder))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .sort()
      .map((file) => join(platform, folder, file)),
  ),
];

/** What was locked and what is installed: between a new lock file and its installation they differ. */
const packages = [join(projectRoot, 'package-lock.json'), join(projectRoot, 'node_modules/.package-lock.json')];

const inputs = (): string[] => [...sourcesOfChildren(), ...packages];

/** One name a version of the sources, of the packages, of Node and of the place they lie in. */
export const versionOfChildren = (files = inputs()): string => {
  const hash = createHash('sha256').update([process.version, process.arch, projectRoot].join('\0'));
  for (const file of files)
    hash.update(`\0${file}\0`).update(
      createHash('sha256')
        .update(existsSync(file) ? readFileSync(file) : '')
        .digest(),
    );
  return hash.digest('hex').slice(0, 32);
};

/** Beside the built desk: whoever may write there may write the program. */
export const placeOfChildren = join(projectRoot, 'dist/children');

/** The script made of a child's sources, when there is one of this very version that nobody else could have written. */
export const madeChild = (name: ChildName, version: string, place = placeOfChildren): string | undefined => {
  const folder = join(place, version);
  const script = join(folder, `${name}.start.cjs`);
  try {
    const trusted = new Set([process.getuid?.(), statSync(join(projectRoot, 'package.json')).uid]);
    const parts = [place, folder, ...readdirSync(folder).map((file) => join(folder, file))].map((path) =>
      lstatSync(path),
    );
    if (parts.some((part) => !trusted.has(part.uid) || part.isSymbolicLink() || (part.mode & 0o022) !== 0))
      return undefined;
    return realpathSync(script);
  } catch {
    return undefined;
  }
};

let known: { readonly seen: string; readonly version: string } | undefined;

/** The system's clock for files is coarse: two changes within one of its steps look like one. */
const COARSE_MILLISECONDS = 1000;

/** Read anew only where the system says that a file is another: what was changed never runs as it was before. */
export const presentVersion = (files = inputs()): string => {
  const there = files.map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  const seen = there
    .map((file) => (file === undefined ? '' : [file.ino, file.size, file.mtimeNs, file.ctimeNs].join(' ')))
    .join('\n');
  if (known?.seen === seen) return known.version;
  const settled = BigInt(Date.now() - COARSE_MILLISECONDS);
  const version = versionOfChildren(files);
  known = there.every((file) => file === undefined || file.ctimeMs < settled) ? { seen, version } : undefined;
  return version;
};

/** A maker that died leaves its folder; after this long it is another's turn. */
const PATIENCE_MILLISECONDS = 120_000;

export const isBeingMade = (aside: string): boolean => {
  const there = statSync(aside, { throwIfNoEntry: false });
  return there !== undefined && Date.now() - there.mtimeMs < PATIENCE_MILLISECONDS;
};

/** A maker that failed, for a full disk or too little memory, is asked again after this long. */
export const ASK_AGAIN_MILLISECONDS = 3_600_000;

/** What is being made is not counted as asked for: its maker may have died with the server before this one. */
export const createAsking = (
  ask: (version: string) => void,
  isUnderWay: (version: string) => boolean,
  clock: () => number,
): ((version: string) => void) => {
  let last: { readonly version: string; readonly at: number } | undefined;
  return (version) => {
    if (last?.version === version && clock() - last.at < ASK_AGAIN_MILLISECONDS) return;
    if (isUnderWay(version)) return;
    last = { version, at: clock() };
    ask(version);
  };
};

/**
 * The made script; where there is none yet, none: a process is asked to make it, and until then the sources run as they
 * are.
 */
export const madeOrAskedFor = (name: ChildName): string | undefined => {
  const version = presentVersion();
  const made = madeChild(name, version);
  if (made === undefined) askOnce(version);
  return made;
};

/** Nothing of the server's settings goes into what is made. */
const askFor = (version: string): void => {
  const maker = join(here, 'make-children.ts');
  const making = spawn(process.execPath, ['--no-warnings', maker, placeOfChildren, version], {
    stdio: 'ignore',
    env: {},
  });
  // The way without it is as good, only dearer.
  making.on('error', () => undefined);
  making.unref();
};

const askOnce = createAsking(askFor, (version) => isBeingMade(join(placeOfChildren, `${version}.making`)), elapsed);
