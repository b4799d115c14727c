import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { refuse } from '#kernel/refusal.ts';
import { now } from '../clock.ts';
import { type Database, nobody } from '../db.ts';
import type { Messages } from '../messages/messages.ts';
import { readReceipts } from '../messages/receipt.ts';
import { bodyOf, mayEnter } from '../messages/receipt-door.ts';
import { severalFit, takeReceipts } from '../messages/receipt-store.ts';
import { Refused } from './errors.ts';
import { isTooDeep, unstorableField } from './storable.ts';

/** Where the SMS operator brings receipts by itself. Its signature is over the bytes, so they are read as bytes. */
export const receiptRoutes =
  (database: Database, messages: Messages): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      ['application/json', 'application/x-www-form-urlencoded', 'text/plain'],
      { parseAs: 'buffer' },
      (_request, body, done) => done(null, { bytes: body }),
    );

    for (const path of ['/messages/receipts', '/messages/receipts/:key'] as const)
      app.post(
        path,
        {
          // Nobody is asked for by session or token here: the operator's own header may look like one of ours.
          config: { open: true },
          schema: {
            tags: ['messages'],
            summary: 'Receipts of text messages, brought by the SMS operator',
            description:
              'Open only where FANGXIN_SMS_TEMPLATE describes `receipts.push`; authenticated by signature, header or address as described there.',
            params: Type.Object({ key: Type.Optional(Type.String({ maxLength: 200 })) }),
            response: { 200: Type.Unknown({ description: 'what the operator wants to read' }) },
          },
        },
        async (request, reply) => {
          const { door } = messages;
          if (door === undefined) throw new Refused(refuse('route-not-found', { status: 404 }));
          const { bytes } = (request.body ?? {}) as { bytes?: Buffer };
          const body = bytes ?? Buffer.alloc(0);
          const knock = { headers: request.headers, body, key: request.params.key, at: now() };
          if (!mayEnter(door, knock)) throw new Refused(refuse('receipts-not-signed', { status: 401 }));
          const parsed = bodyOf(request.headers['content-type'] ?? '', body);
          if (parsed === undefined || isTooDeep(parsed)) throw new Refused(refuse('body-malformed', { status: 400 }));
          const receipts = unstorableField(parsed) === undefined ? readReceipts(door.reading, parsed) : undefined;
          if (receipts === undefined) throw new Refused(refuse('receipts-not-readable', { status: 422 }));
          const ambiguous = await database.transact(nobody, (tx) => takeReceipts(tx, receipts, ['sms']));
          if (ambiguous.length > 0) request.log.warn({ ambiguous }, severalFit);
          return reply.type('application/json; charset=utf-8').send(door.answer ?? '{"code":0}');
        },
      );
  };
