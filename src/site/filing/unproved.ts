import type { FastifyReply, FastifyRequest } from 'fastify';
import { maskPhone, readPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { nobody } from '#platform/db.ts';
import { brakeNetwork, easeNetwork } from '#platform/http/brakes.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { RawForm } from '#site/kit/form-reader.ts';
import { paths } from '#site/kit/paths.ts';
import { dropNote } from '#site/visit/carried-note.ts';
import {
  askCode,
  type CodeNote,
  type CodePlace,
  isKnownHere,
  knowPhone,
  readCodeNote,
  readProof,
} from '#site/visit/phone-code.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import type { SiteKit, Visit } from '#site/visit/visit.ts';
import type { CodeShown } from './code-fields.ts';

const place: CodePlace = { note: 'file', purpose: 'file', action: paths.file, back: paths.file };

export type Wanted = {
  /** The telephone it is filed under; none of who has none, and of reports without a name. */
  readonly phone: string | undefined;
  readonly raw: RawForm;
  /** Where on this page it is said that one has to wait. */
  readonly at: string;
};

/** Nothing is filed yet, and why; with `code` one is asked for on the page. */
export type HeldBack = { readonly faults: readonly FieldFault[]; readonly code?: CodeShown };

/** One of the share, spent until what it was for turns out not to be filed. */
export type Share = { readonly giveBack: () => void };
export const ofNobody: Share = { giveBack: () => undefined };

/**
 * Anybody may file under a telephone without proving it (decision 0009): each is a case a bureau must deal with, in that person's name. So
 * only so many are taken of one telephone and of one network, and beyond it the code comes first (decision 0082). Officials file for whom
 * they have before them.
 */
export const shareToFile = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  { phone, raw, at }: Wanted,
): Promise<Share | { readonly held: HeldBack }> => {
  if (request.signedIn?.actor.kind === 'staff') return ofNobody;
  if (phone !== undefined) {
    if (await isProved(kit, request, phone)) return ofNobody;
    const note = readCodeNote(kit, request, place);
    if (note?.phone === phone && isTyped(raw)) {
      const held = await proveHere(kit, request, reply, note, raw);
      return held === undefined ? ofNobody : { held };
    }
  }
  const taken = takeShare(kit, request, phone);
  if (typeof taken !== 'number') return taken;
  const values = { minutes: Math.ceil(taken / 60) };
  const waits = (says: string) => ({ held: { faults: [{ field: at, says, values }] } });
  if (phone === undefined) return waits('filing:fault.filings-wait');
  if (readPhone(phone).kind !== 'mobile') return waits('filing:fault.filings-wait-or-mobile');
  return { held: await askHere(kit, request, reply, visit, { phone, at, says: 'filing:fault.code-first' }) };
};

/** What is refused afterwards, fails or was filed before is not counted. */
export const filedOnShare = async <Done>(
  share: Share,
  file: () => Promise<Done>,
  isFiled: (done: Done) => boolean,
): Promise<Done> => {
  let spent = false;
  try {
    const done = await file();
    spent = isFiled(done);
    return done;
  } finally {
    if (!spent) share.giveBack();
  }
};

export const isTyped = (raw: RawForm): boolean => String(raw['code'] ?? '').trim() !== '';

/** Sends the code, and shows where to type it in. */
export const askHere = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  { phone, at, says }: { readonly phone: string; readonly at: string; readonly says: string },
): Promise<HeldBack> => {
  const { note, refused } = await askCode(kit, request, reply, visit, place, { phone });
  if (note === undefined) return { faults: refused === undefined ? [] : [faultFrom(refused, request, at)] };
  return { faults: [{ field: 'code', says }], code: shown(note) };
};

/** The code asked for in this browser last, of a filing or of a draft. */
export const codeAskedHere = (kit: SiteKit, request: FastifyRequest): CodeNote | undefined =>
  readCodeNote(kit, request, place);

const shown = ({ phone, sent }: CodeNote): CodeShown => ({ phone: maskPhone(phone), two: sent === undefined });

const isProved = async (kit: SiteKit, request: FastifyRequest, phone: string): Promise<boolean> => {
  if (isKnownHere(kit, request, phone)) return true;
  const own = request.signedIn?.actor.account;
  if (own === undefined) return false;
  const { database, people } = kit.context;
  return (await database.transact(nobody, (tx) => people.consumers.accountOf(tx, phone))) === own;
};

/** Undefined when proved: from then on the telephone is known in this browser. */
export const proveHere = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  note: CodeNote,
  raw: RawForm,
): Promise<HeldBack | undefined> => {
  const read = readProof(request, place, note, raw);
  if ('faults' in read) return { faults: read.faults, code: shown(note) };
  const { database, people } = kit.context;
  const proved = await database.transact(nobody, (tx) => people.codes.prove(tx, read.proof));
  if (isRefusal(proved)) return { faults: [faultFrom(proved, request, 'code')], code: shown(note) };
  knowPhone(kit, request, reply, note.phone);
  dropNote(request, reply, place.note);
  return undefined;
};

/** One of telephone and network, or the seconds to wait. */
const takeShare = (kit: SiteKit, request: FastifyRequest, phone: string | undefined): Share | number => {
  const { server } = request;
  const key = phone === undefined ? undefined : kit.context.keyring.digest('phone', phone).digest.toString('hex');
  const ofPhone = key === undefined ? 0 : server.brake('filingsOfPhone', key);
  if (ofPhone > 0) return ofPhone;
  const phoneBack = () => {
    if (key !== undefined) server.easeBrake('filingsOfPhone', key);
  };
  const ofNetwork = brakeNetwork(request, 'filingsOfNetwork');
  if (ofNetwork > 0) {
    phoneBack();
    return ofNetwork;
  }
  return {
    giveBack: () => {
      phoneBack();
      easeNetwork(request, 'filingsOfNetwork');
    },
  };
};
