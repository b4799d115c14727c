import type { Context } from '#platform/context.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';
import { deliverPaperTask } from './deliver-papers.ts';
import { incidentBatchJob } from './incidents/run-batch.ts';
import { tellAmendment } from './incidents/tell-amendment.ts';
import { tellAnnouncement } from './incidents/tell-announcement.ts';
import { lessenOldPapers } from './keeping/lessen-old-papers.ts';
import { lessenOldWords, wordsOfOldStories } from './keeping/lessen-words.ts';
import { linkedCases } from './linked/make-linked-case.ts';
import { markOldReceiptDays } from './mark-old-receipt-days.ts';
import { receiptRound } from './note-receipts.ts';
import { announcedYears } from './reckoning/announced-years.ts';
import type { LimitKeeper } from './reckoning/limit-keeper.ts';
import { reckonAnewJob } from './reckoning/reckon-cases.ts';
import { rulesPutRight } from './reckoning/rules-put-right.ts';
import { rivalTasks } from './rivals/rival-tasks.ts';
import { bringBackRound } from './sweep/bring-back.ts';
import { tellOfficial } from './sweep/tell-official.ts';
import { clockSweep } from './sweep.ts';
import { tellEndedCovers } from './tell-ended-covers.ts';
import { tellEntrustedBody } from './tell-entrusted.ts';
import { tellNoticeTask, tellRegistrationTask } from './tell-notice.ts';
import { tellRecusal } from './tell-recusal.ts';
import { tellRepresentatives } from './tell-representatives.ts';
import { voidOldPapers } from './void-old-papers.ts';

/**
 * What complaints want done in the background. `refreshLaw` reads calendar and settings anew; `others` is what else has limits
 * that follow the law.
 */
export const complaintTasks = (
  context: Context,
  refreshLaw: () => Promise<void>,
  others: readonly LimitKeeper[],
): JobTask[] => [
  deliverPaperTask(context),
  tellNoticeTask(context),
  tellRegistrationTask(context),
  tellRecusal(context),
  tellEndedCovers(context),
  tellEntrustedBody(context),
  tellRepresentatives(context),
  tellOfficial(context),
  reckonAnewJob(context, refreshLaw, others),
  incidentBatchJob(context),
  tellAnnouncement(context),
  tellAmendment(context),
  linkedCases.task(context),
  lessenOldWords(context),
  wordsOfOldStories(context),
  lessenOldPapers(context),
  voidOldPapers(context),
  markOldReceiptDays(context),
  ...rivalTasks(context),
];

export const complaintSchedule = (context: Context, others: readonly LimitKeeper[]): ScheduledTask[] => [
  announcedYears(context, others),
  rulesPutRight(context, others),
  clockSweep(context),
  receiptRound(context),
  linkedCases.round(context),
  bringBackRound(context),
];
