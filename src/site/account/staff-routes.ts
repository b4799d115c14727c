import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { OpenedSession } from '#platform/auth/sessions.ts';
import type { PasswordStep } from '#platform/auth/staff.ts';
import { deviceOf, startSession } from '#platform/http/people.ts';
import { qrShape } from '#platform/qr-shape.ts';
import { readCodeForm } from '#site/kit/code-forms.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote, dropNote, readNote } from '#site/visit/carried-note.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { localPath, readOwnPassword, readStaffForm } from './account-forms.ts';
import { enrolPage, ownPasswordPage, stepUpPage } from './first-sign-in.page.ts';
import { staffCodePage, staffPage } from './sign-in.page.ts';

const DESK = '/desk/';
const pathOf: Readonly<Record<PasswordStep['next'], string>> = {
  'change-password': paths.staffPassword,
  'enrol-code': paths.staffEnrol,
  'show-code': paths.staffCode,
};

/** Officials sign in with password and second factor; the step between is carried sealed in the browser. */
export const staffSignInRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;
    const { staff, provider } = context.people;

    const signInPage = (
      request: FastifyRequest,
      reply: FastifyReply,
      values: Parameters<ReturnType<typeof visitOf>['form']>[0] = {},
      faults: readonly FieldFault[] = [],
    ): FastifyReply => {
      const visit = visitOf(kit, request, reply);
      const own =
        provider === undefined
          ? {}
          : { provider: { name: visit.t('account:staff.providerName'), address: paths.provider } };
      const view = { shell: visit.shell, form: visit.form(values, faults), ...own };
      return visit.show(staffPage(view, visit.t), faults.length > 0 ? 422 : 200);
    };

    /** On to the next step, its ticket sealed in the browser. */
    const goOn = (request: FastifyRequest, reply: FastifyReply, step: PasswordStep): FastifyReply => {
      carryNote(context, request, reply, 'staff', { ticket: step.ticket, next: step.next });
      return visitOf(kit, request, reply).to(pathOf[step.next]);
    };

    const enter = (request: FastifyRequest, reply: FastifyReply, opened: OpenedSession): FastifyReply => {
      startSession(request, reply, opened);
      dropNote(reply, 'staff');
      return visitOf(kit, request, reply).to(DESK);
    };

    const ticketFor = (request: FastifyRequest, step: PasswordStep['next']): Record<string, string> | undefined => {
      const note = readNote(context, request, 'staff');
      return note?.['next'] === step ? note : undefined;
    };

    app.get(paths.staffLogin, (request, reply) => signInPage(request, reply));

    app.post(paths.staffLogin, { config: { costly: true } }, async (request, reply) => {
      const raw = rawForm(request);
      const read = readStaffForm(raw);
      const { password: _typed, ...kept } = valuesOf(raw);
      if ('faults' in read) return signInPage(request, reply, kept, read.faults);
      const step = await staff.checkPassword(read.answer.name, read.answer.password);
      if (isRefusal(step)) return signInPage(request, reply, kept, [faultFrom(step, request, 'password')]);
      return goOn(request, reply, step);
    });

    app.get(paths.staffPassword, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      if (ticketFor(request, 'change-password') === undefined) return visit.to(paths.staffLogin);
      return visit.show(ownPasswordPage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.staffPassword, { config: { costly: true } }, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const ticket = ticketFor(request, 'change-password')?.['ticket'];
      if (ticket === undefined) return visit.to(paths.staffLogin);
      const again = (faults: readonly FieldFault[]) =>
        visit.show(ownPasswordPage({ shell: visit.shell, form: visit.form({}, faults) }, visit.t), 422);
      const read = readOwnPassword(rawForm(request));
      if ('faults' in read) return again(read.faults);
      const step = await staff.changePassword(ticket, read.answer.password);
      if (isRefusal(step)) return again([faultFrom(step, request, 'password')]);
      return goOn(request, reply, step);
    });

    const showEnrolment = (
      request: FastifyRequest,
      reply: FastifyReply,
      shown: { readonly address: string; readonly secret: string },
      faults: readonly FieldFault[] = [],
    ): FastifyReply => {
      const visit = visitOf(kit, request, reply);
      const view = {
        shell: visit.shell,
        form: visit.form({}, faults),
        qr: qrShape(shown.address),
        secret: shown.secret,
      };
      return visit.show(enrolPage(view, visit.t), faults.length > 0 ? 422 : 200);
    };

    app.get(paths.staffEnrol, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { ticket, address, secret } = ticketFor(request, 'enrol-code') ?? {};
      if (ticket === undefined) return visit.to(paths.staffLogin);
      // Opened again, the page shows the secret that was scanned already.
      if (address !== undefined && secret !== undefined) return showEnrolment(request, reply, { address, secret });
      const enrolment = await staff.enrol(ticket);
      if (isRefusal(enrolment)) return visit.to(paths.staffLogin);
      carryNote(context, request, reply, 'staff', { ...enrolment, next: 'enrol-code' });
      return showEnrolment(request, reply, enrolment);
    });

    const showCode = async (
      request: FastifyRequest,
      reply: FastifyReply,
      ticket: string,
      again: (faults: readonly FieldFault[]) => FastifyReply,
    ): Promise<FastifyReply> => {
      const read = readCodeForm(rawForm(request));
      if ('faults' in read) return again(read.faults);
      const opened = await staff.showCode(ticket, read.answer.code, deviceOf(request));
      return isRefusal(opened) ? again([faultFrom(opened, request, 'code')]) : enter(request, reply, opened);
    };

    app.post(paths.staffEnrol, async (request, reply) => {
      const { ticket, address, secret } = ticketFor(request, 'enrol-code') ?? {};
      if (ticket === undefined || address === undefined || secret === undefined)
        return visitOf(kit, request, reply).to(paths.staffLogin);
      return await showCode(request, reply, ticket, (faults) =>
        showEnrolment(request, reply, { address, secret }, faults),
      );
    });

    app.get(paths.staffCode, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      if (ticketFor(request, 'show-code') === undefined) return visit.to(paths.staffLogin);
      return visit.show(staffCodePage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.staffCode, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const ticket = ticketFor(request, 'show-code')?.['ticket'];
      if (ticket === undefined) return visit.to(paths.staffLogin);
      return await showCode(request, reply, ticket, (faults) =>
        visit.show(staffCodePage({ shell: visit.shell, form: visit.form({}, faults) }, visit.t), 422),
      );
    });

    app.get(paths.stepUp, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      if (request.signedIn?.actor.kind !== 'staff') return visit.to(paths.staffLogin);
      const to = localPath((request.query as { to?: string }).to, DESK);
      return visit.show(stepUpPage({ shell: visit.shell, form: visit.form(), to }, visit.t));
    });

    app.post(paths.stepUp, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { signedIn } = request;
      if (signedIn?.actor.kind !== 'staff') return visit.to(paths.staffLogin);
      const raw = rawForm(request);
      const to = localPath(raw['to'], DESK);
      const again = (faults: readonly FieldFault[]) =>
        visit.show(stepUpPage({ shell: visit.shell, form: visit.form({}, faults), to }, visit.t), 422);
      const read = readCodeForm(raw);
      if ('faults' in read) return again(read.faults);
      const strong = await staff.stepUp(signedIn, read.answer.code);
      return isRefusal(strong) ? again([faultFrom(strong, request, 'code')]) : visit.to(to);
    });

    if (provider === undefined) return;

    const refused = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) =>
      signInPage(request, reply, {}, [faultFrom(refusal, request, 'name')]);

    app.get(paths.provider, async (request, reply) => {
      const begun = await provider.begin();
      if (isRefusal(begun)) return refused(request, reply, begun);
      carryNote(context, request, reply, 'provider', { ticket: begun.ticket });
      return reply.redirect(begun.address, 303);
    });

    app.get(paths.providerReturn, async (request, reply) => {
      const ticket = readNote(context, request, 'provider')?.['ticket'] ?? '';
      dropNote(reply, 'provider');
      const returned = new URL(request.url, context.publicUrl);
      const end = await provider.finish(returned, ticket, deviceOf(request));
      if (isRefusal(end)) return refused(request, reply, end);
      return 'token' in end ? enter(request, reply, end) : goOn(request, reply, end);
    });
  };
