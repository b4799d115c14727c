/** Every refusal of the source, read from where it is decided. */
import { join, relative } from 'node:path';
import * as ts from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { CALL, distinct, eachBelow, SourceValues, type Value } from './source-values.ts';

export type Said = { readonly text: string; readonly article: string };

/** One place where a code is decided, with all that can be said there. */
export type FoundRefusal = {
  readonly code: string;
  /** From the project's root. */
  readonly file: string;
  /** Without those that follow from what failed. */
  readonly statuses: readonly number[];
  /** Each is one answer: articles, or words where they follow from a value. Empty lists say "none". */
  readonly bases: readonly (readonly (Said | string)[])[];
  readonly fields: readonly string[];
  readonly instead: readonly string[];
};

export type FoundRefusals = { readonly refusals: readonly FoundRefusal[]; readonly unread: readonly string[] };

/** 409 when nothing is said: src/kernel/refusal.ts. */
const SILENT = 409;

export const refusalsIn = (root: string): FoundRefusals => {
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProject: join(root, 'tsconfig.json') }).getProjects()[0];
    if (project === undefined) throw new Error(`${root} holds no TypeScript project`);
    const src = `${join(root, 'src')}/`;
    const files = project.program
      .getSourceFileNames()
      .filter((file) => file.startsWith(src) && !/\.test\.tsx?$/.test(file))
      .sort();
    const calls = new Map<string, ts.CallExpression[]>();
    const wrappers: ts.ObjectLiteralExpression[] = [];
    for (const file of files) {
      const source = project.program.getSourceFile(file);
      if (source !== undefined)
        eachBelow(source, (node) => {
          if (ts.isCallExpression(node)) {
            const name = ts.isIdentifier(node.expression) ? node.expression.text : '';
            calls.set(name, [...(calls.get(name) ?? []), node]);
          }
          if (ts.isObjectLiteralExpression(node) && node.properties.some(ts.isSpreadAssignment)) wrappers.push(node);
        });
    }
    const types = project.checker.getTypeAtLocation(wrappers);
    const ofRefusals = wrappers.filter((_, at) => {
      const type = types[at];
      return type !== undefined && project.checker.getPropertyOfType(type, 'refusal') !== undefined;
    });
    const around = aroundOf(new SourceValues(project, new Map()), ofRefusals);
    return read(root, new SourceValues(project, calls), calls.get('refuse') ?? [], around);
  } finally {
    api.close();
  }
};

/** What a wrapper puts around a refusal: `{ basis: permit.basis, ...refusal }`. */
type Around = ReadonlyMap<ts.CallExpression, readonly { readonly name: string; readonly value: ts.Expression }[]>;

const aroundOf = (here: SourceValues, wrappers: readonly ts.ObjectLiteralExpression[]): Around => {
  const around = new Map<ts.CallExpression, { name: string; value: ts.Expression }[]>();
  for (const { properties } of wrappers) {
    const given = properties
      .filter(ts.isPropertyAssignment)
      .map(({ name, initializer }) => ({ name: name.getText(), value: initializer }));
    const shorthand = properties
      .filter(ts.isShorthandPropertyAssignment)
      .map(({ name }) => ({ name: name.getText(), value: name as ts.Identifier }));
    for (const spread of properties.filter(ts.isSpreadAssignment))
      for (const one of here.of(spread.expression, CALL))
        if (one.is === 'call') around.set(one.call, [...(around.get(one.call) ?? []), ...given, ...shorthand]);
  }
  return around;
};

const read = (
  root: string,
  values: SourceValues,
  calls: readonly ts.CallExpression[],
  around: Around,
): FoundRefusals => {
  const unread: string[] = [];
  const refusals = calls.flatMap((call): FoundRefusal[] => {
    const file = relative(root, call.getSourceFile().fileName);
    const [code, rest] = call.arguments;
    const codes = code === undefined ? undefined : (values.literals(code) ?? plainTexts(values.of(code)));
    if (codes === undefined) {
      unread.push(`${file}: ${call.getText()}`);
      return [];
    }
    const wrapped = around.get(call) ?? [];
    const member = (name: string): Value[] =>
      distinct([
        ...(rest === undefined ? [nothing] : values.of(rest, name)),
        ...wrapped.filter((one) => one.name === name).flatMap(({ value }) => values.of(value)),
      ]);
    const bases = distinctBases(member('basis').map(basisOf));
    const isGivenAround = wrapped.some(({ name }) => name === 'basis');
    const said = {
      file,
      statuses: member('status').flatMap((one) => (one.is === 'plain' ? [Number(one.value ?? SILENT)] : [])),
      bases: isGivenAround ? bases.filter((basis) => basis.length > 0) : bases,
      fields: member('field').flatMap(wordsOf),
      instead: member('instead').flatMap(actsOf),
    };
    return codes.map((one) => ({ code: String(one), ...said }));
  });
  return { refusals, unread };
};

const nothing: Value = { is: 'plain', value: undefined };

const distinctBases = (bases: readonly (Said | string)[][]): (Said | string)[][] => [
  ...new Map(bases.map((one) => [JSON.stringify(one), one])).values(),
];

/** Undefined when one of them is not known. */
const plainTexts = (values: readonly Value[]): string[] | undefined => {
  const texts = values.flatMap((one) => (one.is === 'plain' && typeof one.value === 'string' ? [one.value] : []));
  return texts.length === values.length && texts.length > 0 ? texts : undefined;
};

const basisOf = (value: Value): (Said | string)[] => {
  if (value.is === 'list') return value.items.flatMap(saidOf);
  return value.is === 'open' ? [value.words] : [];
};

const saidOf = (value: Value): (Said | string)[] => {
  if (value.is === 'open') return [value.words];
  if (value.is === 'list') return value.items.flatMap(saidOf);
  if (value.is !== 'record') return [];
  const [text, article] = ['text', 'article'].map((name) => plainTexts([value.members.get(name) ?? nothing])?.[0]);
  return text === undefined || article === undefined ? ['an article that follows from a value'] : [{ text, article }];
};

/** Acts that are worked out for the one who asks are named nowhere. */
const actsOf = (value: Value): string[] => {
  if (value.is === 'list') return value.items.flatMap(actsOf);
  return value.is === 'plain' ? wordsOf(value) : ['what is open to this person then'];
};

const wordsOf = (value: Value): string[] => {
  if (value.is === 'plain') return value.value === undefined || value.value === '' ? [] : [`\`${value.value}\``];
  return ['the one at fault'];
};
