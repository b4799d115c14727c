import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { correctOwnContact, openOwnContact, ownContacts } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { orRefuse } from '#platform/http/errors.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, valuesOf, versionIn, visitOf } from '#site/visit/visit.ts';
import { readContact } from './account-forms.ts';
import { operatorContactPage } from './operator.page.ts';

const PAGE = '/account/operators/:id';

/** How the directory reaches an operator, shown to whoever acts for it and put right by them. */
export const operatorContactRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database } = kit.context;
    const scopeOf = ({ account, principals }: Actor) => ({ ...nobody, account, principals });
    const actorOf = (request: FastifyRequest): Actor | undefined => request.signedIn?.actor;
    const idIn = (request: FastifyRequest): string => (request.params as { id: string }).id;

    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      actor: Actor,
      { opened = false, faults = [], done = false }: Shown = {},
    ): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const id = idIn(request);
      const contact = await database.transact(scopeOf(actor), async (tx) =>
        opened
          ? orRefuse(await openOwnContact(tx, actor, id))
          : orRefuse(
              (await ownContacts(tx, actor)).find((one) => one.id === id) ??
                refuse('operator-unknown', { status: 404 }),
            ),
      );
      const typed = faults.length > 0 ? valuesOf(rawForm(request)) : {};
      const form = visit.form(typed, faults, contact.version);
      return visit.show(
        operatorContactPage({ shell: visit.shell, form, contact, done }, visit.t),
        faults.length > 0 ? 422 : 200,
      );
    };

    app.get(PAGE, async (request, reply) => {
      const actor = actorOf(request);
      if (actor === undefined) return visitOf(kit, request, reply).to(paths.login);
      return await show(request, reply, actor, { done: (request.query as { done?: string }).done === 'yes' });
    });

    app.post(PAGE, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const actor = actorOf(request);
      if (actor === undefined) return visit.to(paths.login);
      const raw = rawForm(request);
      if (raw['act'] === 'open') return await show(request, reply, actor, { opened: true });
      const read = readContact(raw);
      if ('faults' in read) return await show(request, reply, actor, { faults: read.faults });
      const about = {
        id: idIn(request),
        relied: versionIn(request.body as Record<string, unknown>) ?? 0,
        at: now(),
        reason: visit.t('account:operator.reason'),
      };
      const done = await database.transact(scopeOf(actor), (tx) => correctOwnContact(tx, actor, about, read.answer));
      if (isRefusal(done) && done.refusal === 'operator-unknown') return orRefuse(done);
      return isRefusal(done)
        ? await show(request, reply, actor, { faults: [faultFrom(done, request, 'contactPhone')] })
        : visit.to(`${paths.accountOperator(about.id)}?done=yes`);
    });
  };

type Shown = { readonly opened?: boolean; readonly faults?: readonly FieldFault[]; readonly done?: boolean };
