import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { scopeOf } from '#platform/actor-scope.ts';
import type { Context } from '#platform/context.ts';
import { takesKeys } from '#platform/http/needs.ts';
import { requireStaff } from '#platform/http/people.ts';
import {
  Closing,
  CodeTable,
  NewCodeItem,
  NewZone,
  PlaceFound,
  PlaceQuery,
  RegionClosing,
  ZoneCounty,
} from './register-contract.ts';
import { asked, readAsAdministrator } from './upkeep/asked.ts';
import { addCodeItem, closeCodeItem, codeTables } from './upkeep/code-items.ts';
import { closeRegion } from './upkeep/regions.ts';
import { addZone, mapZone, placesNamed } from './upkeep/zones.ts';

const tags = ['directory-upkeep'];
const system = Type.String({ pattern: '^[a-z0-9-]{1,40}$' });
const code = { 200: Type.Object({ code: Type.String() }) };

/** What all tenants of an instance share: code tables with local items, and functional zones. */
export const referenceRoutes =
  ({ database }: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    takesKeys(app);
    app.get(
      '/code-tables',
      {
        schema: {
          tags,
          summary: 'Every code table with all items, those no longer used too',
          response: { 200: Type.Array(CodeTable) },
        },
      },
      (request) => readAsAdministrator(database, request, (tx) => codeTables(tx)),
    );

    app.post(
      '/code-tables/:system/items',
      {
        schema: {
          tags,
          summary: 'A local item below one of the program’s, with what it is in the other tables',
          params: Type.Object({ system }),
          body: NewCodeItem,
          response: code,
        },
      },
      (request) =>
        asked(database, request, (tx, keeper) => addCodeItem(tx, keeper, request.params.system, request.body)),
    );

    app.post(
      '/code-tables/:system/items/:code/close',
      {
        schema: {
          tags,
          summary: 'A local item is offered no longer from a day on',
          params: Type.Object({ system, code: Type.String({ maxLength: 80 }) }),
          body: Closing,
          response: code,
        },
      },
      (request) =>
        asked(database, request, (tx, keeper) =>
          closeCodeItem(tx, keeper, request.params.system, request.params.code, request.body),
        ),
    );

    app.get(
      '/places',
      {
        schema: {
          tags,
          summary: 'Regions and zones of today by part of a name or by code',
          querystring: PlaceQuery,
          response: { 200: Type.Array(PlaceFound) },
        },
      },
      (request) => database.transact(scopeOf(requireStaff(request)), (tx) => placesNamed(tx, request.query.q)),
    );

    app.post(
      '/places/:code/close',
      {
        schema: {
          tags,
          summary: 'A region that is no more, and what took it over',
          params: Type.Object({ code: Type.String({ pattern: '^\\d{6}(\\d{3})?$' }) }),
          body: RegionClosing,
          response: code,
        },
      },
      (request) => asked(database, request, (tx, keeper) => closeRegion(tx, keeper, request.params.code, request.body)),
    );

    app.post(
      '/zones',
      { schema: { tags, summary: 'A functional zone under a local code', body: NewZone, response: code } },
      (request) => asked(database, request, (tx, keeper) => addZone(tx, keeper, request.body)),
    );

    app.post(
      '/zones/:code/county',
      {
        schema: {
          tags,
          summary: 'The statistical county a zone lies in',
          params: Type.Object({ code: Type.String({ pattern: '^\\d{6}(\\d{3})?$' }) }),
          body: ZoneCounty,
          response: code,
        },
      },
      (request) => asked(database, request, (tx, keeper) => mapZone(tx, keeper, request.params.code, request.body)),
    );
  };
