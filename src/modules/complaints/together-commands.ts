import type { Claim, EvidenceItem, Sealed } from './filing-parts.ts';
import type { EndOfOffice, Leaving, Said } from './together-events.ts';

type Asked = { readonly items: readonly EvidenceItem[]; readonly reasons?: Sealed };

/** `person` is left out by whoever speaks of themselves. */
export type TogetherCommand =
  | ({ readonly act: 'state-consents'; readonly person?: string } & Said & Asked)
  | ({
      readonly act: 'leave-joint';
      readonly person?: string;
      readonly why: Leaving;
      readonly successor?: string;
      readonly claims?: readonly Claim[];
    } & Asked)
  | ({ readonly act: 'name-representative'; readonly person: string } & Asked)
  | ({
      readonly act: 'end-representative';
      readonly person?: string;
      readonly why: EndOfOffice;
      readonly successor?: string;
    } & Asked);
