import type { FastifyReply, FastifyRequest } from 'fastify';
import { endSession } from '#platform/auth/sessions.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { dropSession } from '#platform/http/people.ts';
import { leaveAnswer } from './answer-at-hand.ts';
import { leaveFilings } from './draft-at-hand.ts';

/** The person signs out: the session ends, and whoever comes next finds nothing of what was filled in or opened here. */
export const signOut = async (context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const { signedIn } = request;
  if (signedIn !== undefined) await context.database.transact(nobody, (tx) => endSession(tx, signedIn.tokenHash));
  await leaveFilings(context, request, reply);
  await leaveAnswer(context, request, reply);
  dropSession(request, reply);
};
