import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { IncidentServiceWay } from '../vocabulary.ts';
import type { IncidentPaperCode } from './incident.ts';

/** What may be entered as the service or the posting of a paper of an event. Pure. */

const forEverybody: ReadonlySet<IncidentServiceWay> = new Set(['posted-up', 'published']);

export type ServiceSaid = {
  readonly way: IncidentServiceWay;
  readonly at: Date;
  readonly receiver?: string | undefined;
  readonly proof?: string | undefined;
};

/** A list names those concerned with their telephones and a fact sheet is not for the public: neither is hung up (PIPL art. 25). */
export const serviceObjection = (
  { way, at, receiver, proof }: ServiceSaid,
  paper: { readonly code: IncidentPaperCode; readonly on: Day },
  now: Date,
): Refusal | undefined => {
  if (forEverybody.has(way) && paper.code !== 'incident-announcement')
    return refuse('only-announcements-are-public', {
      status: 422,
      field: 'way',
      basis: [{ text: 'pipl', article: '25' }],
    });
  if (at.getTime() > now.getTime()) return refuse('service-in-the-future', { status: 422, field: 'at' });
  if (compareDays(dayOf(at), paper.on) < 0)
    return refuse('service-before-the-paper', { status: 422, field: 'at', params: { since: paper.on } });
  if (forEverybody.has(way)) return undefined;
  if (way === 'hand')
    return receiver === undefined ? refuse('receiver-not-named', { status: 422, field: 'receiver' }) : undefined;
  return proof === undefined ? refuse('proof-of-service-missing', { status: 422, field: 'proof' }) : undefined;
};
