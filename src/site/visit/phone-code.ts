import type { FastifyReply, FastifyRequest } from 'fastify';
import { maskPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { phoneCodePage } from '#site/account/sign-in.page.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { carryNote } from './carried-note.ts';
import type { SiteKit, Visit } from './visit.ts';

const CODE_MINUTES = 5;

/** Sends a code for one purpose and remembers in the browser, sealed, to which phone. */
export const sendCode = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  wish: {
    readonly note: string;
    readonly purpose: string;
    readonly phone: string;
    readonly carry?: Readonly<Record<string, string>>;
  },
): Promise<undefined | Refusal> => {
  const sent = await kit.context.people.codes.request({
    phone: wish.phone,
    purpose: wish.purpose,
    address: request.ip,
    text: (code) => ({
      subject: visit.t('site:code.subject'),
      body: visit.t('site:code.body', { code, minutes: CODE_MINUTES }),
    }),
  });
  if (isRefusal(sent)) return sent;
  carryNote(kit.context, request, reply, wish.note, { phone: wish.phone, purpose: wish.purpose, ...wish.carry });
  return undefined;
};

/** The page that asks for the code; login, following a case and resuming a draft share it. */
export const showCodePage = (
  visit: Visit,
  at: { readonly action: string; readonly back: string; readonly phone: string },
  faults: readonly FieldFault[] = [],
): FastifyReply =>
  visit.show(
    phoneCodePage(
      {
        shell: visit.shell,
        form: visit.form({}, faults),
        action: at.action,
        back: at.back,
        phone: maskPhone(at.phone),
        minutes: CODE_MINUTES,
      },
      visit.t,
    ),
    faults.length > 0 ? 422 : 200,
  );
