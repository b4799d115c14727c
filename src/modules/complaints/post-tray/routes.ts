import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { contentDisposition, safeFileName } from '#platform/files/safe-name.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { requireStaff } from '#platform/http/people.ts';
import { problemOf } from '#platform/http/problem.ts';
import { filtersInWords } from '#platform/lists/filter-words.ts';
import { bookOf, EXPORTED_AT_MOST } from '#platform/lists/list-book.ts';
import { sendBook } from '#platform/lists/send-book.ts';
import { outcomeFilterWords, owedFilterWords } from '../desk/filter-words.ts';
import { bookMaker, listNames } from '../desk/list-names.ts';
import { outcomeColumns, owedColumns } from '../desk/register-sheets.ts';
import { scopeOf } from '../handle.ts';
import { fetchableUntil } from '../print-beside.ts';
import { OutcomeList, OutcomeQuery } from '../register-contract.ts';
import { outcomes } from '../views/outcomes.ts';
import { OwedList, OwedQuery, PostedAnswer, PostedBody, PrintBody, PrintMade } from './contract.ts';
import { lettersFile } from './letters-file.ts';
import { markPosted } from './mark-posted.ts';
import { owedPapers } from './owed-papers.ts';
import { type LeftOut, orderPrint } from './print-letters.ts';

const tags = ['papers'];
const OwedExport = Type.Omit(OwedQuery, ['cursor', 'limit'], { additionalProperties: false });
const OutcomeExport = Type.Omit(OutcomeQuery, ['cursor', 'limit'], { additionalProperties: false });
const OfBatch = Type.Object({ batch: Type.String({ format: 'uuid' }) });

const leftIn = (request: FastifyRequest, left: readonly LeftOut[]) =>
  left.map(({ letter: { number, n, to }, why }) => {
    const problem = problemOf(why, request.language, request.id);
    return { number, n, to, problem: why.refusal, detail: problem.detail ?? problem.title };
  });

/** Papers owed by letter: found, printed with their address pages, marked as posted; and what became of decisions. */
export const postTrayRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database } = context;

    app.get(
      '/outcomes',
      {
        schema: {
          tags,
          summary: 'What reconsideration bodies and courts said, newest first',
          querystring: OutcomeQuery,
          response: { 200: OutcomeList },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return orRefuse(await database.transact(scopeOf(actor), (tx) => outcomes(tx, actor, request.query)));
      },
    );

    app.get(
      '/outcomes/export.xlsx',
      {
        schema: {
          tags,
          summary: 'The register of reviews and suits as a workbook, 5,000 rows at most',
          querystring: OutcomeExport,
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const [at, t, query] = [now(), context.texts(request.language), request.query as OutcomeQuery];
        const book = await database.transact(scopeOf(actor), async (tx) => {
          const names = await listNames(tx, actor, dayOf(at), t);
          return bookOf(tx, await bookMaker(tx, actor, at), {
            act: 'export-outcomes',
            words: 'worklist:outcomes',
            query,
            filters: filtersInWords(query, outcomeFilterWords(names, t), t),
            list: orRefuse(await outcomes(tx, actor, { ...query, limit: EXPORTED_AT_MOST })),
            columns: outcomeColumns(names),
          });
        });
        return await sendBook(reply, book, 'outcomes', at, t);
      },
    );

    app.get(
      '/papers/owed',
      {
        schema: {
          tags,
          summary:
            'Papers to print and post, or sent in vain, the first due first; with state=sent those posted, with state=noticed those served by public notice',
          querystring: OwedQuery,
          response: { 200: OwedList },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const at = now();
        return orRefuse(
          await database.transact(scopeOf(actor), (tx) =>
            owedPapers(tx, actor, request.query, {
              at,
              t: context.texts(request.language),
              ...dueDays(dayOf(at), context.law().calendar),
            }),
          ),
        );
      },
    );

    app.get(
      '/papers/owed/export.xlsx',
      {
        schema: { tags, summary: 'The post tray as a workbook, 5,000 rows at most', querystring: OwedExport },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const [at, t, query] = [now(), context.texts(request.language), request.query as OwedQuery];
        const days = dueDays(dayOf(at), context.law().calendar);
        const book = await database.transact(scopeOf(actor), async (tx) => {
          const names = await listNames(tx, actor, days.today, t);
          return bookOf(tx, await bookMaker(tx, actor, at), {
            act: 'export-owed-papers',
            words: 'worklist:owed',
            query,
            filters: filtersInWords(query, owedFilterWords(names, t), t),
            list: orRefuse(await owedPapers(tx, actor, { ...query, limit: EXPORTED_AT_MOST }, { at, t, ...days })),
            columns: owedColumns(names),
          });
        });
        return await sendBook(reply, book, 'post-tray', at, t);
      },
    );

    app.post(
      '/papers/letters',
      {
        schema: {
          tags,
          summary: 'Order one print of many letters; the reason for opening the addresses is recorded for every person',
          body: PrintBody,
          response: { 201: PrintMade },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const at = now();
        const made = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await orderPrint(context, tx, actor, request.body, at)),
        );
        return reply.code(201).send({
          batch: made.batch,
          url: made.batch === null ? null : `/api/v1/papers/letters/${made.batch}`,
          until: fetchableUntil(at).toISOString(),
          printed: made.printed,
          left: leftIn(request, made.left),
        });
      },
    );

    app.get(
      '/papers/letters/:batch',
      {
        schema: {
          tags,
          summary: 'The letters of one print, each behind its address page; for who ordered it, within ten minutes',
          params: OfBatch,
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const { pdf, name } = orRefuse(await lettersFile(context, actor, request.params.batch, now()));
        return reply
          .type('application/pdf')
          .header('content-disposition', contentDisposition('inline', safeFileName(name, 'application/pdf')))
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'private, no-store')
          .send(pdf);
      },
    );

    app.post(
      '/papers/posted',
      {
        schema: {
          tags,
          summary: 'Mark letters as posted on a day, with the numbers of the carrier; the answer tells what was left',
          body: PostedBody,
          response: { 200: PostedAnswer },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { posted, left } = orRefuse(await markPosted(context, actor, request.body, now()));
        return { posted, left: leftIn(request, left) };
      },
    );
  };
