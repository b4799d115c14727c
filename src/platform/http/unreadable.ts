import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { newId } from '../ids.ts';
import { problemMediaType, problemOf } from './problem.ts';

const refusalFor = (code: string | undefined) => {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return refuse('header-too-large', { status: 431 });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refuse('request-too-slow', { status: 408 });
    default:
      return refuse('request-unreadable', { status: 400 });
  }
};

/** In whose language is not known of what could not be read: both are told. */
const languages: readonly Language[] = ['zh-CN', 'en'];

/** Answers what is no HTTP at all: there is no request, only the socket it came in on. */
export const answerUnreadable = (error: Error & { readonly code?: string }, socket: Socket): void => {
  // Whoever has hung up hears no answer.
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = refusalFor(error.code);
  const id = newId();
  const told = languages.map((language) => problemOf(refusal, language, id));
  const [problem] = told;
  const both = (pick: (one: (typeof told)[number]) => string): string => told.map(pick).join(' / ');
  const body = JSON.stringify({ ...problem, title: both(({ title }) => title), detail: both(({ detail }) => detail) });
  const status = problem?.status ?? 400;
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      `content-type: ${problemMediaType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'x-content-type-options: nosniff',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
};
