import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Actor } from '#kernel/actor.ts';
import { citedText } from '#kernel/article.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { seenPattern } from '#kernel/field-shapes.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import { scopeOf } from '../actor-scope.ts';
import { now } from '../clock.ts';
import type { Context } from '../context.ts';
import { type DataRequest, dataRequestKinds, dataRequestOutcomes, type OpenedRequest } from '../data-requests.ts';
import type { Tx } from '../db.ts';
import type { AskingPerson } from '../desk-requests.ts';
import { otherWays, tellAgain, toldOtherwise } from '../told-of-answer.ts';
import { orRefuse, Refused } from './errors.ts';
import { requireActor, requireStaff } from './people.ts';

const tags = ['data-requests'];
const closed = { additionalProperties: false } as const;
const orNull = <const T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const instant = Type.Unsafe<Date>(Type.String({ format: 'date-time' }));

/** One request as its desk lists it. */
export const DeskRequest = Type.Object({
  id: Type.String(),
  tenant: Type.String(),
  bureau: Type.String(),
  account: orNull(Type.String({ description: 'null for who wrote a letter or came to the counter' })),
  via: Type.String(),
  identityCheck: orNull(Type.String()),
  kind: Type.String(),
  stream: orNull(Type.String()),
  number: orNull(Type.String()),
  text: orNull(Type.String({ description: 'null in the list of a desk: opened with a reason' })),
  madeAt: instant,
  receivedOn: Type.String({ format: 'date' }),
  dueOn: Type.String({ format: 'date' }),
  state: Type.String(),
  answeredAt: orNull(instant),
  basis: orNull(Type.String({ description: 'in words, in the language of the reader' })),
  answer: orNull(Type.String()),
  letter: orNull(Type.String({ description: 'number of the written answer' })),
  answerWay: orNull(Type.String()),
  servedOn: orNull(Type.String({ format: 'date' })),
  telling: orNull(
    Type.Enum(['sending', 'sent', 'delivered', 'failed'], {
      description: 'of the message that the answer is there; null where none was sent',
    }),
  ),
  toldOn: orNull(Type.String({ format: 'date', description: 'told otherwise, the message being in vain' })),
  toldWay: orNull(Type.Enum([...otherWays])),
  largePrint: Type.Boolean({ description: 'the written answer is printed large' }),
  emptiedOn: orNull(
    Type.String({
      format: 'date',
      description: 'since then neither words nor letter can be read: the person was erased',
    }),
  ),
});
const NewRequest = Type.Object(
  {
    kind: Type.Enum([...dataRequestKinds]),
    text: Type.String({ maxLength: 2000 }),
    /** Number of the case it is about; else the desk of this bureau is asked. */
    number: Type.Optional(Type.String({ maxLength: 80 })),
    desk: Type.Optional(
      Type.Object({ tenant: Type.String({ maxLength: 40 }), bureau: Type.String({ maxLength: 60 }) }, closed),
    ),
  },
  closed,
);
const Answer = Type.Object(
  {
    tenant: Type.String({ maxLength: 40 }),
    outcome: Type.Enum([...dataRequestOutcomes]),
    basis: Type.String({ maxLength: 500 }),
    text: Type.String({ maxLength: 5000 }),
  },
  closed,
);

/** As it is read: the basis is kept as a short citation. */
export const inWords = <R extends { readonly basis: string | null }>(request: R, t: Translate): R => ({
  ...request,
  basis: request.basis === null ? null : citedText(request.basis, t),
});

const Opened = Type.Object({
  text: Type.String(),
  answer: orNull(Type.String()),
  name: orNull(Type.String()),
  phone: orNull(Type.String()),
  idNumber: orNull(Type.String()),
  address: orNull(Type.String()),
  agent: orNull(Type.String()),
});

/** Who asks without an account is known from the paper alone. */
const withPerson = (opened: OpenedRequest, person: AskingPerson | undefined) => ({
  ...opened,
  name: person?.name ?? opened.name,
  phone: person?.phone ?? opened.phone,
  idNumber: person?.idNumber ?? null,
  address: person?.address ?? null,
  agent: person?.agent ?? null,
});
const Told = Type.Object({ told: Type.String() });
const ToldOtherwise = Type.Object(
  { way: Type.Enum([...otherWays]), on: Type.Unsafe<Day>(Type.String({ format: 'date' })) },
  closed,
);
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** The desk that answers: heads and intake officers, each for the bureaus they see. */
export const deskOf = (request: FastifyRequest): Actor => {
  const actor = requireStaff(request);
  if (actor.roles.includes('bureau-head') || actor.roles.includes('intake-officer')) return actor;
  throw new Refused(refuse('not-permitted', { status: 403 }));
};

/** What the directory knows: whether such a unit of that authority is open on a day. */
export type IsDesk = (tx: Tx, desk: { readonly tenant: string; readonly bureau: string }, on: Day) => Promise<boolean>;

/** What the cases found for a request hold of who asks, in words, for an answer that gives access or a copy; empty: nothing. */
export type HeldOfAsker = (tx: Tx, actor: Actor, asked: DataRequest) => Promise<string>;

/** Asking about one's own data, and the desk that answers (PIPL arts 44 to 50). */
export const dataRequestRoutes =
  (
    { database, people, law, texts }: Pick<Context, 'database' | 'people' | 'law' | 'texts'>,
    isDesk: IsDesk,
    held: HeldOfAsker = async () => '',
  ): FastifyPluginAsyncTypebox =>
  async (app) => {
    const requests = people.dataRequests;

    app.get(
      '/data-requests',
      {
        schema: {
          tags,
          summary: "One's own requests; for officials those their desk answers, next due first, a hundred a page",
          querystring: Type.Object(
            {
              after: Type.Optional(
                Type.String({ format: 'uuid', description: 'for officials: the last one of the page before' }),
              ),
            },
            closed,
          ),
          response: { 200: Type.Array(DeskRequest) },
        },
      },
      async (request) => {
        const actor = requireActor(request);
        const asked = await database.transact(
          scopeOf(actor),
          (tx): Promise<DataRequest[]> =>
            actor.kind === 'staff'
              ? requests.atDesk(tx, actor.account, request.query.after)
              : requests.own(tx, actor.account),
        );
        const t = texts(request.language);
        return asked.map((one) => inWords(one, t));
      },
    );

    app.post(
      '/data-requests',
      {
        schema: {
          tags,
          summary: 'Ask for access, a copy, a correction or deletion of own data',
          body: NewRequest,
          response: { 201: Type.Object({ id: Type.String(), dueOn: Type.String() }) },
        },
      },
      async (request, reply) => {
        const actor = requireActor(request);
        const { kind, text, number, desk } = request.body;
        const asked = await database.transact(scopeOf(actor), async (tx) => {
          const about =
            number === undefined
              ? desk
              : ((await requests.whereIs(tx, number)) ??
                (await people.deskRequests.whereLeft(tx, actor.account, number)));
          if (about === undefined) throw new Refused(refuse('complaint-not-found', { status: 404, field: 'number' }));
          // Named by the asker: what is not a desk must not become a tenant with a key of its own.
          if (number === undefined && !(await isDesk(tx, about, dayOf(now()))))
            throw new Refused(refuse('desk-unknown', { status: 404, field: 'desk' }));
          return orRefuse(await requests.ask(tx, actor, { ...about, kind, text }, law().rulebook));
        });
        return reply.code(201).send(asked);
      },
    );

    app.post(
      '/data-requests/:id/open',
      {
        schema: {
          tags,
          summary: 'Read a request and see who asks; the look is recorded with its reason',
          params: ById,
          body: Type.Object({ reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 500 }) }, closed),
          response: { 200: Opened },
        },
      },
      async (request, reply) => {
        const actor = deskOf(request);
        const opened = await database.transact(scopeOf(actor), async (tx) =>
          withPerson(
            orRefuse(await requests.open(tx, actor, request.params.id, request.body.reason)),
            await people.deskRequests.personOf(tx, request.params.id),
          ),
        );
        return reply.header('cache-control', 'no-store').send(opened);
      },
    );

    app.post(
      '/data-requests/:id/answer',
      {
        schema: {
          tags,
          summary: 'Answer for the desk; a refusal names its basis',
          params: ById,
          body: Answer,
          response: { 200: Type.Object({ answered: Type.String() }) },
        },
      },
      async (request) => {
        const actor = deskOf(request);
        const { tenant, ...said } = request.body;
        return await database.transact(scopeOf(actor), async (tx) => {
          const asked = await requests.ofDesk(tx, actor.account, request.params.id);
          // Who has no account here never sees what is written here.
          if (asked !== undefined && asked.via !== 'account')
            throw new Refused(refuse('answer-by-letter', { status: 409 }));
          const gives = (asked?.kind === 'access' || asked?.kind === 'copy') && said.outcome !== 'refused';
          const own = asked !== undefined && asked.state === 'open' && gives ? await held(tx, actor, asked) : '';
          const text = [said.text, own].filter((part) => part !== '').join('\n\n');
          return orRefuse(await requests.answer(tx, actor, tenant, request.params.id, { ...said, text }));
        });
      },
    );

    app.post(
      '/data-requests/:id/tell-again',
      {
        schema: {
          tags,
          summary: 'Send the message that the answer is there once more, after one that did not arrive',
          params: ById,
          response: { 200: Told },
        },
      },
      async (request) => {
        const actor = deskOf(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await tellAgain(tx, actor, await requests.ofDesk(tx, actor.account, request.params.id))),
        );
      },
    );

    app.post(
      '/data-requests/:id/told',
      {
        schema: {
          tags,
          summary: 'Record how the person was told of the answer otherwise, the message being in vain',
          params: ById,
          body: ToldOtherwise,
          response: { 200: Told },
        },
      },
      async (request) => {
        const actor = deskOf(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(
            await toldOtherwise(tx, actor, await requests.ofDesk(tx, actor.account, request.params.id), request.body),
          ),
        );
      },
    );
  };
