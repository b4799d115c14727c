import type { LegalBasis } from '#kernel/refusal.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { ActName } from './act-names.ts';
import type { Complaint, Phase } from './complaint.ts';
import { isJoint } from './decide/represented.ts';
import { beforeDecision } from './phases.ts';

const basis: readonly LegalBasis[] = [{ text: 'order-121', article: '12' }];
const phases: readonly Phase[] = [...beforeDecision, 'accepted', 'mediating', 'interrupted', 'appraisal'];
/** Consent is given of one's own free will and taken back at any time (PIPL arts 14, 15). */
const consenting: readonly Phase[] = [
  ...phases,
  ...(['refused', 'transferred', 'directed-elsewhere', 'agreed', 'terminated', 'withdrawn'] as const),
];

const complainant = ['complainant'] as const;
const joint = ['joint'] as const;
const officers = ['bureau', 'handler', 'bureau-head'] as const;
const intake = ['bureau', 'intake-officer'] as const;
const station = ['station', 'handler', 'mediator'] as const;

/** Whom the others choose is shown by their writing, so that it is entered by officials; leaving and laying down is one's own. */
export const togetherPermits = [
  {
    act: 'state-consents',
    phases: consenting,
    who: [complainant, joint, officers, intake, station],
    basis: [...basis, { text: 'order-121', article: '19' }, { text: 'pipl', article: '15' }],
    afterArchive: true,
  },
  { act: 'leave-joint', phases, who: [complainant, joint, officers, intake], basis, binding: true },
  { act: 'name-representative', phases, who: [officers, intake, station], basis },
  { act: 'end-representative', phases, who: [complainant, officers, intake, station], basis },
] as const;

/** One who complains alone agrees to things as well. */
const acts: ReadonlySet<string> = new Set(
  togetherPermits.map(({ act }) => act).filter((act) => act !== 'state-consents'),
);

export const aloneObjection = (act: ActName, state: Complaint): Refusal | undefined =>
  acts.has(act) && !isJoint(state) ? refuse('not-a-joint-complaint') : undefined;
