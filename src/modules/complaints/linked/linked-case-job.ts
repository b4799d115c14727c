import { handOverJob } from '#kernel/hand-over-job.ts';

export const linkedCaseJob = handOverJob('make-linked-case');
