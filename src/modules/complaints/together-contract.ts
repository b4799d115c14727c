import Type from 'typebox';
import { files, oneOf, sealedText, strict, uuid } from './parts-contract.ts';

/** Who complains together with whom, and who speaks for them (Order 121 art. 12). */

const writing = () =>
  Type.Optional({
    ...files(),
    description: 'the writing that says so; for the bureau only, never for the other party',
  });
const oneself = () =>
  Type.Optional({
    ...uuid(),
    description: 'one of those who complain together; left out by whoever speaks of themselves',
  });
const successor = () =>
  Type.Optional({
    ...uuid(),
    description:
      'who stands first and is told from now on, where that one leaves or lays the office down; without it a representative, else the next',
  });
const reasons = () => Type.Optional(sealedText(1000));

export const togetherBodies = {
  'leave-joint': Type.Object(
    {
      person: oneself(),
      why: oneOf(['withdrew', 'died']),
      successor: successor(),
      items: writing(),
      reasons: reasons(),
    },
    { ...strict, description: 'one of several leaves and the others go on; whoever is the last withdraws' },
  ),
  'name-representative': Type.Object(
    { person: uuid(), items: writing(), reasons: reasons() },
    { ...strict, description: 'chosen in writing by those who complain together, two at the most' },
  ),
  'end-representative': Type.Object(
    {
      person: oneself(),
      why: oneOf(['laid-down', 'recalled']),
      successor: successor(),
      items: writing(),
      reasons: reasons(),
    },
    strict,
  ),
} as const;
