import type { Day } from '#kernel/day.ts';
import type { Claim, EvidenceItem, Sealed } from './filing-parts.ts';

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

type Change = {
  readonly person: string;
  readonly on: Day;
  /** The writing that says so. */
  readonly items: readonly EvidenceItem[];
  readonly reasons?: Sealed;
};

/** Who complains together with whom, and who speaks for them (Order 121 art. 12). */
export type TogetherEvent =
  /** What this person agrees to or no longer agrees to; what is left out stays as it was. */
  | Act<'ConsentsStated', Change & Said>
  /** `successor`: who stands first from now on, where the one who leaves or lays the office down stood there. */
  | Act<
      'ComplainantLeft',
      Change & {
        readonly why: Leaving;
        readonly successor?: string;
        /** What the others ask for from now on, where it is no longer what it was. */
        readonly claims?: readonly Claim[];
        /** Left by an act of their own: the others, or officials for them, say what is asked for from now on. */
        readonly claimsOpen?: true;
      }
    >
  | Act<'RepresentativeNamed', Change>
  | Act<'RepresentativeEnded', Change & { readonly why: EndOfOffice; readonly successor?: string }>;

/** One of several agrees to complain with the others, to publicity, to mediation by an entrusted body. */
export type Said = { readonly joint?: boolean; readonly publicity?: boolean; readonly entrust?: boolean };

/** What a case that goes on at another authority brings along of those who complain together. */
export type TogetherBefore = {
  readonly said: Readonly<Record<string, Said>>;
  readonly asked: boolean;
  readonly chosen: readonly string[];
  readonly chose: readonly string[];
};

/** One of several, who wants no more of it or has died: the others go on. */
export type Leaving = 'withdrew' | 'died';
export type EndOfOffice = 'laid-down' | 'recalled';

export type TogetherState = {
  /** By person, what each said of themselves, whoever stands first now: the word of one who left stays that one's. */
  readonly said: Readonly<Record<string, Said>>;
  /** Whether the two questions of form 1 were put to somebody who complains. */
  readonly consentsAsked: boolean;
  /** Who speaks for the others by their choice: who only follows one that left is not among them. */
  readonly chosen: readonly string[];
  /** Those whose choice is on file in writing. */
  readonly chose: readonly string[];
  /** Files on record when the representatives changed last: a later choice in writing is a new one. */
  readonly chosenWith: number;
  /** Papers that asked somebody who has left since for proof of who they are. */
  readonly lapsed: readonly number[];
  /** Who left by an act of their own and the day: which claims went with them nobody has said yet. */
  readonly claimsUnsettled: { readonly person: string; readonly on: Day } | null;
  /** Who stood first at the filing; the files on record when whoever stands there now began to, and the version of that act. */
  readonly first: { readonly filed: string | null; readonly files: number; readonly since: number };
};
