import type { Actor } from '#kernel/actor.ts';
import type { Complaint, ComplaintEvent, PartyKind } from './complaint.ts';
import type { StoodBefore } from './served.ts';
import type { DeliveryOutcome } from './vocabulary.ts';

type Chosen = Extract<ComplaintEvent, { type: 'TellingChosen' }>['payload'];

/** How the complainant is told from now on. */
export const withWish = (
  state: Complaint,
  { tellBy, electronic, largePrint, byAgent, person, fields }: Chosen,
): Complaint => ({
  ...state,
  ...(byAgent === true ? {} : { tellBy, electronic, largePrint }),
  parties: state.parties.map((party) =>
    party.person === person
      ? {
          ...party,
          fields: { ...party.fields, ...fields },
          ...(byAgent === true ? { wish: { tellBy, electronic } } : {}),
        }
      : party,
  ),
});

type Told = Pick<Complaint, 'delivered' | 'sentOnly' | 'siteOnly' | 'unreached'>;
type Marked = Told & Pick<Complaint, 'marked'>;
type Attempt = {
  readonly n: number;
  readonly to: string;
  readonly channel: string;
  readonly outcome: DeliveryOutcome;
};

/** A notice that was only sent counts as told until it is known that it did not arrive; what arrived stays told. */
export const afterTelling = (before: Marked, attempt: Attempt): Marked => {
  const { delivered, sentOnly, siteOnly, unreached } = before;
  const { n, to, channel, outcome } = attempt;
  const marked = markedAfter(before, attempt);
  const key = `${n}:${to}`;
  const others = (keys: readonly string[]) => keys.filter((one) => one !== key);
  if (outcome === 'failed')
    return {
      marked,
      delivered: sentOnly.includes(key) ? others(delivered) : delivered,
      sentOnly: others(sentOnly),
      siteOnly: others(siteOnly),
      unreached: siteOnly.includes(key) ? [...others(unreached), key] : unreached,
    };
  // One more message says nothing new of what lies open on the site.
  const liesOpen = siteOnly.includes(key) || unreached.includes(key);
  const isOnSite = (channel === 'internet' && outcome === 'delivered') || (outcome === 'sent' && liesOpen);
  const isCertain = outcome !== 'sent' || (delivered.includes(key) && !sentOnly.includes(key));
  return {
    marked,
    delivered: [...others(delivered), key],
    sentOnly: isCertain ? others(sentOnly) : [...others(sentOnly), key],
    siteOnly: isOnSite ? [...others(siteOnly), key] : others(siteOnly),
    unreached: others(unreached),
  };
};

/** Ways in which no machine tells anybody: what is noted of them somebody has noted. */
const byHand: ReadonlySet<string> = new Set(['letter', 'hand', 'phone', 'public-notice']);

const stood = ({ delivered, sentOnly, siteOnly, unreached }: Told, key: string): StoodBefore => {
  if (!delivered.includes(key)) return 'untold';
  if (sentOnly.includes(key)) return 'sent';
  if (siteOnly.includes(key)) return 'site';
  return unreached.includes(key) ? 'unreached' : 'told';
};

const without = (marked: Marked['marked'], key: string): Marked['marked'] =>
  Object.fromEntries(Object.entries(marked).filter(([one]) => one !== key));

const markedAfter = (before: Marked, { n, to, channel, outcome }: Attempt): Marked['marked'] => {
  const key = `${n}:${to}`;
  const rest = without(before.marked, key);
  return byHand.has(channel) && outcome !== 'failed' ? { ...rest, [key]: stood(before, key) } : rest;
};

/** A mark made by mistake is as if it had never been made. */
export const afterTakingBack = (state: Marked, { n, to }: Pick<Attempt, 'n' | 'to'>, hadCutShort: boolean): Marked => {
  const key = `${n}:${to}`;
  const was = hadCutShort ? 'untold' : (state.marked[key] ?? 'told');
  const only = (keys: readonly string[], isIn: boolean) => [
    ...keys.filter((one) => one !== key),
    ...(isIn ? [key] : []),
  ];
  return {
    marked: without(state.marked, key),
    delivered: was === 'untold' ? only(state.delivered, false) : state.delivered,
    sentOnly: only(state.sentOnly, was === 'sent'),
    siteOnly: only(state.siteOnly, was === 'site'),
    unreached: only(state.unreached, was === 'unreached'),
  };
};

/** Whether this says anything of the notice that is not known yet, as far as the platform itself can tell. */
export const isNewsOf = (
  { delivered, sentOnly, siteOnly }: Told,
  { n, to, outcome }: Omit<Attempt, 'channel'>,
): boolean => {
  const key = `${n}:${to}`;
  if (!delivered.includes(key)) return true;
  return (outcome !== 'sent' && sentOnly.includes(key)) || (outcome === 'failed' && siteOnly.includes(key));
};

/** Served for certain: nothing more is to be sent. */
export const isServed = (known: Opened, n: number, to: string): boolean => {
  const key = `${n}:${to}`;
  const isOpen = [known.sentOnly, known.siteOnly, known.unreached].some((keys) => keys.includes(key));
  return known.opened.includes(key) || (known.delivered.includes(key) && !isOpen);
};

type Opened = Told & Pick<Complaint, 'opened'>;
type OpenedMarked = Marked & Pick<Complaint, 'opened'>;

/** Whoever opened a paper has it, whatever became of the message. */
export const afterOpening = (
  { delivered, sentOnly, siteOnly, unreached, marked, opened }: OpenedMarked,
  { n, to }: Pick<Attempt, 'n' | 'to'>,
): OpenedMarked => {
  const key = `${n}:${to}`;
  return {
    delivered: delivered.includes(key) ? delivered : [...delivered, key],
    sentOnly: sentOnly.filter((one) => one !== key),
    siteOnly: siteOnly.filter((one) => one !== key),
    unreached: unreached.filter((one) => one !== key),
    marked: without(marked, key),
    opened: [...opened, key],
  };
};

/** Those a paper to the complainant is meant for; that one of many has opened it says nothing of the others. */
const leads: ReadonlySet<PartyKind> = new Set(['complainant', 'agent', 'representative']);

/** For which party this reader's first look at a paper counts; undefined where it is no news or proves nothing. */
export const partyOpening = (
  state: Complaint,
  actor: Pick<Actor, 'kind' | 'principals'>,
  n: number,
): 'complainant' | 'respondent' | undefined => {
  const paper = state.papers.find((made) => made.n === n);
  if (paper === undefined || (actor.kind !== 'consumer' && actor.kind !== 'operator')) return undefined;
  const mine = state.parties.filter((party) => party.account !== undefined && actor.principals.includes(party.account));
  const { operator } = state.respondent;
  const to = mine.some(({ kind }) => leads.has(kind))
    ? 'complainant'
    : mine.some(({ kind }) => kind === 'respondent') || (operator !== undefined && actor.principals.includes(operator))
      ? 'respondent'
      : undefined;
  return to !== undefined && paper.to.includes(to) && !state.opened.includes(`${n}:${to}`) ? to : undefined;
};
