import type { FastifyInstance } from 'fastify';
import { refuse } from '#kernel/refusal.ts';
import { Refused } from './errors.ts';

/** PostgreSQL holds neither the null character nor half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Twice as deep as any body of the contract: what works its way down one is not led on for ever. */
const DEEPEST = 64;

export const isTooDeep = (value: unknown, left = DEEPEST): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1)));

/** Path of the first text nobody can keep, such as `respondent.name`; undefined when all can be kept. */
export const unstorableField = (value: unknown, path = ''): string | undefined => {
  if (typeof value === 'string') return isStorable(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    const found = isStorable(name) ? unstorableField(inner, at) : path || name.replaceAll('\0', '');
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The API names the field; forms of the site read their fields one by one and say it there. */
export const refuseUnstorable = (app: FastifyInstance): void => {
  app.addHook('preValidation', async (request) => {
    if (isTooDeep(request.body)) throw new Refused(refuse('body-malformed', { status: 400 }));
    if (!request.url.startsWith('/api/')) return;
    for (const part of [request.body, request.query, request.params]) {
      const field = unstorableField(part);
      if (field !== undefined) throw new Refused(refuse('text-not-storable', { status: 400, field }));
    }
  });
};
