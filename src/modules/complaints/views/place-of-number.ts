import type { Tx } from '#platform/db.ts';

/** Where a case lies, for what is done beside its stream; the number must exist. Says nothing of who may see the case. */
export const placeOfNumber = (tx: Tx, number: string): Promise<{ tenant: string; stream: string }> =>
  tx.one<{ tenant: string; stream: string }>(
    "select tenant, stream from case_locator where key_kind = 'number' and key = $1",
    [number],
  );
