import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { takesDown } from '#kernel/taking-down.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { claimKey, requestKey, storeAnswer } from '#platform/http/idempotency.ts';
import { requireStaff } from '#platform/http/people.ts';
import {
  ById,
  ByUnit,
  CodeItem,
  CodesParams,
  CompetenceAnswer,
  CompetenceQuery,
  OpenCode,
  OpenedCode,
  OperatorDetail,
  OperatorRegistered,
  OperatorSearchAnswer,
  OperatorSearchQuery,
  OrganisationItem,
  organisationKinds,
  RegionItem,
  RegionsQuery,
  RegisterOperatorBody,
  StaffItem,
  UnitDetail,
  UnitItem,
} from './contract.ts';
import { registerOperator } from './handle.ts';
import { mayOpenCode, openCode } from './upkeep/open-code.ts';
import { codesOf } from './views/codes.ts';
import type { Respondent } from './views/competence.ts';
import { competenceInWords } from './views/competence-in-words.ts';
import { mediationRoomsOf } from './views/mediation-rooms.ts';
import { findOperators, operatorOf, shownOperator } from './views/operators.ts';
import { regionItem, regionsBelow } from './views/places.ts';
import { regionInAddress } from './views/region-in-address.ts';
import { openUnits, organisationsOf, powersOf, standingOn, unitOf, whoWorksAt } from './views/units.ts';

const tags = ['directory'];
const notFound = (what: string) => new Refused(refuse(what, { status: 404 }));

const respondentOf = (query: CompetenceQuery): Respondent => {
  if (query.shop !== undefined) {
    return { by: 'shop', id: query.shop, ...(query.contact === undefined ? {} : { contact: query.contact }) };
  }
  if (query.operator !== undefined) {
    return { by: 'operator', id: query.operator, premisesRegion: query.premisesRegion };
  }
  const { businessRegion, domicileRegion } = query;
  return { by: 'address', kind: 'ordinary', businessRegion, domicileRegion };
};

/** The directory over HTTP: searching is open to all, because a filing begins with it; entering is for officials. */
export const directoryRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database } = context;
    const today = () => dayOf(now());

    app.get(
      '/api/v1/operators',
      {
        schema: {
          tags,
          summary: 'Operators by part of a name, licence code or platform shop',
          querystring: OperatorSearchQuery,
          response: { 200: OperatorSearchAnswer },
        },
      },
      ({ query }) => database.transact(nobody, (tx) => findOperators(tx, { text: query.q, region: query.region })),
    );

    app.get(
      '/api/v1/operators/:id',
      { schema: { tags, summary: 'One operator, for officials', params: ById, response: { 200: OperatorDetail } } },
      async (request) => {
        const actor = requireStaff(request);
        const found = await database.transact(scopeOf(actor), (tx) => operatorOf(tx, request.params.id));
        if (!found) throw notFound('operator-unknown');
        return shownOperator(found, mayOpenCode(actor));
      },
    );

    app.post(
      '/api/v1/operators/:id/code',
      {
        schema: {
          tags,
          summary: 'Open the code of an operator that is a person’s identity number, with the reason; recorded',
          params: ById,
          body: OpenCode,
          response: { 200: OpenedCode },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const value = await database.transact(scopeOf(actor), (tx) =>
          openCode(tx, actor, request.params.id, request.body.reason),
        );
        return { value: orRefuse(value) };
      },
    );

    app.post(
      '/api/v1/operators',
      {
        config: { needs: { key: 'optional' } },
        schema: {
          tags,
          summary: 'Enter an operator; doubts about the code and lookalikes are answered as warnings',
          body: RegisterOperatorBody,
          response: { 201: OperatorRegistered },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        if (!takesDown(actor, 'operator')) throw new Refused(refuse('taking-down-not-yours', { status: 403 }));
        const key =
          request.headers['idempotency-key'] === undefined ? undefined : orRefuse(requestKey(request, actor.account));
        // Answered after the commit: what a client was told is there.
        const made = await database.transact(scopeOf(actor), async (tx) => {
          const earlier = key && orRefuse(await claimKey(tx, key, actor.tenant ?? 'platform'));
          if (earlier) return earlier.answer as OperatorRegistered;
          const entered = orRefuse(await registerOperator(tx, actor, request.body, now()));
          if (key) await storeAnswer(tx, key, { status: 201, answer: entered });
          return entered;
        });
        return reply.code(201).header('location', `/api/v1/operators/${made.id}`).send(made);
      },
    );

    app.get(
      '/api/v1/regions',
      {
        schema: {
          tags,
          summary: 'Regions below one, or the provinces, or the one place an address names',
          querystring: RegionsQuery,
          response: { 200: Type.Array(RegionItem) },
        },
      },
      ({ query }) =>
        database.transact(nobody, async (tx) => {
          if (query.address === undefined) return await regionsBelow(tx, query.parent);
          const code = await regionInAddress(tx, query.address);
          return code === undefined ? [] : await regionItem(tx, code);
        }),
    );

    app.get(
      '/api/v1/codes/:system',
      {
        schema: {
          tags,
          summary: 'The items of a code table, in both languages',
          params: CodesParams,
          response: { 200: Type.Array(CodeItem) },
        },
      },
      async ({ params }) => {
        const items = await database.transact(nobody, (tx) => codesOf(tx, params.system));
        if (items.length === 0) throw notFound('code-system-unknown');
        return items;
      },
    );

    app.get(
      '/api/v1/bureaus',
      { schema: { tags, summary: 'Units open today', response: { 200: Type.Array(UnitItem) } } },
      () => database.transact(nobody, (tx) => openUnits(tx, today())),
    );

    app.get(
      '/api/v1/bureaus/:id',
      {
        schema: {
          tags,
          summary: 'A unit, its powers and standing today',
          params: ByUnit,
          response: { 200: UnitDetail },
        },
      },
      ({ params }) =>
        database.transact(nobody, async (tx) => {
          const unit = await unitOf(tx, params.id);
          if (!unit) throw notFound('bureau-unknown');
          const [powers, standing] = [await powersOf(tx, unit.id, today()), await standingOn(tx, unit.id, today())];
          return { ...unit, powers, standing, ...(await mediationRoomsOf(tx, unit.id)) };
        }),
    );

    app.get(
      '/api/v1/bureaus/:id/staff',
      { schema: { tags, summary: 'Who works there today', params: ByUnit, response: { 200: Type.Array(StaffItem) } } },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), async (tx) => {
          const unit = await unitOf(tx, request.params.id);
          if (!unit || !actor.tenants.includes(unit.tenant)) throw notFound('bureau-unknown');
          const staff = await whoWorksAt(tx, unit.id, today());
          return staff.map((member) => ({ ...member, desks: [...member.desks] }));
        });
      },
    );

    app.get(
      '/api/v1/organisations',
      {
        schema: {
          tags,
          summary: 'Associations, mediation and appraisal bodies and service stations of the own authority kept today',
          response: { 200: Type.Array(OrganisationItem) },
        },
      },
      (request) => {
        const actor = requireStaff(request);
        return database.transact(scopeOf(actor), (tx) =>
          organisationsOf(tx, actor.tenant ?? '', organisationKinds, today()),
        );
      },
    );

    app.get(
      '/api/v1/competent-bureaus',
      {
        schema: {
          tags,
          summary: 'Who may handle a complaint against this respondent, with the reasoning',
          querystring: CompetenceQuery,
          response: { 200: CompetenceAnswer },
        },
      },
      (request) =>
        database.transact(nobody, (tx) =>
          competenceInWords(
            tx,
            context.law().rulebook,
            { on: today(), respondent: respondentOf(request.query) },
            context.texts(request.language),
          ),
        ),
    );
  };
