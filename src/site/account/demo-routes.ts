import type { FastifyInstance } from 'fastify';
import { cast, castMembers, isCastName } from '#db/seed/cast.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { becomes } from '#platform/auth/cast.ts';
import { nobody } from '#platform/db.ts';
import { Refused } from '#platform/http/errors.ts';
import { deviceOf, startSession } from '#platform/http/people.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { paths } from '#site/kit/paths.ts';
import { rawForm, type SiteKit, visitOf } from '#site/visit/visit.ts';
import { type CastPerson, castPage, mailboxPage } from './demo.page.ts';

const people: readonly CastPerson[] = castMembers.map((member) => ({ member: member.name, name: member.personName }));

/** In a demo anybody may be anybody, and reads everybody's messages. Registered for demo instances only. */
export const demoRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    app.get('/demo', (request, reply) => visitOf(kit, request, reply).to(paths.demoCast));

    app.get(paths.demoCast, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(castPage({ shell: visit.shell, guards: visit.guards(), cast: people }, visit.t));
    });

    app.post(paths.demoCast, async (request, reply) => {
      const name = rawForm(request)['member'];
      if (typeof name !== 'string' || !isCastName(name))
        throw new Refused(refuse('account-not-found', { status: 404 }));
      const opened = await context.database.transact(nobody, (tx) =>
        becomes(tx, cast[name].account, deviceOf(request)),
      );
      if (isRefusal(opened)) throw new Refused(opened);
      await startSession(context.database, request, reply, opened);
      return visitOf(kit, request, reply).to(opened.actor.kind === 'staff' ? '/desk/' : paths.cases);
    });

    app.get(paths.demoMailbox, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const messages = await context.database.transact(nobody, (tx) => demoMessages(tx));
      const letters = messages.map((one) => ({
        channel: one.channel === 'email' ? ('e-mail' as const) : ('sms' as const),
        to: one.recipient,
        at: one.at,
        ...(one.subject === '' ? {} : { subject: one.subject }),
        text: one.body,
        attachments: one.attachments,
        arrived: one.state === 'delivered' ? true : one.state === 'failed' ? false : null,
      }));
      return visit.show(mailboxPage({ shell: visit.shell, letters, total: letters.length }, visit.t));
    });
  };
