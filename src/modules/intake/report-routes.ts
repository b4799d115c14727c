import type { FastifyInstance } from 'fastify';
import { readPhone } from '#kernel/phone.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { ReportReceipt, ReportRequest, reportEvidence } from '#modules/reports/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { bindInHand, itemsInHand } from '#platform/files/in-hand.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { claimKey, requestKey, storeAnswer } from '#platform/http/idempotency.ts';
import { requireStaff } from '#platform/http/people.ts';
import { reportAtFrontDoor } from './other-doors.ts';

/** A report told at the counter, by telephone or in a letter, taken down by an official (Order 121 arts 8 and 28). */
export const reportEntryRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    app.post(
      '/reports',
      {
        config: { needs: { key: 'required' } },
        schema: {
          tags: ['reports'],
          summary: 'Take down a report; a reporter who gives no name is left out',
          operationId: 'enter-report',
          body: ReportRequest,
          response: { 201: ReportReceipt },
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const key = orRefuse(requestKey(request, actor.account));
        const body = request.body as ReportRequest;
        const phone = body.reporter?.phone;
        const stored = await context.database.transact(scopeOf(actor), async (tx) => {
          const earlier = orRefuse(await claimKey(tx, key, actor.tenant ?? ''));
          if (earlier !== undefined) return earlier;
          // Before the reporter's account: to find that one the transaction leaves the officer's own scope, and tray.
          const files = orRefuse(await itemsInHand(context, tx, actor, body.evidence ?? [], 'evidence'));
          const reporterAccount =
            phone === undefined || readPhone(phone).kind !== 'mobile'
              ? undefined
              : await context.people.consumers.accountFor(tx, phone);
          const evidence = files.map(reportEvidence);
          const wish = { actor, at: now(), request: body, evidence, reporterAccount, language: request.language };
          const { tenant, stream, ...receipt } = orRefuse(await reportAtFrontDoor(context, tx, wish));
          const unbound = await bindInHand(context, tx, actor, files, { tenant, stream }, nobody);
          if (unbound !== undefined) throw new Refused(unbound);
          const answer = { status: 201, answer: receipt };
          await storeAnswer(tx, key, answer);
          return answer;
        });
        return reply.code(201).send(stored.answer);
      },
    );
  };
