import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import { unitFor } from '../reference.ts';

/** Staff of a body that mediates by entrustment (Order 121 art. 19) has no bureau of its own and sees what it was entrusted with. */
export const actsForBody = ({ bureaus, principals }: Actor): boolean => bureaus.length === 0 && principals.length > 0;

/** Of whoever is posted at a station and does not open its bureau's cases: which station of which bureau. */
export type OnlyStation = { readonly station: string; readonly bureau: string };

export const onlyStation = async (tx: Tx, actor: Actor, on: Day): Promise<OnlyStation | undefined> => {
  const unit = actor.bureau === undefined || actsForBody(actor) ? undefined : await unitFor(tx, actor.bureau, on);
  return unit?.kind !== 'station' || unit.parent === null || actor.bureaus.includes(unit.parent)
    ? undefined
    : { station: unit.id, bureau: unit.parent };
};

/** The bureaus whose cases somebody lists: the own ones, that of one's station, or those that entrusted a case to the body one acts for. */
export const listedBureaus = async (tx: Tx, actor: Actor, at: OnlyStation | undefined): Promise<readonly string[]> => {
  if (at !== undefined) return [...actor.bureaus, at.bureau];
  if (!actsForBody(actor)) return actor.bureaus;
  const rows = await tx.rows<{ bureau: string }>(
    "select distinct bureau from case_access where role = 'entrusted' and principal = any ($1::text[])",
    [actor.principals],
  );
  return rows.map(({ bureau }) => bureau);
};

/** Of those bureaus' cases, only the own ones: others are not seen anyway, but no page should walk past them. */
export const onlyOwn = (
  actor: Actor,
  at: OnlyStation | undefined,
  place: (value: unknown) => string,
): readonly string[] => {
  if (at !== undefined) return [`(c.bureau <> ${place(at.bureau)} or c.station = ${place(at.station)})`];
  return actsForBody(actor)
    ? [
        `(c.tenant, c.stream) in (select a.tenant, a.stream from case_access a
           where a.role = 'entrusted' and a.principal = any (${place(actor.principals)}::text[]))`,
      ]
    : [];
};
