import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { fetchableUntil, scopeOf } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { contentDisposition, safeFileName } from '#platform/files/safe-name.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { requireStaff } from '#platform/http/people.ts';
import { problemOf } from '#platform/http/problem.ts';
import { LettersBody, LettersMade, LettersPosted, LettersPostedBody } from './contract.ts';
import { type LeftOut, lettersOf, markLettersPosted, orderLetters } from './letters.ts';

const tags = ['consultations'];

const leftIn = (request: FastifyRequest, left: readonly LeftOut[]) =>
  left.map(({ number, why }) => {
    const problem = problemOf(why, request.language, request.id);
    return { number, problem: why.refusal, detail: problem.detail ?? problem.title };
  });

/** Answers that leave as letters: many printed at once, and marked as posted. */
export const letterRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    app.post(
      '/consultations/letters',
      {
        schema: {
          tags,
          summary: 'Order one print of the letters owed on many questions; the reason is recorded for every asker',
          operationId: 'print-question-letters',
          body: LettersBody,
          response: { 201: LettersMade },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const { batch, printed, left } = await context.database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await orderLetters(context, tx, actor, request.body as LettersBody)),
        );
        return reply.code(201).send({
          url: batch === null ? null : `/api/v1/consultations/letters/${batch}`,
          until: fetchableUntil(now()).toISOString(),
          printed,
          left: leftIn(request, left),
        });
      },
    );

    app.get(
      '/consultations/letters/:batch',
      {
        schema: {
          tags,
          summary: 'The letters of one print, each behind its address page; for who ordered it, within ten minutes',
          params: Type.Object({ batch: Type.String({ format: 'uuid' }) }),
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const { batch } = request.params as { batch: string };
        const { pdf, name } = orRefuse(await lettersOf(context, actor, batch, now()));
        return reply
          .type('application/pdf')
          .header('content-disposition', contentDisposition('inline', safeFileName(name, 'application/pdf')))
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'private, no-store')
          .send(pdf);
      },
    );

    app.post(
      '/consultations/letters/posted',
      {
        schema: {
          tags,
          summary: 'Mark every letter owed on these questions as posted on a day',
          operationId: 'mark-question-letters-posted',
          body: LettersPostedBody,
          response: { 200: LettersPosted },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const body = request.body as LettersPostedBody;
        const { posted, left } = orRefuse(await markLettersPosted(context, actor, body, now()));
        return { posted, left: leftIn(request, left) };
      },
    );
  };
