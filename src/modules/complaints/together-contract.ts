import Type from 'typebox';
import { Claim, files, oneOf, sealedText, strict, uuid } from './parts-contract.ts';

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

const orSilent = (description?: string) =>
  Type.Union([Type.Boolean(description === undefined ? {} : { description }), Type.Null()]);

/** For the bureau and themselves: what somebody who complains agreed to; null where they did not say. */
export const Said = Type.Union(
  [
    Type.Object({
      joint: orSilent('complains together with the others'),
      publicity: orSilent(),
      entrust: orSilent(),
    }),
    Type.Null(),
  ],
  { description: 'of those who complain, for the bureau and themselves: what they agreed to' },
);

const agrees = (description: string) => Type.Optional(Type.Boolean({ description }));

/** For the bureau: by person, who said no and whose silence is no consent (Order 121 art. 12). */
export const Lacking = Type.Object({ against: Type.Array(uuid()), silent: Type.Array(uuid()) });

export const togetherBodies = {
  'state-consents': Type.Object(
    {
      person: oneself(),
      joint: agrees('complains together with the others; until the complaint is taken on'),
      publicity: agrees('to the publication of the complaint'),
      entrust: agrees('to mediation by an entrusted body; taken back until that body has begun'),
      items: writing(),
      reasons: reasons(),
    },
    { ...strict, description: 'what somebody agrees to, or no longer agrees to; what is left out stays as it was' },
  ),
  'leave-joint': Type.Object(
    {
      person: oneself(),
      why: oneOf(['withdrew', 'died']),
      successor: successor(),
      claims: Type.Optional(
        Type.Array(Claim, {
          minItems: 1,
          maxItems: 7,
          description: 'what the others ask for from now on, where the one who leaves had a part; entered by officials',
        }),
      ),
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
