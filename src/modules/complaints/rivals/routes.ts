import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Context } from '#platform/context.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { requireStaff } from '#platform/http/people.ts';
import { BureausToName } from '../competence-contract.ts';
import { uuid } from '../parts-contract.ts';
import { scopeOf } from '../scope.ts';
import { answerQuestion, competenceQuestions, openQuestions } from './answer-question.ts';
import { AnswerQuestionBody, CompetenceQuestions, DecideRequestBody, OpenQuestions } from './contract.ts';
import { bureausForRequest, decideRequest } from './decide-request.ts';

const tags = ['complaints'];

export const rivalRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get(
      '/competence-questions',
      {
        schema: {
          tags,
          summary: "What other bureaus ask one of one's own in disputes over who handles a case (staff)",
          response: { 200: CompetenceQuestions },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        reply.header('cache-control', 'no-store');
        return await context.database.transact(scopeOf(actor), (tx) => competenceQuestions(context, tx, actor));
      },
    );

    app.get(
      '/competence-questions/open',
      {
        schema: { tags, summary: 'How many of them wait for an answer (staff)', response: { 200: OpenQuestions } },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        reply.header('cache-control', 'no-store');
        return await context.database.transact(scopeOf(actor), (tx) => openQuestions(tx, actor));
      },
    );

    app.post(
      '/competence-questions/:id/answer',
      {
        schema: {
          tags,
          summary: 'Says whether the bureau asked takes the case; the one that asked has the answer on its file',
          params: Type.Object({ id: uuid() }),
          body: AnswerQuestionBody,
          response: { 200: Type.Object({ answered: Type.Literal(true) }) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { id } = request.params as { id: string };
        return await context.database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await answerQuestion(context, tx, actor, id, request.body as AnswerQuestionBody)),
        );
      },
    );

    app.get(
      '/competence-questions/:id/bureaus-to-name',
      {
        schema: {
          tags,
          summary: 'Bureaus the superior asked may name: itself, the one that asked, those below it',
          params: Type.Object({ id: uuid() }),
          response: { 200: BureausToName },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { id } = request.params as { id: string };
        return await context.database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await bureausForRequest(tx, actor, id)),
        );
      },
    );

    app.post(
      '/competence-questions/:id/decide',
      {
        schema: {
          tags,
          summary: 'The superior asked names the bureau that handles the case; it goes there',
          params: Type.Object({ id: uuid() }),
          body: DecideRequestBody,
          response: { 200: Type.Object({ decided: Type.Literal(true) }) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { id } = request.params as { id: string };
        return await context.database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await decideRequest(context, tx, actor, id, request.body as DecideRequestBody)),
        );
      },
    );
  };
