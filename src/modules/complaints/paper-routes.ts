import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { OpenedFile } from '#platform/files/open-file.ts';
import { contentDisposition, safeFileName } from '#platform/files/safe-name.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { setEtag } from '#platform/http/etag.ts';
import { lookOf } from '#platform/http/look.ts';
import { requireActor, requireStaff } from '#platform/http/people.ts';
import { openBundle } from './bundle/open-bundle.ts';
import { scopeOf } from './handle.ts';
import { registrationOf } from './keep-registration.ts';
import { readCaseNumber } from './number.ts';
import { paperObjection, recordOpening } from './openings.ts';
import {
  BesideQuery,
  Bundles,
  Compared,
  OfBundle,
  OfCase,
  OfPaper,
  Opening,
  OpeningBody,
  OpeningQuery,
  PaperQuery,
  PaperSealed,
  ReceiptQuery,
  ScanBeside,
  SealedCopyKept,
} from './paper-contract.ts';
import { openPaper, readingPrint, readsCopy } from './paper-files.ts';
import { renderPaper } from './papers-render.ts';
import { makePrint, type Print, type PrintMade, plainLines } from './prints.ts';
import { makeServiceReceipt } from './receipt-to-sign.ts';
import { keepScan, lookAtScan } from './scan-back.ts';
import { scanIn } from './scan-upload.ts';
import { sealNow } from './seal-paper.ts';
import { readComplaint } from './store.ts';
import { bundlesOf } from './views/bundles.ts';

const tags = ['papers'];

const numberIn = (text: string): string =>
  readCaseNumber(text) ?? orRefuse<string>(refuse('complaint-not-found', { status: 404 }));

/** A print is nobody's to keep: it says what the case says now. */
const sendMade = (reply: FastifyReply, name: string, mediaType: string, body: Buffer | string): FastifyReply =>
  reply
    .header('content-type', mediaType)
    .header('content-disposition', contentDisposition('inline', name))
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(body);

const sendPdf = (reply: FastifyReply, name: string, pdf: Buffer): FastifyReply =>
  sendMade(reply, safeFileName(name, 'application/pdf'), 'application/pdf', pdf);

const sendFile = (reply: FastifyReply, file: OpenedFile): FastifyReply =>
  reply.code(file.status).headers(file.headers).send(file.body);

/** Papers as files: made at the first open and the same ever after, printed on demand, sealed by hand, bundled. */
export const paperRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database } = context;

    const printed = async (
      request: FastifyRequest,
      number: string,
      print: Print,
      opening?: string,
    ): Promise<PrintMade> => {
      const actor = requireActor(request);
      return orRefuse(
        await database.transact(scopeOf(actor), (tx) =>
          makePrint(context, tx, actor, numberIn(number), print, opening),
        ),
      );
    };
    /** Written down first why it is opened, where it shows how people are reached. */
    const refuseUnopened = async (actor: Actor, number: string, n: number, opening: string | undefined) => {
      const objection = await database.transact(scopeOf(actor), (tx) =>
        paperObjection(context, tx, actor, { number, n }, opening),
      );
      if (objection !== undefined) throw new Refused(objection);
    };
    const sendPrint = async (reply: FastifyReply, { paper, at, name }: PrintMade) =>
      sendPdf(reply, name, await renderPaper(paper, { at }));

    app.get(
      '/complaints/:number/documents/:n',
      { schema: { tags, summary: 'A paper of the case as PDF', params: OfPaper, querystring: PaperQuery } },
      async (request, reply) => {
        const actor = requireActor(request);
        const number = numberIn(request.params.number);
        const { n } = request.params;
        await refuseUnopened(actor, number, n, request.query.opening);
        const reading = {
          large: request.query.large === true,
          aid: request.query.aid === 'en',
          look: lookOf(request),
        };
        if (reading.large || reading.aid || (await readsCopy(context, actor, number, n))) {
          const print = orRefuse(await readingPrint(context, actor, number, n, reading));
          return sendPdf(reply, print.name, print.pdf);
        }
        const disposition = request.query.download === true ? 'attachment' : 'inline';
        const { range } = request.headers;
        return sendFile(
          reply,
          orRefuse(await openPaper(context, actor, number, n, { disposition, range, look: lookOf(request) })),
        );
      },
    );

    app.post(
      '/complaints/:number/documents/:n/sealed',
      {
        config: { csrf: 'in-handler' },
        schema: {
          tags,
          summary: 'The scan of the print with the wet seal, served in place of the file from now on',
          params: OfPaper,
          querystring: Compared,
          response: { 200: SealedCopyKept },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const number = numberIn(request.params.number);
        const { n } = request.params;
        const compared = request.query.compared === true;
        const scan = { number, n, actor, at: now(), ...(await scanIn(request)), compared };
        const done = orRefuse(await keepScan(context, scan));
        setEtag(reply, done.version);
        const sha256 = done.state.sealedCopies.find((copy) => copy.n === n)?.sha256 ?? '';
        return { number, version: done.version, sha256 };
      },
    );

    app.post(
      '/complaints/:number/documents/:n/sealed/beside',
      {
        config: { csrf: 'in-handler' },
        schema: {
          tags,
          summary: 'The scan and its paper as pictures, page by page, to be compared; nothing is kept',
          params: OfPaper,
          querystring: BesideQuery,
          response: { 200: ScanBeside },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const number = numberIn(request.params.number);
        const { n } = request.params;
        const handed = await scanIn(request);
        await refuseUnopened(actor, number, n, request.query.opening);
        return orRefuse(await lookAtScan(context, { number, n, actor, at: now(), ...handed }));
      },
    );

    app.post(
      '/complaints/:number/documents/:n/seal',
      {
        schema: {
          tags,
          summary: 'Has the seal product of the bureau seal the paper; the sealed file is served from now on',
          params: OfPaper,
          response: { 200: PaperSealed },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const number = numberIn(request.params.number);
        const { n } = request.params;
        orRefuse(await sealNow(context, actor, number, n));
        return { number, n };
      },
    );

    app.get(
      '/complaints/:number/documents/:n/service-receipt.pdf',
      {
        schema: {
          tags,
          summary: 'The sheet to sign on service; needs an opening',
          params: OfPaper,
          querystring: ReceiptQuery,
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const wanted = { number: numberIn(request.params.number), n: request.params.n, to: request.query.to };
        const made = await database.transact(scopeOf(actor), (tx) =>
          makeServiceReceipt(context, tx, actor, wanted, request.query.opening),
        );
        return await sendPrint(reply, orRefuse(made));
      },
    );

    app.post(
      '/complaints/:number/openings',
      {
        schema: {
          tags,
          summary: 'Write down why the whole case is printed or copied; what comes back fetches it within ten minutes',
          params: OfCase,
          body: OpeningBody,
          response: { 201: Opening },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const number = numberIn(request.params.number);
        const { opening, until } = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await recordOpening(context, tx, actor, number, request.body)),
        );
        return reply.code(201).send({ opening, until: until.toISOString() });
      },
    );

    for (const [path, print, summary] of [
      ['receipt', 'receipt', 'Receipt of the filing'],
      ['case-sheet', 'case-sheet', 'Case sheet in the field order of the national platform; needs an opening'],
      ['history', 'case-history', 'The history of the case with its hashes; needs an opening'],
    ] as const) {
      app.get(
        `/complaints/:number/${path}.pdf`,
        { schema: { tags, summary, params: OfCase, querystring: OpeningQuery } },
        async (request, reply) =>
          sendPrint(reply, await printed(request, request.params.number, print, request.query.opening)),
      );
    }

    app.get(
      '/complaints/:number/registration.pdf',
      {
        schema: {
          tags,
          summary: 'Registration form (form 1): a kept paper, made when it is first opened; officials need an opening',
          params: OfCase,
          querystring: OpeningQuery,
        },
      },
      async (request, reply) => {
        const actor = requireActor(request);
        const number = numberIn(request.params.number);
        const n = orRefuse(await registrationOf(context, actor, number));
        await refuseUnopened(actor, number, n, request.query.opening);
        if (!(await readsCopy(context, actor, number, n)))
          return sendFile(reply, orRefuse(await openPaper(context, actor, number, n, { look: lookOf(request) })));
        const own = orRefuse(
          await readingPrint(context, actor, number, n, { large: false, aid: false, look: lookOf(request) }),
        );
        return sendPdf(reply, own.name, own.pdf);
      },
    );

    app.get(
      '/complaints/:number/case-sheet.txt',
      {
        schema: {
          tags,
          summary: 'The case sheet as lines to copy; needs an opening',
          params: OfCase,
          querystring: OpeningQuery,
        },
      },
      async (request, reply) => {
        const { number } = request.params;
        const { paper, name } = await printed(request, number, 'case-sheet', request.query.opening);
        return sendMade(
          reply,
          `${safeFileName(name, 'application/pdf').slice(0, -4)}.txt`,
          'text/plain; charset=utf-8',
          plainLines(paper),
        );
      },
    );

    app.get(
      '/complaints/:number/bundles',
      { schema: { tags, summary: 'Answer bundles ordered so far', params: OfCase, response: { 200: Bundles } } },
      async (request) => {
        const actor = requireStaff(request);
        const number = numberIn(request.params.number);
        const rows = await database.transact(scopeOf(actor), async (tx) => {
          const loaded = await readComplaint(tx, context.vault, number);
          return loaded === undefined ? refuse('complaint-not-found', { status: 404 }) : await bundlesOf(tx, loaded);
        });
        if (isRefusal(rows)) throw new Refused(rows);
        const urlOf = (version: number) => `/api/v1/complaints/${number}/bundles/${version}`;
        return {
          rows: rows.map((row) => ({ ...row, madeAt: row.madeAt.toISOString(), url: urlOf(row.version) })),
        };
      },
    );

    app.get(
      '/complaints/:number/bundles/:version',
      {
        schema: {
          tags,
          summary: 'One answer bundle as PDF; needs an opening',
          params: OfBundle,
          querystring: OpeningQuery,
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const { number, version } = request.params;
        return sendFile(
          reply,
          orRefuse(await openBundle(context, actor, numberIn(number), version, request.query.opening)),
        );
      },
    );
  };
