import type { ActName } from './act-names.ts';

/** What brings a case on: named to whoever asked for what its state does not allow. */
export const onward: ReadonlySet<ActName> = new Set([
  'register',
  'accept',
  'refuse',
  'direct-elsewhere',
  'transfer',
  'open-mediation',
  'resume',
  'record-agreement',
  'terminate',
  'archive',
]);
