import Type, { type Static } from 'typebox';
import { actNotes } from './act-notes-contract.ts';
import { actNames } from './contract.ts';
import { oneOf, orNull } from './parts-contract.ts';
import { phases } from './vocabulary.ts';

/** What may be done with a case now, what each act will bring, and why others may not be done. */

export const ActNameText = oneOf(actNames);
export type ActNameText = Static<typeof ActNameText>;

export const Basis = Type.Object({ text: Type.String(), article: Type.String() });
export type Basis = Static<typeof Basis>;

export const paperRecipients = ['complainant', 'respondent', 'bureau', 'file'] as const;

const RefusalParams = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]));

const ForeseenPapers = Type.Array(Type.Object({ code: Type.String(), to: Type.Array(oneOf(paperRecipients)) }));
const ForeseenGrounds = Type.Array(
  Type.Object({
    number: Type.Integer(),
    textKey: Type.String(),
    why: orNull(Type.Object({ code: Type.String(), params: RefusalParams, instead: Type.Array(Type.String()) })),
  }),
  {
    description:
      'refuse, terminate, correct: the grounds in force for this case with the key of their text; `why` says what the file still lacks for one',
  },
);
const DecisionForeseen = Type.Object({
  version: Type.Integer(),
  decision: Type.String({ description: 'the kind of event that made it' }),
  papers: ForeseenPapers,
  grounds: ForeseenGrounds,
  choices: Type.Record(Type.String(), Type.Array(Type.String())),
});

const Latecomers = Type.Array(
  Type.Object({ paper: Type.Integer(), to: Type.Enum(['complainant', 'respondent']), papers: ForeseenPapers }),
  { description: 'deliver: papers that hold no more, and what whoever reads one only now is told beside it' },
);

/** `papers` names what the act will make and for whom, so that the desk says it before the act is done. */
export const CaseAct = Type.Object({
  act: ActNameText,
  binding: Type.Boolean(),
  basis: Type.Array(Basis),
  articleText: orNull(Type.String()),
  papers: ForeseenPapers,
  grounds: Type.Optional(ForeseenGrounds),
  ...actNotes,
  choices: Type.Optional(
    Type.Record(Type.String(), Type.Array(Type.String()), { description: 'fields whose values this case narrows' }),
  ),
  latecomers: Type.Optional(Latecomers),
  back: Type.Optional(Type.Enum([...phases], { description: 'annul: the state the case will be in' })),
  decisions: Type.Optional(
    Type.Array(DecisionForeseen, {
      description: 'correct: every decision that stands, oldest first, and what correcting that very one brings',
    }),
  ),
});
export type CaseAct = Static<typeof CaseAct>;

export const UnavailableAct = Type.Object({
  act: ActNameText,
  code: Type.String({ description: 'refusal code; texts are `complaint:refusals.<code>`' }),
  params: RefusalParams,
  basis: Type.Array(Basis),
  instead: Type.Array(Type.String()),
  roles: Type.Array(Type.String(), { description: 'whose act it is, where it is not this person’s' }),
});
export type UnavailableAct = Static<typeof UnavailableAct>;
