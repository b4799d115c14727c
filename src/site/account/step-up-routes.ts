import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import type { ProviderRefusal } from '#platform/auth/provider-failures.ts';
import { isStrong, type SignedIn } from '#platform/auth/sessions.ts';
import { hasAuthenticator, stepUpOf } from '#platform/auth/step-up.ts';
import { nobody } from '#platform/db.ts';
import { deviceOf } from '#platform/http/people.ts';
import { readCodeForm } from '#site/kit/code-forms.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote, dropNote, readNote } from '#site/visit/carried-note.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, visitOf } from '#site/visit/visit.ts';
import { localPath } from './account-forms.ts';
import { DESK, staffSteps } from './staff-steps.ts';
import { steppedUpPage, stepUpPage } from './step-up.page.ts';

/** An official at a browser; a token shows no second factor. */
const officialIn = (request: FastifyRequest): SignedIn | undefined =>
  request.signedIn?.by === 'session' && request.signedIn.actor.kind === 'staff' ? request.signedIn : undefined;

/** The second factor again: by the authenticator or through the identity provider; and how one comes by an authenticator. */
export const stepUpRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;
    const { staff, provider } = context.people;
    const { database } = context;
    const { signInPage, goOn, enter } = staffSteps(kit);

    const again = async (
      request: FastifyRequest,
      reply: FastifyReply,
      signedIn: SignedIn,
      to: string,
      faults: readonly FieldFault[] = [],
    ): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const { ways } = await database.transact(nobody, (tx) => stepUpOf(tx, signedIn, provider));
      const view = { shell: visit.shell, form: visit.form({}, faults), to, ways };
      return visit.show(stepUpPage(view, visit.t), faults.length > 0 ? 422 : 200);
    };

    const wished = (request: FastifyRequest): string => localPath((request.query as { to?: string }).to, DESK);

    app.get(paths.stepUp, async (request, reply) => {
      const signedIn = officialIn(request);
      if (signedIn === undefined) return visitOf(kit, request, reply).to(paths.staffLogin);
      return await again(request, reply, signedIn, wished(request));
    });

    app.post(paths.stepUp, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const signedIn = officialIn(request);
      if (signedIn === undefined) return visit.to(paths.staffLogin);
      const raw = rawForm(request);
      const to = localPath(raw['to'], DESK);
      const read = readCodeForm(raw);
      if ('faults' in read) return await again(request, reply, signedIn, to, read.faults);
      const strong = await staff.stepUp(signedIn, read.answer.code);
      return isRefusal(strong)
        ? await again(request, reply, signedIn, to, [faultFrom(strong, request, 'code')])
        : visit.to(to);
    });

    app.get(paths.steppedUp, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      if (officialIn(request) === undefined) return visit.to(paths.staffLogin);
      return visit.show(steppedUpPage({ shell: visit.shell, desk: DESK }, visit.t));
    });

    // For whoever came in by the provider alone: with an authenticator of one's own no other machine is asked.
    app.get(paths.authenticator, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const signedIn = officialIn(request);
      if (signedIn === undefined) return visit.to(paths.staffLogin);
      const { account } = signedIn.actor;
      if (await database.transact(nobody, (tx) => hasAuthenticator(tx, account))) return visit.to(paths.account);
      if (!isStrong(signedIn)) return visit.to(`${paths.stepUp}?to=${encodeURIComponent(paths.authenticator)}`);
      const step = await staff.stepAfterProvider(account);
      return isRefusal(step) ? visit.to(paths.staffLogin) : goOn(request, reply, step);
    });

    if (provider === undefined) return;

    /** Told on the page the person came from, and to whoever runs the machine. */
    const refused = async (
      request: FastifyRequest,
      reply: FastifyReply,
      refusal: ProviderRefusal,
      to: string | undefined,
    ): Promise<FastifyReply> => {
      const { failure, fault } = refusal;
      request.log.warn({ failure, fault, again: to !== undefined }, 'a sign-in by the identity provider failed');
      const signedIn = officialIn(request);
      if (to !== undefined && signedIn !== undefined)
        return await again(request, reply, signedIn, to, [faultFrom(refusal, request, 'provider')]);
      return signInPage(request, reply, {}, [faultFrom(refusal, request, 'name')]);
    };

    app.get(paths.provider, async (request, reply) => {
      const begun = await provider.begin();
      if (begun.failure !== undefined) return await refused(request, reply, begun, undefined);
      carryNote(context, request, reply, 'provider', { ticket: begun.ticket });
      return reply.redirect(begun.address, 303);
    });

    app.get(paths.providerAgain, async (request, reply) => {
      const signedIn = officialIn(request);
      if (signedIn === undefined) return visitOf(kit, request, reply).to(paths.staffLogin);
      const to = wished(request);
      const begun = await provider.begin(signedIn);
      if (begun.failure !== undefined) return await refused(request, reply, begun, to);
      carryNote(context, request, reply, 'provider', { ticket: begun.ticket, to });
      return reply.redirect(begun.address, 303);
    });

    app.get(paths.providerReturn, { config: { costly: true } }, async (request, reply) => {
      const { ticket = '', to } = readNote(context, request, 'provider') ?? {};
      const returned = new URL(request.url, context.publicUrl);
      const end = await provider.finish(returned, ticket, deviceOf(request), officialIn(request));
      // Of another tab it is that tab's: what was begun last in this browser may still come back.
      if (!('failure' in end) || end.failure !== 'state-differs') dropNote(request, reply, 'provider');
      if ('failure' in end) return await refused(request, reply, end, to);
      if ('strong' in end) return visitOf(kit, request, reply).to(localPath(to, DESK));
      return 'token' in end ? await enter(request, reply, end) : goOn(request, reply, end);
    });
  };
