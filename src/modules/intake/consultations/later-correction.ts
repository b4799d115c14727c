import type { AskerField, ConsultationEvent, Moments } from './consultation.ts';

type Recorded = { readonly type: string; readonly payload: unknown; readonly at: Date };

/** When each field was last put right by somebody: at the other bureau, where it came along from there. */
export const correctedSince = (events: readonly Recorded[]): Moments => {
  const since: Partial<Record<AskerField, string>> = {};
  for (const { type, payload, at } of events) {
    if (type !== 'AskerCorrected') continue;
    const put = payload as Extract<ConsultationEvent, { type: 'AskerCorrected' }>['payload'];
    for (const field of Object.keys(put.fields) as AskerField[]) since[field] = put.since?.[field] ?? at.toISOString();
  }
  return since;
};

type Stand = { readonly number: string; readonly since: string | undefined };

/** Whether what stands at one bureau was put right after what stands at the other; the same answer from both sides. */
export const isLater = (one: Stand, other: Stand): boolean => {
  if (one.since === undefined || other.since === undefined) return one.since !== undefined;
  return one.since === other.since ? one.number > other.number : one.since > other.since;
};
