import type { Actor, Role } from './actor.ts';

/** What somebody tells an official, who enters it here. */
export type TakenDown = 'complaint' | 'report' | 'question' | 'operator';

/** Whoever has the case afterwards: a unit's officers and its head. */
const desk: readonly Role[] = ['intake-officer', 'handler', 'bureau-head'];

/** Who takes down what: one table, read by the front door, the register of operators and the desk. */
const takers: Readonly<Record<TakenDown, readonly Role[]>> = {
  complaint: desk,
  report: desk,
  question: desk,
  operator: desk,
};

/** The three administrators are apart from the work they keep and watch, whatever else they might hold. */
const apart: readonly string[] = ['system-administrator', 'security-administrator', 'auditor'];

export const mayTakeDown = (what: TakenDown, roles: readonly string[]): boolean =>
  !roles.some((role) => apart.includes(role)) &&
  roles.some((role) => (takers[what] as readonly string[]).includes(role));

/** Takes it down for the own unit, so that it counts as received there; everybody else files as a person does. */
export const takesDown = ({ kind, roles }: Pick<Actor, 'kind' | 'roles'>, what: TakenDown): boolean =>
  kind === 'staff' && mayTakeDown(what, roles);

/** An association receives no complaints; its people help somebody complain, like a station keeper or a neighbour (Order 121 art. 19). */
export const helpsToComplain = ({ kind, roles }: Pick<Actor, 'kind' | 'roles'>): boolean =>
  kind === 'staff' && roles.includes('association-mediator') && !roles.some((role) => apart.includes(role));
