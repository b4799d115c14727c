import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import type { Translate } from '#kernel/translate.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { type DataRequest, dataRequestKinds, dataRequestOutcomes } from '#platform/data-requests.ts';
import { DeskRequest, deskOf, inWords } from '#platform/http/data-request-routes.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { day, minute, text } from '#platform/lists/cells.ts';
import { coded, type FilterWords, filtersInWords, only } from '#platform/lists/filter-words.ts';
import { bookOf, EXPORTED_AT_MOST, type ListColumn } from '#platform/lists/list-book.ts';
import { sendBook } from '#platform/lists/send-book.ts';
import { bookMaker, type ListNames, listNames } from '../desk/list-names.ts';
import { scopeOf } from '../handle.ts';
import { orNull } from '../parts-contract.ts';

const closed = { additionalProperties: false } as const;
const narrowed = {
  state: Type.Optional(Type.Enum(['open', 'done', ...dataRequestOutcomes])),
  kind: Type.Optional(Type.Enum([...dataRequestKinds])),
  via: Type.Optional(Type.Enum(['account', 'counter', 'letter'])),
  bureau: Type.Optional(Type.String({ maxLength: 80 })),
  due: Type.Optional(Type.Enum(['overdue', 'soon', 'later'])),
  toPost: Type.Optional(Type.Boolean({ description: 'true: only those answered by a letter that is to be posted' })),
};
const ExportQuery = Type.Object(narrowed, closed);
type ExportQuery = Static<typeof ExportQuery>;
const ListQuery = Type.Object(
  {
    ...narrowed,
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
);
const RequestList = Type.Object({
  rows: Type.Array(DeskRequest),
  next: orNull(Type.String()),
  total: orNull(Type.Integer({ description: 'on the first page: how many there are, 1,001 meaning more' })),
});

const columns = (names: ListNames): readonly ListColumn<DataRequest>[] => [
  { name: 'dueOn', width: 12, cell: (row) => day(row.dueOn) },
  { name: 'kind', width: 14, cell: (row, t) => text(t(`administration:dataRequests.kinds.${row.kind}`)) },
  {
    name: 'via',
    width: 14,
    cell: (row, t) => text(row.via === 'account' ? null : t(`administration:dataRequests.vias.${row.via}`)),
  },
  { name: 'number', width: 24, cell: (row) => text(row.number) },
  { name: 'bureau', width: 26, cell: (row) => text(names.bureau(row.bureau)) },
  { name: 'receivedOn', width: 12, cell: (row) => day(row.receivedOn) },
  { name: 'state', width: 12, cell: (row, t) => text(t(`administration:dataRequests.states.${row.state}`)) },
  { name: 'answeredAt', width: 17, cell: (row) => (row.answeredAt === null ? null : minute(row.answeredAt)) },
  {
    name: 'telling',
    width: 20,
    cell: (row, t) =>
      text(
        row.toldWay !== null
          ? t(`administration:dataRequests.toldWays.${row.toldWay}`)
          : row.telling === 'failed'
            ? t('administration:dataRequests.messageFailed')
            : null,
      ),
  },
  { name: 'letter', width: 26, cell: (row) => text(row.letter) },
  { name: 'servedOn', width: 12, cell: (row) => day(row.servedOn) },
];

export const requestFilterWords = (names: ListNames, t: Translate): FilterWords<ExportQuery> => {
  const of = 'administration:dataRequests';
  return {
    due: coded('desk:list.due', 'desk:list.dueIs', t),
    state: coded(`${of}.state`, `${of}.states`, t),
    kind: coded(`${of}.kind`, `${of}.kinds`, t),
    via: coded(`${of}.via`, `${of}.vias`, t),
    toPost: only('worklist:filter.toPost', 'worklist:filter.toPostOnly', t),
    bureau: { label: t('desk:list.bureau'), value: names.bureau },
  };
};

/** The desk's list of requests about own data: narrowed, paged, taken along. */
export const requestListRoutes =
  ({ database, people, texts, law }: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const requests = people.dataRequests;

    app.get(
      '/data-requests/desk',
      {
        schema: {
          tags: ['data-requests'],
          summary: 'Requests a desk answers, the open ones first, the next due first',
          querystring: ListQuery,
          response: { 200: RequestList },
        },
      },
      async (request) => {
        const actor = deskOf(request);
        const list = await database.transact(scopeOf(actor), (tx) =>
          requests.listAtDesk(tx, actor.account, request.query, dueDays(dayOf(now()), law().calendar)),
        );
        const { rows, ...rest } = orRefuse(list);
        const t = texts(request.language);
        return { rows: rows.map((row) => inWords(row, t)), ...rest };
      },
    );

    app.get(
      '/data-requests/desk/export.xlsx',
      {
        schema: {
          tags: ['data-requests'],
          summary: 'The same as a workbook, 5,000 rows at most',
          querystring: ExportQuery,
        },
      },
      async (request, reply) => {
        const actor = deskOf(request);
        const [at, t, query] = [now(), texts(request.language), request.query as ExportQuery];
        const book = await database.transact(scopeOf(actor), async (tx) => {
          const asked = { ...query, limit: EXPORTED_AT_MOST };
          const list = orRefuse(
            await requests.listAtDesk(tx, actor.account, asked, dueDays(dayOf(at), law().calendar)),
          );
          const names = await listNames(tx, actor, dayOf(at), t);
          return bookOf(tx, await bookMaker(tx, actor, at), {
            act: 'export-data-requests',
            words: 'worklist:requests',
            query,
            filters: filtersInWords(query, requestFilterWords(names, t), t),
            list,
            columns: columns(names),
          });
        });
        return await sendBook(reply, book, 'data-requests', at, t);
      },
    );
  };
