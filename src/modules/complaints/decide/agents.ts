import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { actingAgent, agentOf, hasRunOut, standingOf } from '../agents.ts';
import type { Command, CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent, Party } from '../complaint.ts';
import type { NamedAgent, Side } from '../filing-parts.ts';
import { placesOf } from '../permits.ts';

const o121 = (article: string) => ({ text: 'order-121', article });
const civilCode = (article: string) => ({ text: 'civil-code', article });
/** Giving up or changing a claim and settling need a special power; so the courts have it, and mediation follows them. */
const special = { text: 'civil-procedure', article: '62(2)' };

const sides = ['complainant', 'respondent'] as const;

export const nameAgent = (command: CommandOf<'name-agent'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const { act: _act, side, ...agent } = command;
  const objection =
    otherSideObjection(side, state, facts) ??
    untoldObjection(side, state) ??
    namesItselfObjection(agent, state, facts) ??
    namingObjection(agent, facts.today, 'until');
  return objection ?? { events: [agentNamed(side, agent, facts.today)], papers: [] };
};

/** With its answer the respondent names who takes part in the mediation for it. */
export const agentNamed = (side: Side, { items, ...agent }: NamedAgent, on: Day): ComplaintEvent => ({
  type: 'AgentNamed',
  payload: {
    side,
    ...agent,
    on,
    items: items.map((item) => ({ ...item, by: side, purpose: 'power-of-attorney', person: agent.person })),
  },
});

export const namingObjection = ({ mandate }: NamedAgent, today: Day, field: string): Refusal | undefined =>
  mandate.until !== undefined && compareDays(mandate.until, today) < 0
    ? refuse('agent-power-over-already', { status: 422, field, basis: [o121('11'), civilCode('173(1)')] })
    : undefined;

/**
 * A power comes from the principal (Civil Code art. 165). An agent that shows a new one therefore stays whom it was named,
 * with a paper and with no more powers than before, until the principal or an official names it.
 */
const namesItselfObjection = (named: NamedAgent, state: Complaint, facts: Facts): Refusal | undefined => {
  const agent = actingAgent(facts.actor, state);
  if (agent === undefined) return undefined;
  const basis = [o121('11'), civilCode('165')];
  if (named.account !== agent.account) return refuse('agent-names-only-itself', { status: 403, field: 'phone', basis });
  if (named.items.length === 0) return refuse('agent-without-power', { status: 422, field: 'items', basis });
  return agent.mandate?.powers === 'general' && named.mandate.powers !== 'general'
    ? refuse('agent-widens-its-own-power', { status: 403, field: 'powers', basis })
    : undefined;
};

/** Before it is told of the complaint the respondent has nothing to be represented in. */
const untoldObjection = (side: Side, { respondentNotifiedOn, operatorAnswered, acceptedOn }: Complaint) =>
  side === 'respondent' && respondentNotifiedOn === null && !operatorAnswered && acceptedOn === null
    ? refuse('respondent-not-told-yet', { basis: [o121('18')], instead: ['accept', 'answer'] })
    : undefined;

const otherSideObjection = (side: Side, state: Complaint, facts: Facts): Refusal | undefined => {
  const places = placesOf(facts.actor, state, facts.tenant);
  const own = sides.find((one) => places.has(one));
  return own === undefined || own === side
    ? undefined
    : refuse('speaks-for-the-other-party', { status: 403, field: 'side', basis: [o121('11')] });
};

/** A principal may take its word back at any time; an agent may lay its task down (Civil Code art. 173(2)). */
export const endAgent = (command: CommandOf<'end-agent'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const { side, reasons } = command;
  const agent = agentOf(state, side);
  const objection = otherSideObjection(side, state, facts);
  if (objection !== undefined) return objection;
  if (agent === undefined)
    return refuse('no-agent-to-end', { field: 'side', basis: [civilCode('173(2)')], instead: ['name-agent'] });
  const payload = { side, person: agent.person, on: facts.today, ...(reasons === undefined ? {} : { reasons }) };
  return { events: [{ type: 'AgentEnded', payload }], papers: [] };
};

/** Filings made before agents took part name theirs, and keep the powers where no rule reads them. */
export const confirmationObjection = (state: Complaint): Refusal | undefined => {
  const agent = agentOf(state, 'complainant');
  return agent === undefined || agent.mandate !== undefined
    ? refuse('no-agent-to-confirm', { basis: [o121('11')], instead: ['name-agent'] })
    : undefined;
};

/** A power that has ended since is recorded too: what was filed in time stays filed, and what comes after needs a new one. */
export const confirmAgent = (
  { act: _act, items, ...read }: CommandOf<'confirm-agent'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = confirmationObjection(state);
  if (objection !== undefined) return objection;
  const shown = items.map((item) => ({
    ...item,
    by: 'complainant' as const,
    purpose: 'power-of-attorney' as const,
    person: read.person,
  }));
  return { events: [{ type: 'AgentConfirmed', payload: { ...read, items: shown, on: facts.today } }], papers: [] };
};

export const endingOfAgentObjection = (state: Complaint): Refusal | undefined =>
  sides.every((side) => agentOf(state, side) === undefined)
    ? refuse('no-agent-to-end', { basis: [civilCode('173(2)')], instead: ['name-agent'] })
    : undefined;

/**
 * Art. 11: an agent proves by a power of attorney for whom and for what it speaks. What it filed while the power held
 * stays filed (Civil Code art. 162), so a power that ran out after receipt does not stop acceptance; one that had run
 * out before binds nobody (art. 171).
 */
export const agentObjection = (state: Complaint): Refusal | undefined => {
  const agent = agentOf(state, 'complainant');
  if (agent === undefined) return undefined;
  const instead = ['request-proof', 'supply', 'name-agent', 'end-agent', 'refuse'] as const;
  const filedOn = state.receivedOn ?? state.arrivedOn;
  if (standingOf(state, agent, filedOn ?? agent.since ?? '0001-01-01') === 'without-paper')
    return refuse('agent-without-power', { basis: [o121('11')], instead: [...instead] });
  return filedOn !== undefined && hasRunOut(agent, filedOn)
    ? runOut(agent, { instead: [...instead], basis: [o121('11'), civilCode('171'), civilCode('173(1)')] })
    : undefined;
};

const runOut = ({ mandate }: Party, more: Parameters<typeof refuse>[1]): Refusal =>
  refuse('agent-power-run-out', {
    basis: [o121('11'), civilCode('173(1)')],
    params: { until: mandate?.until ?? '' },
    ...more,
  });

/** With its term the agency ends: whoever stands in the case only as agent does nothing more but show a new power. */
export const runOutObjection = (command: Command, state: Complaint, facts: Facts): Refusal | undefined =>
  showsPower(command) ? undefined : runOutAgent(state, facts);

export const runOutAgent = (state: Complaint, facts: Facts): Refusal | undefined => {
  const agent = actingAgent(facts.actor, state);
  return agent !== undefined && hasRunOut(agent, facts.today)
    ? runOut(agent, { status: 403, instead: ['name-agent'] })
    : undefined;
};

/** The paper and nothing beside it. */
const showsPower = (command: Command): boolean => {
  if (command.act === 'name-agent') return true;
  if (command.act !== 'supply' && command.act !== 'add-evidence') return false;
  if (command.purpose !== 'power-of-attorney' || command.items.length === 0) return false;
  return (
    command.act === 'add-evidence' ||
    [command.claims, command.fields, command.consents, command.telling].every((said) => said === undefined)
  );
};

/**
 * A withdrawal, a changed claim or a settlement by an agent that has no power for it, or shows none, does not bind the
 * complainant. What older filings say of the powers is in the vault only.
 */
export const withoutSpecialPowers = (state: Complaint, facts: Facts): Refusal | undefined => {
  const agent = actingAgent(facts.actor, state);
  if (agent?.mandate === undefined) return undefined;
  if (agent.mandate.powers === 'general')
    return refuse('agent-without-special-powers', { status: 403, basis: [o121('11'), special] });
  return standingOf(state, agent, facts.today) === 'in-force'
    ? undefined
    : refuse('agent-without-power', { status: 403, basis: [o121('11'), civilCode('171')], instead: ['supply'] });
};

type Agreed = { readonly complainantAgreed?: boolean; readonly respondentAgreed?: boolean };

/**
 * An agreement is bound to the party, so on its day the agent needs a special power that still holds and is on file. Else
 * the party itself signs, or ratifies what the agent signed (Civil Code art. 171); the act then says so.
 */
export const agreementByAgents = (said: Agreed, state: Complaint, on: Day): Refusal | undefined => {
  for (const side of sides) {
    if (said[`${side}Agreed`] === true) continue;
    const objection = settlingObjection(state, side, on);
    if (objection !== undefined) return objection;
  }
  return undefined;
};

/** Why the agent of this side may not settle for it on this day; undefined where it may, or where there is none. */
export const settlingObjection = (state: Complaint, side: Side, on: Day): Refusal | undefined => {
  const agent = agentOf(state, side);
  if (agent === undefined) return undefined;
  const more = { status: 422, field: `${side}Agreed`, instead: ['name-agent', 'end-agent'] } as const;
  switch (standingOf(state, agent, on)) {
    case 'without-paper':
      return refuse('agent-power-not-on-file', { ...more, basis: [o121('11'), civilCode('171')] });
    case 'run-out':
      return runOut(agent, { ...more, basis: [o121('11'), civilCode('171'), civilCode('173(1)')] });
    default:
      return agent.mandate?.powers === 'general'
        ? refuse('agent-without-special-powers', { ...more, basis: [o121('11'), special, civilCode('171')] })
        : undefined;
  }
};

/** On file only where it was asked for. */
export const agreedThemselves = (said: Agreed, state: Complaint, on: Day): { principalsAgreed?: readonly Side[] } => {
  const agreed = sides.filter(
    (side) => said[`${side}Agreed`] === true && settlingObjection(state, side, on) !== undefined,
  );
  return agreed.length === 0 ? {} : { principalsAgreed: agreed };
};
