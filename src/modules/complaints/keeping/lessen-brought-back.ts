import { type Day, dayOf } from '#kernel/day.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { storeRestated } from '#platform/vault-restated.ts';
import { actOnComplaint, scopeOf } from '../handle.ts';
import { unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import { emptyRequestsOf } from './empty-requests.ts';
import { frozenOf, lessenFileNames, lessenFiles } from './lessen-files.ts';
import { lessenIncidents } from './lessen-incidents.ts';
import { isOtherSide, type Lessening, lesseningFor } from './lessen-values.ts';
import { lessenWords } from './lessen-words.ts';

export type BroughtBack = {
  readonly tenant: string;
  readonly stream: string;
  readonly person: string;
  readonly basis: string;
  readonly firstOn: Day;
};

/**
 * After a restore, as long as the key is still there: what others share with whoever was erased since goes under the key of the next who
 * complains once more, and what names the person says so no more. The key itself goes right after (`eraseAgain`).
 *
 * @returns whether there was anybody
 */
export const lessenBroughtBack = async (context: Context, gone: BroughtBack): Promise<boolean> => {
  const { tenant, stream, person, basis, firstOn } = gone;
  const actor = (await systemActors(context.database, 'restore')).find((one) => one.tenant === tenant);
  if (actor === undefined) return false;
  return await context.database.transact(scopeOf(actor), async (tx) => {
    const found = await tx.maybe<{ number: string }>('select number from complaint where tenant = $1 and stream = $2', [
      tenant,
      stream,
    ]);
    const loaded = found === undefined ? undefined : await readComplaint(tx, context.vault, found.number);
    const party = loaded?.state.parties.find((one) => one.person === person);
    if (found === undefined || loaded === undefined || party === undefined) return false;
    if (isOtherSide(party) || !loaded.personKeys.has(person)) return false;
    const { number } = found;
    const at = now();
    const units = await unitsFor(tx, tenant, dayOf(at));
    let plan: Lessening | undefined;
    let frozen: Readonly<Record<string, string>> = {};
    orRefuse(
      await actOnComplaint(context, tx, {
        ...{ number, actor, at, units },
        objection: async (locked) => {
          plan = await lesseningFor(context, tx, locked, person);
          frozen = await frozenOf(tx, locked, plan);
          return undefined;
        },
        make: () => {
          const { lessened = {} } = plan ?? {};
          return { act: 'lessen-again', person, basis, lessened, frozen, firstOn, repeats: 'restore' } as const;
        },
      }),
    );
    if (plan === undefined) throw new Error('an erasure without its case');
    await lessenWords(context, tx, { tenant, stream });
    await storeRestated(tx, { tenant, stream }, plan.rows);
    await lessenIncidents(context, tx, actor, { tenant, stream, number, basis }, { absent: plan.absent, at });
    await lessenFileNames(context, tx, { tenant, stream }, loaded.state.evidence, plan.absent);
    await lessenFiles(context, tx, actor, { tenant, stream, person, basis }, plan);
    const accounts = party.account === undefined ? [] : [party.account];
    await emptyRequestsOf(tx, actor, { tenant, stream, person, accounts }, basis);
    return true;
  });
};
