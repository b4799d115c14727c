import type { Day } from '#kernel/day.ts';
import { type Rulebook, type RuleSetting, switchOn } from '#kernel/rule.ts';
import type { Sealed } from './complaint.ts';
import type { Side } from './filing-parts.ts';
import type { contactChannels } from './vocabulary.ts';

/** One attempt that led nowhere: when, which way, and by which of the party's numbers; the first attempts on file do not say it. */
export type Tried = { readonly at: string; readonly channel: string; readonly nth?: number };

export type WayKind = 'phone' | 'address' | 'email';

/** What a party is reached by on each way; a message on a platform is known by the shop. */
export const wayKindOf: Readonly<Record<(typeof contactChannels)[number], WayKind | undefined>> = {
  phone: 'phone',
  sms: 'phone',
  'e-mail': 'email',
  letter: 'address',
  visit: 'address',
  platform: undefined,
};

/** By which number somebody was tried at which step; equal values have one place among the party's numbers. */
export type Called = {
  readonly version: number;
  readonly party: Side;
  readonly kind: WayKind;
  readonly nth: number;
  readonly number: Sealed;
  readonly outcome: string;
};

type Law = { readonly rulebook: Rulebook; readonly settings: readonly RuleSetting[] };

/** Hours within which what is tried again the same way is one attempt; no text says it, each authority decides. */
export const hoursApart = ({ rulebook, settings }: Law, rule: 'TER-02' | 'JUR-05', on: Day): number =>
  Number(switchOn(rulebook, settings, rule, 'contact-hours-apart', on) ?? 2);

const HOUR = 3_600_000;

/**
 * Which of these attempts count, in their order: the earliest of each way, and then every one that lies far enough from the last that
 * counts. Two calls of one number within a minute are one attempt to reach somebody; a call and a visit, or calls of two numbers, are
 * two. An attempt that does not say its number may have been any.
 */
export const countedOf = (tried: readonly Tried[], hours: number): readonly boolean[] => {
  const counting: { readonly channel: string; readonly nth: number | undefined; readonly moment: number }[] = [];
  const counted = tried.map(() => false);
  const inTime = tried.map(({ at, channel, nth }, i) => ({ i, channel, nth, moment: new Date(at).getTime() }));
  for (const { i, ...one } of inTime.sort((a, b) => a.moment - b.moment || a.i - b.i)) {
    const isSame = counting.some(
      ({ channel, nth, moment }) =>
        channel === one.channel &&
        (nth === one.nth || nth === undefined || one.nth === undefined) &&
        one.moment - moment < hours * HOUR,
    );
    if (isSame) continue;
    counted[i] = true;
    counting.push(one);
  }
  return counted;
};

export const timesTried = (tried: readonly Tried[], hours: number): number =>
  countedOf(tried, hours).filter((counts) => counts).length;
