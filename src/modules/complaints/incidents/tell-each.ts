import type { Context } from '#platform/context.ts';
import type { Scope } from '#platform/db.ts';
import { enqueue } from '#platform/jobs.ts';
import { type NoticeOrder, noticeJob } from '../notice-job.ts';
import { NotTold, tellNotice } from '../tell-notice.ts';

/** One message a complaint; one that does not leave is tried by a job of its own and keeps none behind it waiting. */
export const tellEach = async (
  context: Context,
  scope: Scope,
  notices: readonly NoticeOrder[],
  tenant: string,
): Promise<void> => {
  for (const order of notices) {
    try {
      await tellNotice(context, order, { tenant });
    } catch (error) {
      if (!(error instanceof NotTold)) throw error;
      const key = `notice:${order.number}:${order.notice}`;
      await context.database.transact(scope, (tx) => enqueue(tx, noticeJob, order, { tenant, key }));
    }
  }
};
