import type { FastifyReply, FastifyRequest } from 'fastify';
import { maskPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { PhoneProof } from '#platform/auth/phone-codes.ts';
import type { Context } from '#platform/context.ts';
import { normalFor } from '#platform/crypto/blind-index.ts';
import { networkOf } from '#platform/http/network.ts';
import { phoneCodePage } from '#site/account/sign-in.page.ts';
import { readCodeForm, readTwoCodesForm } from '#site/kit/code-forms.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { RawForm } from '#site/kit/form-reader.ts';
import { carryNote, readNote } from './carried-note.ts';
import { keepSealed, sealedIn } from './own-cookie.ts';
import { faultFrom } from './refusal-words.ts';
import { rawForm, type SiteKit, type Visit } from './visit.ts';

const CODE_MINUTES = 5;

/** Where a code is asked for and typed in: login, following a case and resuming a draft share the rest. */
export type CodePlace = {
  /** Names the sealed note in the browser. */
  readonly note: string;
  readonly purpose: string;
  readonly action: string;
  readonly back: string;
};

/** What the browser keeps, sealed, between asking and typing. `sent` is the code it asked for; none where two are asked back. */
export type CodeNote = {
  readonly phone: string;
  readonly sent: string | undefined;
  readonly carried: Readonly<Record<string, string>>;
};

export const readCodeNote = (kit: SiteKit, request: FastifyRequest, place: CodePlace): CodeNote | undefined => {
  const { phone, sent, ...carried } = readNote(kit.context, request, place.note) ?? {};
  return phone === undefined ? undefined : { phone, sent, carried };
};

type Wish = { readonly phone: string; readonly carry?: Readonly<Record<string, string>> };

/** `note` where there is something to type in on the next page, `refused` where nothing was sent. */
type Sent = { readonly note?: CodeNote; readonly refused?: Refusal };

/** Sends a code for one purpose and remembers in the browser, sealed, to which phone and which one. */
export const askCode = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  place: CodePlace,
  wish: Wish,
): Promise<Sent> => {
  const held = readCodeNote(kit, request, place)?.sent;
  const asked = await kit.context.people.codes.request({
    phone: wish.phone,
    purpose: place.purpose,
    address: request.ip,
    known: isKnownHere(kit, request, wish.phone),
    ...(held === undefined ? {} : { held }),
    text: (code) => ({
      subject: visit.t('site:code.subject'),
      body: visit.t('site:code.body', { code, minutes: CODE_MINUTES }),
    }),
  });
  if (isRefusal(asked)) return { refused: asked };
  const { phone, carry = {} } = wish;
  const sent = asked.outcome === 'sent' ? asked.sent : asked.outcome === 'held' ? held : undefined;
  carryNote(kit.context, request, reply, place.note, { ...carry, phone, ...(sent === undefined ? {} : { sent }) });
  const note = { phone, sent, carried: carry };
  if (asked.outcome === 'sent') return { note };
  return { note, refused: refuse('too-many-codes', { status: 429, params: { seconds: asked.seconds } }) };
};

/** Undefined where there is a code to type in, sent now or before: the page that asks for it is next. */
export const sendCode = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  place: CodePlace,
  wish: Wish,
): Promise<undefined | Refusal> => {
  const { note, refused } = await askCode(kit, request, reply, visit, place, wish);
  return note === undefined ? refused : undefined;
};

/** "Send a new code": whoever cannot have one yet stays where the one sent before is typed in. */
export const sendAgain = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  place: CodePlace,
  before: CodeNote,
): Promise<FastifyReply> => {
  const wish = { phone: before.phone, carry: before.carried };
  const { note = before, refused } = await askCode(kit, request, reply, visit, place, wish);
  if (refused === undefined) return visit.to(place.action);
  return showCodePage(visit, place, note, [faultFrom(refused, request, 'code')]);
};

type ReadProof = { readonly proof: PhoneProof } | { readonly faults: readonly FieldFault[] };

/** What was typed on the page that asks for the code, or for two of them. */
export const readProof = (
  request: FastifyRequest,
  place: CodePlace,
  note: CodeNote,
  raw: RawForm = rawForm(request),
): ReadProof => {
  const { phone, sent } = note;
  if (sent === undefined) {
    const read = readTwoCodesForm(raw);
    return 'faults' in read ? read : { proof: { phone, two: read.answer.two, address: request.ip } };
  }
  const read = readCodeForm(raw);
  return 'faults' in read ? read : { proof: { phone, purpose: place.purpose, sent, code: read.answer.code } };
};

export const knownCookie = 'known';
export const knownMinutes = 180 * 24 * 60;

/** OWASP, device cookies: strangers cannot use up what is left for a browser in which the phone was proved before. */
export const knowPhone = (kit: SiteKit, request: FastifyRequest, reply: FastifyReply, phone: string): void => {
  const content = { phone: normalFor('phone', phone) };
  keepSealed(kit.context, request, reply, { name: knownCookie, content, minutes: knownMinutes });
};

/** The telephone proved in this browser last. */
const knownPhone = (context: Context, request: FastifyRequest): string | undefined =>
  sealedIn(context, request, knownCookie)?.['phone'];

export const isKnownHere = (kit: SiteKit, request: FastifyRequest, phone: string): boolean =>
  knownPhone(kit.context, request) === normalFor('phone', phone);

/** Who shares a brake with whom: an account or a proved telephone is nobody else's, however many sit behind one address. */
export const sharerOf = (context: Context, request: FastifyRequest): string => {
  const account = request.signedIn?.actor.account;
  if (account !== undefined) return `account ${account}`;
  const phone = knownPhone(context, request);
  return phone === undefined ? networkOf(request.ip) : sharerOfPhone(context, phone);
};

export const sharerOfPhone = (context: Context, phone: string): string =>
  `phone ${context.keyring.digest('phone', phone).digest.toString('hex')}`;

/** Nobody is known here: the share is that of everybody behind this address. */
export const sharesNetwork = (context: Context, request: FastifyRequest): boolean =>
  sharerOf(context, request) === networkOf(request.ip);

/** The page that asks for the code, or for two that arrived, where no more may be sent. */
export const showCodePage = (
  visit: Visit,
  place: CodePlace,
  note: CodeNote,
  faults: readonly FieldFault[] = [],
): FastifyReply =>
  visit.show(
    phoneCodePage(
      {
        shell: visit.shell,
        form: visit.form({}, faults),
        action: place.action,
        back: place.back,
        phone: maskPhone(note.phone),
        minutes: CODE_MINUTES,
        two: note.sent === undefined,
      },
      visit.t,
    ),
    faults.length > 0 ? 422 : 200,
  );
