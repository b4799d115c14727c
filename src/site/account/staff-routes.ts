import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import { deviceOf } from '#platform/http/people.ts';
import { qrShape } from '#platform/qr-shape.ts';
import { readCodeForm } from '#site/kit/code-forms.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote } from '#site/visit/carried-note.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { readOwnPassword, readStaffForm } from './account-forms.ts';
import { enrolPage, ownPasswordPage } from './first-sign-in.page.ts';
import { staffCodePage } from './sign-in.page.ts';
import { staffSteps } from './staff-steps.ts';

/** Officials sign in with password and second factor; the step between is carried sealed in the browser. */
export const staffSignInRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;
    const { staff } = context.people;
    const { signInPage, goOn, enter, ticketFor } = staffSteps(kit);

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
      return isRefusal(opened) ? again([faultFrom(opened, request, 'code')]) : await enter(request, reply, opened);
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
  };
