import { handOverJob } from '#kernel/hand-over-job.ts';

export const linkedQuestionJob = handOverJob('make-linked-question');
