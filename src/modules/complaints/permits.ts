import type { Actor } from '#kernel/actor.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { refuse } from '#kernel/refusal.ts';
import { type ActName, isFormAct } from './act-names.ts';
import type { Complaint, Phase } from './complaint.ts';
import { onward } from './onward.ts';
import { type Permit, permits, type Who } from './permit-table.ts';
import { type Place, placesOf } from './places.ts';
import { hasBeenRecused } from './recused.ts';
import { retiredObjection } from './retired.ts';
import type { Superior } from './superiors.ts';
import { aloneObjection } from './together-permits.ts';

export { type ActName, type FormAct, isFormAct } from './act-names.ts';
export { type Permit, permits } from './permit-table.ts';
export { type Place, placesOf, worksOnCase } from './places.ts';

const byAct = new Map(permits.map((permit) => [permit.act, permit]));

export const permitOf = (act: ActName): Permit => {
  const permit = byAct.get(act);
  if (permit === undefined) throw new Error(`no permit row for ${act}`);
  return permit;
};

/** Whose act it is in a state. */
export const whoMay = (permit: Permit, phase: Phase): readonly Who[] => permit.whoIn?.[phase] ?? permit.who;

const grants = (actor: Actor, places: ReadonlySet<Place>, rule: Who): boolean => {
  const [place, ...roles] = rule;
  if (!places.has(place)) return false;
  return roles.length === 0 || roles.some((role) => actor.roles.includes(role));
};

/** May this person do this now? Undefined means yes; else the reason, with its law. */
export const objectionTo = (
  act: ActName,
  actor: Actor,
  state: Complaint,
  tenant: string,
  above: readonly Superior[] = [],
): Refusal | undefined => {
  const permit = permitOf(act);
  const { basis } = permit;
  const places = placesOf(actor, state, tenant, above);
  const insteadNow = () => onwardActs(actor, state, tenant, above);
  if (!whoMay(permit, state.phase).some((rule) => grants(actor, places, rule))) {
    const instead = insteadNow();
    if (isForSuperiors(permit) && places.has('bureau') && !places.has('superior'))
      return notTheSuperior(permit, state, above, instead);
    return refuse('not-permitted', { status: 403, basis, params: { act }, instead });
  }
  if (isShutByArchive(permit, state)) return refuse('already-archived', { basis, params: { act } });
  if (!permit.phases.includes(state.phase)) {
    return refuse('not-in-this-state', { basis, params: { act, phase: state.phase }, instead: insteadNow() });
  }
  if (isBarredByRecusal(act, actor, state))
    return refuse('recused-from-this-case', {
      status: 403,
      basis: [{ text: 'order-121', article: '21(2)' }],
      instead: insteadNow(),
    });
  const pointless = whyPointless(act, state);
  return pointless === undefined ? undefined : { basis, ...pointless };
};

/** Acts of mediating: whoever was to step aside does none of them in this case any more. */
const ofMediating: ReadonlySet<ActName> = new Set(['open-mediation', 'resume', 'appraise', 'record-agreement']);

const isBarredByRecusal = (act: ActName, { account }: Actor, state: Complaint): boolean =>
  ofMediating.has(act) && hasBeenRecused(account, state);

/** There is nothing it could be done to. */
const whyPointless = (act: ActName, state: Complaint): Refusal | undefined => {
  const { marked, entrustedTo, incident, withdrawalStatedOn } = state;
  if (act === 'take-back-delivery' && Object.keys(marked).length === 0) return refuse('no-mark-to-take-back');
  if (act === 'take-back-withdrawal' && withdrawalStatedOn === null) return refuse('no-withdrawal-stated');
  if (act === 'leave-incident' && incident === null) return refuse('in-no-incident');
  if (act === 'end-entrusting' && entrustedTo === null) return refuse('not-entrusted');
  return retiredObjection(act, state) ?? aloneObjection(act, state);
};

const isForSuperiors = ({ who }: Permit): boolean => who.every(([place]) => place === 'superior');

/** A bureau that stands not above this one is told who does. */
const notTheSuperior = (
  { act, basis }: Permit,
  state: Complaint,
  [nearest]: readonly Superior[],
  instead: readonly ActName[],
): Refusal =>
  nearest === undefined
    ? refuse('no-superior-bureau', { status: 403, basis, params: { act, unit: state.bureau }, instead })
    : refuse('not-the-superior', { status: 403, basis, params: { act, superior: nearest.name }, instead });

const isShutByArchive = (permit: Permit, state: Complaint): boolean =>
  state.archivedOn !== null && permit.afterArchive !== true;

/** What brings the case on; where nothing does, what else there is. A scan of a print has a door of its own and is no act of the API's list. */
const onwardActs = (actor: Actor, state: Complaint, tenant: string, above: readonly Superior[]): ActName[] => {
  const offered = availableActs(actor, state, tenant, above).filter(isFormAct);
  const leading = offered.filter((act) => onward.has(act));
  return leading.length > 0 ? leading : offered;
};

/** Every act lawful now for this person, in table order. */
export const availableActs = (
  actor: Actor,
  state: Complaint,
  tenant: string,
  above: readonly Superior[] = [],
): ActName[] => {
  const places = placesOf(actor, state, tenant, above);
  return permits
    .filter((permit) => permit.phases.includes(state.phase) && !isShutByArchive(permit, state))
    .filter((permit) => whoMay(permit, state.phase).some((rule) => grants(actor, places, rule)))
    .filter(({ act }) => whyPointless(act, state) === undefined && !isBarredByRecusal(act, actor, state))
    .map((permit) => permit.act);
};
