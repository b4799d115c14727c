import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { GroundRule } from '#kernel/rule.ts';
import { groundsFor } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { itemOf } from '../ground-particulars.ts';
import type { PaperOrder } from '../paper-orders.ts';
import { linkIn } from './linking.ts';
import { powerObjection } from './naming.ts';
import { withdrawalObjection } from './withdrawn.ts';

const o121 = (article: string) => ({ text: 'order-121', article });
const fsl115 = { text: 'fsl', article: '115' };

export const transferObjection = (state: Complaint): Refusal | undefined => {
  if (!state.food) {
    return refuse('transfer-is-for-food', {
      basis: [fsl115, o121('16(1)')],
      instead: state.acceptedOn === null ? ['refuse', 'return-to-intake'] : ['terminate', 'complete-particulars'],
    });
  }
  return state.acceptedOn === null ? undefined : withdrawalObjection(state);
};

/**
 * Food that is not this bureau's to handle: handed to the competent body, the person told in writing. Another bureau of
 * market regulation has the same duty: what is lacking then is the territory, and the papers must not deny the duty.
 */
export const transferComplaint = (
  command: CommandOf<'transfer'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = transferObjection(state) ?? receiverObjection(command, state, facts);
  if (objection !== undefined) return objection;
  const to = facts.namedUnit?.name ?? command.to ?? '';
  const lack = command.lack ?? (command.unit === undefined ? 'duty' : 'territory');
  const unit = linkIn(command.unit, facts);
  const inside = unit.unit === undefined ? {} : { takenOverBy: unit.unit };
  return {
    events: [
      {
        type: 'ComplaintTransferredOut',
        payload: { on: facts.today, to, basis: 'fsl:115', reasons: command.reasons, ...unit },
      },
    ],
    papers: [
      {
        code: 'food-transfer-notice',
        to: ['complainant'],
        details: { to, lack, reasons: command.reasons },
      },
      { code: 'food-transfer', to: ['bureau'], details: { to, lack }, ...inside },
      ...mediationOver(command, to, state, facts),
    ],
  };
};

/** What was accepted ends by it as well: both parties are told so (art. 23(1)(6), (2)), and where the matter goes. */
const mediationOver = (
  { reasons }: CommandOf<'transfer'>,
  to: string,
  state: Complaint,
  facts: Facts,
): readonly PaperOrder[] => {
  if (state.acceptedOn === null) return [];
  const ruleOf = (list: GroundRule['list'], isMeant: (fact: string) => boolean) =>
    groundsFor(list, state, facts.today, facts.law).find(({ fact }) => isMeant(fact));
  const ends = ruleOf('termination', (fact) => fact.startsWith('refusal-ground'));
  const item = ruleOf('refusal', (fact) => fact === 'not-our-duty-or-power');
  if (ends === undefined || item === undefined) return [];
  const found = itemOf(item.number);
  const named = found === undefined ? {} : { found };
  return (['complainant', 'respondent'] as const).map((party) => ({
    code: 'form-8',
    to: [party],
    details: { ground: ends.number, reasons, ...named, transferredTo: to },
  }));
};

/** A bureau of another authority here, or a body outside by its name; never back to the one it came from. */
const receiverObjection = (
  { to, unit }: CommandOf<'transfer'>,
  state: Complaint,
  facts: Facts,
): Refusal | undefined => {
  if ((to === undefined) === (unit === undefined))
    return refuse(to === undefined ? 'receiving-body-not-named' : 'bureau-named-twice', {
      status: 422,
      field: 'to',
      basis: [fsl115],
    });
  if (unit === undefined) return undefined;
  if (facts.namedUnit?.id !== unit || facts.namedUnit.kind !== 'bureau')
    return refuse('no-such-bureau', { status: 422, field: 'unit', basis: [fsl115], params: { unit } });
  if (facts.namedUnit.tenant === facts.tenant)
    return refuse('of-the-same-authority', {
      status: 422,
      field: 'unit',
      basis: [o121('41')],
      instead: ['return-to-intake'],
    });
  const powerless = powerObjection(unit, 'unit', state, facts);
  if (powerless !== undefined) return powerless;
  return unit === state.linked?.bureau
    ? refuse('came-from-there', { status: 422, field: 'unit', basis: [o121('33'), fsl115], instead: ['ask-superior'] })
    : undefined;
};
