import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { contentDisposition, safeFileName } from '#platform/files/safe-name.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { requireStaff } from '#platform/http/people.ts';
import { scopeOf } from '../handle.ts';
import { Compared, ScanBeside } from '../paper-contract.ts';
import { renderPaper } from '../papers-render.ts';
import { scanIn } from '../scan-upload.ts';
import { IncidentPaperSealed, ServiceProofKept } from './contract.ts';
import { openIncidentPaper } from './paper-files.ts';
import { keepIncidentScan, lookAtIncidentScan, sealIncidentPaper } from './seal-papers.ts';
import { incidentServiceReceipt, keepServiceProof, openServiceProof } from './serve-papers.ts';

const tags = ['incidents'];
const PaperOf = Type.Object({
  id: Type.String({ format: 'uuid' }),
  n: Type.Integer({ minimum: 1, maximum: 100_000 }),
});

const ServiceOf = Type.Object({
  id: Type.String({ format: 'uuid' }),
  service: Type.Integer({ minimum: 1, maximum: 100_000 }),
});

const serviceIn = (request: FastifyRequest): { readonly incident: string; readonly service: number } => {
  const { id, service } = request.params as { id: string; service: number };
  return { incident: id.toLowerCase(), service };
};

const paperIn = (request: FastifyRequest): { readonly incident: string; readonly n: number } => {
  const { id, n } = request.params as { id: string; n: number };
  return { incident: id.toLowerCase(), n };
};

/** Papers of an event as files: made at the first open and the same ever after, sealed by hand or by the seal product. */
export const incidentPaperRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get(
      '/incidents/:id/papers/:n',
      { schema: { tags, summary: 'A paper of the event as PDF', params: PaperOf } },
      async (request, reply) => {
        const { range } = request.headers;
        const file = orRefuse(
          await openIncidentPaper(context, requireStaff(request), paperIn(request), { disposition: 'inline', range }),
        );
        return reply.code(file.status).headers(file.headers).send(file.body);
      },
    );

    app.post(
      '/incidents/:id/papers/:n/sealed',
      {
        config: { csrf: 'in-handler' },
        schema: {
          tags,
          summary: 'The scan of the print with the wet seal, served in place of the file from now on',
          operationId: 'keep-incident-scan',
          params: PaperOf,
          querystring: Compared,
          response: { 200: IncidentPaperSealed },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { compared = false } = request.query as { compared?: boolean };
        const scan = { ...(await scanIn(request)), compared, at: now() };
        const paper = paperIn(request);
        return { n: paper.n, ...orRefuse(await keepIncidentScan(context, actor, paper, scan)) };
      },
    );

    app.post(
      '/incidents/:id/papers/:n/sealed/beside',
      {
        config: { csrf: 'in-handler' },
        schema: {
          tags,
          summary: 'The scan and its paper as pictures, page by page, to be compared; nothing is kept',
          operationId: 'look-at-incident-scan',
          params: PaperOf,
          response: { 200: ScanBeside },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return orRefuse(await lookAtIncidentScan(context, actor, paperIn(request), await scanIn(request)));
      },
    );

    app.post(
      '/incidents/:id/papers/:n/seal',
      {
        schema: {
          tags,
          summary: 'Has the seal product of the bureau seal the paper; the sealed file is served from now on',
          operationId: 'seal-incident-paper',
          params: PaperOf,
          response: { 200: IncidentPaperSealed },
        },
      },
      async (request) => {
        const paper = paperIn(request);
        return { n: paper.n, ...orRefuse(await sealIncidentPaper(context, requireStaff(request), paper)) };
      },
    );

    app.get(
      '/incidents/:id/papers/:n/service-receipt.pdf',
      { schema: { tags, summary: 'The sheet to sign when the paper is handed over', params: PaperOf } },
      async (request, reply) => {
        const actor = requireStaff(request);
        const wanted = { ...paperIn(request), at: now() };
        const { paper, at, name } = orRefuse(
          await context.database.transact(scopeOf(actor), (tx) => incidentServiceReceipt(context, tx, actor, wanted)),
        );
        return reply
          .type('application/pdf')
          .header('content-disposition', contentDisposition('inline', safeFileName(name, 'application/pdf')))
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'private, no-store')
          .send(await renderPaper(paper, { at }));
      },
    );

    app.post(
      '/incidents/:id/services/:service/proof',
      {
        config: { csrf: 'in-handler' },
        schema: {
          tags,
          summary: 'The signed sheet, the slip of the post or a photograph of what hangs there',
          operationId: 'keep-incident-proof',
          params: ServiceOf,
          response: { 200: ServiceProofKept },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const of = serviceIn(request);
        const scan = { ...(await scanIn(request)), at: now() };
        return { service: of.service, ...orRefuse(await keepServiceProof(context, actor, of, scan)) };
      },
    );

    app.get(
      '/incidents/:id/services/:service/proof',
      { schema: { tags, summary: 'What proves a service or a posting, as PDF', params: ServiceOf } },
      async (request, reply) => {
        const file = orRefuse(await openServiceProof(context, requireStaff(request), serviceIn(request)));
        return reply.code(file.status).headers(file.headers).send(file.body);
      },
    );
  };
