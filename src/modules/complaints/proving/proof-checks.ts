import type { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { FileRowCheck } from '#platform/files/verify-files.ts';
import type { Beside } from '#platform/verify-beside.ts';
import { DeliveryCheck } from './delivery-check.ts';
import { MadeFileCheck } from './made-file-check.ts';
import { NumberCheck } from './number-check.ts';
import { ProofCheck } from './proof-check.ts';

/** What people rely on as proof, compared with the acts beside the tables of each stream. Made anew for each run. */
export const proofChecks = (keys: TenantKeys): readonly Beside[] => [
  new ProofCheck(),
  new FileRowCheck(),
  new MadeFileCheck(keys),
  new DeliveryCheck(),
  new NumberCheck(),
];
