import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';

/** What the law of the tree asks about one file; read from its syntax tree, so that texts and comments cannot fool it. */
export type SourceFacts = {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  /** Files of the project by their path from the root; packages as they are written. Type-only imports count too. */
  readonly imports: readonly Import[];
  readonly defaultExport: boolean;
  /** Time, chance and the process, as written: `Date.now`, `new Date()`. */
  readonly outside: readonly string[];
  /** Every text in the file, templates with `?` in their holes. */
  readonly texts: readonly string[];
};

export type Import = { readonly to: string; readonly own: boolean; readonly typeOnly: boolean };

/** The subpath imports of package.json: `#kernel/*` → `src/kernel/*`. */
export const subpathsOf = (root: string): ReadonlyMap<string, string> => {
  const parsed: { imports?: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return new Map(
    Object.entries(parsed.imports ?? {}).map(([from, to]) => [
      from.replace('*', ''),
      to.replace('./', '').replace('*', ''),
    ]),
  );
};

/** Every TypeScript file of these folders, in the order of their names. */
export const sourceFiles = (root: string, folders = ['src', 'db', 'test', 'tools']): string[] =>
  folders
    .flatMap((folder) => filesUnder(join(root, folder)))
    .map((file) => relative(root, file))
    .sort();

const filesUnder = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });

export const readFacts = (root: string, path: string, subpaths: ReadonlyMap<string, string>): SourceFacts => {
  const text = readFileSync(join(root, path), 'utf8');
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const found: Found = { imports: [], defaultExport: false, outside: [], texts: [] };
  look(parsed.program, found);
  const imports = found.imports.map(({ from, typeOnly }) => ({ ...locate(root, path, from, subpaths), typeOnly }));
  return { path, lines: text.split('\n').length, ...found, imports };
};

const locate = (root: string, path: string, from: string, subpaths: ReadonlyMap<string, string>) => {
  if (from.startsWith('.')) return { to: relative(root, resolve(root, dirname(path), from)), own: true };
  for (const [prefix, folder] of subpaths) {
    if (from.startsWith(prefix)) return { to: folder + from.slice(prefix.length), own: true };
  }
  return { to: from, own: false };
};

type Found = {
  imports: { from: string; typeOnly: boolean }[];
  defaultExport: boolean;
  outside: string[];
  texts: string[];
};

type Node = { readonly type: string; readonly [member: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const textOf = (value: unknown): string =>
  isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string' ? value['value'] : '';

const nameOf = (value: unknown): string =>
  isNode(value) && value.type === 'Identifier' && typeof value['name'] === 'string' ? value['name'] : '';

const look = (value: unknown, found: Found): void => {
  if (Array.isArray(value)) {
    for (const one of value) look(one, found);
    return;
  }
  if (!isNode(value)) {
    return;
  }
  note(value, found);
  for (const member of Object.values(value)) look(member, found);
};

const outsideObjects = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);

const note = (node: Node, found: Found): void => {
  const typeOnly = node['importKind'] === 'type' || node['exportKind'] === 'type';
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      found.imports.push({ from: textOf(node['source']), typeOnly });
      return;
    case 'ExportNamedDeclaration':
      if (isNode(node['source'])) found.imports.push({ from: textOf(node['source']), typeOnly });
      return;
    case 'ImportExpression':
      // A path put together while running cannot be judged: it counts as a package of no name.
      found.imports.push({ from: textOf(node['source']) || 'a computed path', typeOnly: false });
      return;
    case 'TSImportType':
      found.imports.push({ from: textOf(node['source'] ?? node['argument']), typeOnly: true });
      return;
    case 'ExportDefaultDeclaration':
      found.defaultExport = true;
      return;
    case 'ExportSpecifier':
      if (nameOf(node['exported']) === 'default') found.defaultExport = true;
      return;
    case 'NewExpression':
      if (nameOf(node['callee']) === 'Date' && Array.isArray(node['arguments']) && node['arguments'].length === 0)
        found.outside.push('new Date()');
      return;
    case 'MemberExpression': {
      const object = nameOf(node['object']);
      const written = `${object}.${nameOf(node['property'])}`;
      if (outsideObjects.has(written) || object === 'process') found.outside.push(written);
      return;
    }
    case 'Literal':
      if (typeof node['value'] === 'string') found.texts.push(node['value']);
      return;
    case 'TemplateLiteral':
      found.texts.push(templateText(node['quasis']));
      return;
  }
};

const templateText = (quasis: unknown): string =>
  (Array.isArray(quasis) ? quasis : [])
    .map((quasi: unknown) => (isNode(quasi) ? rawOf(quasi['value']) : ''))
    .join(' ? ');

const rawOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'raw' in value && typeof value.raw === 'string' ? value.raw : '';
