import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import serveFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { deskHeaders } from '#platform/http/headers.ts';
import { noticesFile } from './desk-notices.ts';

const NONCE = /DESK-NONCE/gu;

/** The staff desk as built: files that change their name with their content, and one page for every address below. */
export const registerDesk = async (app: FastifyInstance, folder: string): Promise<void> => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  await app.register(serveFiles, {
    root: join(folder, 'assets'),
    prefix: '/desk/assets/',
    immutable: true,
    maxAge: '1y',
    decorateReply: false,
    index: false,
  });
  const { secure } = app.cookieNames;
  const notices = readFileSync(join(folder, noticesFile), 'utf8');
  app.get(`/desk/${noticesFile}`, { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(notices),
  );
  for (const address of ['/desk', '/desk/', '/desk/*']) {
    app.get(address, { ...deskHeaders(secure), schema: { hide: true } }, (request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('vary', 'accept-language, cookie')
        // Until it is known who sits there, the wall speaks as the site does.
        .send(
          page.replace('<html lang="zh-CN"', `<html lang="${request.language}"`).replace(NONCE, reply.cspNonce.style),
        ),
    );
  }
};
