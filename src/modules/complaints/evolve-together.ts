import { agentOf } from './agents.ts';
import type { Complaint, Party, PartyKind } from './complaint.ts';
import { withAgentEnded } from './evolve-agents.ts';
import type { TogetherEvent } from './together-events.ts';

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
          claims: payload.claims ?? state.claims,
          parties: state.parties.map((party) => (party.person === person ? former(party, payload.on) : party)),
        },
        payload.successor,
        on,
      );
    case 'RepresentativeNamed':
      return chosen({ ...state, parties: as('representative', person, state.parties) });
    case 'RepresentativeEnded':
      return chosen(succeeded({ ...state, parties: as('joint', person, state.parties) }, payload.successor, on));
  }
};

/** Whoever stands first answers form 1 for the case; of everybody else it is kept what they said themselves. */
const consenting = (
  state: Complaint,
  { person, joint, publicity, entrust }: Extract<TogetherEvent, { type: 'ConsentsStated' }>['payload'],
): Complaint => {
  const before = state.said[person] ?? {};
  const isFirst = state.parties.some((party) => party.person === person && party.kind === 'complainant');
  if (isFirst)
    return {
      ...state,
      consents: {
        publicity: publicity ?? state.consents?.publicity ?? false,
        entrust: entrust ?? state.consents?.entrust ?? false,
      },
      said: { ...state.said, [person]: before.joint === undefined ? {} : { joint: before.joint } },
    };
  const now = {
    ...before,
    ...(joint === undefined ? {} : { joint }),
    ...(publicity === undefined ? {} : { publicity }),
    ...(entrust === undefined ? {} : { entrust }),
  };
  return { ...state, said: { ...state.said, [person]: now } };
};

const chosen = (state: Complaint): Complaint => ({ ...state, chosenWith: state.evidence.length });

const as = (kind: PartyKind, person: string, parties: Complaint['parties']): Complaint['parties'] =>
  parties.map((party) => (party.person === person && isTogether(party) ? { ...party, kind } : party));

const isTogether = ({ kind }: Party): boolean =>
  kind === 'complainant' || kind === 'representative' || kind === 'joint';

/** Who complains no more has no way in either. */
const former = (party: Party, on: Party['endedOn'] & string): Party => {
  if (!isTogether(party)) return party;
  const { account: _account, ...kept } = party;
  return { ...kept, kind: 'former', endedOn: on };
};

/** Whoever stands first from now on is told as they themselves wish, and has given no power to the agent of the one before. */
const succeeded = (state: Complaint, successor: string | undefined, on: Party['endedOn'] & string): Complaint => {
  if (successor === undefined) return state;
  const { tellBy: _tellBy, electronic: _electronic, largePrint: _largePrint, ...rest } = state;
  const agent = agentOf(state, 'complainant');
  const known: Complaint = {
    ...rest,
    parties: as('complainant', successor, state.parties),
    first: { ...state.first, files: state.evidence.length },
  };
  return agent === undefined ? known : withAgentEnded(known, { side: 'complainant', person: agent.person, on });
};
