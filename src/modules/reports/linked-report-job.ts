import { handOverJob } from '#platform/hand-over.ts';

export const linkedReportJob = handOverJob('make-linked-report');
