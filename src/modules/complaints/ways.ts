import type { Day } from '#kernel/day.ts';
import { type Rulebook, type RuleSetting, switchOn } from '#kernel/rule.ts';

/** How a party wishes to be told; silent: as it can be reached soonest. */
export const tellWays = ['sms', 'e-mail', 'letter'] as const;
export type TellBy = (typeof tellWays)[number];

type Reach = {
  readonly wish: TellBy | undefined;
  readonly mobile: string | undefined;
  readonly email: string | undefined;
};

/** What a party wished where that is possible, else what reaches it: a message, an e-mail, a letter (Order 121; forms 5 to 8). */
export const wayFor = ({ wish, mobile, email }: Reach): TellBy => {
  if (wish === 'letter') return 'letter';
  if (wish === 'e-mail' && email !== undefined) return 'e-mail';
  if (mobile !== undefined) return 'sms';
  return email === undefined ? 'letter' : 'e-mail';
};

type Law = { readonly rulebook: Rulebook; readonly settings: readonly RuleSetting[] };

/** How papers go to whom nobody asked whether they may come electronically: the authority decides (NTC-01). */
export const wayUnasked = ({ rulebook, settings }: Law, on: Day): 'message' | 'letter' =>
  switchOn(rulebook, settings, 'NTC-01', 'paper-without-consent', on) === 'letter' ? 'letter' : 'message';

type Consent = { readonly consents: boolean | undefined; readonly unasked: 'message' | 'letter' };

/**
 * A paper goes electronically to whom agreed to that, and by letter to whom did not (penalty procedure art. 83, in like manner);
 * of whom nobody asked the bureau decides: the forms themselves allow a message (forms 5 to 8).
 */
export const wayForPaper = ({ consents, unasked, ...reach }: Reach & Consent): TellBy => {
  if (consents === false) return 'letter';
  return consents === undefined && reach.wish === undefined && unasked === 'letter' ? 'letter' : wayFor(reach);
};
