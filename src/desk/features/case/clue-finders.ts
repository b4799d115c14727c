import type { CaseView, PhaseName } from '#modules/complaints/case-contract.ts';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';

/** As the reports module permits it; a test holds the two against each other. */
export const finderRoles = ['handler', 'mediator', 'bureau-head'] as const;
export const finderPhases = [
  'under-review',
  'accepted',
  'mediating',
  'interrupted',
  'appraisal',
  'agreed',
  'terminated',
  'withdrawn',
  'refused',
] as const satisfies readonly PhaseName[];

type Finder = Pick<DeskSession, 'roles' | 'bureaus'>;
type Found = Pick<CaseView, 'bureau' | 'phase' | 'station'>;

export const mayFindClue = ({ roles, bureaus }: Finder, { bureau, phase, station }: Found): boolean =>
  (bureaus.includes(bureau) || (station !== null && bureaus.includes(station))) &&
  roles.some((role) => finderRoles.some((one) => one === role)) &&
  finderPhases.some((one) => one === phase);
