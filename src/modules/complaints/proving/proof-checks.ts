import type { Beside } from '#platform/verify-beside.ts';
import { ProofCheck } from './proof-check.ts';

/** What people rely on as proof, compared with the acts beside the tables of each stream. Made anew for each run. */
export const proofChecks = (): readonly Beside[] => [new ProofCheck()];
