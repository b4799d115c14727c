import { handOverJob } from '#kernel/hand-over-job.ts';

export const linkedReportJob = handOverJob('make-linked-report');
