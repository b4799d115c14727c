import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { readPublicNumber } from '#kernel/public-number.ts';
import { refuse } from '#kernel/refusal.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { requireStaff, requireStrong } from '#platform/http/people.ts';
import { answerReporter } from './answer-reporter.ts';
import { AnswerReporterBody, CorrectReporterBody, EraseReporterBody } from './contract.ts';
import { enterReports } from './desk-scope.ts';
import { correctReporterOf, eraseReporterOf } from './reporter-data.ts';

const tags = ['reports'];
const Numbered = Type.Object({ number: Type.String({ maxLength: 80 }) });

/** What a request about own data changes in a report (PIPL arts 46 and 47); for the reports desk alone. */
export const reporterRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    type Wish = { readonly actor: ReturnType<typeof requireStaff>; readonly number: string; readonly at: Date };

    const atDesk = <T>(
      request: FastifyRequest,
      reply: FastifyReply,
      actor: Wish['actor'],
      work: (tx: Tx, wish: Wish) => Promise<T>,
    ): Promise<T> => {
      const at = now();
      reply.header('cache-control', 'no-store');
      return context.database.transact(scopeOf(actor), async (tx) => {
        const number = readPublicNumber('R', (request.params as { number: string }).number);
        // As in `reportRoutes`: without the desk there is no such place.
        if (number === undefined || (await enterReports(tx, actor, dayOf(at))) === undefined)
          throw new Refused(refuse('report-not-found', { status: 404 }));
        return await work(tx, { actor, number, at });
      });
    };

    app.post(
      '/reports/:number/correct-person',
      {
        schema: {
          tags,
          operationId: 'correct-reporter',
          summary: 'Put name, telephone or address of the reporter right',
          params: Numbered,
          body: CorrectReporterBody,
          response: { 200: Type.Object({ version: Type.Integer() }) },
        },
      },
      (request, reply) =>
        atDesk(request, reply, requireStaff(request), async (tx, wish) =>
          orRefuse(await correctReporterOf(context, tx, wish, request.body as CorrectReporterBody)),
        ),
    );

    app.post(
      '/reports/:number/answer-reporter',
      {
        schema: {
          tags,
          operationId: 'answer-reporter',
          summary: 'Tell the reporter who asks what the report holds of them, by a letter of the reports desk',
          params: Numbered,
          body: AnswerReporterBody,
          response: { 200: Type.Object({ letter: Type.String(), version: Type.Integer() }) },
        },
      },
      (request, reply) =>
        atDesk(request, reply, requireStaff(request), async (tx, wish) =>
          orRefuse(await answerReporter(context, tx, wish, request.body as AnswerReporterBody)),
        ),
    );

    app.post(
      '/reports/:number/erase-person',
      {
        schema: {
          tags,
          operationId: 'erase-reporter',
          summary: 'Erase what is known of the reporter, for ever; the bureau head, once the verification is over',
          params: Numbered,
          body: EraseReporterBody,
          response: { 200: Type.Object({ erasedAt: Type.String(), version: Type.Integer() }) },
        },
      },
      async (request, reply) => {
        const { erasedAt, version } = await atDesk(request, reply, requireStrong(request).actor, async (tx, wish) =>
          orRefuse(await eraseReporterOf(context, tx, wish, request.body as EraseReporterBody)),
        );
        return { erasedAt: erasedAt.toISOString(), version };
      },
    );
  };
