import { globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Each file is an instance of an earlier program, packed: its `backup` by tables, its `keys` and the `heads` it signed. */
export const statesDirectory = join(import.meta.dirname, 'states');

export type KeptState = { readonly name: string; readonly file: string };

/** Oldest first. */
export const keptStates = (): KeptState[] =>
  globSync('*.br', { cwd: statesDirectory })
    .sort()
    .map((file) => ({ name: basename(file, '.br'), file: join(statesDirectory, file) }));

/** Rows are text and pack well as such; sealed files are not. */
type Packed = Readonly<Record<string, { readonly text: string } | { readonly base64: string }>>;

const packedFile = (bytes: Buffer): Packed[string] => {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? { text } : { base64: bytes.toString('base64') };
};

/** `from` holds what to keep, by the names it is to have. */
export const packState = (from: string): Buffer => {
  const paths = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .sort();
  const packed: Packed = Object.fromEntries(paths.map((path) => [path, packedFile(readFileSync(join(from, path)))]));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(JSON.stringify(packed), { params });
};

/** Readable by its owner alone, as a key file has to be. */
export const unpackState = ({ file }: KeptState, to: string): void => {
  const packed: Packed = JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'));
  for (const [path, kept] of Object.entries(packed)) {
    const place = join(to, path);
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    writeFileSync(place, 'text' in kept ? kept.text : Buffer.from(kept.base64, 'base64'), { mode: 0o600 });
  }
};
