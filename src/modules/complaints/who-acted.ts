import type { Complaint, ComplaintEvent, PartyKind } from './complaint.ts';
import { evolve } from './evolve.ts';

/** Of an act by an account: which of the two parties it speaks for. */
const isRespondents = (event: ComplaintEvent): boolean => {
  switch (event.type) {
    case 'OperatorAnswered':
      return true;
    case 'EvidenceAdded':
      return event.payload.items.every(({ by }) => by === 'respondent');
    case 'AgentNamed':
    case 'AgentEnded':
      return event.payload.side === 'respondent';
    case 'MediationInterrupted':
      return event.payload.by === 'respondent';
    case 'PaperOpened':
      return event.payload.to === 'respondent';
    default:
      return false;
  }
};

type Acted = { readonly actor: string; readonly event: ComplaintEvent };

/** As what somebody of the case acted; `relation`: what makes a helper one, such as the keeper of a station. */
export type ActedAs = {
  readonly kind: PartyKind;
  readonly relation?: string;
  /** No party of the case has this account: an operator by its sign-in, or an official. */
  readonly unnamed?: true;
  /** Whoever helped and gave no account: it was done with that of the person helped, who did not do it. */
  readonly forAnother?: true;
};

/** As which party each act was done if no official did it: by the parties of the case at the time. */
export const partiesActing = (events: readonly Acted[]): ActedAs[] => {
  const earlier = new Map<string, ActedAs>();
  let state: Complaint | undefined;
  return events.map(({ actor, event }) => {
    const before = state;
    state = evolve(before, event);
    // Whoever leaves by this very act was still what it was before.
    const as = partyOf(actor, before) ?? partyOf(actor, state) ?? earlier.get(actor) ?? byNobodyNamed(event, state);
    earlier.set(actor, as);
    return (event.type === 'ComplaintFiled' ? helperOf(event, as) : undefined) ?? as;
  });
};

/**
 * A filing that names a helper was written down by the helper, whoever's account it came by: of walk-up help the helper has none. An
 * agent files in its own right, help or no help.
 */
const helperOf = (
  { payload }: Extract<ComplaintEvent, { type: 'ComplaintFiled' }>,
  { kind, unnamed }: ActedAs,
): ActedAs | undefined => {
  const helper =
    kind === 'agent' || kind === 'helper' ? undefined : payload.parties.find((one) => one.kind === 'helper');
  if (helper === undefined) return undefined;
  const { relation } = helper;
  return {
    kind: 'helper',
    ...(relation === undefined ? {} : { relation }),
    ...(unnamed === undefined ? {} : { unnamed }),
    forAnother: true,
  };
};

const partyOf = (account: string, state: Complaint | undefined): ActedAs | undefined => {
  const own = state?.parties.filter((party) => party.account === account) ?? [];
  const party = own.find(({ kind }) => kind !== 'helper') ?? own[0];
  if (party === undefined) return undefined;
  const { kind, relation } = party;
  return kind === 'helper' && relation !== undefined ? { kind, relation } : { kind };
};

/** Whoever signs in for an operator is no party by name; all who complain are. */
const byNobodyNamed = (event: ComplaintEvent, { respondent }: Complaint): ActedAs => ({
  kind:
    isRespondents(event) || (event.type !== 'ComplaintFiled' && respondent.operator !== undefined)
      ? 'respondent'
      : 'complainant',
  unnamed: true,
});

export const sideOfParty = (kind: PartyKind): 'complainant' | 'respondent' =>
  kind === 'respondent' || kind === 'respondent-agent' ? 'respondent' : 'complainant';
