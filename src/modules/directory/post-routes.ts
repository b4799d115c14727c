import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { rolesHeldAt } from '#platform/auth/accounts.ts';
import type { Context } from '#platform/context.ts';
import { takesKeys } from '#platform/http/needs.ts';
import type { CasesAt } from './unit-routes.ts';
import { asked, readAsAdministrator } from './upkeep/asked.ts';
import { changeOrganisation, closeOrganisation, enterOrganisation, organisationsKept } from './upkeep/organisations.ts';
import { endPost, enterPost, postsOf } from './upkeep/posts.ts';
import {
  NewOrganisation,
  NewPost,
  OrganisationChange,
  OrganisationView,
  PostEnding,
  StaffPost,
  UnitClosing,
  unitCode,
} from './upkeep-contract.ts';

const tags = ['directory-upkeep'];
const ById = Type.Object({ id: unitCode() });
const done = { 200: Type.Object({ id: Type.String() }) };
const person = { 200: Type.Object({ account: Type.String() }) };

/** Posts of officials, and the organisations around the bureaus. */
export const postRoutes =
  ({ database }: Context, casesAt: CasesAt): FastifyPluginAsyncTypebox =>
  async (app) => {
    takesKeys(app);
    app.get(
      '/posts',
      {
        schema: {
          tags,
          summary: 'Who works and worked where, for the three administrators',
          response: { 200: Type.Array(StaffPost) },
        },
      },
      (request) => readAsAdministrator(database, request, (tx, tenant) => postsOf(tx, tenant)),
    );

    app.post(
      '/posts',
      {
        schema: {
          tags,
          summary: 'Enter a post, or a person’s post with another title or desks from a day on',
          description: 'The account to a new post is made by the security administrator.',
          body: NewPost,
          response: person,
        },
      },
      (request) => asked(database, request, (tx, keeper) => enterPost(tx, keeper, request.body)),
    );

    app.post(
      '/posts/end',
      { schema: { tags, summary: 'End a post from a day on', body: PostEnding, response: person } },
      (request) => asked(database, request, (tx, keeper) => endPost(tx, keeper, request.body)),
    );

    app.get(
      '/organisations',
      {
        schema: {
          tags,
          summary: 'Associations, mediation and appraisal bodies, service stations, closed ones too',
          response: { 200: Type.Array(OrganisationView) },
        },
      },
      (request) => readAsAdministrator(database, request, (tx, tenant) => organisationsKept(tx, tenant)),
    );

    app.post(
      '/organisations',
      { schema: { tags, summary: 'Enter an organisation', body: NewOrganisation, response: done } },
      (request) => asked(database, request, (tx, keeper) => enterOrganisation(tx, keeper, request.body)),
    );

    app.post(
      '/organisations/:id/changes',
      {
        schema: {
          tags,
          summary: 'Correct an organisation; what it said before is kept',
          params: ById,
          body: OrganisationChange,
          response: done,
        },
      },
      (request) =>
        asked(database, request, (tx, keeper) => changeOrganisation(tx, keeper, request.params.id, request.body)),
    );

    app.post(
      '/organisations/:id/close',
      {
        schema: {
          tags,
          summary: 'Close an organisation from a day on, once nobody and no entrusted case is left there',
          params: ById,
          body: UnitClosing,
          response: done,
        },
      },
      (request) =>
        asked(database, request, async (tx, keeper) => {
          const { id } = request.params;
          const roles = await rolesHeldAt(tx, keeper.tenant, id, request.body.on);
          const cases = await casesAt(tx, keeper.tenant, id);
          return await closeOrganisation(tx, keeper, id, request.body, { roles, cases });
        }),
    );
  };
