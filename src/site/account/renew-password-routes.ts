import type { FastifyInstance } from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, visitOf } from '#site/visit/visit.ts';
import { readRenewal } from './account-forms.ts';
import { passwordRenewedPage, renewPasswordPage } from './renew-password.page.ts';

/** An official changes the own password: the other ways to a new one all need an administrator. */
export const renewPasswordRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { staff } = kit.context.people;

    app.get(paths.staffRenew, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      if (request.signedIn?.actor.kind !== 'staff') return visit.to(paths.staffLogin);
      return visit.show(renewPasswordPage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.staffRenew, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { signedIn } = request;
      if (signedIn?.actor.kind !== 'staff' || signedIn.by !== 'session') return visit.to(paths.staffLogin);
      const again = (faults: readonly FieldFault[]) =>
        visit.show(renewPasswordPage({ shell: visit.shell, form: visit.form({}, faults) }, visit.t), 422);
      const read = readRenewal(rawForm(request));
      if ('faults' in read) return again(read.faults);
      const renewed = await staff.renewPassword(signedIn, read.answer.present, read.answer.password);
      return isRefusal(renewed)
        ? again([faultFrom(renewed, request, 'password')])
        : visit.show(passwordRenewedPage(visit.shell, visit.t));
    });
  };
