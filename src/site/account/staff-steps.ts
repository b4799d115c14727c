import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenedSession } from '#platform/auth/sessions.ts';
import type { PasswordStep } from '#platform/auth/staff.ts';
import { startSession } from '#platform/http/people.ts';
import type { FieldFault, FormValues } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote, dropNote, readNote } from '#site/visit/carried-note.ts';
import { type SiteKit, visitOf } from '#site/visit/visit.ts';
import { staffPage } from './sign-in.page.ts';

export const DESK = '/desk/';

const pathOf: Readonly<Record<PasswordStep['next'], string>> = {
  'change-password': paths.staffPassword,
  'enrol-code': paths.staffEnrol,
  'show-code': paths.staffCode,
};

/** What the ways in of officials have in common: the page they begin at, the step they go on with, the desk they end at. */
export const staffSteps = (kit: SiteKit) => {
  const { context } = kit;

  const signInPage = (
    request: FastifyRequest,
    reply: FastifyReply,
    values: FormValues = {},
    faults: readonly FieldFault[] = [],
  ): FastifyReply => {
    const visit = visitOf(kit, request, reply);
    const own =
      context.people.provider === undefined
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

  const enter = async (request: FastifyRequest, reply: FastifyReply, opened: OpenedSession): Promise<FastifyReply> => {
    await startSession(context.database, request, reply, opened);
    dropNote(request, reply, 'staff');
    return visitOf(kit, request, reply).to(DESK);
  };

  const ticketFor = (request: FastifyRequest, step: PasswordStep['next']): Record<string, string> | undefined => {
    const note = readNote(context, request, 'staff');
    return note?.['next'] === step ? note : undefined;
  };

  return { signInPage, goOn, enter, ticketFor };
};
