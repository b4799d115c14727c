import Type, { type Static, type TSchema } from 'typebox';
import { dayShape, seenPattern } from '#kernel/field-shapes.ts';

/** Shapes of the HTTP API for questions put to the department. */

const strict = { additionalProperties: false } as const;
const orNull = <const T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength, pattern: seenPattern });
const day = () => Type.String({ ...dayShape });
const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);

export const consultationChannels = ['web', 'counter', 'phone', 'letter', 'hotline-12345', 'platform-12315'] as const;
export const toldWays = ['internet', 'phone', 'sms', 'e-mail', 'letter', 'hand'] as const;

export const QuestionRequest = Type.Object(
  {
    channel: Type.Optional(oneOf(consultationChannels)),
    externalNumber: Type.Optional(text(80)),
    receivedOn: Type.Optional(day()),
    receivedLongAgo: Type.Optional(Type.Boolean({ description: 'an older day of receipt was checked (RCV-01)' })),
    asker: Type.Object(
      {
        name: Type.Optional(text(100)),
        phone: text(40),
        address: Type.Optional(text(300)),
        email: Type.Optional({
          ...text(200),
          description: 'the answer goes there; by text message where none is given',
        }),
      },
      strict,
    ),
    question: text(5000),
    largePrint: Type.Optional(Type.Boolean({ description: 'letters to the asker in large print' })),
    problemCode: Type.Optional(text(40)),
    bureau: Type.Optional(text(80)),
  },
  { ...strict, $id: 'QuestionRequest' },
);
export type QuestionRequest = Static<typeof QuestionRequest>;

export const QuestionReceipt = Type.Object(
  {
    number: Type.String(),
    filedAt: Type.String(),
    contentHash: Type.String(),
    version: Type.Integer(),
    bureau: Type.String(),
  },
  { $id: 'QuestionReceipt' },
);
export type QuestionReceipt = Static<typeof QuestionReceipt>;

export const AnswerBody = Type.Object(
  {
    text: text(5000),
    basis: Type.Optional(
      Type.Array(text(200), { maxItems: 10, description: 'the law it rests on, as written in the answer' }),
    ),
  },
  strict,
);
export type AnswerBody = Static<typeof AnswerBody>;
export const TransferBody = Type.Object(
  {
    to: Type.Optional(text(200)),
    unit: Type.Optional(
      Type.String({
        minLength: 1,
        pattern: seenPattern,
        maxLength: 80,
        description: 'a bureau of this instance: the question goes on there',
      }),
    ),
    reasons: text(2000),
    lack: Type.Optional(oneOf(['duty', 'territory'])),
    foodMatter: Type.Optional(Type.Boolean({ description: 'the officer finds that it is about food safety' })),
  },
  strict,
);
export type TransferBody = Static<typeof TransferBody>;
export const TellBody = Type.Object(
  {
    paper: Type.Integer({ minimum: 1 }),
    channel: oneOf(toldWays),
    outcome: oneOf(['delivered', 'sent', 'failed']),
    on: Type.Optional({
      ...day(),
      description: 'the day it left or arrived, not before it was made; today where none is said',
    }),
  },
  strict,
);
export type TellBody = Static<typeof TellBody>;
export const ReceiptBody = Type.Object({ receivedOn: day(), reasons: text(2000, 2) }, strict);
export type ReceiptBody = Static<typeof ReceiptBody>;
export const LettersBody = Type.Object(
  {
    numbers: Type.Array(text(80), { minItems: 1, maxItems: 50 }),
    reason: Type.String({
      minLength: 2,
      pattern: seenPattern,
      maxLength: 500,
      description: 'why the addresses are opened, once for all',
    }),
    duplex: Type.Optional(Type.Boolean({ description: 'true: every letter begins on a sheet of its own' })),
    again: Type.Optional(Type.Boolean({ description: 'true: although some of them were printed before' })),
  },
  strict,
);
export type LettersBody = Static<typeof LettersBody>;
const LettersLeft = Type.Array(Type.Object({ number: Type.String(), problem: Type.String(), detail: Type.String() }), {
  description: 'left out, and why',
});
export const LettersMade = Type.Object(
  {
    url: orNull(Type.String({ description: 'fetches the file within ten minutes; null when nothing is in it' })),
    printed: Type.Integer(),
    until: Type.String(),
    left: LettersLeft,
  },
  { $id: 'LettersMade' },
);
export type LettersMade = Static<typeof LettersMade>;
export const LettersPostedBody = Type.Object(
  {
    numbers: Type.Array(text(80), { minItems: 1, maxItems: 50 }),
    postedOn: Type.Optional({ ...day(), description: 'today where none is said' }),
  },
  strict,
);
export type LettersPostedBody = Static<typeof LettersPostedBody>;
export const LettersPosted = Type.Object({ posted: Type.Integer(), left: LettersLeft }, { $id: 'LettersPosted' });
export type LettersPosted = Static<typeof LettersPosted>;
export const AgainBody = Type.Object({ paper: Type.Integer({ minimum: 1 }) }, strict);
export type AgainBody = Static<typeof AgainBody>;
export const PrintBody = Type.Object(
  { large: Type.Boolean({ description: 'letters to the asker in large print' }) },
  strict,
);
export type PrintBody = Static<typeof PrintBody>;
export const askerFields = ['name', 'phone', 'address', 'email'] as const;
export const RevealAskerBody = Type.Object({ field: oneOf([...askerFields]), reason: text(200, 2) }, strict);
export type RevealAskerBody = Static<typeof RevealAskerBody>;
export const CloseBody = Type.Object({ told: oneOf(toldWays) }, strict);
export type CloseBody = Static<typeof CloseBody>;

export const ConsultationQuery = Type.Object(
  {
    phase: Type.Optional(oneOf(['asked', 'answered', 'transferred', 'closed', 'retired'])),
    open: Type.Optional(Type.Boolean({ description: 'false: closed ones as well' })),
    bureau: Type.Optional(text(80)),
    channel: Type.Optional(oneOf(consultationChannels)),
    food: Type.Optional(Type.Boolean({ description: 'true: only those about food safety' })),
    owed: Type.Optional(Type.Boolean({ description: 'only those with a paper that has not left yet' })),
    q: Type.Optional(text(80)),
    cursor: Type.Optional(text(200)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  strict,
);
export type ConsultationQuery = Static<typeof ConsultationQuery>;

export const ConsultationRow = Type.Object({
  number: Type.String(),
  version: Type.Integer(),
  phase: Type.String(),
  bureau: Type.String(),
  channel: Type.String(),
  asker: Type.String({ description: 'masked' }),
  food: Type.Boolean(),
  receivedOn: orNull(day()),
  answeredOn: orNull(day()),
  receivedAt: orNull(Type.String({ description: 'the instant, where an imported source says it' })),
  answeredAt: orNull(Type.String({ description: 'the instant, where an imported source says it' })),
  owed: Type.Integer({ description: 'papers that have not left yet' }),
  inVain: Type.Boolean({ description: 'the last message about a paper still owed did not arrive' }),
  largePrint: Type.Boolean({ description: 'letters to the asker are printed large' }),
  handedOn: orNull(day()),
  filedAt: Type.String(),
});
export type ConsultationRow = Static<typeof ConsultationRow>;
export const ConsultationList = Type.Object(
  {
    rows: Type.Array(ConsultationRow),
    next: orNull(Type.String()),
    total: orNull(Type.Integer({ description: 'on the first page: how many there are, 1,001 meaning more' })),
  },
  { $id: 'ConsultationList' },
);
export type ConsultationList = Static<typeof ConsultationList>;

/** The question of another bureau that goes on with this one, or that this one goes on with. */
const Linked = Type.Object({ number: Type.String(), bureau: Type.String(), bureauName: Type.String(), on: day() });

export const ConsultationView = Type.Object(
  {
    number: Type.String(),
    version: Type.Integer(),
    phase: oneOf(['asked', 'answered', 'transferred', 'closed', 'retired']),
    bureau: Type.String(),
    bureauName: Type.String(),
    channel: Type.String(),
    receivedOn: orNull(day()),
    receivedAt: orNull(Type.String({ description: 'the instant, where an imported source says it' })),
    receiptCorrections: Type.Array(
      Type.Object({
        was: orNull(day()),
        receivedOn: day(),
        on: day(),
        by: Type.String(),
        reasons: orNull(Type.String()),
      }),
      { description: 'the day of receipt put right, the last one at the end; staff only' },
    ),
    filedAt: Type.String(),
    closedOn: orNull(day()),
    asker: Type.Object({
      person: orNull(Type.String({ description: 'staff only' })),
      name: orNull(Type.String()),
      phone: orNull(Type.String()),
      address: orNull(Type.String()),
      email: orNull(Type.String()),
      reference: orNull(Type.String({ description: 'how an imported source calls the asker; staff only' })),
    }),
    askerCorrections: Type.Array(
      Type.Object({
        on: day(),
        by: orNull(Type.String({ description: 'staff only; null where the system passed it on' })),
        along: orNull(
          Type.String({ description: 'staff only: the same question at another bureau, where it was put right' }),
        ),
        fields: Type.Array(oneOf([...askerFields])),
      }),
      { description: 'what is known of the asker put right, the last one at the end' },
    ),
    title: orNull(Type.String()),
    question: orNull(Type.String()),
    problemCode: orNull(Type.String()),
    food: Type.Boolean(),
    largePrint: Type.Boolean({ description: 'letters to the asker are printed large; `url` of a paper makes it so' }),
    externalNumber: orNull(Type.String()),
    notInSource: Type.Array(Type.String()),
    answer: orNull(
      Type.Object({
        on: orNull(day()),
        at: orNull(Type.String({ description: 'the instant, where an imported source says it' })),
        text: orNull(Type.String()),
        basis: Type.Array(Type.String()),
      }),
    ),
    transferredTo: orNull(Type.String()),
    linkedTo: orNull(
      Type.Object({
        ...Linked.properties,
        takenOn: orNull(Type.String({ description: 'day on which that bureau had it on its desk' })),
      }),
    ),
    linkedFrom: orNull(
      Type.Object({
        ...Linked.properties,
        firstReceivedOn: day(),
        reasons: orNull(Type.String({ description: 'why it was handed over; staff only' })),
      }),
    ),
    contentHash: Type.String(),
    papers: Type.Array(
      Type.Object({
        n: Type.Integer(),
        code: Type.String(),
        number: Type.String(),
        url: Type.String(),
        owed: Type.Boolean({ description: 'has not left yet' }),
        replacedBy: orNull(Type.String({ description: 'number of the answer that took the place of this one' })),
        told: Type.Array(
          Type.Object({ channel: oneOf(toldWays), outcome: oneOf(['delivered', 'sent', 'failed']), on: day() }),
        ),
      }),
    ),
    acts: Type.Array(oneOf(['answer', 'transfer', 'correct-receipt', 'tell', 'send-again', 'choose-print', 'close'])),
    erased: Type.Boolean({ description: 'what was known of the asker was erased on request' }),
    mayReveal: Type.Boolean(),
    mayCorrectAsker: Type.Boolean(),
    mayHold: Type.Boolean(),
    mayLiftHold: Type.Boolean(),
  },
  { $id: 'ConsultationView' },
);
export type ConsultationView = Static<typeof ConsultationView>;

/** What is known of the asker, put right (PIPL art. 46). */
export const CorrectAskerBody = Type.Object(
  {
    person: Type.String({ format: 'uuid' }),
    fields: Type.Object(
      {
        name: Type.Optional(text(100)),
        phone: Type.Optional(text(40)),
        address: Type.Optional(text(300)),
        email: Type.Optional(text(200)),
      },
      { ...strict, minProperties: 1 },
    ),
    reason: text(500, 2),
    request: Type.Optional(Type.String({ format: 'uuid', description: 'the data request this answers' })),
    answer: Type.Optional(text(3000, 2)),
  },
  strict,
);
export type CorrectAskerBody = Static<typeof CorrectAskerBody>;

/** The cases of PIPL art. 47(1), as for a party of a complaint. */
export const EraseAskerBody = Type.Object(
  {
    person: Type.String({ format: 'uuid' }),
    ground: oneOf(['no-longer-needed', 'term-over', 'consent-withdrawn', 'handled-unlawfully']),
    reason: text(500, 2),
    request: Type.Optional(Type.String({ format: 'uuid', description: 'the data request this answers' })),
    answer: Type.Optional(text(3000, 2)),
  },
  strict,
);
export type EraseAskerBody = Static<typeof EraseAskerBody>;
export const AskerErased = Type.Object(
  { erasedAt: Type.String(), files: Type.Integer(), version: Type.Integer() },
  { $id: 'AskerErased' },
);

export const HoldBody = Type.Object({ reason: text(500, 2) }, strict);
export const Hold = Type.Object({
  id: Type.String(),
  reason: Type.String(),
  placedBy: Type.String(),
  placedByName: Type.String(),
  placedAt: Type.String(),
});
export type Hold = Static<typeof Hold>;
