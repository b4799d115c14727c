import { agentOf } from './agents.ts';
import type { Complaint, ComplaintEvent, EvidenceItem, Filing, Party, PartyKind } from './complaint.ts';
import { withAgentEnded } from './evolve-agents.ts';
import { heard } from './evolve-facts.ts';
import { proofsWithout } from './proof-requests.ts';
import type { Said, TogetherEvent, TogetherState } from './together-events.ts';

const isTogether = ({ kind }: Party): boolean =>
  kind === 'complainant' || kind === 'representative' || kind === 'joint';

const personsIn = (parties: readonly Party[], isMeant: (party: Party) => boolean = isTogether): string[] =>
  parties.filter(isMeant).map(({ person }) => person);

/** Who files answers form 1, for themselves; what comes with the filing as the choice in writing is that of all it names. */
export const togetherAtFiling = ({ parties, consents, evidence, together }: Filing): TogetherState => {
  const first = parties.find(({ kind }) => kind === 'complainant')?.person ?? null;
  const begun = { chosenWith: 0, lapsed: [], claimsUnsettled: null, first: { filed: first, files: 0, since: 1 } };
  if (together !== undefined) {
    const { said, asked, chosen, chose } = together;
    return { ...begun, said, consentsAsked: asked, chosen, chose };
  }
  return {
    ...begun,
    said: consents === null || first === null ? {} : { [first]: consents },
    consentsAsked: consents !== null,
    chosen: personsIn(parties, (party) => isTogether(party) && party.kind !== 'joint'),
    chose: evidence.some(({ purpose }) => purpose === 'representation') ? personsIn(parties) : [],
  };
};

/** What becomes of those who complain together where one leaves, or another speaks for them (art. 12). */
export const withTogether = (before: Complaint, { type, payload }: TogetherEvent): Complaint => {
  const { person, items, on } = payload;
  const state = { ...before, evidence: [...before.evidence, ...items] };
  switch (type) {
    case 'ConsentsStated':
      return consenting(state, payload);
    case 'ComplainantLeft':
      return succeeded(
        {
          ...state,
          ...spokenForBy(
            state,
            state.chosen.filter((one) => one !== person),
          ),
          claims: payload.claims ?? state.claims,
          claimsUnsettled: unsettledBy(state, payload),
          ...proofsWithout(state, person),
          parties: state.parties.map((party) => (party.person === person ? former(party, payload.on) : party)),
        },
        payload.successor,
        on,
      );
    case 'RepresentativeNamed':
      return chosen({
        ...state,
        parties: as('representative', person, state.parties, 'complainant'),
        chosen: [...state.chosen.filter((one) => one !== person), person],
        chose: personsIn(state.parties),
      });
    case 'RepresentativeEnded': {
      const rest = state.chosen.filter((one) => one !== person);
      const without = { ...state, ...spokenForBy(state, rest), parties: as('joint', person, state.parties) };
      return chosen(succeeded(without, payload.successor, on));
    }
  }
};

/** Officials say it with the leaving they enter (art. 12); where somebody leaves by themselves the others say it later. */
const unsettledBy = (
  { claimsUnsettled }: Complaint,
  { claims, claimsOpen, person, on }: Extract<TogetherEvent, { type: 'ComplainantLeft' }>['payload'],
): Complaint['claimsUnsettled'] => {
  if (claims !== undefined) return null;
  return claimsOpen === true ? { person, on } : claimsUnsettled;
};

/** Each speaks of themselves; form 1 is asked whole of whoever stands first. */
const consenting = (
  state: Complaint,
  { person, joint, publicity, entrust }: Extract<TogetherEvent, { type: 'ConsentsStated' }>['payload'],
): Complaint => {
  const now: Said = {
    ...state.said[person],
    ...(joint === undefined ? {} : { joint }),
    ...(publicity === undefined ? {} : { publicity }),
    ...(entrust === undefined ? {} : { entrust }),
  };
  const isFirst = state.parties.some((party) => party.person === person && party.kind === 'complainant');
  return {
    ...state,
    said: { ...state.said, [person]: now },
    consentsAsked: state.consentsAsked || (isFirst && now.publicity !== undefined && now.entrust !== undefined),
  };
};

type Supplied = Extract<ComplaintEvent, { type: 'ProofSupplied' }>['payload'];

export const consentsSupplied = (
  { said, consentsAsked, parties }: Complaint,
  { consents, consentsOf }: Supplied,
): Pick<Complaint, 'said' | 'consentsAsked'> => {
  const person = consentsOf ?? parties.find(({ kind }) => kind === 'complainant')?.person;
  return consents === undefined || person === undefined
    ? { said, consentsAsked }
    : { said: { ...said, [person]: { ...said[person], ...consents } }, consentsAsked: true };
};

/** What one who is spoken for hands in is that one's own choice; what comes from who speaks or over the counter is that of all. */
export const choiceHandedIn = (
  { chosen: speaking, chose, parties }: Complaint,
  items: readonly EvidenceItem[],
): Complaint['chose'] => {
  if (speaking.length === 0) return chose;
  const own = new Set(personsIn(parties, ({ kind }) => kind === 'joint'));
  const more = items
    .filter(({ purpose, by }) => purpose === 'representation' && by !== 'respondent')
    .flatMap(({ person }) => (person !== undefined && own.has(person) ? [person] : personsIn(parties)));
  return more.length === 0 ? chose : [...new Set([...chose, ...more])];
};

/** A choice in writing holds as long as one of those it chose speaks. */
const spokenForBy = (
  { chose }: Pick<Complaint, 'chose'>,
  speaking: readonly string[],
): Pick<Complaint, 'chosen' | 'chose'> => ({
  chosen: speaking,
  chose: speaking.length === 0 ? [] : chose,
});

const chosen = (state: Complaint): Complaint => ({ ...state, chosenWith: state.evidence.length });

const as = (kind: PartyKind, person: string, parties: Complaint['parties'], but?: PartyKind): Complaint['parties'] =>
  parties.map((party) =>
    party.person === person && isTogether(party) && party.kind !== but ? { ...party, kind } : party,
  );

/** Who complains no more has no way in either. */
const former = (party: Party, on: Party['endedOn'] & string): Party => {
  if (!isTogether(party)) return party;
  const { account: _account, ...kept } = party;
  return { ...kept, kind: 'former', endedOn: on };
};

/**
 * Whoever stands first from now on is told as they themselves wish, has given no power to the agent of the one before, and
 * has not refused or stayed away because that one did.
 */
const succeeded = (state: Complaint, successor: string | undefined, on: Party['endedOn'] & string): Complaint => {
  if (successor === undefined) return state;
  const { tellBy: _tellBy, electronic: _electronic, largePrint: _largePrint, ...rest } = state;
  const agent = agentOf(state, 'complainant');
  const known: Complaint = {
    ...rest,
    ...heard(state, 'complainant'),
    notInSource: state.notInSource?.filter((what) => what !== 'complainant' && what !== 'identity'),
    parties: as('complainant', successor, state.parties),
    first: { ...state.first, files: state.evidence.length, since: state.version },
  };
  return agent === undefined ? known : withAgentEnded(known, { side: 'complainant', person: agent.person, on });
};
