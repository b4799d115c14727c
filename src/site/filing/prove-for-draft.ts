import type { FastifyReply, FastifyRequest } from 'fastify';
import { formReader, type RawForm } from '#site/kit/form-reader.ts';
import { sharerOfPhone, sharesNetwork } from '#site/visit/phone-code.ts';
import type { SiteKit, Visit } from '#site/visit/visit.ts';
import { proofPhone } from './code-fields.ts';
import { askHere, codeAskedHere, type HeldBack, isTyped, proveHere } from './unproved.ts';

/**
 * Beyond the drafts one network may begin, a telephone that is proved has a share of its own: the code is offered on the page, beside
 * the wait. Undefined for whoever has a share of their own already; silent of faults before anything was typed.
 */
export const proveForDraft = async (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  raw: RawForm,
): Promise<HeldBack | { readonly sharer: string } | undefined> => {
  const { context } = kit;
  if (!sharesNetwork(context, request)) return undefined;
  if (String(raw[proofPhone] ?? '').trim() === '') return { faults: [] };
  const reader = formReader(raw);
  const read = reader.done(reader.codePhone(proofPhone, 'filing:fault.phone'));
  if ('faults' in read) return read;
  const phone = read.answer;
  const note = codeAskedHere(kit, request);
  if (note === undefined || note.phone !== phone || !isTyped(raw))
    return await askHere(kit, request, reply, visit, { phone, at: proofPhone, says: 'filing:fault.code-to-begin' });
  return (await proveHere(kit, request, reply, note, raw)) ?? { sharer: sharerOfPhone(context, phone) };
};
