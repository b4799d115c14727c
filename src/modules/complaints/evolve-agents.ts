import type { Day } from '#kernel/day.ts';
import { agentOf } from './agents.ts';
import type { Complaint } from './complaint.ts';
import type { AgentConfirmed, AgentEnded, AgentNamed } from './filing-parts.ts';

/** A new agent takes the place of the one before, whose name stays in the file. */
export const withAgentNamed = (
  state: Complaint,
  { side, person, account, fields, mandate, on, items }: AgentNamed,
): Complaint => {
  const before = agentOf(state, side);
  const { parties, evidence } = before === undefined ? state : ended(state, before.person, on);
  const kind = side === 'complainant' ? ('agent' as const) : ('respondent-agent' as const);
  return {
    ...state,
    parties: [...parties, { person, kind, ...(account === undefined ? {} : { account }), fields, mandate, since: on }],
    evidence: [...evidence, ...items],
  };
};

/** What was filed stays as it was; from now on the rules go by the powers read, and the agent has a way in of its own. */
export const withAgentConfirmed = (
  state: Complaint,
  { person, account, fields, mandate, items }: AgentConfirmed,
): Complaint => ({
  ...state,
  parties: state.parties.map((party) =>
    party.person === person
      ? { ...party, ...(account === undefined ? {} : { account }), fields: { ...party.fields, ...fields }, mandate }
      : party,
  ),
  evidence: [...state.evidence, ...items],
});

export const withAgentEnded = (state: Complaint, { person, on }: AgentEnded): Complaint => ended(state, person, on);

/** Whoever speaks for nobody any more has no way into the case either. */
const ended = (state: Complaint, person: string, on: Day): Complaint => ({
  ...state,
  parties: state.parties.map((party) => {
    if (party.person !== person) return party;
    const { account: _account, ...kept } = party;
    return { ...kept, endedOn: on };
  }),
});
