import { handOverJob } from '#platform/hand-over.ts';

export const linkedCaseJob = handOverJob('make-linked-case');
