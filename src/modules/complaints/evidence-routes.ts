import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { largestUpload } from '#platform/files/limits.ts';
import { draftFiles, dropDraftFiles } from '#platform/files/list-files.ts';
import { usualPatience } from '#platform/files/sweep-files.ts';
import { type TakenFile, takeUpload } from '#platform/files/take-upload.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { checkForm } from '#platform/http/guard.ts';
import { partsOf } from '#platform/http/multipart-parts.ts';
import { requireActor } from '#platform/http/people.ts';
import { inLanguage, problemOf } from '#platform/http/problem.ts';
import { uploadSenders } from '#platform/http/upload-senders.ts';
import { readCaseNumber } from './number.ts';
import { openEvidence } from './views/open-evidence.ts';

const Upload = Type.Object({
  files: Type.Array(
    Type.Object({
      name: Type.String(),
      file: Type.Union([Type.String(), Type.Null()]),
      mediaType: Type.Union([Type.String(), Type.Null()]),
      bytes: Type.Union([Type.Integer(), Type.Null()]),
      notices: Type.Array(Type.String()),
      says: Type.Array(Type.String({ description: 'the notices in words: what others may see, and what can be done' })),
      problem: Type.Union([
        Type.Unsafe<ReturnType<typeof problemOf>>(Type.Object({}, { additionalProperties: true })),
        Type.Null(),
      ]),
    }),
  ),
});

const InTray = Type.Object(
  {
    files: Type.Array(
      Type.Object({
        file: Type.String({ format: 'uuid' }),
        name: Type.String(),
        mediaType: Type.String(),
        bytes: Type.Integer(),
        sha256: Type.String(),
        handedInAt: Type.String({ format: 'date-time' }),
        keptUntil: Type.String({ format: 'date-time', description: 'removed after this when nothing has used it' }),
      }),
    ),
  },
  { $id: 'FilesInTray' },
);

/** Handing files in before the act that uses them, and opening those of a case. */
export const evidenceRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    app.post(
      '/uploads',
      {
        config: { csrf: 'in-handler' },
        schema: {
          tags: ['evidence'],
          summary: 'Hand in files for a filing or an act; named there by their ids',
          description:
            'A file nothing has used is removed after three days. One filing or act may name 30 files; 200 may wait for any, and past that the one handed in longest ago gives way.',
          response: { 200: Upload },
        },
      },
      async (request) => {
        const actor = requireActor(request);
        if (request.signedIn?.by === 'session') checkForm(request, request.headers['x-csrf-token']);
        if (!request.isMultipart()) throw new Refused(refuse('content-type-unsupported', { status: 415 }));
        const files = [];
        for await (const part of partsOf(request, {
          limits: { fileSize: largestUpload(context.files.limits), files: 30 },
        })) {
          if (part.type === 'field') continue;
          const taken = await takeUpload(context.files, {
            ...trayOf(actor),
            purpose: 'evidence',
            name: part.filename,
            content: part.file,
            senders: uploadSenders(context.keyring, context.files.limits, request),
          });
          part.file.resume();
          files.push(
            isRefusal(taken)
              ? { ...noFile(part.filename), problem: problemOf(taken, request.language, request.id) }
              : shown(part.filename, taken, inLanguage(request.language)),
          );
        }
        return { files };
      },
    );

    const own = (account: string) => ({ ...nobody, account });
    app.get(
      '/uploads',
      {
        schema: {
          tags: ['evidence'],
          summary: 'Files handed in that no filing or act has used yet',
          response: { 200: InTray },
        },
      },
      async (request) => {
        const actor = requireActor(request);
        const files = await context.database.transact(own(actor.account), (tx) =>
          draftFiles(context.files, tx, trayOf(actor).draft),
        );
        return {
          files: files.map(({ file, name, mediaType, bytes, sha256, madeAt }) => ({
            ...{ file, name, mediaType, bytes, sha256, handedInAt: madeAt.toISOString() },
            keptUntil: new Date(madeAt.getTime() + usualPatience.trayMilliseconds).toISOString(),
          })),
        };
      },
    );

    app.delete(
      '/uploads/:file',
      {
        schema: {
          tags: ['evidence'],
          summary: 'Take back a file that no filing or act has used',
          params: Type.Object({ file: Type.String({ format: 'uuid' }) }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const actor = requireActor(request);
        const { file } = request.params as { file: string };
        const gone = await context.database.transact(own(actor.account), (tx) =>
          dropDraftFiles(context.files, tx, { draft: trayOf(actor).draft, files: [file] }),
        );
        if (gone === 0) throw new Refused(refuse('file-not-found', { status: 404 }));
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/complaints/:number/evidence/:file',
      {
        schema: {
          tags: ['evidence'],
          summary: 'A file of the case, as this person may see it',
          params: Type.Object({ number: Type.String(), file: Type.String() }),
          querystring: Type.Object(
            {
              variant: Type.Optional(
                Type.String({
                  maxLength: 20,
                  description: 'original, clean or thumbnail; what the person may see when silent',
                }),
              ),
            },
            { additionalProperties: false },
          ),
        },
      },
      async (request, reply) => {
        const actor = requireActor(request);
        const { number, file } = request.params as { number: string; file: string };
        const { variant } = request.query as { variant?: string };
        const known = readCaseNumber(number);
        const opened =
          known === undefined
            ? refuse('file-not-found', { status: 404 })
            : await openEvidence(context, actor, { number: known, file, variant, range: request.headers.range });
        const found = orRefuse(opened);
        return reply
          .code(found.status)
          .headers(found.headers)
          .header('cache-control', 'private, max-age=300')
          .send(found.body);
      },
    );
  };

const noFile = (name: string) => ({ name, file: null, mediaType: null, bytes: null, notices: [], says: [] });

const shown = (name: string, taken: TakenFile, t: Translate) => ({
  name,
  file: taken.file,
  mediaType: taken.mediaType,
  bytes: taken.bytes,
  notices: taken.notices.map((one) => one.notice),
  says: taken.notices.map((one) =>
    t(`files:notices.${one.notice}`, {
      ...('given' in one ? { given: one.given, found: one.found } : {}),
      who: t('files:seenBy.desk'),
      unseen: t('files:unseen.desk'),
      instead: t(`files:instead.${taken.kind}`),
    }),
  ),
  problem: null,
});
