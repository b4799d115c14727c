import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { whyNotMediator } from '../decide/mediators.ts';
import type { CaseMediator } from '../mediation-contract.ts';
import { placesOf, worksOnCase } from '../permits.ts';
import { bodyName, officialsAt, unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';

/** The bureau that has the case and the body it entrusted: whose staff may preside. */
export const mediatedBy = async (
  tx: Tx,
  number: string,
): Promise<{ readonly tenant: string; readonly places: readonly string[] } | undefined> => {
  const found = await tx.maybe<{ tenant: string; bureau: string; entrusted: string[]; station: string | null }>(
    `select c.tenant, c.bureau, c.station, array(select a.principal from case_access a
        where a.tenant = c.tenant and a.stream = c.stream and a.role = 'entrusted') as entrusted
       from complaint c where c.number = $1`,
    [number],
  );
  return found === undefined
    ? undefined
    : {
        tenant: found.tenant,
        places: [found.bureau, ...(found.station === null ? [] : [found.station]), ...found.entrusted],
      };
};

/** Staff of the bureau and of the body entrusted, each with why they may not preside; undefined where the case is not theirs to see. */
export const caseMediators = async (
  context: Context,
  tx: Tx,
  number: string,
  { actor, on }: { readonly actor: Actor; readonly on: Day },
): Promise<CaseMediator[] | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  const at = loaded === undefined ? undefined : await mediatedBy(tx, number);
  if (loaded === undefined || at === undefined) return undefined;
  const places = placesOf(actor, loaded.state, loaded.tenant);
  if (!worksOnCase(places) && !places.has('entrusted')) return undefined;
  const units = await unitsFor(tx, at.tenant, on);
  const found: CaseMediator[] = [];
  for (const official of await officialsAt(tx, at.tenant, at.places, on)) {
    const why = whyNotMediator(official, loaded.state, units);
    if (why === 'mediator-not-of-this-body') continue;
    const { account, name, offices } = official;
    const place = offices.find(({ bureau }) => at.places.includes(bureau))?.bureau ?? offices[0]?.bureau ?? '';
    found.push({ account, name, place: await bodyName(tx, place, on), why: why ?? null });
  }
  return found.sort((a, b) => Number(a.why !== null) - Number(b.why !== null));
};
