import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import type { Complaint, Party, PartyKind } from './complaint.ts';
import type { Side } from './filing-parts.ts';

/** Who speaks for a party with a power of attorney (Order 121 art. 11; note 3 of form 9 asks it of both sides). */

const kindOf: Readonly<Record<Side, PartyKind>> = { complainant: 'agent', respondent: 'respondent-agent' };

export const sideOfAgent = (kind: PartyKind): Side | undefined =>
  kind === 'agent' ? 'complainant' : kind === 'respondent-agent' ? 'respondent' : undefined;

/** The agent who acts for this side now. */
export const agentOf = (state: Complaint, side: Side): Party | undefined =>
  state.parties.find((party) => party.kind === kindOf[side] && party.endedOn === undefined);

/** A later agent shows a paper of its own; what came with the filing was about the only one there was. */
const hasPower = ({ evidence }: Complaint, { person, kind, since }: Party): boolean =>
  evidence.some(
    (item) =>
      item.purpose === 'power-of-attorney' &&
      item.by === sideOfAgent(kind) &&
      (since === undefined || item.person === person),
  );

export type AgentStanding = 'in-force' | 'without-paper' | 'run-out' | 'ended';

/** Whether it may act on this day. A power ends with its term (Civil Code art. 173(1)); its last day still counts. */
export const standingOf = (state: Complaint, agent: Party, on: Day): AgentStanding => {
  if (agent.endedOn !== undefined) return 'ended';
  if (!hasPower(state, agent)) return 'without-paper';
  return hasRunOut(agent, on) ? 'run-out' : 'in-force';
};

export const hasRunOut = ({ mandate }: Party, on: Day): boolean =>
  mandate?.until !== undefined && compareDays(on, mandate.until) > 0;

/** The agent of this side where its power holds on this day: who is written on papers and told of them. */
export const agentInForce = (state: Complaint, side: Side, on: Day): Party | undefined => {
  const agent = agentOf(state, side);
  return agent !== undefined && standingOf(state, agent, on) === 'in-force' ? agent : undefined;
};

/** Set where this person stands in the case as somebody's agent and as nothing else. */
export const actingAgent = (actor: Actor, state: Complaint): Party | undefined => {
  const mine = state.parties.filter(
    ({ account, kind }) => account !== undefined && kind !== 'helper' && actor.principals.includes(account),
  );
  const [first] = mine;
  return first !== undefined && mine.every(({ kind }) => sideOfAgent(kind) !== undefined) ? first : undefined;
};
