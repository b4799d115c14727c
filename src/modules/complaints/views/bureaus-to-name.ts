import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { Facts } from '../commands.ts';
import type { BureausToName } from '../competence-contract.ts';
import { type NamingAct, namedUnder } from '../decide/naming.ts';
import { everyBureau, listedCodesOf, unitsFor } from '../reference.ts';
import { lawFor } from '../scope.ts';
import { readComplaint } from '../store.ts';
import type { Superior } from '../superiors.ts';

/** The bureaus this act of this person would take, found by the objections of the act itself; undefined: no such case. */
export const bureausToName = async (
  context: Context,
  tx: Tx,
  number: string,
  act: NamingAct,
  { actor, at }: { readonly actor: Actor; readonly at: Date },
): Promise<BureausToName | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return undefined;
  const { state, tenant } = loaded;
  const today = dayOf(at);
  const bureaus = await everyBureau(tx, today);
  const facts: Facts = {
    now: at,
    today,
    actor,
    tenant,
    law: lawFor(context, tenant),
    units: await unitsFor(tx, tenant, today),
    listedCodes: await listedCodesOf(tx, state),
    above: new Map<string, readonly Superior[]>(bureaus.map(({ id, above }) => [id, above])),
  };
  const named = bureaus.map(({ id, name, mayDecide }) => {
    const namedUnit = { id, kind: 'bureau', name, mayDecide };
    return { unit: id, name, mayDecide, superiors: namedUnder(act, state, { ...facts, namedUnit }) };
  });
  return {
    bureaus: named.flatMap(({ unit, name, superiors }) =>
      superiors === undefined ? [] : [{ unit, name, superiors: [...superiors] }],
    ),
    barred: named
      .filter(({ unit, mayDecide }) => !mayDecide && unit !== state.bureau && facts.units.has(unit))
      .flatMap(({ unit, name, superiors }) => (superiors === undefined ? [{ unit, name }] : [])),
  };
};
