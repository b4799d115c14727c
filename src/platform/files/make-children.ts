/**
 * Makes what the processes for handed-in files run (made-children.ts): the sources of each as one script, types taken out, with
 * the engine's own reading of it beside it. Runs by itself, away from any handed-in file, once a version.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { projectRoot } from '../config.ts';
import { framed } from './framed-parts.ts';
import { type ChildName, isBeingMade, sourceOf, sourcesOfChildren, versionOfChildren } from './made-children.ts';

const pdfLib = join(dirname(createRequire(import.meta.url).resolve('@cantoo/pdf-lib')), '../dist/pdf-lib.js');
const asLoaded = "require(join(require.resolve('@cantoo/pdf-lib'), '../../dist/pdf-lib.js'))";

/** The one file of pdf-lib is loaded by its path, which a bundler does not follow; and no other file of ours may come in. */
const ours = (watched: ReadonlySet<string>): Plugin => ({
  name: 'ours',
  enforce: 'pre',
  transform(code, id) {
    const isOurs = id.startsWith(projectRoot) && !id.includes('/node_modules/');
    if (isOurs && !watched.has(id)) throw new Error(`made of a file its version leaves out: ${id}`);
    if (!id.endsWith('/documents/pdf-lib.ts')) return undefined;
    if (!code.includes(asLoaded)) throw new Error('pdf-lib is loaded in another way');
    return `import bundledLib from ${JSON.stringify(pdfLib)};\n${code.replace(asLoaded, 'bundledLib')}`;
  },
});

const scriptOf = async (name: ChildName): Promise<string> => {
  const { build } = await import('vite');
  const output = { format: 'cjs', codeSplitting: false } as const;
  const made = await build({
    ...{ configFile: false, root: projectRoot, logLevel: 'silent', mode: 'production' },
    plugins: [ours(new Set(sourcesOfChildren()))],
    ssr: { noExternal: true },
    build: {
      ...{ write: false, minify: false, target: 'node24', ssr: sourceOf(name) },
      rolldownOptions: { output, external: [/\.node$/u] },
    },
  });
  const parts = 'output' in made ? made.output : [];
  const [only] = parts;
  if (only?.type !== 'chunk' || parts.length !== 1) throw new Error(`${name} is not one script`);
  return only.code;
};

/** Runs as if it lay among the sources, so that what it still asks packages for is found from there. */
const startOf = (name: ChildName, atEnd: string): string =>
  [
    "'use strict';",
    "const { readFileSync, writeFileSync } = require('node:fs');",
    `const [file, cache] = ['js', 'cache'].map((end) => __dirname + '/${name}.' + end);`,
    'let cachedData;',
    'try { cachedData = readFileSync(cache); } catch {}',
    "const script = new (require('node:vm').Script)(readFileSync(file, 'utf8'), { filename: file, cachedData });",
    atEnd,
    `const from = ${JSON.stringify(sourceOf(name).replace(/ts$/u, 'cjs'))};`,
    "script.runInThisContext()(require('node:module').createRequire(from), from, {});",
  ].join('\n');

const keeping = "process.on('exit', () => writeFileSync(cache, script.createCachedData()));";

/** The engine keeps its reading of what a harmless file of ours made it run. */
const make = async (folder: string, name: ChildName, sample: Buffer): Promise<void> => {
  const code = await scriptOf(name);
  writeFileSync(join(folder, `${name}.js`), `(function (require, __filename, exports) {${code}\n})`);
  const first = join(folder, `${name}.first.cjs`);
  writeFileSync(first, startOf(name, keeping));
  const { status } = spawnSync(process.execPath, ['--no-warnings', first], { input: sample, env: {} });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  rmSync(first);
  writeFileSync(join(folder, `${name}.start.cjs`), startOf(name, ''));
};

const samplePdf = async (): Promise<Buffer> => {
  const { PDFDocument } = await import('../documents/pdf-lib.ts');
  const document = await PDFDocument.create();
  document.addPage();
  return Buffer.from(await document.save());
};

const sampleImage = async (): Promise<Buffer> => {
  const { default: sharp } = await import('sharp');
  const plain = sharp({ create: { width: 8, height: 8, channels: 3, background: '#3a6ea5' } });
  return await plain.jpeg().toBuffer();
};

/** Looked through for a code, it makes the whole way run. */
const sampleScan = async (): Promise<Buffer> => {
  const printed = { code: 'https://example.org/papers/AAAA-BBBB-CCCC-DDDD', page: 0 };
  const order = { mediaType: 'image/jpeg', pages: 1, printed };
  return framed([Buffer.from(JSON.stringify({ asks: 'scan', order })), await sampleImage()]);
};

/** So short that the first part it asks for is all of it. */
const sampleRecording = (): Buffer => {
  const boxes = ['ftypisom', 'moov'].map((text) => {
    const box = Buffer.from(`\0\0\0\0${text}`, 'latin1');
    box.writeUInt32BE(box.length);
    return box;
  });
  const content = Buffer.concat(boxes);
  const head = Buffer.from(JSON.stringify({ mediaType: 'video/mp4', bytes: content.length }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, content]);
};

const [place = '', version = ''] = process.argv.slice(2);
const aside = join(place, `${version}.making`);
// Written by nobody else, read by whoever runs the program.
process.umask(0o022);
mkdirSync(place, { recursive: true });
if (!isBeingMade(aside)) rmSync(aside, { recursive: true, force: true });
try {
  mkdirSync(aside);
} catch {
  // Another is at it.
  process.exit(0);
}
try {
  await make(aside, 'pdf-child', await samplePdf());
  await make(aside, 'image-child', await sampleImage());
  await make(aside, 'paper-child', await sampleScan());
  await make(aside, 'blank-child', sampleRecording());
  // Sources that changed meanwhile would stand under the name of what they were.
  if (versionOfChildren() !== version) throw new Error('the sources are not those that were asked for');
  renameSync(aside, join(place, version));
  for (const old of readdirSync(place))
    if (!old.startsWith(version)) rmSync(join(place, old), { recursive: true, force: true });
} finally {
  rmSync(aside, { recursive: true, force: true });
}
