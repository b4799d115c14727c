import type { FastifyInstance } from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import { ownContacts } from '#modules/directory/facade.ts';
import { endSession, endSessionsOf, sessionsOf } from '#platform/auth/sessions.ts';
import { hasAuthenticator } from '#platform/auth/step-up.ts';
import { nobody } from '#platform/db.ts';
import { deviceOf, startSession } from '#platform/http/people.ts';
import { readPhoneForm } from '#site/kit/code-forms.ts';
import { paths } from '#site/kit/paths.ts';
import { withAnswer } from '#site/visit/answer-at-hand.ts';
import { dropNote, readNote } from '#site/visit/carried-note.ts';
import { withDraft } from '#site/visit/draft-at-hand.ts';
import { signOut } from '#site/visit/leave.ts';
import { knowPhone, readCodeNote, readProof, sendAgain, sendCode, showCodePage } from '#site/visit/phone-code.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { accountPage } from './account.page.ts';

import { localPath } from './account-forms.ts';
import { phonePage } from './sign-in.page.ts';

const place = { note: 'login', purpose: 'sign-in', action: paths.loginCode, back: paths.login };
const DESK = '/desk/';

/** Signing in by phone, one's own account, signing out. */
export const accountRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    app.get(paths.login, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(phonePage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.login, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const read = readPhoneForm(raw);
      if ('faults' in read)
        return visit.show(
          phonePage({ shell: visit.shell, form: visit.form(valuesOf(raw), read.faults) }, visit.t),
          422,
        );
      const { phone } = read.answer;
      const refused = await sendCode(kit, request, reply, visit, place, { phone });
      if (refused === undefined) return visit.to(paths.loginCode);
      const form = visit.form({ phone }, [faultFrom(refused, request, 'phone')]);
      const sent = readCodeNote(kit, request, place) !== undefined;
      return visit.show(phonePage({ shell: visit.shell, form, sent }, visit.t), 422);
    });

    app.get(paths.loginCode, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const note = readCodeNote(kit, request, place);
      return note === undefined ? visit.to(paths.login) : showCodePage(visit, place, note);
    });

    app.post(paths.loginCode, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const note = readCodeNote(kit, request, place);
      if (note === undefined) return visit.to(paths.login);
      if (rawForm(request)['act'] === 'again') return await sendAgain(kit, request, reply, visit, place, note);
      const read = readProof(request, place, note);
      if ('faults' in read) return showCodePage(visit, place, note, read.faults);
      const opened = await context.people.consumers.signIn(read.proof, deviceOf(request));
      if (isRefusal(opened)) return showCodePage(visit, place, note, [faultFrom(opened, request, 'code')]);
      await startSession(context.database, request, reply, opened);
      knowPhone(kit, request, reply, note.phone);
      dropNote(request, reply, place.note);
      const next = readNote(context, request, 'next')?.['to'];
      if (next !== undefined) dropNote(request, reply, 'next');
      return visit.to(localPath(next, paths.cases));
    });

    app.get(paths.account, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { signedIn } = request;
      if (signedIn === undefined) return visit.to(paths.login);
      const { actor } = signedIn;
      const shown = await context.database.transact(
        { ...nobody, account: actor.account, principals: actor.principals },
        async (tx) => ({
          sessions: await sessionsOf(tx, signedIn),
          withoutAuthenticator: actor.kind === 'staff' && !(await hasAuthenticator(tx, actor.account)),
          operators: actor.kind === 'staff' ? [] : await ownContacts(tx, actor),
          profile: actor.kind === 'staff' ? undefined : await context.people.consumers.profile(tx, actor.account),
        }),
      );
      const draft = await withDraft(context, request, async (_tx, held) =>
        held === undefined ? undefined : held.tied ? ('saved' as const) : ('unsaved' as const),
      );
      const answer = await withAnswer(context, request, async (_tx, begun) => begun?.draft.filed === null);
      return visit.show(
        accountPage(
          {
            shell: visit.shell,
            guards: visit.guards(),
            name: shown.profile?.name ?? (actor.kind === 'staff' ? visit.t('site:account.kind.staff') : undefined),
            phone: shown.profile?.phone,
            forOperator: actor.kind === 'operator',
            operators: shown.operators.map(({ id, name }) => ({ id, name })),
            sessions: shown.sessions,
            withoutAuthenticator: shown.withoutAuthenticator,
            ...(actor.kind === 'staff' ? { desk: DESK } : {}),
            ...(draft === undefined ? {} : { draft }),
            answer,
          },
          visit.t,
        ),
      );
    });

    app.post(paths.account, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { signedIn } = request;
      if (signedIn === undefined) return visit.to(paths.login);
      const act = rawForm(request)['act'];
      if (typeof act === 'string' && act.startsWith('end:')) {
        const id = act.slice('end:'.length);
        await context.database.transact({ ...nobody, account: signedIn.actor.account }, async (tx) => {
          const own = (await sessionsOf(tx, signedIn)).find((session) => session.id === id);
          if (own !== undefined) await endSession(tx, Buffer.from(own.id, 'base64url'));
        });
      } else if (act === 'end-others') {
        await context.database.transact({ ...nobody, account: signedIn.actor.account }, (tx) =>
          endSessionsOf(tx, signedIn.actor.account, signedIn.tokenHash),
        );
      }
      return visit.to(paths.account);
    });

    app.post(paths.logout, async (request, reply) => {
      await signOut(context, request, reply);
      return visitOf(kit, request, reply).to(paths.home);
    });
  };
