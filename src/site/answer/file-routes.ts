import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { caseView, placeOfNumber, scopeOf } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import { type OpenedFile, openFile } from '#platform/files/open-file.ts';
import { orRefuse } from '#platform/http/errors.ts';
import type { SiteKit } from '#site/visit/visit.ts';
import { visitOf } from '#site/visit/visit.ts';
import { withAnswer } from './answer-at-hand.ts';

const notFound = refuse('file-not-found', { status: 404 });
const isFileId = (text: string): boolean => /^[0-9a-f-]{36}$/u.test(text);

/** Files an operator opens while answering: its own as handed in, the complainant's without place and device. */
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

    app.get('/answer/case-files/:file', async (request, reply) => {
      const { file } = request.params as { file: string };
      const { t } = visitOf(kit, request, reply);
      const { range } = request.headers;
      const opened = await withAnswer(context, request, async (tx, answer) => {
        // An answer that was sent is over: its browser opens nothing of the case any more.
        if (answer === undefined || answer.draft.filed !== null || !isFileId(file)) return notFound;
        await tx.rescope(scopeOf(answer.actor));
        const view = await caseView(context, tx, answer.number, { actor: answer.actor, at: now(), t });
        if (view?.evidence.some((item) => item.file === file) !== true) return notFound;
        const at = await placeOfNumber(tx, answer.number);
        return await openFile(context.files, tx, { ...at, file }, { variant: 'clean', range });
      });
      return send(reply, opened);
    });
  };
