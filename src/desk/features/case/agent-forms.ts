import { agentPowers, agentPowersOf, idKinds } from '#kernel/identity-words.ts';
import type { CaseParty, CaseView } from '#modules/complaints/case-contract.ts';
import { type ActField, choice, field, must, parties, reasons, type Values } from './act-field.ts';

/** Agents of the two sides (Order 121 art. 11; note 3 of form 9): who, with which power, until when, on which paper. */

const agentFields = (at: string, asked: Partial<ActField>): readonly ActField[] => {
  const required = { ...must, ...asked };
  return [
    field(`${at}phone`, 'text', 'agent.phone', required),
    field(`${at}address`, 'text', 'agent.address', { hint: 'agentAddress', ...asked }),
    choice(`${at}idType`, 'agent.idType', idKinds, 'idKind', { required: false, ...asked }),
    field(`${at}idNumber`, 'text', 'agent.idNumber', asked),
    field(`${at}email`, 'text', 'agent.email', asked),
    field(`${at}matters`, 'text', 'agent.matters', required),
    choice(`${at}powers`, 'agent.powers', agentPowers, 'agentPower', { hint: 'agentPowers', ...asked }),
    field(`${at}until`, 'day', 'agent.until', { hint: 'agentUntil', days: 'future', ...asked }),
    field(`${at}originalSeen`, 'yes-no', 'agent.originalSeen', asked),
    field(`${at}items`, 'files', 'agent.items', { hint: 'agentItems', ...asked }),
  ];
};

const isNamed = (values: Values): boolean => Boolean(values['agent.name']);

/** With the answer: asked whole once somebody is named. */
export const answeringAgent: readonly ActField[] = [
  field('agent.name', 'text', 'answeringAgent', { hint: 'answeringAgent' }),
  ...agentFields('agent.', { when: isNamed }),
];

export const agentForms = {
  'name-agent': [
    choice('side', 'agentSide', parties, 'party', { hint: 'nameAgent' }),
    field('name', 'text', 'agent.name', must),
    ...agentFields('', {}),
  ],
  'confirm-agent': [
    choice('powers', 'agent.powers', agentPowers, 'agentPower', { hint: 'agentPowers' }),
    field('until', 'day', 'agent.until', { hint: 'agentUntil' }),
    field('originalSeen', 'yes-no', 'agent.originalSeen'),
    field('items', 'files', 'agent.items', { hint: 'agentPaperFiled' }),
  ],
  'end-agent': [choice('side', 'agentSide', parties, 'party'), reasons('endAgentReasons', { required: false })],
} as const;

/** As the filing has it, so that one look at the paper and one key suffice. */
export const powersFiled = ({ parties: all }: Pick<CaseView, 'parties'>): Values => {
  const power = all.find(({ kind, standing }) => kind === 'agent' && standing !== 'ended')?.power;
  return power == null
    ? {}
    : { powers: agentPowersOf(power.powers ?? ''), ...(power.until === null ? {} : { until: power.until }) };
};

const kindOf = { complainant: 'agent', respondent: 'respondent-agent' } as const;

const mayNotSettle = ({ standing, power }: CaseParty): boolean =>
  standing !== null && standing !== 'ended' && (standing !== 'in-force' || power?.powers !== 'special');

/** Asked where the agent of this side has no power to settle, or none that holds. */
export const agreedThemselves: readonly ActField[] = parties.map((side) =>
  field(`${side}Agreed`, 'yes-no', `${side}Agreed`, {
    hint: 'principalAgreed',
    when: (_, view) => view.parties.some((party) => party.kind === kindOf[side] && mayNotSettle(party)),
  }),
);
