import type { Complaint, ComplaintEvent, PartyKind } from './complaint.ts';
import { evolve } from './evolve.ts';

/** Of an act by an account: which of the two parties it speaks for. */
export const isRespondents = (event: ComplaintEvent): boolean => {
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

/** As which party each act was done if no official did it: by the parties of the case at the time. */
export const partiesActing = (events: readonly Acted[]): PartyKind[] => {
  const earlier = new Map<string, PartyKind>();
  let state: Complaint | undefined;
  return events.map(({ actor, event }) => {
    const before = state;
    state = evolve(before, event);
    // Whoever leaves by this very act was still what it was before.
    const kind = kindOf(actor, before) ?? kindOf(actor, state) ?? earlier.get(actor) ?? byNobodyNamed(event, state);
    earlier.set(actor, kind);
    return kind;
  });
};

const kindOf = (account: string, state: Complaint | undefined): PartyKind | undefined => {
  const own = state?.parties.filter((party) => party.account === account) ?? [];
  return (own.find(({ kind }) => kind !== 'helper') ?? own[0])?.kind;
};

/** Whoever signs in for an operator is no party by name; all who complain are. */
const byNobodyNamed = (event: ComplaintEvent, { respondent }: Complaint): PartyKind =>
  isRespondents(event) || (event.type !== 'ComplaintFiled' && respondent.operator !== undefined)
    ? 'respondent'
    : 'complainant';
