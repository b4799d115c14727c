import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { rolesHeldAt } from '#platform/auth/accounts.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { takesKeys } from '#platform/http/needs.ts';
import { asked, askedStrongly, readAsAdministrator } from './upkeep/asked.ts';
import { authorities, openAuthority } from './upkeep/authorities.ts';
import { setMediationRooms } from './upkeep/mediation-rooms.ts';
import { setSuperior } from './upkeep/superiors.ts';
import { endArea, endPower, giveArea, givePower, setStanding } from './upkeep/unit-dates.ts';
import { closeUnit, openUnit, renameUnit } from './upkeep/units.ts';
import {
  AreaFrom,
  AreaTo,
  AuthorityView,
  MediationRooms,
  NewAuthority,
  NewUnit,
  PowerFrom,
  PowerTo,
  StandingFrom,
  SuperiorFrom,
  UnitClosing,
  UnitHistory,
  UnitNaming,
  unitCode,
} from './upkeep-contract.ts';
import { unitHistories } from './views/unit-history.ts';

const tags = ['directory-upkeep'];
const ByUnit = Type.Object({ id: unitCode() });
const Done = Type.Object({ id: Type.String() });
const done = { 200: Done };

/** Open cases of a unit: known to another module, asked for at wiring. */
export type CasesAt = (tx: Tx, tenant: string, bureau: string) => Promise<number>;

/** Authorities and units: opened, renamed, given powers, places and a standing, and closed, each from a day on. */
export const unitRoutes =
  ({ database }: Context, casesAt: CasesAt): FastifyPluginAsyncTypebox =>
  async (app) => {
    takesKeys(app);
    app.get(
      '/authorities',
      { schema: { tags, summary: 'Authorities of this instance', response: { 200: Type.Array(AuthorityView) } } },
      (request) => readAsAdministrator(database, request, (tx) => authorities(tx)),
    );

    app.post(
      '/authorities',
      {
        schema: {
          tags,
          summary: 'A further authority with its office; only by the one that keeps this instance',
          body: NewAuthority,
          response: { 200: Type.Object({ id: Type.String(), office: Type.String() }) },
        },
      },
      (request) => askedStrongly(database, request, (tx, keeper) => openAuthority(tx, keeper, request.body)),
    );

    app.get(
      '/units',
      {
        schema: {
          tags,
          summary: 'Units of the own authority with everything dated about them',
          response: { 200: Type.Array(UnitHistory) },
        },
      },
      (request) => readAsAdministrator(database, request, (tx, tenant) => unitHistories(tx, tenant, dayOf(now()))),
    );

    app.post(
      '/units',
      { schema: { tags, summary: 'Open a unit from a day on', body: NewUnit, response: done } },
      (request) => askedStrongly(database, request, (tx, keeper) => openUnit(tx, keeper, request.body)),
    );

    app.post(
      '/units/:id/names',
      {
        schema: {
          tags,
          summary: 'Another name, address or number prefix from a day on',
          params: ByUnit,
          body: UnitNaming,
          response: done,
        },
      },
      (request) => asked(database, request, (tx, keeper) => renameUnit(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/units/:id/mediation-rooms',
      {
        schema: {
          tags,
          summary: 'Where and at what hours the unit usually mediates: offered when a session is set',
          params: ByUnit,
          body: MediationRooms,
          response: done,
        },
      },
      (request) =>
        asked(database, request, (tx, keeper) => setMediationRooms(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/units/:id/close',
      {
        schema: {
          tags,
          summary: 'Close a unit from a day on, once nobody and no case is left there',
          params: ByUnit,
          body: UnitClosing,
          response: done,
        },
      },
      (request) =>
        askedStrongly(database, request, async (tx, keeper) => {
          const { id } = request.params;
          const roles = await rolesHeldAt(tx, keeper.tenant, id, request.body.on);
          const cases = await casesAt(tx, keeper.tenant, id);
          return await closeUnit(tx, keeper, id, request.body, { roles, cases });
        }),
    );

    app.post(
      '/units/:id/powers',
      { schema: { tags, summary: 'Give a power from a day on', params: ByUnit, body: PowerFrom, response: done } },
      (request) =>
        askedStrongly(database, request, (tx, keeper) => givePower(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/units/:id/powers/end',
      { schema: { tags, summary: 'End a power from a day on', params: ByUnit, body: PowerTo, response: done } },
      (request) =>
        askedStrongly(database, request, (tx, keeper) => endPower(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/units/:id/areas',
      {
        schema: {
          tags,
          summary: 'Give a region or zone from a day on',
          params: ByUnit,
          body: AreaFrom,
          response: done,
        },
      },
      (request) =>
        askedStrongly(database, request, (tx, keeper) => giveArea(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/units/:id/areas/end',
      { schema: { tags, summary: 'End a region or zone from a day on', params: ByUnit, body: AreaTo, response: done } },
      (request) =>
        askedStrongly(database, request, (tx, keeper) => endArea(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/units/:id/standings',
      {
        schema: {
          tags,
          summary: 'Standing towards the national 12315 platform, from today or a later day',
          params: ByUnit,
          body: StandingFrom,
          response: done,
        },
      },
      (request) =>
        askedStrongly(database, request, (tx, keeper) => setStanding(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/units/:id/superiors',
      {
        schema: {
          tags,
          summary: 'Who stands above a bureau from a day on: a unit that works here, or bodies outside by name',
          params: ByUnit,
          body: SuperiorFrom,
          response: done,
        },
      },
      (request) =>
        askedStrongly(database, request, (tx, keeper) => setSuperior(tx, keeper, request.params.id, request.body)),
    );
  };
