import type { Day } from '#kernel/day.ts';
import type { OrderText } from '#kernel/governing-order.ts';
import type { DisputeFactor, EarlierHandler, IdentityFault, PaperAtFault } from './vocabulary.ts';

/** The order of the ground, where it does not follow the day of receipt. */
export type DecidedUnder = { readonly under?: OrderText };

/** What one ground must name and another may: who has the power, who handled it before, what was considered. */
export type RefusalParticulars = {
  readonly rightBureau?: string;
  readonly competentBody?: string;
  readonly earlier?: { readonly handler: EarlierHandler; readonly body: string; readonly on?: Day };
  readonly factors?: readonly DisputeFactor[];
  /** The officer's statement where no class says it: not about food (FSL art. 115). */
  readonly noFoodMatter?: boolean;
  /** The day relied on, from which the three years of art. 16(4) ran. */
  readonly knewOn?: Day;
  readonly papersAtFault?: readonly PaperAtFault[];
  readonly identityFault?: IdentityFault;
};

/** The same as a command says it: an earlier handling in three parts. */
export type SaidOfRefusal = Omit<RefusalParticulars, 'earlier'> & {
  readonly earlierHandler?: EarlierHandler;
  readonly earlierBody?: string;
  readonly earlierOn?: Day;
};

const items = ['1', '2', '3', '4', '5', '6', '7'] as const;
export type ItemFound = (typeof items)[number];

/** An item of the list of refusal grounds by its number. */
export const itemOf = (number: number): ItemFound | undefined => items.find((one) => one === String(number));

export type EndingParticulars = {
  readonly settledOn?: Day;
  /** Art. 23(1)(6): the item of art. 16 that came to light after acceptance, or the fraud of art. 42. */
  readonly found?: ItemFound | 'fraud';
  readonly ended?: 'complainant' | 'respondent';
};

/** What ends a mediation as a command says it: of a ground found later everything its refusal would have to name. */
export type SaidOfEnding = EndingParticulars & SaidOfRefusal;

/** What a decision names beside its ground, whichever list that is of. */
export type GroundParticulars = RefusalParticulars & EndingParticulars;
