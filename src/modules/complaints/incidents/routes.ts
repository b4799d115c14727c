import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { setEtag, versionOf } from '#platform/http/etag.ts';
import { requestKey } from '#platform/http/idempotency.ts';
import { onceByKey } from '#platform/http/once.ts';
import { requireStaff } from '#platform/http/people.ts';
import { scopeOf } from '../handle.ts';
import { askForBatch, batchToResume, orderBatch } from './batch.ts';
import {
  AnnounceBody,
  BatchBody,
  BatchResults,
  Claims,
  FactsBody,
  IncidentList,
  IncidentView,
  Matches,
  MemberSearch,
  OpenIncidentBody,
  PaperBody,
  ResultsQuery,
  ServeBody,
  TakeBackServiceBody,
  VerifyBody,
  VictimList,
  WithdrawAnnouncementBody,
} from './contract.ts';
import {
  announce,
  closeIncident,
  keepFacts,
  makeIncidentPaper,
  openIncident,
  recordVerification,
  withdrawAnnouncement,
} from './handle.ts';
import { claimedIn, matching } from './members.ts';
import { incidentPaperRoutes } from './paper-routes.ts';
import { servePaper, takeBackService } from './serve-papers.ts';
import { readIncident } from './store.ts';
import { batchResults, incidentList, incidentView, victimList } from './views.ts';

const tags = ['incidents'];
const id = () => Type.String({ format: 'uuid' });
const ById = Type.Object({ id: id() });
const BatchOf = Type.Object({ id: id(), batch: id() });
const Ordered = Type.Object({ batch: Type.String(), total: Type.Integer() });

const idIn = (request: FastifyRequest): string => (request.params as { id: string }).id.toLowerCase();

/** Events that many complaints are about, under /api/v1/incidents; for the desk of the bureau only. */
export const incidentRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database } = context;

    const send = async (request: FastifyRequest, reply: FastifyReply, incident: string): Promise<IncidentView> => {
      const actor = requireStaff(request);
      const view = orRefuse(
        await database.transact(scopeOf(actor), (tx) => incidentView(context, tx, incident, actor)),
      );
      setEtag(reply, view.version);
      reply.header('cache-control', 'no-store');
      return view;
    };

    /** With an `Idempotency-Key` the same order sent again gets the answer of the first time, whatever came about since. */
    const once = <T>(request: FastifyRequest, status: number, work: (tx: Tx) => Promise<T>): Promise<T> => {
      const actor = requireStaff(request);
      const key =
        request.headers['idempotency-key'] === undefined ? undefined : orRefuse(requestKey(request, actor.account));
      return onceByKey(database, { scope: scopeOf(actor), key, status }, async (tx) => ({
        answer: await work(tx),
        tenant: actor.tenant ?? '',
      }));
    };

    app.get(
      '/incidents',
      {
        schema: {
          tags,
          summary: 'Events of the own bureaus that many complaints belong to',
          response: { 200: IncidentList },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), (tx) => incidentList(tx, actor));
      },
    );

    app.post(
      '/incidents',
      {
        config: { needs: { key: 'optional' } },
        schema: {
          tags,
          summary: 'Open an event that many complaints belong to',
          operationId: 'open-incident',
          body: OpenIncidentBody,
          response: { 201: IncidentView },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const opened = await once(request, 201, async (tx) =>
          orRefuse(await openIncident(context, tx, { actor, at: now(), body: request.body as OpenIncidentBody })),
        );
        reply.code(201).header('location', `/api/v1/incidents/${opened.id}`);
        return await send(request, reply, opened.id);
      },
    );

    app.get(
      '/incidents/:id',
      {
        schema: {
          tags,
          summary: 'One event: its facts, papers, batches and members',
          params: ById,
          response: { 200: IncidentView },
        },
      },
      (request, reply) => send(request, reply, idIn(request)),
    );

    const acts = {
      facts: { summary: 'Keep the sheet of facts common to all', body: FactsBody, run: keepFacts },
      verify: { summary: 'Record the one verification for all', body: VerifyBody, run: recordVerification },
      announce: { summary: 'Make the one announcement', body: AnnounceBody, run: announce },
      'withdraw-announcement': {
        summary: 'Withdraw the announcement in force: the public page says when and why, and no more what it said',
        body: WithdrawAnnouncementBody,
        run: withdrawAnnouncement,
      },
      papers: { summary: 'Make a paper of the event itself', body: PaperBody, run: makeIncidentPaper },
      serve: {
        summary: 'Enter how a paper of the event was handed over, sent or hung up',
        body: ServeBody,
        run: servePaper,
      },
      'take-back-service': {
        summary: 'Take back an entry of service made by mistake',
        body: TakeBackServiceBody,
        run: takeBackService,
      },
      close: {
        summary: 'Close the event; its complaints go on by themselves',
        body: Type.Object({}, { additionalProperties: false }),
        run: closeIncident,
      },
    } as const;
    for (const [act, { summary, body, run }] of Object.entries(acts)) {
      app.post(
        `/incidents/:id/${act}`,
        {
          config: { needs: { version: true, key: 'optional' } },
          schema: {
            tags,
            summary,
            operationId: `${act}-incident`,
            params: ById,
            body,
            response: { 200: IncidentView },
          },
        },
        async (request, reply) => {
          const actor = requireStaff(request);
          const expectedVersion = orRefuse(versionOf(request));
          const incident = idIn(request);
          const wish = { actor, at: now(), incident, expectedVersion, body: request.body as never };
          await once(request, 200, async (tx) => {
            orRefuse(await run(context, tx, wish));
            return {};
          });
          return await send(request, reply, incident);
        },
      );
    }

    app.post(
      '/incidents/:id/search',
      {
        schema: {
          tags,
          summary: 'Open complaints that may belong to the event and do not yet',
          params: ById,
          body: MemberSearch,
          response: { 200: Matches },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), async (tx) => {
          const incident = await readIncident(tx, idIn(request));
          if (incident === undefined) throw new Refused(refuse('incident-not-found', { status: 404 }));
          return await matching(tx, actor, incident, request.body as MemberSearch);
        });
      },
    );

    app.post(
      '/incidents/:id/batches',
      {
        config: { needs: { version: true, key: 'optional' } },
        schema: {
          tags,
          operationId: 'order-batch',
          summary: 'One act on many complaints, each decided, numbered and told by itself; a job does them',
          params: ById,
          body: BatchBody,
          response: { 202: Ordered },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const expectedVersion = orRefuse(versionOf(request));
        const incident = idIn(request);
        const wish = { actor, at: now(), incident, expectedVersion, body: request.body as BatchBody };
        const ordered = await once(request, 202, async (tx) => orRefuse(await orderBatch(context, tx, wish)));
        return reply
          .code(202)
          .header('location', `/api/v1/incidents/${incident}/batches/${ordered.batch}`)
          .send(ordered);
      },
    );

    app.get(
      '/incidents/:id/batches/:batch',
      {
        schema: {
          tags,
          summary: 'How a batch goes, case by case',
          params: BatchOf,
          querystring: ResultsQuery,
          response: { 200: BatchResults },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { batch } = request.params as { batch: string };
        const words = { language: request.language, requestId: request.id };
        return orRefuse(
          await database.transact(scopeOf(actor), (tx) =>
            batchResults(tx, batch, request.query as ResultsQuery, words),
          ),
        );
      },
    );

    app.post(
      '/incidents/:id/batches/:batch/resume',
      { schema: { tags, summary: 'Go on with what still waits', params: BatchOf, response: { 202: Ordered } } },
      async (request, reply) => {
        const actor = requireStaff(request);
        const { batch } = request.params as { batch: string };
        const ordered = await database.transact(scopeOf(actor), async (tx) => {
          const found = orRefuse(await batchToResume(tx, actor, { incident: idIn(request), batch }));
          await askForBatch(tx, { tenant: found.tenant, bureau: found.bureau, batch });
          return { batch, total: found.total };
        });
        return reply.code(202).send(ordered);
      },
    );

    app.get(
      '/incidents/:id/claims',
      {
        schema: {
          tags,
          summary: 'What each open complaint of the event claims, for an agreement with all of them',
          operationId: 'incident-claims',
          params: ById,
          response: { 200: Claims },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), async (tx) => {
          const incident = await readIncident(tx, idIn(request));
          if (incident === undefined) throw new Refused(refuse('incident-not-found', { status: 404 }));
          return { rows: await claimedIn(tx, incident) };
        });
      },
    );

    app.get(
      '/incidents/:id/victims',
      { schema: { tags, summary: 'Everybody concerned, each once', params: ById, response: { 200: VictimList } } },
      async (request, reply) => {
        const actor = requireStaff(request);
        reply.header('cache-control', 'no-store');
        return orRefuse(await database.transact(scopeOf(actor), (tx) => victimList(context, tx, idIn(request), actor)));
      },
    );

    await incidentPaperRoutes(context)(app);
  };
