import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { scopeOf } from '#platform/actor-scope.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { requireStaff, requireStrong } from '#platform/http/people.ts';
import { ById } from './contract.ts';
import { EndRepresentative, NewRepresentative, Representative } from './representative-contract.ts';
import { endRepresentative, linkRepresentative, representativesOf } from './upkeep/representatives.ts';

const tags = ['directory-upkeep'];
const done = { 200: Type.Object({ id: Type.String() }) };
const uuid = Type.String({ format: 'uuid' });

/** Who acts for an operator with an account: entered and ended at the counter, with the second factor just shown. */
export const representativeRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database } = context;

    app.get(
      '/operators/:id/representatives',
      {
        schema: {
          tags,
          summary: 'People who act for the operator, those who do now first',
          params: ById,
          response: { 200: Type.Array(Representative) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const found = await database.transact(scopeOf(actor), (tx) =>
          representativesOf(context, tx, actor, request.params.id),
        );
        return orRefuse(found);
      },
    );

    app.post(
      '/operators/:id/representatives',
      {
        schema: {
          tags,
          summary: 'Let somebody act for the operator who has shown that they may',
          params: ById,
          body: NewRepresentative,
          response: done,
        },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await linkRepresentative(context, tx, actor, request.params.id, request.body)),
        );
      },
    );

    app.post(
      '/operators/:id/representatives/:representative/end',
      {
        schema: {
          tags,
          summary: 'They act for it no more, from this moment on',
          params: Type.Object({ id: uuid, representative: uuid }),
          body: EndRepresentative,
          response: done,
        },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        const { id: operator, representative: id } = request.params;
        const { reason } = request.body;
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await endRepresentative(context, tx, actor, { operator, id, reason })),
        );
      },
    );
  };
