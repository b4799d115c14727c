import type { Tx } from '#platform/db.ts';

type At = { readonly tenant: string; readonly stream: string };

/** What was drawn from the complainant's narrative and name for finding and listing the case. */
export const forgetWords = async (tx: Tx, at: At): Promise<void> => {
  await tx.run('delete from complaint_search where tenant = $1 and stream = $2', [at.tenant, at.stream]);
  await forgetName(tx, at);
};

/** The name the lists show. */
export const forgetName = async (tx: Tx, at: At): Promise<void> => {
  await tx.run("update complaint set complainant_masked = '' where tenant = $1 and stream = $2", [
    at.tenant,
    at.stream,
  ]);
};

/** After a restore, under the owner's login: the words of the case go whole, its row loses the name where it is the complainant's. */
export const forgetPersonAgain = async (
  tx: Tx,
  { tenant, stream, person }: { readonly tenant: string; readonly stream: string; readonly person: string },
): Promise<void> => {
  await tx.run('delete from complaint_search where tenant = $1 and stream = $2', [tenant, stream]);
  await tx.run(
    `update complaint c set complainant_masked = '' where c.tenant = $1 and c.stream = $2 and exists (
       select 1 from event e, jsonb_array_elements(e.payload->'parties') party
        where e.tenant = c.tenant and e.stream = c.stream and e.version = 1
          and party->>'kind' = 'complainant' and party->>'person' = $3)`,
    [tenant, stream, person],
  );
};
