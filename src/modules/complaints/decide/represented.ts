import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Complaint } from '../complaint.ts';
import { hasPaperOf } from '../evidence-audience.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

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

/** On file only where it was asked for. */
export const consentOfRepresented = (
  said: { readonly representedConsent?: boolean },
  state: Complaint,
): { representedConsent?: true } =>
  isJoint(state) && said.representedConsent === true ? { representedConsent: true } : {};

/** Art. 11: an agent proves by a power of attorney for whom and for what it speaks. */
export const agentObjection = (state: Complaint): Refusal | undefined =>
  state.parties.some(({ kind }) => kind === 'agent') && !hasPaperOf(state, 'power-of-attorney')
    ? refuse('agent-without-power', { basis: [o121('11')], instead: ['request-proof', 'supply', 'refuse'] })
    : undefined;
