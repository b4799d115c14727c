import type { Refusal } from '#kernel/refusal.ts';
import type { Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { objectionTo, type Permit, permits, whoMay } from '../permits.ts';
import { retiredObjection } from '../retired.ts';
import { foreseenObjection } from './foresee.ts';

const permitsByName = new Map<string, Permit>(permits.map((permit) => [permit.act, permit]));

/** What a refusal names to be done instead, as far as it can be done now: a door that is shut is no way out. */
export const withPossibleAdvice = (refusal: Refusal, state: Complaint, facts: Facts): Refusal => {
  const { instead, ...rest } = refusal;
  if (instead === undefined) return refusal;
  const possible = instead.filter((one) => {
    const permit = permitsByName.get(one);
    return permit === undefined || isPossible(permit, state, facts);
  });
  return possible.length === 0 ? rest : { ...rest, instead: possible };
};

const isPossible = (permit: Permit, state: Complaint, facts: Facts): boolean =>
  foreseenObjection(permit.act, state, facts) === undefined &&
  (objectionTo(permit.act, facts.actor, state, facts.tenant, facts.above.get(state.bureau)) === undefined ||
    isColleagues(permit, state, facts));

/** An officer may ask another office for what it may do; a party does only what is its own. */
const isColleagues = (permit: Permit, state: Complaint, { actor }: Facts): boolean =>
  actor.kind === 'staff' &&
  permit.phases.includes(state.phase) &&
  (state.archivedOn === null || permit.afterArchive === true) &&
  retiredObjection(permit.act, state) === undefined &&
  whoMay(permit, state.phase).some(
    ([, ...roles]) => roles.length > 0 && !roles.some((role) => actor.roles.includes(role)),
  );
