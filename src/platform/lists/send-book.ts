import type { FastifyReply } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { bookFile, type ListBook, workbookType } from './list-book.ts';

/** The book of a list as a download that no cache keeps; `name` in small Latin letters. */
export const sendBook = async <Row>(
  reply: FastifyReply,
  book: ListBook<Row>,
  name: string,
  at: Date,
  t: Translate,
): Promise<FastifyReply> =>
  reply
    .type(workbookType)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="fangxin-${name}-${dayOf(at)}.xlsx"`)
    .send(await bookFile(book, at, t));
