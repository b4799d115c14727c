import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { addDays, type Day, dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { daysOf } from '#kernel/rule.ts';
import { coverAbsence, coversFor, endCover } from '#platform/auth/absence-cover.ts';
import { colleaguesIn } from '#platform/auth/colleagues.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { csrfToken, requireStaff, requireStrong } from '#platform/http/people.ts';
import { problemOf } from '#platform/http/problem.ts';
import { sendBook } from '#platform/lists/send-book.ts';
import { handOver } from './desk/handover.ts';
import { handoverObjection, isOwnDesk } from './desk/handover-permit.ts';
import { dropView, keepView, savedViewsOf, saveViews } from './desk/saved-views.ts';
import { type ExportQuery, gatherBook } from './desk/worklist-export.ts';
import {
  Colleague,
  Cover,
  CoverBody,
  DeskSession,
  HandoverAnswer,
  HandoverBody,
  SavedView,
  SavedViews,
} from './desk-contract.ts';
import { scopeOf } from './handle.ts';
import { staffFor } from './reference.ts';
import { WorklistQuery } from './worklist-contract.ts';

const tags = ['desk'];
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });
const ByBureau = Type.Object({ bureau: Type.Optional(Type.String({ maxLength: 80 })) });
const ExportQuerySchema = Type.Omit(WorklistQuery, ['cursor', 'limit'], { additionalProperties: false });

const soonOf = (today: Day, context: Context): Pick<DeskSession, 'soonUntil' | 'soonProvisional'> => {
  const { soonUntil, provisional } = dueDays(today, context.law().calendar);
  return { soonUntil, soonProvisional: provisional };
};
const nameOf = async (tx: Tx, account: string, on: Day): Promise<string> =>
  (await staffFor(tx, account, on))?.name ?? account;
const postOf = async (tx: Tx, account: string, on: Day): Promise<Pick<DeskSession, 'name' | 'desks'>> => {
  const member = await staffFor(tx, account, on);
  return { name: member?.name ?? account, desks: [...(member?.desks ?? [])] };
};

/** What the desk asks beside the cases: who is there, what each has kept, lists to take along, work to hand on. */
export const deskRoutes =
  (context: Context, options: { readonly demo: boolean }): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database } = context;
    const today = () => dayOf(now());

    app.get(
      '/session',
      { schema: { tags, summary: 'The signed-in official', response: { 200: DeskSession } } },
      async (request, reply) => {
        const actor = requireStaff(request);
        reply.header('cache-control', 'no-store');
        return {
          account: actor.account,
          ...(await database.transact(scopeOf(actor), (tx) => postOf(tx, actor.account, today()))),
          roles: [...actor.roles],
          tenant: actor.tenant ?? null,
          bureau: actor.bureau ?? null,
          bureaus: [...actor.bureaus],
          csrf: csrfToken(request, reply),
          language: request.language,
          demo: options.demo,
          dayDoubt: context.dayDoubt?.() ?? null,
          today: today(),
          receiptCheckedBefore: addDays(today(), -daysOf(context.law().rulebook, 'RCV-01', today())),
          ...soonOf(today(), context),
        };
      },
    );

    app.get(
      '/staff',
      {
        schema: {
          tags,
          summary: 'Colleagues who open the cases of a bureau, with their roles',
          querystring: ByBureau,
          response: { 200: Type.Array(Colleague) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { bureau } = request.query;
        // Whoever mediates for an entrusted association has no bureau, and names a mediator among its own people.
        const own = [...actor.bureaus, ...actor.principals];
        if (bureau !== undefined && !own.includes(bureau))
          throw new Refused(refuse('bureau-not-yours', { status: 403, field: 'bureau' }));
        const bureaus = bureau === undefined ? own : [bureau];
        return await database.transact(scopeOf(actor), async (tx) => {
          const colleagues = await colleaguesIn(tx, actor.tenants, bureaus, today());
          const named: Colleague[] = [];
          for (const one of colleagues)
            named.push({ ...one, roles: [...one.roles], name: await nameOf(tx, one.account, today()) });
          return named;
        });
      },
    );

    app.get(
      '/views',
      { schema: { tags, summary: "One's own saved views", response: { 200: SavedViews } } },
      async (request) => {
        const actor = requireStaff(request);
        return { views: await database.transact(scopeOf(actor), (tx) => savedViewsOf(tx, actor.account)) };
      },
    );

    app.put(
      '/views',
      {
        schema: {
          tags,
          summary: "One's own saved views, written whole",
          body: SavedViews,
          response: { 200: SavedViews },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), async (tx) => ({
          views: orRefuse(await saveViews(tx, actor.account, request.body.views)),
        }));
      },
    );

    app.post(
      '/views',
      {
        schema: {
          tags,
          summary: 'One more saved view, or the one of that name anew',
          body: SavedView,
          response: { 200: SavedViews },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), async (tx) => ({
          views: orRefuse(await keepView(tx, actor.account, request.body)),
        }));
      },
    );

    app.delete(
      '/views/:id',
      {
        schema: {
          tags,
          summary: 'Keep a saved view no longer',
          params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
          response: { 200: SavedViews },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { id } = request.params;
        return { views: await database.transact(scopeOf(actor), (tx) => dropView(tx, actor.account, id)) };
      },
    );

    app.get(
      '/worklist/export.xlsx',
      {
        schema: {
          tags: ['worklist'],
          summary: 'The worklist as a workbook, 5,000 rows at most',
          querystring: ExportQuerySchema,
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const at = now();
        const t = context.texts(request.language);
        const query = request.query as ExportQuery;
        const book = orRefuse(
          await database.transact(scopeOf(actor), (tx) =>
            gatherBook(tx, actor, query, { at, calendar: context.law().calendar }, t),
          ),
        );
        return await sendBook(reply, book, 'worklist', at, t);
      },
    );

    app.post(
      '/worklist/handover',
      {
        schema: {
          tags: ['worklist'],
          summary:
            "Assign everything that one official holds to another; 200 cases a call. One's own, or a colleague's by the bureau head with the second factor",
          body: HandoverBody,
          response: { 200: HandoverAnswer },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const objection = handoverObjection(actor, request.body);
        if (objection !== undefined) throw new Refused(objection);
        if (!isOwnDesk(actor, request.body)) requireStrong(request);
        const { results, left } = orRefuse(await handOver(context, actor, request.body, now()));
        return {
          left,
          results: results.map(({ number, outcome }) =>
            isRefusal(outcome)
              ? { number, version: null, problem: problemOf(outcome, request.language, request.id) }
              : { number, version: outcome, problem: null },
          ),
        } as HandoverAnswer;
      },
    );

    app.get(
      '/staff/covers',
      {
        schema: {
          tags,
          summary: 'Absence covers that run or are to come, within reach',
          response: { 200: Type.Array(Cover) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), async (tx) => {
          const covers = await coversFor(tx, actor, today());
          const named: Cover[] = [];
          for (const cover of covers) {
            const [byName, absentName] = [await nameOf(tx, cover.by, today()), await nameOf(tx, cover.absent, today())];
            named.push({ ...cover, byName, absentName });
          }
          return named;
        });
      },
    );

    app.post(
      '/staff/covers',
      {
        schema: {
          tags,
          summary:
            "Give a colleague the roles of an absent one between two days (bureau head; 'to' is the first day back)",
          body: CoverBody,
          response: { 201: Type.Object({ grants: Type.Array(Type.String()) }) },
        },
      },
      async (request, reply) => {
        const { actor } = requireStrong(request);
        const { from, to, ...wish } = request.body;
        const given = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(
            await coverAbsence(
              tx,
              actor,
              { ...wish, from: from as Day, to: to as Day },
              { today: today(), longestDays: daysOf(context.law().rulebook, 'CVR-01', today()) },
            ),
          ),
        );
        return reply.code(201).send({ grants: [...given.grants] });
      },
    );

    app.post(
      '/staff/covers/:id/end',
      {
        schema: {
          tags,
          summary: 'End a cover at once',
          params: ById,
          response: { 200: Type.Object({ ended: Type.String() }) },
        },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await endCover(tx, actor, request.params.id)),
        );
      },
    );
  };

export const deskSchemas = [Colleague, Cover, DeskSession, HandoverAnswer, SavedViews];
