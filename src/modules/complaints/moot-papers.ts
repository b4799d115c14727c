import type { Complaint } from './complaint.ts';
import { isMootReminder } from './registration-wait.ts';
import type { PaperMade } from './served.ts';

/** True as it is, and owed to nobody any more: a reminder of what is done, or what asked one who has left who they are. */
export const isMoot = (
  state: Pick<Complaint, 'phase' | 'reopenedOn' | 'lapsed'>,
  paper: Pick<PaperMade, 'n' | 'code' | 'on'>,
): boolean => state.lapsed.includes(paper.n) || isMootReminder(state, paper);
