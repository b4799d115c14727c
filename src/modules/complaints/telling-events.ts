import type { Day } from '#kernel/day.ts';
import type { PersonField, Sealed } from './filing-parts.ts';
import type { PaperMade, PaperServed } from './served.ts';
import type { TellBy } from './ways.ts';

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

/** What a case knows of its papers and of how its people are told. */
export type TellingEvent =
  | Act<'PaperMade', PaperMade>
  | Act<'PaperDelivered', PaperServed>
  /** A party opened its paper on the site: what was only sent before is known to have reached it. */
  | Act<'PaperOpened', { n: number; to: 'complainant' | 'respondent'; at: string }>
  /** Each replaces what was wished before; `electronic`: agrees that papers come electronically, which a letter takes back. */
  | Act<
      'TellingChosen',
      {
        on: Day;
        tellBy: TellBy;
        electronic: boolean;
        largePrint: boolean;
        person?: string;
        fields?: Readonly<Partial<Record<PersonField, Sealed>>>;
      }
    >;
