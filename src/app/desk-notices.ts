import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the page, not among the files kept for a year: it changes with every upgrade. */
export const noticesFile = 'licences.txt';

/** A package of which the built desk hands out a part, with the terms it must be handed out under. */
export type Notice = {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
};

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: unknown;
};

const PACKAGES = '/node_modules/';

/** What the bundler itself writes into every bundle comes under its own licence. */
const ownWords: readonly (readonly [start: string, name: string])[] = [
  ['\0vite/', 'vite'],
  ['\0rolldown/', 'rolldown'],
];

/** The folder of the package a file of the bundle belongs to; nothing for our own files. */
export const packageOf = (file: string, root: string): string | undefined => {
  const bundler = ownWords.find(([start]) => file.startsWith(start));
  if (bundler !== undefined) return join(root, 'node_modules', bundler[1]);
  const at = file.lastIndexOf(PACKAGES);
  if (at < 0) return undefined;
  const start = at + PACKAGES.length;
  const [first = '', second = ''] = file.slice(start).split('/');
  return file.slice(file.indexOf('/'), start) + (first.startsWith('@') ? `${first}/${second}` : first);
};

const isLicence = (file: string): boolean => /^(licen[cs]e|copying|notice)/iu.test(file);

const authorOf = (author: unknown): string => {
  if (typeof author === 'string') return author;
  const named = typeof author === 'object' && author !== null && 'name' in author ? author.name : undefined;
  return typeof named === 'string' ? named : '';
};

/** The text of the MIT licence as published by the Open Source Initiative, for a package that names it and brings no copy. */
const mit = (holder: string): string => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const noticeOf = (folder: string): Notice => {
  const {
    name,
    version,
    license = '',
    author,
  }: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter(isLicence).sort();
  // What a build tool itself was made of is not in what it builds.
  const texts = files.map(
    (file) => readFileSync(join(folder, file), 'utf8').split('\n# Licenses of bundled dependencies')[0] ?? '',
  );
  if (texts.length > 0) return { name, version, licence: license, text: texts.map((text) => text.trim()).join('\n\n') };
  if (license !== 'MIT') throw new Error(`${name} ${version} is bundled under "${license}" and brings no text of it`);
  return { name, version, licence: license, text: mit(authorOf(author) || `the authors of ${name}`) };
};

/** Of each package that any of these files belongs to, once for every version. */
export const noticesOf = (files: Iterable<string>, root: string): readonly Notice[] => {
  const folders = new Set([...files].map((file) => packageOf(file, root)).filter((folder) => folder !== undefined));
  return [...folders]
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map(noticeOf)
    .sort((a, b) => (a.name === b.name ? a.version.localeCompare(b.version) : a.name < b.name ? -1 : 1));
};

const RULE = '-'.repeat(78);

/** As handed out beside the desk: what is in it from others, and under which terms. */
export const noticesText = (notices: readonly Notice[]): string =>
  [
    '放心 · 工作台所用开源软件的版权声明和许可条款',
    'Fangxin · copyright notices and licences of the open-source software in the staff desk',
    '',
    ...notices.map(({ name, version, licence }) => `${name} ${version} (${licence})`),
    ...notices.flatMap(({ name, version, licence, text }) => [
      '',
      RULE,
      `${name} ${version} (${licence})`,
      RULE,
      '',
      text,
    ]),
    '',
  ].join('\n');
