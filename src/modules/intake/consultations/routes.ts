import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { readPhone } from '#kernel/phone.ts';
import { refuse } from '#kernel/refusal.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { setEtag, versionOf } from '#platform/http/etag.ts';
import { claimKey, requestKey, storeAnswer } from '#platform/http/idempotency.ts';
import { requireActor, requireStaff } from '#platform/http/people.ts';
import { sendBook } from '#platform/lists/send-book.ts';
import { askAtFrontDoor } from '../other-doors.ts';
import {
  AgainBody,
  AnswerBody,
  CloseBody,
  ConsultationList,
  ConsultationQuery,
  ConsultationView,
  PrintBody,
  QuestionReceipt,
  QuestionRequest,
  ReceiptBody,
  RevealAskerBody,
  TellBody,
  TransferBody,
} from './contract.ts';
import { correctConsultationReceipt } from './correct-receipt.ts';
import { consultationBook } from './export.ts';
import {
  answerConsultation,
  chooseAskerPrint,
  closeConsultation,
  sendAnswerAgain,
  tellOfConsultation,
} from './handle.ts';
import { keepingRoutes, numberIn } from './keeping-routes.ts';
import { letterRoutes } from './letters-routes.ts';
import { revealAsker } from './reveal.ts';
import { transferConsultation } from './transfer.ts';
import { consultationList, consultationPaper, consultationView } from './views.ts';

const tags = ['consultations'];
const Numbered = Type.Object({ number: Type.String({ maxLength: 80 }) });
const PaperOf = Type.Object({ number: Type.String({ maxLength: 80 }), n: Type.Integer({ minimum: 1 }) });

const PaperQuery = Type.Object(
  { large: Type.Optional(Type.Boolean({ description: 'in large print' })) },
  { additionalProperties: false },
);

/** Questions put to the department, under /api/v1. */
export const consultationRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database } = context;

    app.post(
      '/consultations',
      {
        config: { needs: { key: 'required' } },
        schema: {
          tags,
          summary: 'Ask a question',
          operationId: 'ask',
          body: QuestionRequest,
          response: { 201: QuestionReceipt },
        },
      },
      async (request, reply) => {
        const actor = requireActor(request);
        const key = orRefuse(requestKey(request, actor.account));
        const scope = { ...nobody, account: actor.account, principals: actor.principals };
        const stored = await database.transact(scope, async (tx) => {
          const earlier = orRefuse(await claimKey(tx, key, actor.tenant ?? ''));
          if (earlier !== undefined) return earlier;
          const asked = request.body as QuestionRequest;
          // Who asked by telephone or at a counter follows the question with that number, like everybody else.
          const askerAccount =
            actor.kind === 'staff' && readPhone(asked.asker.phone).kind === 'mobile'
              ? await context.people.consumers.accountFor(tx, asked.asker.phone)
              : undefined;
          const question = { actor, at: now(), request: asked, askerAccount, language: request.language };
          const answer = { status: 201, answer: orRefuse(await askAtFrontDoor(context, tx, question)) };
          await storeAnswer(tx, key, answer);
          return answer;
        });
        const receipt = stored.answer as QuestionReceipt;
        setEtag(reply, receipt.version);
        return reply.code(201).header('location', `/api/v1/consultations/${receipt.number}`).send(receipt);
      },
    );

    app.get(
      '/consultations',
      {
        schema: {
          tags,
          summary: 'Questions of the bureaus, oldest first; open ones unless a phase is named',
          querystring: ConsultationQuery,
          response: { 200: ConsultationList },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const query = request.query as ConsultationQuery;
        return orRefuse(await database.transact(scopeOf(actor), (tx) => consultationList(tx, actor, query)));
      },
    );

    app.get(
      '/consultations/export.xlsx',
      {
        schema: {
          tags,
          summary: 'The questions as a workbook, 5,000 rows at most',
          querystring: Type.Omit(ConsultationQuery, ['cursor', 'limit'], { additionalProperties: false }),
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const [at, t, query] = [now(), context.texts(request.language), request.query as ConsultationQuery];
        const book = await database.transact(scopeOf(actor), (tx) => consultationBook(tx, actor, query, at, t));
        return await sendBook(reply, orRefuse(book), 'questions', at, t);
      },
    );

    const send = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsultationView> => {
      const actor = requireActor(request);
      const view = await database.transact(scopeOf(actor), (tx) =>
        consultationView(context, tx, numberIn(request), actor),
      );
      if (view === undefined) throw new Refused(refuse('consultation-not-found', { status: 404 }));
      setEtag(reply, view.version);
      reply.header('cache-control', 'no-store');
      return view;
    };

    app.get(
      '/consultations/:number',
      {
        schema: {
          tags,
          summary: 'One question with its answer',
          params: Numbered,
          response: { 200: ConsultationView },
        },
      },
      send,
    );

    app.get(
      '/consultations/:number/papers/:n',
      { schema: { tags, summary: 'A paper of the question as PDF', params: PaperOf, querystring: PaperQuery } },
      async (request, reply) => {
        const actor = requireActor(request);
        const { n } = request.params as { n: number };
        const { large = false } = request.query as { large?: boolean };
        const paper = orRefuse(
          await database.transact(scopeOf(actor), (tx) =>
            consultationPaper(context, tx, numberIn(request), n, actor, large),
          ),
        );
        return reply
          .type('application/pdf')
          .header('cache-control', 'private, no-store')
          .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(paper.name)}`)
          .send(await paper.file);
      },
    );

    app.post(
      '/consultations/:number/reveal',
      {
        schema: {
          tags,
          summary: 'Open one masked value of the asker, with the reason; recorded',
          operationId: 'reveal-asker',
          params: Numbered,
          body: RevealAskerBody,
          response: { 200: Type.Object({ value: Type.String() }) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const body = request.body as RevealAskerBody;
        const value = await database.transact(scopeOf(actor), (tx) =>
          revealAsker(context, tx, actor, numberIn(request), body),
        );
        return { value: orRefuse(value) };
      },
    );

    await app.register(keepingRoutes(context));
    await app.register(letterRoutes(context));

    const acts = {
      answer: { summary: 'Answer the question', body: AnswerBody, run: answerConsultation },
      transfer: {
        summary: 'Pass the question to the body it belongs to',
        body: TransferBody,
        run: transferConsultation,
      },
      'correct-receipt': {
        summary: 'Put the day of receipt right; the head of the bureau',
        body: ReceiptBody,
        run: correctConsultationReceipt,
      },
      tell: { summary: 'Record how a paper reached whom it is for', body: TellBody, run: tellOfConsultation },
      'send-again': {
        summary: 'One more message about a paper that did not arrive',
        body: AgainBody,
        run: sendAnswerAgain,
      },
      'choose-print': {
        summary: 'Letters to the asker in large print, or no more',
        body: PrintBody,
        run: chooseAskerPrint,
      },
      close: { summary: 'Close the question', body: CloseBody, run: closeConsultation },
    } as const;
    for (const [act, { summary, body, run }] of Object.entries(acts)) {
      app.post(
        `/consultations/:number/${act}`,
        {
          config: { needs: { version: true } },
          schema: {
            tags,
            summary,
            operationId: `${act}-consultation`,
            params: Numbered,
            body,
            response: { 200: ConsultationView },
          },
        },
        async (request, reply) => {
          const actor = requireStaff(request);
          const expectedVersion = orRefuse(versionOf(request));
          const wish = { actor, at: now(), number: numberIn(request), expectedVersion, body: request.body as never };
          await database.transact(scopeOf(actor), async (tx) => orRefuse(await run(context, tx, wish)));
          return await send(request, reply);
        },
      );
    }
  };
