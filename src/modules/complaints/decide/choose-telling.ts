import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';

const basis = [
  { text: 'order-121', article: '15' },
  { text: 'penalty-procedure', article: '83' },
];

/** How the complainant wishes to be told from now on. To take a text message or an e-mail is not yet to agree; a letter ends the consent. */
export const chooseTelling = (
  command: CommandOf<'choose-telling'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { tellBy, fields, person } = command;
  const electronic = tellBy !== 'letter' && command.electronic === true;
  const largePrint = command.largePrint ?? state.largePrint === true;
  const known = state.parties.find(({ kind }) => kind === 'complainant')?.fields;
  if (tellBy === 'e-mail' && fields?.email === undefined && known?.email === undefined)
    return refuse('email-missing', { status: 422, field: 'email', basis });
  if (tellBy === 'letter' && fields?.address === undefined && known?.address === undefined)
    return refuse('address-missing', { status: 422, field: 'address', basis });
  const same = tellBy === state.tellBy && electronic === state.electronic && largePrint === (state.largePrint === true);
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
          ...(person === undefined || fields === undefined ? {} : { person, fields }),
        },
      },
    ],
    papers: [],
  };
};
