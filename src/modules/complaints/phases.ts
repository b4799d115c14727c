import type { Phase } from './complaint.ts';

export const beforeDecision: ReadonlySet<Phase> = new Set([
  'awaiting-registration',
  'received',
  'under-review',
  'competence-dispute',
]);

export const closedPhases: ReadonlySet<Phase> = new Set([
  'refused',
  'transferred',
  'directed-elsewhere',
  'agreed',
  'terminated',
  'withdrawn',
]);
