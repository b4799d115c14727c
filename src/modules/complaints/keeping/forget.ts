import type { Tx } from '#platform/db.ts';

/** What was drawn from the complainant's narrative and name for finding and listing the case. */
export const forgetWords = async (tx: Tx, at: { readonly tenant: string; readonly stream: string }): Promise<void> => {
  await tx.run('delete from complaint_search where tenant = $1 and stream = $2', [at.tenant, at.stream]);
  await tx.run("update complaint set complainant_masked = '' where tenant = $1 and stream = $2", [
    at.tenant,
    at.stream,
  ]);
};
