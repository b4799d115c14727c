import type { FastifyError } from 'fastify';
import { seenPattern } from '#kernel/field-shapes.ts';
import type { Translate } from '#kernel/translate.ts';

/** What the schema of a request objects to, a field a line, in the language of whoever asked. */

export type RequestFault = { readonly field: string; readonly message: string };

type Objection = NonNullable<FastifyError['validation']>[number];

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  );

/** A member that is missing or unknown is named itself, not the object it should or should not stand in. */
const memberOf = ({ keyword, params }: Objection): string | undefined => {
  const member =
    keyword === 'required'
      ? (params['missingProperty'] ?? texts(params['requiredProperties'])[0])
      : keyword === 'additionalProperties'
        ? (params['additionalProperty'] ?? texts(params['additionalProperties'])[0])
        : undefined;
  return typeof member === 'string' ? member : undefined;
};

const valuesOf = ({ keyword, params }: Objection, t: Translate): Record<string, string | number> => {
  const known = (group: 'kinds' | 'formats', name: string): string => {
    const key = `problems:${group}.${name}`;
    const text = t(key);
    return text === key || text === '' ? name : text;
  };
  switch (keyword) {
    case 'type':
      return {
        type: texts(params['type'])
          .map((name) => known('kinds', name))
          .join(t('problems:anyKind')),
      };
    case 'format':
      return { format: known('formats', String(params['format'])) };
    case 'enum':
      return { allowed: texts(params['allowedValues']).join(t('problems:kindSeparator')) };
    case 'const':
      return { allowed: texts(params['allowedValue']).join('') };
    default: {
      const { limit, multipleOf } = params;
      return {
        ...(typeof limit === 'number' ? { limit } : {}),
        ...(typeof multipleOf === 'number' ? { multipleOf } : {}),
      };
    }
  }
};

const worded: ReadonlySet<string> = new Set([
  'required',
  'additionalProperties',
  'type',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'pattern',
  'format',
  'enum',
  'const',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);

/** A pattern tells nobody anything; the one that stands in every contract has a sentence. */
const keyOf = ({ keyword, params }: Objection): string => {
  if (keyword === 'pattern' && params['pattern'] === seenPattern) return 'seen';
  return worded.has(keyword) ? keyword : 'other';
};

/** `part`: of which part of the request the schema is, told where the whole of it is at fault. */
export const requestFaults = (
  objections: readonly Objection[],
  part: string | undefined,
  t: Translate,
): RequestFault[] =>
  objections.map((objection) => {
    const path = objection.instancePath.replace(/^\//u, '').replaceAll('/', '.');
    const field = [path, memberOf(objection) ?? ''].filter((one) => one !== '').join('.');
    const key = keyOf(objection);
    return { field: field === '' ? (part ?? '') : field, message: t(`problems:faults.${key}`, valuesOf(objection, t)) };
  });
