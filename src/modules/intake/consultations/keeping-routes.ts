import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { readPublicNumber } from '#kernel/public-number.ts';
import { refuse } from '#kernel/refusal.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { requireStaff, requireStrong } from '#platform/http/people.ts';
import { holdFile, releaseFile } from '#platform/legal-holds.ts';
import { AskerErased, CorrectAskerBody, EraseAskerBody, Hold, HoldBody } from './contract.ts';
import { correctAsker } from './correct-asker.ts';
import { eraseAsker } from './erase.ts';
import { holdsOfConsultation, questionHolds } from './keeping.ts';

const tags = ['consultations'];
const Numbered = Type.Object({ number: Type.String({ maxLength: 80 }) });
const HoldOf = Type.Object({ number: Type.String({ maxLength: 80 }), hold: Type.String({ format: 'uuid' }) });

export const numberIn = (request: FastifyRequest): string => {
  const number = readPublicNumber('Q', (request.params as { number: string }).number);
  if (number === undefined) throw new Refused(refuse('consultation-not-found', { status: 404 }));
  return number;
};

/** Holds on a question, which keep it from the end of its term. */
export const keepingRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database } = context;
    const wishOf = (request: FastifyRequest) => ({
      actor: requireStaff(request),
      number: numberIn(request),
      at: now(),
    });

    app.post(
      '/consultations/:number/correct-person',
      {
        schema: {
          tags,
          summary: 'Put name, telephone, address or e-mail of who asked right; what stood before stays in the history',
          operationId: 'correct-asker',
          params: Numbered,
          body: CorrectAskerBody,
          response: { 200: Type.Object({ version: Type.Integer() }) },
        },
      },
      async (request) => {
        const wish = wishOf(request);
        return await database.transact(scopeOf(wish.actor), async (tx) =>
          orRefuse(await correctAsker(context, tx, wish, request.body as CorrectAskerBody)),
        );
      },
    );

    app.post(
      '/consultations/:number/erase-person',
      {
        schema: {
          tags,
          summary: 'Erase what a closed question knows of who asked it, for ever; the bureau head',
          operationId: 'erase-asker',
          params: Numbered,
          body: EraseAskerBody,
          response: { 200: AskerErased },
        },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        const wish = { actor, number: numberIn(request), at: now() };
        const { erasedAt, ...done } = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await eraseAsker(context, tx, wish, request.body as EraseAskerBody)),
        );
        return { ...done, erasedAt: erasedAt.toISOString() };
      },
    );

    app.get(
      '/consultations/:number/legal-holds',
      {
        schema: {
          tags,
          summary: 'Holds that keep the question from the end of its term',
          params: Numbered,
          response: { 200: Type.Array(Hold) },
        },
      },
      async (request) => {
        const { actor, number, at } = wishOf(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await holdsOfConsultation(tx, number, dayOf(at))),
        );
      },
    );

    app.post(
      '/consultations/:number/legal-holds',
      {
        schema: {
          tags,
          summary: 'Keep the question whole while a review, suit or inquiry runs',
          params: Numbered,
          body: HoldBody,
          response: { 201: Type.Object({ hold: Type.String() }) },
        },
      },
      async (request, reply) => {
        const wish = wishOf(request);
        const { reason } = request.body as { reason: string };
        const placed = await database.transact(scopeOf(wish.actor), async (tx) =>
          orRefuse(await holdFile(tx, questionHolds(context), wish, reason)),
        );
        return reply.code(201).send(placed);
      },
    );

    app.post(
      '/consultations/:number/legal-holds/:hold/lift',
      {
        schema: {
          tags,
          summary: 'Lift a hold; the bureau head',
          params: HoldOf,
          response: { 200: Type.Object({ lifted: Type.String() }) },
        },
      },
      async (request) => {
        const wish = wishOf(request);
        const { hold } = request.params as { hold: string };
        return await database.transact(scopeOf(wish.actor), async (tx) =>
          orRefuse(await releaseFile(tx, questionHolds(context), wish, hold)),
        );
      },
    );
  };
