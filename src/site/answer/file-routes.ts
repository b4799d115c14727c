import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { type OpenedFile, openFile } from '#platform/files/open-file.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { withAnswer } from '#site/visit/answer-at-hand.ts';
import type { SiteKit } from '#site/visit/visit.ts';

const notFound = refuse('file-not-found', { status: 404 });
const isFileId = (text: string): boolean => /^[0-9a-f-]{36}$/u.test(text);

/** Files of the answer being written, as handed in; those of the case are opened from its page. */
export const answerFileRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;
    const send = (reply: FastifyReply, found: OpenedFile | Refusal) => {
      const file = orRefuse(found);
      return reply.code(file.status).headers(file.headers).send(file.body);
    };

    app.get('/answer/files/:file', async (request, reply) => {
      const { file } = request.params as { file: string };
      const { range } = request.headers;
      const opened = await withAnswer(context, request, async (tx, answer) =>
        answer === undefined || !isFileId(file)
          ? notFound
          : await openFile(context.files, tx, { draft: answer.draft.draft, file }, { variant: 'original', range }),
      );
      return send(reply, opened);
    });
  };
