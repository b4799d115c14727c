import Type from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { day } from './parts-contract.ts';
import { disputeFactors, earlierHandlers, identityFaults, papersAtFault } from './vocabulary.ts';

export { disputeFactors, earlierHandlers, identityFaults, papersAtFault } from './vocabulary.ts';

/** What a refusal or a termination has to say beside its ground and reasons, ground by ground. */

const strict = { additionalProperties: false } as const;
const reasons = () => Type.String({ minLength: 1, pattern: seenPattern, maxLength: 4000, sealed: true });
const body = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 200, description }));

const ofRefusal = {
  rightBureau: Type.Optional(
    Type.String({ maxLength: 80, description: 'ground 1: the unit that has the power, of whichever authority' }),
  ),
  competentBody: body('ground 1: the body that has the power, where it is no unit of the directory'),
  noFoodMatter: Type.Optional(
    Type.Boolean({ description: 'ground 1 without a class on file: stated to be no food matter (FSL art. 115)' }),
  ),
  earlierHandler: Type.Optional(Type.Enum([...earlierHandlers])),
  earlierBody: body('ground 2: who accepted or handled the same dispute'),
  earlierOn: Type.Optional(day()),
  factors: Type.Optional(
    Type.Array(Type.Enum([...disputeFactors]), { maxItems: 5, description: 'ground 3: Order 121 art. 17(1)' }),
  ),
  knewOn: Type.Optional({
    ...day(),
    description:
      'ground 4: the day relied on, from which the three years run; asked where the file has no such day, or one within them',
  }),
  papersAtFault: Type.Optional(
    Type.Array(Type.Enum([...papersAtFault]), {
      maxItems: 5,
      description: 'ground 5: what is missing (arts 10(1), 11), or that papers are false',
    }),
  ),
  identityFault: Type.Optional(
    Type.Enum([...identityFaults], {
      description: 'ground 6: impersonation, or a check refused, which a request for proof (form 4) past its day shows',
    }),
  ),
};

const ground = () => Type.Integer({ minimum: 1, maximum: 20 });

export const RefuseBody = Type.Object({ ground: ground(), reasons: reasons(), ...ofRefusal }, strict);

/** Order 121 art. 23(1)(6): an item of art. 16 that shows itself after acceptance, or art. 42. */
export const foundLater = ['1', '2', '3', '4', '5', '6', '7', 'fraud'] as const;

const ofEnding = {
  settledOn: Type.Optional({
    ...day(),
    description: 'ground 1 without a withdrawal on file: the day on which the parties settled by themselves',
  }),
  found: Type.Optional(Type.Enum([...foundLater], { description: 'the later ground for refusing, or fraud' })),
  ended: Type.Optional(
    Type.Enum(['complainant', 'respondent'], { description: 'who died or lost its standing as a subject' }),
  ),
};

export const TerminateBody = Type.Object(
  { ground: ground(), reasons: reasons(), ...ofEnding, ...ofRefusal },
  {
    ...strict,
    description: 'ground 6 with an item of article 16 names all that a refusal on that item has to name',
  },
);

/** A ground put right names all it rests on anew, by the same members as the decision and under the same tests. */
export const CorrectBody = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    changed: Type.Record(
      Type.String({ maxLength: 40 }),
      Type.Union([Type.String({ maxLength: 200 }), Type.Integer(), Type.Boolean()]),
    ),
    reasons: reasons(),
    ...ofRefusal,
    ...ofEnding,
  },
  strict,
);
