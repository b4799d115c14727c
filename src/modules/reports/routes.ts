import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { readPublicNumber } from '#kernel/public-number.ts';
import { refuse } from '#kernel/refusal.ts';
import { readCaseNumber, scopeOf } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Scope, Tx } from '#platform/db.ts';
import { openFile } from '#platform/files/open-file.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { setEtag, versionOf } from '#platform/http/etag.ts';
import { claimKey, requestKey, storeAnswer } from '#platform/http/idempotency.ts';
import { requireStaff } from '#platform/http/people.ts';
import { holdFile, releaseFile } from '#platform/legal-holds.ts';
import { sendBook } from '#platform/lists/send-book.ts';
import {
  ClueBody,
  Hold,
  HoldBody,
  OwedLetters,
  ProlongBody,
  ReceiptBody,
  ReportList,
  ReportQuery,
  ReportReceipt,
  ReportView,
  RevealReporterBody,
  TellBody,
  TransferBody,
} from './contract.ts';
import { enterReports } from './desk-scope.ts';
import { reportBook } from './export.ts';
import { correctReceiptOf, noteClue, prolong, tellOfReport } from './handle.ts';
import { holdsOfReport, reportHolds } from './keeping.ts';
import { reporterRoutes } from './reporter-routes.ts';
import { findReport } from './store.ts';
import { transferReport } from './transfer.ts';
import { owedLetters } from './views/owed-letters.ts';
import { reportList, reportPaper, reportView, revealReporter } from './views.ts';

const tags = ['reports'];
const Numbered = Type.Object({ number: Type.String({ maxLength: 80 }) });

const numberIn = (request: FastifyRequest): string => {
  const number = readPublicNumber('R', (request.params as { number: string }).number);
  if (number === undefined) throw new Refused(refuse('report-not-found', { status: 404 }));
  return number;
};

const receiptOf = ({ number, filedAt, contentHash, receivedOn, dueOn, bureau }: ReportReceipt): ReportReceipt => ({
  number,
  filedAt,
  contentHash,
  receivedOn,
  dueOn,
  bureau,
});

/** Reports under /api/v1: for the reports desk alone, except that whoever mediates may note a clue. */
export const reportRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database } = context;
    await app.register(reporterRoutes(context));

    /** Without the desk there is no such place: the answer is the same as for a number nobody has. */
    const atDesk = <T>(
      request: FastifyRequest,
      reply: FastifyReply,
      work: (tx: Tx, look: { actor: Actor; at: Date; scope: Scope }) => Promise<T>,
    ): Promise<T> => {
      const actor = requireStaff(request);
      const at = now();
      reply.header('cache-control', 'no-store');
      return database.transact(scopeOf(actor), async (tx) => {
        const scope = await enterReports(tx, actor, dayOf(at));
        if (scope === undefined) throw new Refused(refuse('report-not-found', { status: 404 }));
        return await work(tx, { actor, at, scope });
      });
    };

    app.get(
      '/reports',
      {
        schema: {
          tags,
          summary: 'Reports and clues of the desk, due day first',
          querystring: ReportQuery,
          response: { 200: ReportList },
        },
      },
      (request, reply) =>
        atDesk(request, reply, async (tx, look) =>
          orRefuse(await reportList(context, tx, request.query as ReportQuery, look)),
        ),
    );

    app.get(
      '/reports/export.xlsx',
      {
        schema: {
          tags,
          summary: 'Reports and clues as a workbook, 1,000 rows at most',
          querystring: Type.Omit(ReportQuery, ['cursor', 'limit'], { additionalProperties: false }),
        },
      },
      async (request, reply) => {
        const t = context.texts(request.language);
        const taken = await atDesk(request, reply, async (tx, look) => ({
          book: orRefuse(await reportBook(context, tx, request.query as ReportQuery, look, t)),
          at: look.at,
        }));
        return await sendBook(reply, taken.book, 'reports', taken.at, t);
      },
    );

    app.get(
      '/reports/letters/owed',
      { schema: { tags, summary: 'Letters about reports that have not left', response: { 200: OwedLetters } } },
      (request, reply) => atDesk(request, reply, (tx, look) => owedLetters(context, tx, look)),
    );

    const sendReport = async (request: FastifyRequest, reply: FastifyReply): Promise<ReportView> => {
      const view = await atDesk(request, reply, async (tx, look) =>
        orRefuse(await reportView(context, tx, numberIn(request), look)),
      );
      setEtag(reply, view.version);
      return view;
    };

    app.get(
      '/reports/:number',
      {
        schema: {
          tags,
          summary: 'One report with its clue and the clock of its verification',
          params: Numbered,
          response: { 200: ReportView },
        },
      },
      sendReport,
    );

    app.get(
      '/reports/:number/evidence/:file',
      {
        schema: {
          tags,
          summary: 'A file handed in with a report',
          params: Type.Object({ number: Type.String(), file: Type.String({ format: 'uuid' }) }),
        },
      },
      async (request, reply) => {
        const { file } = request.params as { file: string };
        const opened = await atDesk(request, reply, async (tx) => {
          const found = await findReport(tx, numberIn(request));
          if (found === undefined) throw new Refused(refuse('report-not-found', { status: 404 }));
          const view = { variant: 'original', range: request.headers.range } as const;
          return orRefuse(await openFile(context.files, tx, { ...found, file }, view));
        });
        return reply.code(opened.status).headers(opened.headers).send(opened.body);
      },
    );

    app.post(
      '/reports/:number/prolong',
      {
        config: { needs: { version: true } },
        schema: {
          tags,
          summary: 'Fifteen working days more, approved by the head of the bureau (CMP-06)',
          params: Numbered,
          body: ProlongBody,
          response: { 200: ReportView },
        },
      },
      async (request, reply) => {
        const expectedVersion = orRefuse(versionOf(request));
        const { reasons } = request.body as { reasons: string };
        await atDesk(request, reply, async (tx, { actor, at }) =>
          orRefuse(await prolong(context, tx, { actor, at, number: numberIn(request), reasons, expectedVersion })),
        );
        return await sendReport(request, reply);
      },
    );

    app.post(
      '/reports/:number/correct-receipt',
      {
        config: { needs: { version: true } },
        schema: {
          tags,
          operationId: 'correct-report-receipt',
          summary: 'Put the day of receipt right; the head of the bureau. The limits are reckoned anew',
          params: Numbered,
          body: ReceiptBody,
          response: { 200: ReportView },
        },
      },
      async (request, reply) => {
        const expectedVersion = orRefuse(versionOf(request));
        const body = request.body as ReceiptBody;
        await atDesk(request, reply, async (tx, { actor, at }) =>
          orRefuse(
            await correctReceiptOf(context, tx, { actor, at, number: numberIn(request), body, expectedVersion }),
          ),
        );
        return await sendReport(request, reply);
      },
    );

    app.post(
      '/reports/:number/transfer',
      {
        config: { needs: { version: true } },
        schema: {
          tags,
          operationId: 'transfer-report',
          summary: 'Pass a report to the bureau it belongs to (FSL art. 115; within the authority Order 121 art. 41)',
          params: Numbered,
          body: TransferBody,
          response: { 200: ReportView },
        },
      },
      async (request, reply) => {
        const expectedVersion = orRefuse(versionOf(request));
        const body = request.body as TransferBody;
        await atDesk(request, reply, async (tx, { actor, at, scope }) =>
          orRefuse(
            await transferReport(context, tx, { actor, at, scope, number: numberIn(request), body, expectedVersion }),
          ),
        );
        return await sendReport(request, reply);
      },
    );

    app.post(
      '/reports/:number/tell',
      {
        config: { needs: { version: true } },
        schema: {
          tags,
          operationId: 'tell-of-report',
          summary: 'Record how a letter about the transfer reached whom it is for',
          params: Numbered,
          body: TellBody,
          response: { 200: ReportView },
        },
      },
      async (request, reply) => {
        const expectedVersion = orRefuse(versionOf(request));
        const body = request.body as TellBody;
        await atDesk(request, reply, async (tx, { actor, at }) =>
          orRefuse(await tellOfReport(context, tx, { actor, at, number: numberIn(request), body, expectedVersion })),
        );
        return await sendReport(request, reply);
      },
    );

    app.get(
      '/reports/:number/papers/:n',
      {
        schema: {
          tags,
          summary: 'A letter about the transfer of the report as PDF',
          params: Type.Object({ number: Type.String({ maxLength: 80 }), n: Type.Integer({ minimum: 1 }) }),
        },
      },
      async (request, reply) => {
        const { n } = request.params as { n: number };
        const paper = await atDesk(request, reply, async (tx, look) =>
          orRefuse(await reportPaper(context, tx, numberIn(request), n, look)),
        );
        return reply
          .type('application/pdf')
          .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(paper.name)}`)
          .send(await paper.file);
      },
    );

    app.get(
      '/reports/:number/legal-holds',
      {
        schema: {
          tags,
          summary: 'Holds that keep the report from the end of its term',
          params: Numbered,
          response: { 200: Type.Array(Hold) },
        },
      },
      (request, reply) =>
        atDesk(request, reply, async (tx, look) =>
          orRefuse(await holdsOfReport(tx, numberIn(request), dayOf(look.at))),
        ),
    );

    app.post(
      '/reports/:number/legal-holds',
      {
        schema: {
          tags,
          summary: 'Keep the report whole while a review, suit or inquiry runs',
          params: Numbered,
          body: HoldBody,
          response: { 201: Type.Object({ hold: Type.String() }) },
        },
      },
      async (request, reply) => {
        const { reason } = request.body as { reason: string };
        const placed = await atDesk(request, reply, async (tx, look) =>
          orRefuse(await holdFile(tx, reportHolds(context), { ...look, number: numberIn(request) }, reason)),
        );
        return reply.code(201).send(placed);
      },
    );

    app.post(
      '/reports/:number/legal-holds/:hold/lift',
      {
        schema: {
          tags,
          summary: 'Lift a hold; the bureau head',
          params: Type.Object({ number: Type.String({ maxLength: 80 }), hold: Type.String({ format: 'uuid' }) }),
          response: { 200: Type.Object({ lifted: Type.String() }) },
        },
      },
      (request, reply) =>
        atDesk(request, reply, async (tx, look) => {
          const { hold } = request.params as { hold: string };
          return orRefuse(await releaseFile(tx, reportHolds(context), { ...look, number: numberIn(request) }, hold));
        }),
    );

    app.post(
      '/reports/:number/reveal',
      {
        schema: {
          tags,
          summary: 'Open one value of the reporter, with a reason',
          params: Numbered,
          body: RevealReporterBody,
          response: { 200: Type.Object({ value: Type.String() }) },
        },
      },
      async (request, reply) => ({
        value: await atDesk(request, reply, async (tx, look) =>
          orRefuse(
            await revealReporter(
              context,
              tx,
              numberIn(request),
              request.body as { field: string; reason: string },
              look,
            ),
          ),
        ),
      }),
    );

    app.post(
      '/complaints/:number/find-clue',
      {
        config: { needs: { key: 'required' } },
        schema: {
          tags,
          operationId: 'find-clue',
          summary: 'Note a breach seen while handling a complaint; the complaint itself is not changed',
          params: Numbered,
          body: ClueBody,
          response: { 201: ReportReceipt },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const complaint = readCaseNumber((request.params as { number: string }).number);
        if (complaint === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
        const key = orRefuse(requestKey(request, actor.account));
        const stored = await database.transact(scopeOf(actor), async (tx) => {
          const earlier = orRefuse(await claimKey(tx, key, actor.tenant ?? ''));
          if (earlier !== undefined) return earlier;
          const made = orRefuse(
            await noteClue(context, tx, { actor, at: now(), complaint, body: request.body as ClueBody }),
          );
          const answer = { status: 201, answer: receiptOf(made) };
          await storeAnswer(tx, key, answer);
          return answer;
        });
        return reply.code(201).header('cache-control', 'no-store').send(stored.answer);
      },
    );
  };
