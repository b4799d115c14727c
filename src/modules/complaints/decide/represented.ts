import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Complaint, Party, PartyKind } from '../complaint.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

const together: ReadonlySet<PartyKind> = new Set(['complainant', 'representative', 'joint']);

/** Everybody who complains now. */
export const complainants = (state: Complaint): readonly Party[] =>
  state.parties.filter(({ kind }) => together.has(kind));

/** One who remains alone represents nobody any more. */
export const isJoint = (state: Complaint): boolean =>
  state.parties.some(({ kind }) => kind === 'joint' || kind === 'representative');

/** Art. 12: who speaks for others gives up or changes a claim, or settles, only with the consent of those others. */
export const representedObjection = (
  said: { readonly representedConsent?: boolean },
  state: Complaint,
): Refusal | undefined =>
  isJoint(state) && said.representedConsent !== true
    ? refuse('represented-consent-missing', { status: 422, field: 'representedConsent', basis: [o121('12')] })
    : undefined;

/** Art. 12: each of several agrees to complain together, in their own words or as whoever filed it says of all of them. */
export const agreedTogether = (state: Complaint): boolean =>
  complainants(state).every(
    ({ person }) => state.said[person]?.joint ?? (person === state.first.filed || state.jointAgreed === true),
  );

/** Art. 12: several complain together only with the consent of each; asked before the complaint is taken on. */
export const jointObjection = (state: Complaint): Refusal | undefined =>
  isJoint(state) && !agreedTogether(state)
    ? refuse('joint-consent-missing', {
        basis: [o121('12')],
        instead: ['state-consents', 'supply', 'request-proof', 'refuse'],
      })
    : undefined;

/** On file only where it was asked for. */
export const consentOfRepresented = (
  said: { readonly representedConsent?: boolean },
  state: Complaint,
): { representedConsent?: true } =>
  isJoint(state) && said.representedConsent === true ? { representedConsent: true } : {};
