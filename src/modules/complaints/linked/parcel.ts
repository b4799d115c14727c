import type { CanonicalValue } from '#kernel/canonical.ts';
import type { HandedFile } from '#platform/files/hand-over-files.ts';
import type { Filing, Party, PersonField } from '../complaint.ts';
import type { LinkedFrom } from '../filing-parts.ts';

type Opened = 'number' | 'bureau' | 'intake' | 'standing' | 'receivedOn' | 'arrivedOn' | 'contentHash';
type InClear = 'parties' | 'facts' | 'claimText' | 'sourceRemarks' | 'purchase' | 'linked';

export type ParcelParty = Omit<Party, 'fields' | 'account'> & {
  readonly account?: string;
  readonly fields: Readonly<Partial<Record<PersonField, string>>>;
};

/** A case as it goes from one authority to another: what its filing says now, with nothing of how it was handled. */
export type Parcel = {
  readonly fromTenant: string;
  readonly linked: LinkedFrom;
  readonly filing: Omit<Filing, Opened | InClear>;
  readonly parties: readonly ParcelParty[];
  readonly facts: string;
  readonly claimText?: string;
  readonly sourceRemarks?: string;
  readonly purchase?: { readonly [name: string]: CanonicalValue };
  readonly files: readonly HandedFile[];
};
