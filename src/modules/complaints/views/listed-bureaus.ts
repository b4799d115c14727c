import type { Actor } from '#kernel/actor.ts';
import type { Tx } from '#platform/db.ts';

/** Staff of a body that mediates by entrustment (Order 121 art. 19) has no bureau of its own and sees what it was entrusted with. */
export const actsForBody = ({ bureaus, principals }: Actor): boolean => bureaus.length === 0 && principals.length > 0;

/** The bureaus whose cases somebody lists: the own ones, or those that entrusted a case to the body one acts for. */
export const listedBureaus = async (tx: Tx, actor: Actor): Promise<readonly string[]> => {
  if (!actsForBody(actor)) return actor.bureaus;
  const rows = await tx.rows<{ bureau: string }>(
    "select distinct bureau from case_access where role = 'entrusted' and principal = any ($1::text[])",
    [actor.principals],
  );
  return rows.map(({ bureau }) => bureau);
};

/** Of those bureaus' cases, only the entrusted ones: others are not seen anyway, but no page should walk past them. */
export const onlyEntrusted = (actor: Actor, place: (value: unknown) => string): readonly string[] =>
  actsForBody(actor)
    ? [
        `(c.tenant, c.stream) in (select a.tenant, a.stream from case_access a
           where a.role = 'entrusted' and a.principal = any (${place(actor.principals)}::text[]))`,
      ]
    : [];
