import type { Tx } from './db.ts';
import type { StreamKey } from './events.ts';
import type { Expectation, PastEvent } from './verify.ts';
import type { FaultCode } from './verify-faults.ts';
import type { StreamValues } from './verify-values.ts';

/** A stream of the page at hand, as it was refolded; `expected` is absent where that failed. */
export type SeenStream = {
  readonly key: StreamKey;
  readonly kind: string;
  readonly name: string;
  readonly events: readonly PastEvent[];
  readonly values: StreamValues;
  readonly expected: Expectation | undefined;
};

export type BesideFault = (
  where: StreamKey & { readonly name?: string },
  code: FaultCode,
  more?: { version?: number; detail?: string },
) => void;

/** A look at what stands for streams in tables that know no streams, or that several kinds of them share. Gives the rows compared. */
export type Beside = {
  /** The table, for the count. */
  readonly table: string;
  /** The streams of one page, all of one tenant. */
  page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number>;
  /** Once, after the last page: what no stream asked for. */
  end?(tx: Tx, fault: BesideFault): Promise<number>;
};

/** Faults that belong to no stream are told under this one. */
export const noStream = '00000000-0000-0000-0000-000000000000';
