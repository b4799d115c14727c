import type { Role } from './actor.ts';

/** Where a case lies: what kind of unit has it, and its state where one case is meant. */
export type Lies = { readonly kind: string | undefined; readonly phase?: string };

const officials: readonly Role[] = ['handler', 'bureau-head'];

/**
 * Whose a case may be. An intake officer decides nothing of what a bureau handles, however much of it she sees: hers is what lies
 * at an intake centre, or at a bureau that takes in for itself until it is taken up (Order 121 art. 41), and what waits for the day
 * and number she registers it under.
 */
export const holderRoles = ({ kind, phase }: Lies): readonly Role[] =>
  kind === 'intake-centre' || phase === 'awaiting-registration' || phase === 'received'
    ? [...officials, 'intake-officer']
    : officials;

/** The server asks it when a case is assigned; the desk offers nobody else. */
export const mayHold = (roles: readonly string[], lies: Lies): boolean =>
  holderRoles(lies).some((role) => roles.includes(role));
