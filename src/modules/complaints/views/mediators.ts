import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { whyNotMediator } from '../decide/mediators.ts';
import type { CaseMediator } from '../mediation-contract.ts';
import { placesOf, worksOnCase } from '../permits.ts';
import { bodyName, officialsAt, unitsFor } from '../reference.ts';
import { type LoadedComplaint, readComplaint } from '../store.ts';

/** The bureau that has the case, its station and the body it entrusted: whose staff may preside. */
export const mediatedBy = ({ state }: LoadedComplaint): readonly string[] =>
  [state.bureau, state.station, state.entrustedTo].filter((place) => place != null);

/** Staff of the bureau and of the body entrusted, each with why they may not preside; undefined where the case is not theirs to see. */
export const caseMediators = async (
  context: Context,
  tx: Tx,
  number: string,
  { actor, on }: { readonly actor: Actor; readonly on: Day },
): Promise<CaseMediator[] | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return undefined;
  const places = placesOf(actor, loaded.state, loaded.tenant);
  if (!worksOnCase(places) && !places.has('entrusted')) return undefined;
  const units = await unitsFor(tx, loaded.tenant, on);
  const held = mediatedBy(loaded);
  const found: CaseMediator[] = [];
  for (const official of await officialsAt(tx, loaded.tenant, held, on)) {
    const why = whyNotMediator(official, loaded.state, units);
    if (why === 'mediator-not-of-this-body') continue;
    const { account, name, offices } = official;
    const place = offices.find(({ bureau }) => held.includes(bureau))?.bureau ?? offices[0]?.bureau ?? '';
    found.push({ account, name, place: await bodyName(tx, place, on), why: why ?? null });
  }
  return found.sort((a, b) => Number(a.why !== null) - Number(b.why !== null));
};
