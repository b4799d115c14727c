import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { actingAgent, standingOf } from '../agents.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, Party } from '../complaint.ts';

const o121 = (article: string) => ({ text: 'order-121', article });
const basis = [
  { text: 'order-121', article: '15' },
  { text: 'penalty-procedure', article: '83' },
];

const isOwnOrOffice = ({ kind, principals }: Actor, { parties }: Complaint): boolean =>
  (kind !== 'consumer' && kind !== 'operator') ||
  parties.some((party) => party.kind === 'complainant' && principals.includes(party.account ?? ''));

/**
 * Name, address and consent to electronic papers are the person's own (penalty procedure art. 83): nobody who speaks for it
 * changes them. An official puts on file what the person said.
 */
export const othersObjection = (state: Complaint, { actor }: Facts): Refusal | undefined =>
  isOwnOrOffice(actor, state)
    ? undefined
    : refuse('particulars-are-the-persons-own', {
        status: 403,
        basis: [...basis, o121('11'), o121('12')],
      });

/** The agent papers go to says for itself where they reach it; whoever was chosen to speak for others reads them here. */
export const choosingAgent = (state: Complaint, actor: Actor): Party | undefined => {
  const agent = actingAgent(actor, state);
  return agent?.kind === 'agent' ? agent : undefined;
};

export const tellingObjection = (state: Complaint, facts: Facts): Refusal | undefined => {
  const agent = choosingAgent(state, facts.actor);
  if (agent === undefined) return othersObjection(state, facts);
  return standingOf(state, agent, facts.today) === 'in-force'
    ? undefined
    : refuse('agent-without-power', { status: 403, basis: [o121('11')], instead: ['supply'] });
};

/** How the complainant wishes to be told from now on. To take a text message or an e-mail is not yet to agree; a letter ends the consent. */
export const chooseTelling = (
  command: CommandOf<'choose-telling'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = tellingObjection(state, facts);
  if (objection !== undefined) return objection;
  const agent = choosingAgent(state, facts.actor);
  const { tellBy, fields, person } = command;
  const electronic = tellBy !== 'letter' && command.electronic === true;
  const largePrint = (agent === undefined ? command.largePrint : undefined) ?? state.largePrint === true;
  const party = agent ?? state.parties.find(({ kind }) => kind === 'complainant');
  const known = party?.fields;
  const before = agent === undefined ? state : agent.wish;
  if (tellBy === 'e-mail' && fields?.email === undefined && known?.email === undefined)
    return refuse('email-missing', { status: 422, field: 'email', basis });
  if (tellBy === 'letter' && fields?.address === undefined && known?.address === undefined)
    return refuse('address-missing', { status: 422, field: 'address', basis });
  const same =
    tellBy === before?.tellBy && electronic === before?.electronic && largePrint === (state.largePrint === true);
  if (same && fields === undefined) return refuse('told-so-already', { field: 'tellBy', basis });
  return {
    events: [
      {
        type: 'TellingChosen',
        payload: {
          on: facts.today,
          tellBy,
          electronic,
          largePrint,
          ...(agent === undefined ? {} : { byAgent: true as const, person: agent.person }),
          ...(person === undefined || fields === undefined ? {} : { person: agent?.person ?? person, fields }),
        },
      },
    ],
    papers: [],
  };
};
