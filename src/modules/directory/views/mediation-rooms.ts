import type { Tx } from '#platform/db.ts';

export type MediationRoomsKept = { readonly rooms: string[]; readonly hours: string[] };

/** Where and when a unit usually mediates; empty where nobody has entered it. */
export const mediationRoomsOf = async (tx: Tx, bureau: string): Promise<MediationRoomsKept> =>
  (await tx.maybe<MediationRoomsKept>('select rooms, hours from mediation_room where bureau = $1', [bureau])) ?? {
    rooms: [],
    hours: [],
  };
