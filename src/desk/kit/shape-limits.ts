import type { Translate } from '#kernel/translate.ts';

/** A schema of a contract, as far as a form reads it. */
export type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
};

export type FieldLimits = Pick<Shape, 'minLength' | 'maxLength' | 'minimum' | 'maximum' | 'maxItems' | 'items'>;

const within = (shape: Shape, name: string): Shape | undefined =>
  shape.properties?.[name] ?? shape.anyOf?.map((one) => within(one, name)).find((one) => one !== undefined);

/** What the interface takes in one field, so that a form ends where it ends. Dots in the path nest. */
export const limitsIn = (body: Shape | undefined, path: string): FieldLimits => {
  let shape = body;
  for (const name of path.split('.')) shape = shape === undefined ? undefined : within(shape, name);
  return shape ?? {};
};

/** A list is typed one a line; empty lines are none. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** As the interface counts: a rare character of two halves is one. */
const lengthOf = (text: string): number => [...text].length;

/** Too many lines, or the first that is too long, by its place. */
export const linesFault = (text: string, { maxItems, items }: FieldLimits, t: Translate): string | undefined => {
  const lines = linesOf(text);
  if (maxItems !== undefined && lines.length > maxItems)
    return t('desk:acts.tooManyLines', { most: maxItems, count: lines.length });
  const most = items?.maxLength;
  if (most === undefined) return undefined;
  const at = lines.findIndex((line) => lengthOf(line) > most);
  return at < 0 ? undefined : t('desk:acts.lineTooLong', { n: at + 1, most, length: lengthOf(lines[at] ?? '') });
};

export const tooShort = (text: string, { minLength }: FieldLimits, t: Translate): string | undefined =>
  minLength === undefined || text.trim() === '' || lengthOf(text.trim()) >= minLength
    ? undefined
    : t('desk:acts.tooShort', { least: minLength });
