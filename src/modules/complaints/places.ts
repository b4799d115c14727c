import type { Actor } from '#kernel/actor.ts';
import type { Complaint } from './complaint.ts';
import { stationPrincipal } from './station-principal.ts';
import { actsFor, type Superior } from './superiors.ts';

/** Where the person must stand towards the case. */
export type Place = 'bureau' | 'station' | 'superior' | 'complainant' | 'joint' | 'respondent' | 'entrusted' | 'system';

/** The places this person stands in towards this case; several at once are possible. */
export const placesOf = (
  actor: Actor,
  state: Complaint,
  tenant: string,
  above: readonly Superior[] = [],
): ReadonlySet<Place> => {
  const places = new Set<Place>();
  if (actor.kind === 'system') places.add('system');
  if (actor.kind === 'staff' && actor.tenants.includes(tenant)) {
    if (actor.bureaus.includes(state.bureau)) places.add('bureau');
    if (state.station !== null && actor.principals.includes(stationPrincipal(state.station))) places.add('station');
    // Whoever acts for the bureau above and sees the case there; the intake centre does so for its city.
    if (actor.bureaus.includes(state.bureau) && actsFor(actor.bureaus, above) !== undefined) places.add('superior');
  }
  if (state.entrustedTo !== null && actor.principals.includes(state.entrustedTo)) places.add('entrusted');
  // An operator with an account of its own stands there once it has been told.
  const { operator } = state.respondent;
  if (state.respondentNotifiedOn !== null && operator !== undefined && actor.principals.includes(operator)) {
    places.add('respondent');
  }
  for (const party of state.parties) {
    if (party.account === undefined || !actor.principals.includes(party.account)) continue;
    if (party.kind === 'respondent' || party.kind === 'respondent-agent') places.add('respondent');
    else if (party.kind === 'joint') places.add('joint');
    else if (party.kind !== 'helper') places.add('complainant');
  }
  // Whoever complains does not speak for the other side as well.
  if (places.has('complainant') || places.has('joint')) places.delete('respondent');
  return places;
};

/** The bureau's own people, and those of the station that works on the case in its name. */
export const worksOnCase = (places: ReadonlySet<Place>): boolean => places.has('bureau') || places.has('station');
