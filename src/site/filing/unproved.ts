import type { FastifyReply, FastifyRequest } from 'fastify';
import { maskPhone, readPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { nobody } from '#platform/db.ts';
import { brakeNetwork } from '#platform/http/brakes.ts';
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

/**
 * Anybody may file under a telephone without proving it (decision 0009): each is a case a bureau must deal with, in that person's name. So
 * only so many are taken of one telephone and of one network, and beyond it the code comes first (decision 0082). Officials file for whom
 * they have before them.
 */
export const heldBack = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  { phone, raw, at }: Wanted,
): Promise<HeldBack | undefined> => {
  if (request.signedIn?.actor.kind === 'staff') return undefined;
  if (phone !== undefined) {
    if (await isProved(kit, request, phone)) return undefined;
    const note = readCodeNote(kit, request, place);
    if (note?.phone === phone && String(raw['code'] ?? '').trim() !== '')
      return await proveHere(kit, request, reply, note, raw);
  }
  const seconds = waitOf(kit, request, phone);
  if (seconds === 0) return undefined;
  const values = { minutes: Math.ceil(seconds / 60) };
  if (phone === undefined) return { faults: [{ field: at, says: 'filing:fault.filings-wait', values }] };
  if (readPhone(phone).kind !== 'mobile')
    return { faults: [{ field: at, says: 'filing:fault.filings-wait-or-mobile', values }] };
  const { note, refused } = await askCode(kit, request, reply, visit, place, { phone });
  if (note === undefined) return { faults: refused === undefined ? [] : [faultFrom(refused, request, at)] };
  return { faults: [{ field: 'code', says: 'filing:fault.code-first' }], code: shown(note) };
};

const shown = ({ phone, sent }: CodeNote): CodeShown => ({ phone: maskPhone(phone), two: sent === undefined });

const isProved = async (kit: SiteKit, request: FastifyRequest, phone: string): Promise<boolean> => {
  if (isKnownHere(kit, request, phone)) return true;
  const own = request.signedIn?.actor.account;
  if (own === undefined) return false;
  const { database, people } = kit.context;
  return (await database.transact(nobody, (tx) => people.consumers.accountOf(tx, phone))) === own;
};

const proveHere = async (
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

const waitOf = (kit: SiteKit, request: FastifyRequest, phone: string | undefined): number => {
  const key = phone === undefined ? undefined : kit.context.keyring.digest('phone', phone).digest.toString('hex');
  const ofPhone = key === undefined ? 0 : request.server.brake('filingsOfPhone', key);
  return ofPhone > 0 ? ofPhone : brakeNetwork(request, 'filingsOfNetwork');
};
