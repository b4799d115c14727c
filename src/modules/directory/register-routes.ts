import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { scopeOf } from '#platform/actor-scope.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { setEtag, versionOf } from '#platform/http/etag.ts';
import { takesKeys } from '#platform/http/needs.ts';
import { requireStaff } from '#platform/http/people.ts';
import { ById } from './contract.ts';
import {
  Because,
  Closing,
  ImportAnswer,
  ImportBody,
  Merge,
  NewPremises,
  NewShop,
  OperatorChange,
  OperatorFile,
  ShopChange,
} from './register-contract.ts';
import { asked } from './upkeep/asked.ts';
import { operatorFile } from './upkeep/operator-file.ts';
import { changeOperator, mergeOperator, separateOperator } from './upkeep/operators.ts';
import { addPremises, addShop, changeShop, closePremises } from './upkeep/premises-and-shops.ts';
import { takeList } from './upkeep/take-list.ts';

const tags = ['directory-upkeep'];
const done = { 200: Type.Object({ id: Type.String() }) };
const uuid = Type.String({ format: 'uuid' });
const Kind = Type.Object({ kind: Type.Enum(['operators', 'units']) });

/** The register of operators: looked at by every official, corrected by system administrators. */
export const registerRoutes =
  ({ database }: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    takesKeys(app);
    app.get(
      '/operators/:id',
      {
        schema: {
          tags,
          summary: 'One operator with premises, shops, merged rows and what it said before each correction',
          params: ById,
          response: { 200: OperatorFile },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const file = await database.transact(scopeOf(actor), (tx) => operatorFile(tx, actor, request.params.id));
        const found = orRefuse(file);
        setEtag(reply, found.version);
        return found;
      },
    );

    app.post(
      '/operators/:id/changes',
      {
        config: { needs: { version: true } },
        schema: {
          tags,
          summary: 'Correct an operator (If-Match with its version); what it said before is kept',
          params: ById,
          body: OperatorChange,
          response: { 200: Type.Object({ id: Type.String(), version: Type.Integer() }) },
        },
      },
      (request) =>
        asked(database, request, (tx, keeper) =>
          changeOperator(tx, keeper, request.params.id, orRefuse(versionOf(request)), request.body),
        ),
    );

    app.post(
      '/operators/:id/merge',
      {
        schema: {
          tags,
          summary: 'Two rows are one operator: this one leads to the other from now on',
          params: ById,
          body: Merge,
          response: done,
        },
      },
      (request) => asked(database, request, (tx, keeper) => mergeOperator(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/operators/:id/separate',
      { schema: { tags, summary: 'Take a wrong merge back', params: ById, body: Because, response: done } },
      (request) =>
        asked(database, request, (tx, keeper) => separateOperator(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/operators/:id/premises',
      {
        schema: { tags, summary: 'A place of business from a day on', params: ById, body: NewPremises, response: done },
      },
      (request) => asked(database, request, (tx, keeper) => addPremises(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/operators/:id/premises/:premises/close',
      {
        schema: {
          tags,
          summary: 'A place of business ends on a day',
          params: Type.Object({ id: uuid, premises: uuid }),
          body: Closing,
          response: done,
        },
      },
      (request) =>
        asked(database, request, (tx, keeper) =>
          closePremises(tx, keeper, request.params.id, request.params.premises, request.body),
        ),
    );

    app.post(
      '/operators/:id/shops',
      { schema: { tags, summary: 'A shop of this seller on a platform', params: ById, body: NewShop, response: done } },
      (request) => asked(database, request, (tx, keeper) => addShop(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/operators/:id/shops/:shop/changes',
      {
        schema: {
          tags,
          summary: 'A shop looked up anew; what it showed before is kept',
          params: Type.Object({ id: uuid, shop: uuid }),
          body: ShopChange,
          response: done,
        },
      },
      (request) =>
        asked(database, request, (tx, keeper) =>
          changeShop(tx, keeper, request.params.id, request.params.shop, request.body),
        ),
    );

    app.post(
      '/imports/:kind',
      {
        schema: {
          tags,
          summary: 'Operators or units from a list (CSV); rejected lines come back with their reasons',
          params: Kind,
          body: ImportBody,
          response: { 200: ImportAnswer },
        },
      },
      (request) =>
        asked(database, request, (tx, keeper) =>
          takeList(tx, keeper, { kind: request.params.kind, csv: request.body.csv, language: request.language }),
        ),
    );
  };
