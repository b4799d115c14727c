import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { isUnchanged, setEtag, versionOf } from '#platform/http/etag.ts';
import { requireActor, requireStaff } from '#platform/http/people.ts';
import { problemOf } from '#platform/http/problem.ts';
import { CaseView, RevealBody, Revealed } from './case-contract.ts';
import { type ActBody, actBodies, actNames, Worklist, WorklistQuery } from './contract.ts';
import { AssignManyAnswer, AssignManyBody, WorklistCounts } from './desk-contract.ts';
import { scopeOf } from './handle.ts';
import { readCaseNumber } from './number.ts';
import { paperRoutes } from './paper-routes.ts';
import { performAct } from './perform.ts';
import { revealField } from './reveal.ts';
import { caseView } from './views/case-view.ts';
import { worklist, worklistCounts } from './views/worklist.ts';

const Numbered = Type.Object({ number: Type.String({ maxLength: 80 }) });
const ActDone = Type.Object(
  { number: Type.String(), version: Type.Integer(), phase: Type.String() },
  { $id: 'ActDone' },
);

const numberIn = (request: FastifyRequest): string => {
  const number = readCaseNumber((request.params as { number: string }).number);
  if (number === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
  return number;
};

/** A caller who only wants to know that it was done says `Prefer: return=minimal` (RFC 7240). */
const wantsMinimal = (request: FastifyRequest): boolean => request.headers.prefer === 'return=minimal';

/** The HTTP API of complaints under /api/v1; thin: every rule lives in decide and permits. */
export const complaintRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database } = context;
    await app.register(paperRoutes(context));
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
      return isUnchanged(request, view.version) && request.method === 'GET' ? reply.code(304).send() : view;
    };

    app.get(
      '/worklist',
      { schema: { tags: ['worklist'], querystring: WorklistQuery, response: { 200: Worklist } } },
      async (request) => {
        const actor = requireStaff(request);
        const query = request.query as WorklistQuery;
        return orRefuse(await database.transact(scopeOf(actor), (tx) => worklist(tx, actor, query, dayOf(now()))));
      },
    );

    app.get(
      '/worklist/counts',
      { schema: { tags: ['worklist'], response: { 200: WorklistCounts } } },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), (tx) => worklistCounts(tx, actor, dayOf(now())));
      },
    );

    app.post(
      '/worklist/assign',
      {
        schema: {
          tags: ['worklist'],
          summary: 'Assign many cases to one person, each as it was seen; the answer tells case by case',
          body: AssignManyBody,
          response: { 200: AssignManyAnswer },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { cases, to } = request.body as AssignManyBody;
        const results = [];
        for (const [number, expectedVersion] of new Map(cases.map((one) => [one.number, one.version]))) {
          const done = await database.transact(scopeOf(actor), (tx) =>
            performAct(context, tx, { number, act: 'assign', body: { to }, actor, at: now(), expectedVersion }),
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
      { schema: { tags: ['complaints'], params: Numbered, response: { 200: CaseView } } },
      (request, reply) => sendCase(request, reply, numberIn(request)),
    );

    app.get('/complaints/:number/events', { schema: { tags: ['complaints'], params: Numbered } }, async (request) => {
      const seen = look(request);
      const view = await database.transact(scopeOf(seen.actor), (tx) => caseView(context, tx, numberIn(request), seen));
      return view === undefined ? orRefuse(refuse('complaint-not-found', { status: 404 })) : { events: view.timeline };
    });

    app.post(
      '/complaints/:number/reveal',
      { schema: { tags: ['complaints'], params: Numbered, body: RevealBody, response: { 200: Revealed } } },
      async (request) => {
        const actor = requireStaff(request);
        const body = request.body as { person: string; field: string; reason: string };
        const value = await database.transact(scopeOf(actor), (tx) =>
          revealField(context, tx, actor, numberIn(request), body),
        );
        return { value: orRefuse(value) };
      },
    );

    for (const act of actNames) {
      app.post(
        `/complaints/:number/${act}`,
        {
          schema: {
            tags: ['acts'],
            operationId: act,
            params: Numbered,
            body: actBodies[act],
            response: { 200: Type.Union([Type.Ref('ActDone'), Type.Ref('CaseView')]) },
          },
          // The two shapes are told apart by the request; serialising by schema would only slow the short one down.
          serializerCompiler: () => (data: unknown) => JSON.stringify(data),
        },
        async (request, reply) => {
          const actor = requireActor(request);
          const number = numberIn(request);
          const expectedVersion = orRefuse(versionOf(request));
          const done = orRefuse(
            await database.transact(scopeOf(actor), (tx) =>
              performAct(context, tx, {
                number,
                act,
                body: request.body as ActBody<typeof act>,
                actor,
                at: now(),
                expectedVersion,
              }),
            ),
          );
          setEtag(reply, done.version);
          if (wantsMinimal(request)) return { number: done.number, version: done.version, phase: done.state.phase };
          return await sendCase(request, reply, number);
        },
      );
    }
  };

export const complaintSchemas = [ActDone, CaseView];
