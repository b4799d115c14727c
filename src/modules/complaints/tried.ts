import type { Day } from '#kernel/day.ts';
import { type Rulebook, type RuleSetting, switchOn } from '#kernel/rule.ts';

/** One attempt that led nowhere: when, and which way. */
export type Tried = { readonly at: string; readonly channel: string };

type Law = { readonly rulebook: Rulebook; readonly settings: readonly RuleSetting[] };

/** Hours within which what is tried again the same way is one attempt; no text says it, each authority decides. */
export const hoursApart = ({ rulebook, settings }: Law, rule: 'TER-02' | 'JUR-05', on: Day): number =>
  Number(switchOn(rulebook, settings, rule, 'contact-hours-apart', on) ?? 2);

const HOUR = 3_600_000;

/**
 * Which of these attempts count, in their order: the earliest of each way, and then every one that lies far enough from the last that
 * counts. Two calls within a minute are one attempt to reach somebody; a call and a visit are two.
 */
export const countedOf = (tried: readonly Tried[], hours: number): readonly boolean[] => {
  const last = new Map<string, number>();
  const counted = tried.map(() => false);
  const inTime = tried.map(({ at, channel }, i) => ({ i, channel, moment: new Date(at).getTime() }));
  for (const { i, channel, moment } of inTime.sort((a, b) => a.moment - b.moment || a.i - b.i)) {
    const before = last.get(channel);
    if (before !== undefined && moment - before < hours * HOUR) continue;
    counted[i] = true;
    last.set(channel, moment);
  }
  return counted;
};

export const timesTried = (tried: readonly Tried[], hours: number): number =>
  countedOf(tried, hours).filter((counts) => counts).length;
