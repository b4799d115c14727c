import type { FastifyInstance } from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import { deviceOf, startSession } from '#platform/http/people.ts';
import { readCodeForm } from '#site/kit/code-forms.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote, dropNote, readNote } from '#site/visit/carried-note.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { readStaffForm } from './account-forms.ts';
import { staffCodePage, staffPage } from './sign-in.page.ts';

const DESK = '/desk/';

/** Officials sign in with password and second factor; the step between is carried sealed in the browser. */
export const staffSignInRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    app.get(paths.staffLogin, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(staffPage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.staffLogin, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const read = readStaffForm(raw);
      const { password: _typed, ...kept } = valuesOf(raw);
      if ('faults' in read)
        return visit.show(staffPage({ shell: visit.shell, form: visit.form(kept, read.faults) }, visit.t), 422);
      const step = await context.people.staff.checkPassword(read.answer.name, read.answer.password);
      if (isRefusal(step)) {
        return visit.show(
          staffPage({ shell: visit.shell, form: visit.form(kept, [faultFrom(step, request, 'password')]) }, visit.t),
          422,
        );
      }
      carryNote(context, request, reply, 'staff', { ticket: step.ticket, next: step.next });
      return visit.to(paths.staffCode);
    });

    app.get(paths.staffCode, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      if (readNote(context, request, 'staff') === undefined) return visit.to(paths.staffLogin);
      return visit.show(staffCodePage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.staffCode, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const ticket = readNote(context, request, 'staff')?.['ticket'];
      if (ticket === undefined) return visit.to(paths.staffLogin);
      const again = (faults: Parameters<typeof visit.form>[1]) =>
        visit.show(staffCodePage({ shell: visit.shell, form: visit.form({}, faults) }, visit.t), 422);
      const read = readCodeForm(rawForm(request));
      if ('faults' in read) return again(read.faults);
      const opened = await context.people.staff.showCode(ticket, read.answer.code, deviceOf(request));
      if (isRefusal(opened)) return again([faultFrom(opened, request, 'code')]);
      startSession(request, reply, opened);
      dropNote(reply, 'staff');
      return visit.to(DESK);
    });
  };
