import { newId } from '#platform/ids.ts';
import type { Statement } from './capture.ts';

/** What varies from one run of a workload to the next: found by comparing two captures of it. */

type Piece = string | { readonly token: number };
type Shape =
  | { readonly is: 'constant'; readonly value: unknown }
  | { readonly is: 'text'; readonly pieces: readonly Piece[] }
  | { readonly is: 'bytes'; readonly length: number }
  | { readonly is: 'list'; readonly items: readonly Shape[] };

type Step = {
  readonly text: string;
  readonly isPlain: boolean;
  readonly isAwaited: boolean;
  readonly shapes: readonly Shape[];
};

export type Script = { readonly steps: readonly Step[]; readonly tokens: readonly string[] };

const tokenPattern =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Z0-9]+-\d{6}-[0-9A-Z]{6}-[0-9A-Z]|[A-Za-z0-9_-]{11,}/gu;

/** @throws when the two runs did not send the same statements: then they are not the same work. */
export const scriptFrom = (one: readonly Statement[], other: readonly Statement[]): Script => {
  const tokens = new Map<string, number>();
  const steps = one.map((statement, i): Step => {
    const twin = other[i];
    const isPlain = /^(?:begin|commit|set local|rollback)/u.test(statement.text);
    if (twin === undefined || (!isPlain && twin.text !== statement.text)) {
      throw new Error(
        `two runs of one workload differ at statement ${i + 1}: ${statement.text.slice(0, 200)} / ${twin?.text.slice(0, 200)}`,
      );
    }
    return {
      text: statement.text,
      isPlain,
      isAwaited: statement.isAwaited,
      shapes: statement.values.map((value, at) => shapeOf(value, twin.values[at], tokens)),
    };
  });
  if (other.length !== one.length)
    throw new Error(`two runs of one workload sent ${one.length} and ${other.length} statements`);
  return { steps, tokens: [...tokens.keys()] };
};

const shapeOf = (value: unknown, twin: unknown, tokens: Map<string, number>): Shape => {
  if (Buffer.isBuffer(value)) {
    return Buffer.isBuffer(twin) && value.equals(twin)
      ? { is: 'constant', value }
      : { is: 'bytes', length: value.length };
  }
  if (Array.isArray(value)) {
    const twins: readonly unknown[] = Array.isArray(twin) ? twin : [];
    return { is: 'list', items: value.map((item, i) => shapeOf(item, twins[i], tokens)) };
  }
  if (typeof value !== 'string' || value === twin) return { is: 'constant', value };
  return { is: 'text', pieces: piecesOf(value, typeof twin === 'string' ? twin : '', tokens) };
};

const piecesOf = (value: string, twin: string, tokens: Map<string, number>): Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of value.matchAll(tokenPattern)) {
    const [token] = found;
    if (twin.includes(token)) continue;
    let index = tokens.get(token);
    if (index === undefined) {
      index = tokens.size;
      tokens.set(token, index);
    }
    pieces.push(value.slice(from, found.index), { token: index });
    from = found.index + token.length;
  }
  pieces.push(value.slice(from));
  return pieces;
};

const isUuid = (token: string): boolean => /^[0-9a-f-]{36}$/u.test(token);
const isHex = (token: string): boolean => /^[0-9a-f]+$/u.test(token);
const caseNumber = /^([A-Z0-9]+-\d{6}-)([0-9A-Z]{6})(-[0-9A-Z])$/u;

const fresh = (token: string): string => {
  if (isUuid(token)) return newId();
  const parts = caseNumber.exec(token);
  const chance = () => Math.random().toString(36).slice(2);
  if (parts !== null) return `${parts[1]}${chance().toUpperCase().slice(0, 6).padEnd(6, '0')}${parts[3]}`;
  let text = '';
  while (text.length < token.length) text += isHex(token) ? chance().replace(/[g-z]/gu, '7') : chance();
  return text.slice(0, token.length);
};

/** The statements of one more run: every id that varied is a new one, the same wherever it stands. */
export const runOf = (script: Script): { text: string; isPlain: boolean; isAwaited: boolean; values: unknown[] }[] => {
  const now = script.tokens.map(fresh);
  const made = (shape: Shape): unknown => {
    switch (shape.is) {
      case 'constant':
        return shape.value;
      case 'bytes':
        return crypto.getRandomValues(Buffer.alloc(shape.length));
      case 'list':
        return shape.items.map(made);
      case 'text':
        return shape.pieces.map((piece) => (typeof piece === 'string' ? piece : now[piece.token])).join('');
    }
  };
  return script.steps.map(({ shapes, ...step }) => ({ ...step, values: shapes.map(made) }));
};
