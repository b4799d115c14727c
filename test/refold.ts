import { complaintProjection, incidentProjection, proofChecks } from '#modules/complaints/facade.ts';
import { consultationProjection } from '#modules/intake/facade.ts';
import type { Context } from '#platform/context.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { verifyStreams } from '#platform/verify.ts';
import type { World } from '#test/world.ts';

/** What `verify` finds wrong with the complaints, questions and events of a world under a law; empty when rows and events agree. */
export const refoldFaults = async (world: World, law: Context['law'] = world.context.law): Promise<string[]> => {
  const { calendar, rulebook, settingsOf } = law();
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const faults: string[] = [];
  try {
    await owner.transact(nobody, (tx) =>
      verifyStreams(tx, {
        vault: world.context.vault,
        projections: [
          complaintProjection((tenant) => ({ calendar, rulebook, settings: settingsOf(tenant) })),
          incidentProjection,
          consultationProjection,
        ],
        besides: proofChecks(world.context.files.keys, world.context.keyring),
        onFault: ({ name, code, detail }) => faults.push(`${name} ${code} ${detail}`),
      }),
    );
  } finally {
    await owner.close();
  }
  // Tests of words and rules name files that nobody handed in.
  return faults.filter((one) => !one.includes('row-missing evidence_file 00000000-'));
};

/** What it finds after somebody with the owner's login changed a row, which is put back. */
export const faultsOnceChanged = async (world: World, change: string, back: string): Promise<string[]> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    await owner.transact(nobody, (tx) => tx.adhoc(change));
    const faults = await refoldFaults(world);
    await owner.transact(nobody, (tx) => tx.adhoc(back));
    return faults;
  } finally {
    await owner.close();
  }
};
