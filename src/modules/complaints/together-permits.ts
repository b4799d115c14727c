import type { LegalBasis } from '#kernel/refusal.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { ActName } from './act-names.ts';
import type { Complaint, Phase } from './complaint.ts';
import { isJoint } from './decide/represented.ts';
import { beforeDecision } from './phases.ts';

const basis: readonly LegalBasis[] = [{ text: 'order-121', article: '12' }];
const phases: readonly Phase[] = [...beforeDecision, 'accepted', 'mediating', 'interrupted', 'appraisal'];

const complainant = ['complainant'] as const;
const joint = ['joint'] as const;
const officers = ['bureau', 'handler', 'bureau-head'] as const;
const intake = ['bureau', 'intake-officer'] as const;
const station = ['station', 'handler', 'mediator'] as const;

/** Whom the others choose is shown by their writing, so that it is entered by officials; leaving and laying down is one's own. */
export const togetherPermits = [
  { act: 'leave-joint', phases, who: [complainant, joint, officers, intake], basis, binding: true },
  { act: 'name-representative', phases, who: [officers, intake, station], basis },
  { act: 'end-representative', phases, who: [complainant, officers, intake, station], basis },
] as const;

const acts: ReadonlySet<string> = new Set(togetherPermits.map(({ act }) => act));

export const aloneObjection = (act: ActName, state: Complaint): Refusal | undefined =>
  acts.has(act) && !isJoint(state) ? refuse('not-a-joint-complaint') : undefined;
