import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { requireActor, requireStaff, requireStrong } from '#platform/http/people.ts';
import { scopeOf } from '../handle.ts';
import { readCaseNumber } from '../number.ts';
import { CorrectionBody, Erased, ErasureBody, HeldCase, Hold, HoldBody, OwnData } from './contract.ts';
import { correctPersonOf } from './correct.ts';
import { erasePersonOf } from './erase.ts';
import { heldCases, holdCase, holdsOf, releaseCase } from './holds.ts';
import { ownDataIn } from './own-data.ts';

const tags = ['personal-data'];
const ByNumber = Type.Object({ number: Type.String({ maxLength: 80 }) });
const ByHold = Type.Object({ number: Type.String({ maxLength: 80 }), hold: Type.String({ format: 'uuid' }) });

const numberFrom = (params: { readonly number: string }): string => {
  const number = readCaseNumber(params.number);
  if (number === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
  return number;
};

/** Keeping and giving up personal data of a case: copies, corrections, erasure, holds (PIPL arts 45 to 50). */
export const keepingRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database } = context;

    app.get(
      '/complaints/:number/own-data',
      {
        schema: {
          tags,
          summary: 'A copy of everything the case holds about the asker, and who opened it',
          params: ByNumber,
          response: { 200: OwnData },
        },
      },
      async (request, reply) => {
        const actor = requireActor(request);
        const number = numberFrom(request.params);
        const data = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await ownDataIn(context, tx, actor, number)),
        );
        return reply
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="${number}.json"`)
          .send(data);
      },
    );

    app.post(
      '/complaints/:number/erase-person',
      {
        schema: {
          tags,
          summary: 'Erase what the case knows of one person, for ever; the bureau head, after the case has ended',
          params: ByNumber,
          body: ErasureBody,
          response: { 200: Erased },
        },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        const number = numberFrom(request.params);
        const { erasedAt, ...done } = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await erasePersonOf(context, tx, actor, number, request.body, now())),
        );
        return { ...done, erasedAt: erasedAt.toISOString() };
      },
    );

    app.post(
      '/complaints/:number/correct-person',
      {
        schema: {
          tags,
          summary: 'Put personal values of a party right',
          params: ByNumber,
          body: CorrectionBody,
          response: { 200: Type.Object({ version: Type.Integer() }) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const number = numberFrom(request.params);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await correctPersonOf(context, tx, actor, number, request.body, now())),
        );
      },
    );

    app.get(
      '/legal-holds',
      {
        schema: {
          tags,
          summary: 'Every hold that still binds within reach, oldest first',
          response: { 200: Type.Array(HeldCase) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), (tx) => heldCases(tx, dayOf(now())));
      },
    );

    app.get(
      '/complaints/:number/legal-holds',
      {
        schema: {
          tags,
          summary: 'Holds that keep the case from erasure',
          params: ByNumber,
          response: { 200: Type.Array(Hold) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const number = numberFrom(request.params);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await holdsOf(context, tx, number, dayOf(now()))),
        );
      },
    );

    app.post(
      '/complaints/:number/legal-holds',
      {
        schema: {
          tags,
          summary: 'Keep the case whole while a reconsideration, suit or inquiry runs',
          params: ByNumber,
          body: HoldBody,
          response: { 201: Type.Object({ hold: Type.String() }) },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const number = numberFrom(request.params);
        const placed = await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await holdCase(context, tx, actor, number, request.body.reason, now())),
        );
        return reply.code(201).send(placed);
      },
    );

    app.post(
      '/complaints/:number/legal-holds/:hold/lift',
      {
        schema: {
          tags,
          summary: 'Lift a hold; the bureau head',
          params: ByHold,
          response: { 200: Type.Object({ lifted: Type.String() }) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const number = numberFrom(request.params);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await releaseCase(context, tx, actor, number, request.params.hold, now())),
        );
      },
    );
  };

export const keepingSchemas = [Erased, HeldCase, Hold, OwnData];
