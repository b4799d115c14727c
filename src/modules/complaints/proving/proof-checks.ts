import type { Keyring } from '#platform/crypto/keyring.ts';
import type { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { FileRowCheck } from '#platform/files/verify-files.ts';
import type { Beside } from '#platform/verify-beside.ts';
import { RequestCheck } from '#platform/verify-requests.ts';
import { AnnouncementCheck } from '../incidents/announcement-check.ts';
import { DeliveryCheck } from './delivery-check.ts';
import { LetterCheck } from './letter-check.ts';
import { MadeFileCheck } from './made-file-check.ts';
import { MarkCheck } from './mark-check.ts';
import { NoticeCheck } from './notice-check.ts';
import { NumberCheck } from './number-check.ts';
import { ProofCheck } from './proof-check.ts';
import { ScanCheck } from './scan-check.ts';
import { WordCheck } from './word-check.ts';

/** What people rely on as proof, compared with the acts beside the tables of each stream. Made anew for each run. */
export const proofChecks = (keys: TenantKeys, keyring: Keyring): readonly Beside[] => [
  new ProofCheck(),
  new FileRowCheck(),
  new MadeFileCheck(keys),
  new ScanCheck(),
  new DeliveryCheck(),
  new NoticeCheck(),
  new NumberCheck(),
  new MarkCheck(keyring),
  new WordCheck(),
  new LetterCheck(),
  new AnnouncementCheck(),
  new RequestCheck(),
];
