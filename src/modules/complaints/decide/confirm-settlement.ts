import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { withoutSpecialPowers } from './agents.ts';
import { consentOfRepresented, representedObjection } from './represented.ts';

const basis = [
  { text: 'order-121', article: '18' },
  { text: 'order-121', article: '23(1)(1)' },
];

export const settlementObjection = ({ settlement }: Complaint): Refusal | undefined =>
  settlement === null ? refuse('no-settlement-told', { basis, instead: ['withdraw'] }) : undefined;

/**
 * The complainant says whether it is so. To say yes is no withdrawal: before acceptance the person withdraws, after it an
 * officer ends the mediation on ground 1 or records the agreement; to say no leaves the case as it is. As both rest on the yes,
 * it takes the powers and the consent that a withdrawal takes (arts 11, 12).
 */
export const confirmSettlement = (
  command: CommandOf<'confirm-settlement'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { settled, text } = command;
  const objection =
    settlementObjection(state) ??
    (settled ? (withoutSpecialPowers(state, facts) ?? representedObjection(command, state)) : undefined);
  if (objection !== undefined) return objection;
  if (state.settlement?.answer?.settled === settled)
    return refuse('settlement-answered-so', { field: 'settled', basis });
  return {
    events: [
      {
        type: 'SettlementAnswered',
        payload: {
          on: facts.today,
          settled,
          ...(settled ? consentOfRepresented(command, state) : {}),
          ...(text === undefined ? {} : { text }),
        },
      },
    ],
    papers: [],
  };
};
