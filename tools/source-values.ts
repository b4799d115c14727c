/**
 * What an expression of the source can be worth, as far as it can be read without running it: constants, conditions, spreads,
 * helpers that answer with an expression, and parameters by what the callers hand over. What cannot be read is `open`, in words.
 */
import type { CallExpression, Expression, Node } from 'typescript/unstable/ast';
import * as ts from 'typescript/unstable/ast';
import { type Checker, type Symbol as Declared, type Project, type Type, TypeFlags } from 'typescript/unstable/sync';

export type Value =
  | { readonly is: 'plain'; readonly value: string | number | undefined }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | { readonly is: 'record'; readonly members: ReadonlyMap<string, Value> }
  | { readonly is: 'call'; readonly call: CallExpression }
  | { readonly is: 'open'; readonly words: string };

type Arm = ts.ArrowFunction | ts.FunctionDeclaration | ts.FunctionExpression;

/** An argument waits until somebody asks for it: most of what is handed over says nothing of what is asked. */
type Bound = ReadonlyMap<Node, { readonly given: Expression | undefined; readonly bound: Bound }>;

/** Members to follow from an expression; this one asks for the calls of `refuse` that it may be. */
export const CALL = '@call';
type Path = readonly string[];

const MOST = 60;
const DEEPEST = 40;
/** Steps for one question: whoever asks for more is answered by types. */
const LONGEST = 4000;
const unbound: Bound = new Map();
const nothing: Value = { is: 'plain', value: undefined };
const open = (words: string): Value => ({ is: 'open', words });
export const isNothing = (value: Value): boolean => value.is === 'plain' && value.value == null;

const keyOf = (value: Value): string =>
  value.is === 'call'
    ? `${value.call.getSourceFile().fileName} ${value.call.pos}`
    : JSON.stringify(value, (_, part) => (part instanceof Map ? [...part] : part));

export const distinct = (values: readonly Value[]): Value[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];

const isFunction = (node: Node): node is Arm =>
  ts.isArrowFunction(node) || ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);

/** Every node below, the functions within left out where only what this function answers is asked. */
export const eachBelow = (node: Node, visit: (one: Node) => void, intoFunctions = true): void =>
  node.forEachChild((child) => {
    visit(child);
    if (intoFunctions || !isFunction(child)) eachBelow(child, visit, intoFunctions);
    return undefined;
  });

export class SourceValues {
  readonly #checker: Checker;
  readonly #project: Project;
  readonly #calls: ReadonlyMap<string, readonly CallExpression[]>;
  readonly #declarations = new Map<Node, Node | undefined>();
  readonly #active = new Set<Node>();
  #depth = 0;
  #steps = 0;

  /** Without calls a parameter stays open. */
  constructor(project: Project, calls: ReadonlyMap<string, readonly CallExpression[]>) {
    this.#project = project;
    this.#checker = project.checker;
    this.#calls = calls;
  }

  /** All that this member of it can be worth; never empty. */
  of(node: Expression, ...path: Path): Value[] {
    this.#steps = 0;
    return this.#at(node, path, unbound);
  }

  /** The texts or numbers its type allows. */
  literals(node: Expression): (string | number)[] | undefined {
    const type = this.#checker.getTypeAtLocation(node);
    const parts = type?.isUnionType() ? type.getTypes() : type === undefined ? [] : [type];
    const found = (parts ?? []).map((one: Type) =>
      one.isStringLiteralType() || one.isNumberLiteralType() ? one.value : undefined,
    );
    return found.length > 0 && found.every((one) => one !== undefined) ? found : undefined;
  }

  #at(node: Expression, path: Path, bound: Bound): Value[] {
    if (this.#depth > DEEPEST || this.#steps++ > LONGEST) return this.#byType(node, path);
    this.#depth++;
    try {
      return distinct(this.#read(node, path, bound)).slice(0, MOST);
    } finally {
      this.#depth--;
    }
  }

  #byType(node: Expression, path: Path): Value[] {
    const [name] = path;
    if (name !== undefined) return name === CALL ? [] : [open(this.#memberOf(name, node))];
    const literals = this.literals(node);
    if (literals !== undefined && literals.length <= 24) return literals.map((value) => ({ is: 'plain', value }));
    if (ts.isPropertyAccessExpression(node)) return [open(this.#memberOf(node.name.text, node.expression))];
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
      return [open(`what \`${node.expression.text}\` says`)];
    if (ts.isIdentifier(node)) return [open(`the \`${node.text}\` handed over`)];
    const text = node.getText().replaceAll(/\s+/g, ' ');
    return [open(text.length < 60 ? `\`${text}\`` : 'a value')];
  }

  #memberOf(name: string, of: Node): string {
    const asked = ts.isVariableDeclaration(of) ? (of.initializer ?? of) : of;
    const type = ts.isParameterDeclaration(asked) ? undefined : this.#checker.getTypeAtLocation(asked);
    const written = ts.isParameterDeclaration(asked) ? (asked.type?.getText() ?? '') : '';
    const called = type === undefined ? written : this.#checker.typeToString(type);
    const [one, ...others] = called.split(' | ').filter((name) => name !== 'undefined' && name !== 'Refusal');
    return one !== undefined && others.length === 0 && /^[A-Z]\w*$/.test(one)
      ? `the \`${name}\` of the \`${one}\``
      : `its \`${name}\``;
  }

  #read(node: Expression, path: Path, bound: Bound): Value[] {
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isAwaitExpression(node)
    )
      return this.#at(node.expression, path, bound);
    if (ts.isConditionalExpression(node))
      return [...this.#at(node.whenTrue, path, bound), ...this.#at(node.whenFalse, path, bound)];
    if (ts.isBinaryExpression(node)) return this.#binary(node, path, bound);
    if (ts.isObjectLiteralExpression(node)) return this.#record(node, path, bound);
    if (ts.isIdentifier(node)) return this.#named(node, path, bound);
    if (ts.isPropertyAccessExpression(node))
      return this.#closed(this.#at(node.expression, [node.name.text, ...path], bound), node, path);
    if (ts.isElementAccessExpression(node)) return this.#element(node, path, bound);
    if (ts.isCallExpression(node)) return this.#call(node, path, bound);
    if (ts.isArrayLiteralExpression(node)) return this.#list(node, path, bound);
    const plain = plainOf(node);
    if (plain === undefined) return this.#byType(node, path);
    return path.length === 0 ? [plain] : path[0] === CALL ? [] : [nothing];
  }

  #binary(node: ts.BinaryExpression, path: Path, bound: Bound): Value[] {
    const right = () => this.#at(node.right, path, bound);
    switch (node.operatorToken.kind) {
      case ts.SyntaxKind.QuestionQuestionToken:
      case ts.SyntaxKind.BarBarToken:
        return [...this.#at(node.left, path, bound).filter((value) => !isNothing(value)), ...right()];
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return [nothing, ...right()];
      default:
        return this.#byType(node, path);
    }
  }

  #list(node: ts.ArrayLiteralExpression, path: Path, bound: Bound): Value[] {
    const [name, ...rest] = path;
    if (name !== undefined) {
      const element = node.elements[Number(name)];
      return element === undefined || ts.isSpreadElement(element)
        ? this.#byType(node, path)
        : this.#at(element, rest, bound);
    }
    let lists: readonly (readonly Value[])[] = [[]];
    for (const element of node.elements) {
      const spread = ts.isSpreadElement(element);
      const values = this.#at(spread ? element.expression : element, [], bound);
      const tails = values.map((value) => (spread && value.is === 'list' ? value.items : [value]));
      lists = lists.flatMap((list) => tails.map((tail) => [...list, ...tail])).slice(0, MOST);
    }
    return lists.map((items) => ({ is: 'list', items }));
  }

  #record(node: ts.ObjectLiteralExpression, path: Path, bound: Bound): Value[] {
    const [name, ...rest] = path;
    if (name === undefined) return this.#whole(node, bound);
    const found: Value[] = [];
    for (const property of node.properties.toReversed()) {
      if (ts.isSpreadAssignment(property)) {
        const values = this.#at(property.expression, path, bound);
        found.push(...values.filter((value) => !isNothing(value)));
        if (values.length > 0 && !values.some(isNothing)) return found;
      } else if (property.name?.getText() === name) {
        if (ts.isPropertyAssignment(property)) found.push(...this.#at(property.initializer, rest, bound));
        else if (ts.isShorthandPropertyAssignment(property))
          found.push(...this.#named(property.name as ts.Identifier, rest, bound));
        return found;
      }
    }
    return name === CALL ? found : [...found, nothing];
  }

  /** An entry of a list: what an article needs. */
  #whole(node: ts.ObjectLiteralExpression, bound: Bound): Value[] {
    let rows: readonly (readonly [string, Value])[][] = [[]];
    for (const name of ['text', 'article'])
      rows = rows.flatMap((row) =>
        this.#record(node, [name], bound).map((value): (readonly [string, Value])[] => [...row, [name, value]]),
      );
    return rows.map((row) => ({ is: 'record', members: new Map(row) }));
  }

  #named(node: ts.Identifier, path: Path, bound: Bound): Value[] {
    if (node.text === 'undefined') return path[0] === CALL ? [] : [nothing];
    return this.#declared(this.#declarationOf(node), node, path, bound);
  }

  #declarationOf(node: Node): Node | undefined {
    if (!this.#declarations.has(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? this.#checker.getShorthandAssignmentValueSymbol(node.parent)
        : this.#checker.getSymbolAtLocation(node);
      this.#declarations.set(node, this.#resolve(symbol));
    }
    return this.#declarations.get(node);
  }

  #resolve(symbol: Declared | undefined): Node | undefined {
    const [first] = symbol?.declarations ?? [];
    if (symbol === undefined || first === undefined) return undefined;
    const origin = aliases.has(first.kind) ? this.#checker.getAliasedSymbol(symbol) : symbol;
    return origin.declarations[0]?.resolve(this.#project);
  }

  #declared(declaration: Node | undefined, node: Expression, path: Path, bound: Bound): Value[] {
    if (declaration === undefined || this.#active.has(declaration)) return this.#byType(node, path);
    this.#active.add(declaration);
    try {
      const values = this.#declaredAs(declaration, path, bound);
      return values === undefined ? this.#byType(node, path) : this.#closed(values, node, path);
    } finally {
      this.#active.delete(declaration);
    }
  }

  /** Where something stays open although the type allows few texts only, the type is the better answer. */
  #closed(found: readonly Value[], node: Expression, path: Path): Value[] {
    if (path.length > 0) return [...found];
    const values = found.some(isNothing) && this.#isThere(node) ? found.filter((one) => !isNothing(one)) : found;
    if (!values.some(({ is }) => is === 'open')) return [...values];
    const byType = this.#byType(node, path);
    return byType.some(({ is }) => is === 'open') ? [...values] : byType;
  }

  /** A condition before it says that it is not undefined. */
  #isThere(node: Expression): boolean {
    const type = this.#checker.getTypeAtLocation(node);
    const parts = type?.isUnionType() ? (type.getTypes() ?? []) : type === undefined ? [] : [type];
    return parts.length > 0 && !parts.some(({ flags }) => (flags & maybeNothing) !== 0);
  }

  #declaredAs(declaration: Node, path: Path, bound: Bound): Value[] | undefined {
    if (ts.isVariableDeclaration(declaration))
      return declaration.initializer !== undefined && isConstant(declaration)
        ? this.#at(declaration.initializer, path, bound)
        : undefined;
    if (ts.isBindingElement(declaration)) return this.#taken(declaration, path, bound);
    return ts.isParameterDeclaration(declaration) ? this.#handedOver(declaration, path, bound) : undefined;
  }

  /** `const { basis } = permit`, `({ basis }: Permit) => …` */
  #taken(element: ts.BindingElement, path: Path, bound: Bound): Value[] | undefined {
    const pattern = element.parent;
    if (!ts.isObjectBindingPattern(pattern) || element.dotDotDotToken !== undefined) return undefined;
    const name = (element.propertyName ?? element.name)?.getText() ?? '';
    const found = this.#declaredAs(pattern.parent, [name, ...path], bound);
    return found ?? (path[0] === CALL ? [] : [open(this.#memberOf(name, pattern.parent))]);
  }

  #handedOver(parameter: ts.ParameterDeclaration, path: Path, bound: Bound): Value[] | undefined {
    const known = bound.get(parameter);
    if (known !== undefined) return known.given === undefined ? [nothing] : this.#at(known.given, path, known.bound);
    const arm = parameter.parent;
    if (!isFunction(arm)) return undefined;
    const at = arm.parameters.indexOf(parameter);
    const named = ts.isFunctionDeclaration(arm) ? arm : arm.parent;
    if (named === undefined || !(ts.isFunctionDeclaration(named) || ts.isVariableDeclaration(named))) return undefined;
    const calls = (this.#calls.get(named.name?.getText() ?? '') ?? []).filter(
      (call) => this.#declarationOf(call.expression) === named,
    );
    if (calls.length === 0) return undefined;
    return calls.flatMap((call) => {
      const given = call.arguments[at] ?? parameter.initializer;
      return given === undefined ? [nothing] : this.#at(given, path, unbound);
    });
  }

  #element(node: ts.ElementAccessExpression, path: Path, bound: Bound): Value[] {
    const keys = this.#at(node.argumentExpression, [], bound);
    const names = keys.flatMap((key) => (key.is === 'plain' ? [String(key.value)] : []));
    if (names.length < keys.length) return this.#byType(node, path);
    return this.#closed(
      names.flatMap((name) => this.#at(node.expression, [name, ...path], bound)),
      node,
      path,
    );
  }

  #call(node: CallExpression, path: Path, bound: Bound): Value[] {
    if (node.expression.getText() === 'refuse') return this.#refusal(node, path, bound);
    const declaration = this.#declarationOf(node.expression);
    const arm = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    if (arm === undefined || !isFunction(arm) || arm.body === undefined || this.#active.has(arm))
      return this.#byType(node, path);
    const given = new Map<Node, { given: Expression | undefined; bound: Bound }>();
    for (const [at, parameter] of arm.parameters.entries())
      given.set(parameter, { given: node.arguments[at] ?? parameter.initializer, bound });
    this.#active.add(arm);
    try {
      return this.#closed(this.#answered(arm.body, path, given), node, path);
    } finally {
      this.#active.delete(arm);
    }
  }

  #answered(body: Node, path: Path, given: Bound): Value[] {
    if (!ts.isBlock(body)) return this.#at(body as Expression, path, given);
    const answers: Value[] = [];
    eachBelow(
      body,
      (one) => {
        if (ts.isReturnStatement(one) && one.expression !== undefined)
          answers.push(...this.#at(one.expression, path, given));
      },
      false,
    );
    return answers;
  }

  #refusal(node: CallExpression, [name, ...rest]: Path, bound: Bound): Value[] {
    const [code, more] = node.arguments;
    if (name === CALL) return [{ is: 'call', call: node }];
    if (name === undefined || code === undefined) return [open('a refusal')];
    if (name === 'refusal') return this.#at(code, rest, bound);
    return more === undefined ? [nothing] : this.#at(more, [name, ...rest], bound);
  }
}

const plainOf = (node: Node): Value | undefined => {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return { is: 'plain', value: node.text };
  if (ts.isNumericLiteral(node)) return { is: 'plain', value: Number(node.text) };
  return node.kind === ts.SyntaxKind.NullKeyword ? nothing : undefined;
};

const maybeNothing = TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Void;

const aliases: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ImportSpecifier,
  ts.SyntaxKind.ExportSpecifier,
  ts.SyntaxKind.ImportClause,
  ts.SyntaxKind.NamespaceImport,
]);

const isConstant = (declaration: ts.VariableDeclaration): boolean =>
  ts.isVariableDeclarationList(declaration.parent) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
