import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { requireStaff } from '#platform/http/people.ts';
import { Compared } from '../paper-contract.ts';
import { scanIn } from '../scan-upload.ts';
import { IncidentPaperSealed } from './contract.ts';
import { openIncidentPaper } from './paper-files.ts';
import { keepIncidentScan, sealIncidentPaper } from './seal-papers.ts';

const tags = ['incidents'];
const PaperOf = Type.Object({
  id: Type.String({ format: 'uuid' }),
  n: Type.Integer({ minimum: 1, maximum: 100_000 }),
});

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
  };
