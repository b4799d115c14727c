import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { FoundCase } from '#platform/desk-requests.ts';
import { contentDisposition, safeFileName } from '#platform/files/safe-name.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { requireStaff } from '#platform/http/people.ts';
import { problemOf } from '#platform/http/problem.ts';
import { scopeOf } from '../handle.ts';
import { letterFile } from '../letters.ts';
import { fetchableUntil } from '../print-beside.ts';
import { erasureBar } from './data-held.ts';
import {
  answerByLetter,
  type BarElsewhere,
  type FoundApart,
  type HoldingElsewhere,
  nameFrom,
  nothingApart,
} from './desk-requests.ts';
import {
  EnteredRequest,
  FoundForRequest,
  LetterAnswer,
  RequestLettersBody,
  RequestLettersMade,
  ServedBody,
} from './request-contract.ts';
import { orderRequestLetters, requestLettersOf } from './request-letters.ts';
import { requestListRoutes } from './request-list-routes.ts';
import { askersOwn, findByAccount } from './whose-data.ts';

const tags = ['data-requests'];
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** The desk that answers: heads and intake officers, each for the bureaus they see. */
const deskOf = (request: FastifyRequest): Actor & { readonly tenant: string } => {
  const actor = requireStaff(request);
  const { tenant } = actor;
  if (tenant !== undefined && actor.roles.some((role) => role === 'bureau-head' || role === 'intake-officer'))
    return { ...actor, tenant };
  throw new Refused(refuse('not-permitted', { status: 403 }));
};

/** Requests by letter or at the counter: entered, found against the cases, answered by a letter (PIPL arts 45 to 50). */
export const deskRequestRoutes =
  (
    context: Context,
    elsewhere: HoldingElsewhere,
    barredElsewhere: BarElsewhere,
    apart: FoundApart = nothingApart,
  ): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database, people } = context;
    const { deskRequests } = people;
    await app.register(requestListRoutes(context));

    app.post(
      '/data-requests/entered',
      {
        schema: {
          tags,
          summary: 'Enter a request made by letter or at the counter, with how the identity was shown',
          body: EnteredRequest,
          response: { 201: Type.Object({ id: Type.String(), dueOn: Type.String() }) },
        },
      },
      async (request, reply) => {
        const actor = deskOf(request);
        const { name, phone, idNumber, address, agent, receivedOn, ...wish } = request.body;
        const person = {
          name,
          ...(phone === undefined ? {} : { phone }),
          ...(idNumber === undefined ? {} : { idNumber }),
          ...(address === undefined ? {} : { address }),
          ...(agent === undefined ? {} : { agent }),
        };
        const entered = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(
            await deskRequests.enter(
              tx,
              actor,
              { ...wish, tenant: actor.tenant, receivedOn: receivedOn as Day, person },
              context.law().rulebook,
            ),
          ),
        );
        return reply.code(201).send(entered);
      },
    );

    const withBars = async (tx: Tx, actor: Actor, id: string, found: readonly FoundCase[]) => {
      const asked = await people.dataRequests.ofDesk(tx, actor.account, id);
      const own =
        asked === undefined
          ? undefined
          : await askersOwn(context, tx, actor, asked, found, nameFrom(context, elsewhere));
      const shown: FoundForRequest['found'] = [];
      for (const one of found) {
        const { number, kind, person, foundBy, done } = one;
        const bar = kind === 'complaint' ? await erasureBar(context, tx, number) : await barredElsewhere(tx, one);
        const other = own?.has(one) === true ? {} : { isOther: true as const };
        shown.push({ number, kind, person, foundBy, done, ...other, erasureBar: bar });
      }
      return shown;
    };

    app.post(
      '/data-requests/:id/find',
      {
        schema: {
          tags,
          summary: 'Look for the person by phone and id number; the look is recorded',
          params: ById,
          response: { 200: FoundForRequest },
        },
      },
      async (request, reply) => {
        const actor = deskOf(request);
        const found = await database.transact(scopeOf(actor), async (tx) => {
          const asked = await people.dataRequests.ofDesk(tx, actor.account, request.params.id);
          if (asked !== undefined) await findByAccount(context, tx, asked);
          const { found: here, elsewhere: others } = orRefuse(
            await deskRequests.find(tx, actor, request.params.id, actor.tenant),
          );
          const shown = await withBars(tx, actor, request.params.id, here);
          return { found: [...shown, ...(await apart.find(tx, actor, request.params.id))], elsewhere: others };
        });
        return reply.header('cache-control', 'no-store').send(found);
      },
    );

    app.post(
      '/data-requests/:id/answer-by-letter',
      {
        schema: {
          tags,
          summary: 'Answer in writing: the letter says what was done, what is held, or why not and on what ground',
          params: ById,
          body: LetterAnswer,
          response: { 200: Type.Object({ letter: Type.String() }) },
        },
      },
      async (request) => {
        const actor = deskOf(request);
        const { id } = request.params;
        const done = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await answerByLetter(context, tx, actor, id, request.body, elsewhere, apart)),
        );
        if (done.message !== undefined) {
          await people.messages.send({
            channel: 'sms',
            ...done.message,
            subject: context.texts('zh-CN')('notices:personal-data-answer.subject'),
            purpose: 'personal-data-answer',
            values: { number: done.letter },
            tenant: actor.tenant,
            subjectRef: `data-request:${id}`,
          });
        }
        return { letter: done.letter };
      },
    );

    app.get(
      '/data-requests/:id/letter.pdf',
      { schema: { tags, summary: 'The written answer as PDF, to print, seal and hand over', params: ById } },
      async (request, reply) => {
        const actor = deskOf(request);
        const letter = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await deskRequests.letter(tx, actor, request.params.id)),
        );
        return reply
          .type('application/pdf')
          .header('cache-control', 'private, no-store')
          .header('content-disposition', contentDisposition('inline', `${letter.number}.pdf`))
          .send(await letterFile(letter.canonical, letter.at, letter.large));
      },
    );

    app.post(
      '/data-requests/letters',
      {
        schema: {
          tags,
          summary: 'Order one print of many written answers; the reason for opening the addresses is recorded for each',
          body: RequestLettersBody,
          response: { 201: RequestLettersMade },
        },
      },
      async (request, reply) => {
        const actor = deskOf(request);
        const { ids, reason, duplex = false, again = false } = request.body;
        const wish = { reason, duplex, again };
        const { batch, printed, left } = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await orderRequestLetters(context, tx, actor, ids, wish)),
        );
        return reply.code(201).send({
          url: batch === null ? null : `/api/v1/data-requests/letters/${batch}`,
          until: fetchableUntil(now()).toISOString(),
          printed,
          left: left.map(({ id, why }) => {
            const problem = problemOf(why, request.language, request.id);
            return { id, problem: why.refusal, detail: problem.detail ?? problem.title };
          }),
        });
      },
    );

    app.get(
      '/data-requests/letters/:batch',
      {
        schema: {
          tags,
          summary: 'The answers of one print, each behind its address page; for who ordered it, within ten minutes',
          params: Type.Object({ batch: Type.String({ format: 'uuid' }) }),
        },
      },
      async (request, reply) => {
        const { pdf, name } = orRefuse(await requestLettersOf(context, deskOf(request), request.params.batch, now()));
        return reply
          .type('application/pdf')
          .header('cache-control', 'private, no-store')
          .header('content-disposition', contentDisposition('inline', safeFileName(name, 'application/pdf')))
          .send(pdf);
      },
    );

    app.post(
      '/data-requests/:id/served',
      {
        schema: {
          tags,
          summary: 'Record the day on which the letter was handed over or posted',
          params: ById,
          body: ServedBody,
          response: { 200: Type.Object({ servedOn: Type.String() }) },
        },
      },
      async (request) => {
        const actor = deskOf(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await deskRequests.serve(tx, actor, request.params.id, request.body.on as Day)),
        );
      },
    );
  };

export const deskRequestSchemas = [EnteredRequest, FoundForRequest, LetterAnswer];
