import Type, { type Static } from 'typebox';
import { agentPowers } from '#kernel/identity-words.ts';
import { day, files, oneOf, Person, sealedText, shortText, strict } from './parts-contract.ts';

/** An agent as its power of attorney names it (Order 121 art. 11; note 3 of form 9). */
const { specialGroup: _none, ...person } = Person.properties;
const agent = {
  ...person,
  matters: shortText(300),
  powers: oneOf([...agentPowers]),
  until: Type.Optional({ ...day(), description: 'the last day of the power; left out where it names none' }),
  originalSeen: Type.Optional(
    Type.Boolean({ description: 'by staff: the original, signed by the principal, was shown (Order 121 art. 11)' }),
  ),
  items: Type.Optional({
    ...files(),
    description: 'the power of attorney and a proof of the agent’s identity; never shown to the other party',
  }),
};

export const AgentBody = Type.Object(agent, strict);
export type AgentBody = Static<typeof AgentBody>;

export const OwnAgency = Type.Object({
  powers: Type.Union([oneOf([...agentPowers]), Type.Null()], {
    description: 'null: filed before the rules went by it',
  }),
  maySettle: Type.Boolean({ description: 'may withdraw and say that it is settled for the party' }),
  wish: Type.Union(
    [Type.Object({ tellBy: oneOf(['sms', 'e-mail', 'letter']), electronic: Type.Boolean() }), Type.Null()],
    {
      description: 'how papers reach it, as it said itself',
    },
  ),
});

const side = () => Type.Enum(['complainant', 'respondent'], { description: 'for whom the agent acts' });

export const agentBodies = {
  'name-agent': Type.Object(
    { side: side(), ...agent },
    { ...strict, description: 'takes the place of the agent of this side, where there is one' },
  ),
  'confirm-agent': Type.Object(
    { powers: agent.powers, until: agent.until, originalSeen: agent.originalSeen, items: agent.items },
    { ...strict, description: 'the agent named in the filing; who it is stands there, the power as its paper says it' },
  ),
  'end-agent': Type.Object({ side: side(), reasons: Type.Optional(sealedText(1000)) }, strict),
} as const;

/** Said with an agreement where the agent of a side has no power to settle, or none that holds on the day. */
export const principalAgreed = () =>
  Type.Optional(
    Type.Boolean({
      description: 'the party itself signed, or ratified what its agent signed (Civil Code art. 171)',
    }),
  );
