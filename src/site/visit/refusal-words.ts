import type { FastifyRequest } from 'fastify';
import type { Refusal } from '#kernel/refusal.ts';
import { problemOf } from '#platform/http/problem.ts';
import type { FieldFault } from '#site/kit/form.ts';

/** A refusal as a fault of a form: the sentence of the problem, at the field it names. */
export const faultFrom = (refusal: Refusal, request: FastifyRequest, field: string): FieldFault => ({
  field: refusal.field ?? field,
  says: 'site:fault.refused',
  values: { detail: problemOf(refusal, request.language, request.id).detail },
});
