import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { isUnchanged, setEtag } from '#platform/http/etag.ts';
import { requireActor, requireStaff, requireStrong } from '#platform/http/people.ts';
import { problemOf } from '#platform/http/problem.ts';
import { ActDone, actRoutes } from './act-routes.ts';
import { CaseEvents, CaseEventsQuery, CaseView } from './case-contract.ts';
import { competenceRoutes } from './competence-routes.ts';
import { movesManyFromOthers } from './desk/assign-many.ts';
import { AssignManyAnswer, AssignManyBody, WorklistCounts, WorklistCountsQuery } from './desk-contract.ts';
import { scopeOf } from './handle.ts';
import { localFormRoutes } from './local-forms/routes.ts';
import { readCaseNumber } from './number.ts';
import { paperRoutes } from './paper-routes.ts';
import { performAct } from './perform.ts';
import { postTrayRoutes } from './post-tray/routes.ts';
import { revealField } from './reveal.ts';
import { RevealBody, Revealed } from './reveal-contract.ts';
import { rivalRoutes } from './rivals/routes.ts';
import { caseEvents } from './views/case-events.ts';
import { caseView } from './views/case-view.ts';
import { worklist } from './views/worklist.ts';
import { worklistCounts } from './views/worklist-counts.ts';
import { Worklist, WorklistQuery } from './worklist-contract.ts';

const Numbered = Type.Object({ number: Type.String({ maxLength: 80 }) });
const numberIn = (request: FastifyRequest): string => {
  const number = readCaseNumber((request.params as { number: string }).number);
  if (number === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
  return number;
};

/** The HTTP API of complaints under /api/v1; thin: every rule lives in decide and permits. */
export const complaintRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database } = context;
    await app.register(paperRoutes(context));
    await app.register(localFormRoutes(context));
    await app.register(postTrayRoutes(context));
    await app.register(competenceRoutes(context));
    await app.register(rivalRoutes(context));
    const look = (request: FastifyRequest) => ({
      actor: requireActor(request),
      at: now(),
      t: context.texts(request.language),
    });

    const sendCase = async (request: FastifyRequest, reply: FastifyReply, number: string): Promise<unknown> => {
      const seen = look(request);
      const view = await database.transact(scopeOf(seen.actor), (tx) => caseView(context, tx, number, seen));
      if (view === undefined) return orRefuse(refuse('complaint-not-found', { status: 404 }));
      setEtag(reply, view.version);
      // Never 304: a limit runs out and an act becomes lawful without anybody's doing.
      return view;
    };

    const sendEvents = async (request: FastifyRequest, reply: FastifyReply, number: string): Promise<unknown> => {
      const seen = look(request);
      const page = request.query as CaseEventsQuery;
      const found = await database.transact(scopeOf(seen.actor), (tx) => caseEvents(context, tx, number, seen, page));
      if (found === undefined) return orRefuse(refuse('complaint-not-found', { status: 404 }));
      const { version, ...answer } = found;
      setEtag(reply, version);
      return isUnchanged(request, version) ? reply.code(304).send() : answer;
    };

    app.get(
      '/worklist',
      {
        schema: {
          tags: ['worklist'],
          summary: 'Cases of one’s own bureaus, due first; `next` goes into `cursor` for the next page',
          querystring: WorklistQuery,
          response: { 200: Worklist },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const query = request.query as WorklistQuery;
        return orRefuse(
          await database.transact(scopeOf(actor), (tx) =>
            worklist(tx, actor, query, dueDays(dayOf(now()), context.law().calendar)),
          ),
        );
      },
    );

    app.get(
      '/worklist/counts',
      {
        schema: {
          tags: ['worklist'],
          summary: 'How many cases each view holds, and how much lies with whom',
          querystring: WorklistCountsQuery,
          response: { 200: WorklistCounts },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { station } = request.query as WorklistCountsQuery;
        return await database.transact(scopeOf(actor), (tx) =>
          worklistCounts(tx, actor, dueDays(dayOf(now()), context.law().calendar), station),
        );
      },
    );

    app.post(
      '/worklist/assign',
      {
        schema: {
          tags: ['worklist'],
          summary:
            'Assign many cases to one person, one station or both, each as it was seen; the answer tells case by case. More than one that lies with somebody else: with the second factor',
          body: AssignManyBody,
          response: { 200: AssignManyAnswer },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const body = request.body as AssignManyBody;
        const { cases, ...wish } = body;
        if (await database.transact(scopeOf(actor), (tx) => movesManyFromOthers(tx, actor, body)))
          requireStrong(request);
        const results = [];
        for (const [number, expectedVersion] of new Map(cases.map((one) => [one.number, one.version]))) {
          const done = await database.transact(scopeOf(actor), (tx) =>
            performAct(context, tx, { number, act: 'assign', body: wish, actor, at: now(), expectedVersion }),
          );
          results.push(
            isRefusal(done)
              ? { number, version: null, problem: problemOf(done, request.language, request.id) }
              : { number, version: done.version, problem: null },
          );
        }
        return { results };
      },
    );

    app.get(
      '/complaints/:number',
      {
        schema: {
          tags: ['complaints'],
          summary: 'A case as this person may see it, with the acts lawful now; the ETag is its version',
          params: Numbered,
          response: { 200: CaseView },
        },
      },
      (request, reply) => sendCase(request, reply, numberIn(request)),
    );

    app.get(
      '/complaints/:number/events',
      {
        schema: {
          tags: ['complaints'],
          summary: 'What has happened in the case, oldest first, page by page',
          params: Numbered,
          querystring: CaseEventsQuery,
          response: { 200: CaseEvents },
        },
      },
      (request, reply) => sendEvents(request, reply, numberIn(request)),
    );

    app.post(
      '/complaints/:number/reveal',
      {
        schema: {
          tags: ['complaints'],
          summary: 'Open one masked value, with the reason; recorded',
          params: Numbered,
          body: RevealBody,
          response: { 200: Revealed },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const body = request.body as Static<typeof RevealBody>;
        const value = await database.transact(scopeOf(actor), (tx) =>
          revealField(context, tx, actor, numberIn(request), body),
        );
        return { value: orRefuse(value) };
      },
    );

    actRoutes(app, context, { params: Numbered, numberIn, sendCase });
  };

export const complaintSchemas = [ActDone, CaseView];
