import type { ActNameText } from '#modules/complaints/case-contract.ts';

/** How the panel orders the acts: what decides, what moves the case, what only records. */
export type ActGroup = 'decide' | 'proceed' | 'record';

const recording: ReadonlySet<ActNameText> = new Set([
  'contact',
  'answer',
  'supply',
  'choose-telling',
  'complete-particulars',
  'name-agent',
  'end-agent',
  'confirm-agent',
  'state-consents',
  'leave-joint',
  'name-representative',
  'end-representative',
  'add-evidence',
  'note',
  'make-local-letter',
  'deliver',
  'take-back-delivery',
  'send-again',
  'confirm-settlement',
  'return-visit',
  'rate',
  'withdraw',
  'take-back-withdrawal',
  'join-incident',
  'leave-incident',
  'request-platform-data',
  'record-platform-data',
  'bundle',
  'record-outcome',
]);
const deciding: ReadonlySet<ActNameText> = new Set([
  'accept',
  'refuse',
  'transfer',
  'direct-elsewhere',
  'agree-competence',
  'record-designation',
  'decide-competence',
  'take-over',
  'record-agreement',
  'terminate',
  'archive',
]);

export const actGroups: readonly ActGroup[] = ['decide', 'proceed', 'record'];
export const groupOf = (act: ActNameText): ActGroup => {
  if (deciding.has(act)) return 'decide';
  return recording.has(act) ? 'record' : 'proceed';
};
