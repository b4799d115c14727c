import { handOverJob } from '#platform/hand-over.ts';

export const linkedQuestionJob = handOverJob('make-linked-question');
