import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { requireStaff } from '#platform/http/people.ts';
import { BureausToName, CaseCompetence } from './competence-contract.ts';
import { type NamingAct, namingActs } from './decide/naming.ts';
import { scopeOf } from './handle.ts';
import { CaseMediator } from './mediation-contract.ts';
import { readCaseNumber } from './number.ts';
import { bureausToName } from './views/bureaus-to-name.ts';
import { caseCompetence } from './views/competence.ts';
import { caseMediators } from './views/mediators.ts';

const Numbered = Type.Object({ number: Type.String({ maxLength: 80 }) });
const notFound = () => refuse('complaint-not-found', { status: 404 });

export const competenceRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get(
      '/complaints/:number/competence',
      {
        schema: {
          tags: ['complaints'],
          summary: 'Who is competent for this complaint as it stands, with the reasoning (staff)',
          params: Numbered,
          response: { 200: CaseCompetence },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const number = orRefuse(readCaseNumber((request.params as { number: string }).number) ?? notFound());
        const look = { actor, at: now(), t: context.texts(request.language) };
        const found = await context.database.transact(scopeOf(actor), (tx) =>
          caseCompetence(context, tx, number, look),
        );
        return orRefuse(found ?? notFound());
      },
    );

    app.get(
      '/complaints/:number/bureaus-to-name/:act',
      {
        schema: {
          tags: ['complaints'],
          summary: 'Bureaus that may be named in an act about competence, by the rule of the act (staff)',
          params: Type.Object({ ...Numbered.properties, act: Type.Enum([...namingActs]) }),
          response: { 200: BureausToName },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const { number: asked, act } = request.params as { number: string; act: NamingAct };
        const number = orRefuse(readCaseNumber(asked) ?? notFound());
        const found = await context.database.transact(scopeOf(actor), (tx) =>
          bureausToName(context, tx, number, act, { actor, at: now() }),
        );
        return orRefuse(found ?? notFound());
      },
    );

    app.get(
      '/complaints/:number/mediators',
      {
        schema: {
          tags: ['complaints'],
          summary:
            'Staff of the bureau and of the body entrusted, with why somebody may not preside over this mediation',
          params: Numbered,
          response: { 200: Type.Array(CaseMediator) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const number = orRefuse(readCaseNumber((request.params as { number: string }).number) ?? notFound());
        const found = await context.database.transact(scopeOf(actor), (tx) =>
          caseMediators(context, tx, number, { actor, on: dayOf(now()) }),
        );
        return orRefuse(found ?? notFound());
      },
    );
  };
