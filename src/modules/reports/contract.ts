import Type, { type Static, type TSchema } from 'typebox';
import { dayShape, seenPattern } from '#kernel/field-shapes.ts';
import type { Reckoning } from '#kernel/reckoning.ts';

/** Shapes of the HTTP API for reports; only the reports desk ever gets an answer with one in it. */

const strict = { additionalProperties: false } as const;
const orNull = <const T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength, pattern: seenPattern });
const day = () => Type.String({ ...dayShape });
const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);

/** Files handed in beforehand, by the ids the upload answered with; as many as a complaint takes. */
const filesInHand = () =>
  Type.Optional(
    Type.Array(Type.String({ format: 'uuid' }), { maxItems: 30, description: 'files handed in beforehand' }),
  );

export const reportChannels = ['web', 'counter', 'phone', 'letter', 'hotline-12345', 'platform-12315'] as const;

export const ReportRequest = Type.Object(
  {
    channel: Type.Optional(oneOf(reportChannels)),
    externalNumber: Type.Optional(text(80)),
    receivedOn: Type.Optional(day()),
    receivedLongAgo: Type.Optional(Type.Boolean({ description: 'an older day of receipt was checked (RCV-01)' })),
    /** Left out by a reporter who gives no name (form 2 leaves these fields blank). */
    reporter: Type.Optional(
      Type.Object(
        {
          name: text(100),
          phone: text(40),
          address: Type.Optional(text(300)),
          idType: Type.Optional(text(40)),
          idNumber: Type.Optional(text(40)),
        },
        strict,
      ),
    ),
    reported: Type.Object(
      {
        kind: oneOf(['ordinary', 'platform', 'own-site', 'platform-shop', 'unknown']),
        operator: Type.Optional(text(80)),
        platform: Type.Optional(text(80)),
        shop: Type.Optional(text(80)),
        name: Type.Optional(text(200)),
        address: Type.Optional(text(300)),
        phone: Type.Optional(text(40)),
        contact: Type.Optional(text(100)),
        clue: Type.Optional(text(500)),
        region: Type.Optional(text(20)),
      },
      strict,
    ),
    clue: text(5000),
    basis: Type.Optional(text(5000)),
    place: Type.Optional(text(300)),
    problemCode: Type.Optional(text(40)),
    bureau: Type.Optional(text(80)),
    evidence: filesInHand(),
  },
  { ...strict, $id: 'ReportRequest' },
);
export type ReportRequest = Static<typeof ReportRequest>;

export const ClueBody = Type.Object(
  {
    clue: text(5000),
    basis: Type.Optional(text(5000)),
    foundOn: Type.Optional(day()),
    problemCode: Type.Optional(text(40)),
    evidence: filesInHand(),
  },
  { ...strict, $id: 'ClueBody' },
);
export type ClueBody = Static<typeof ClueBody>;

export const ReportReceipt = Type.Object(
  {
    number: Type.String(),
    filedAt: Type.String(),
    contentHash: Type.String(),
    receivedOn: day(),
    dueOn: orNull(day()),
    bureau: Type.String(),
  },
  { $id: 'ReportReceipt' },
);
export type ReportReceipt = Static<typeof ReportReceipt>;

export const ReportClock = Type.Object({
  rule: Type.String(),
  state: oneOf(['running', 'overdue', 'met', 'met-late']),
  dueOn: orNull(day()),
  provisional: Type.Boolean(),
  reckoning: Type.Unsafe<Reckoning>(Type.Unknown()),
});

export const ReportRow = Type.Object({
  number: Type.String(),
  version: Type.Integer(),
  bureau: Type.String(),
  phase: Type.String(),
  source: oneOf(['reporter', 'mediation']),
  named: Type.Boolean(),
  reported: orNull(Type.String()),
  problemCode: orNull(Type.String()),
  food: Type.Boolean(),
  receivedOn: day(),
  dueOn: orNull(day()),
  dueRule: orNull(Type.String()),
  provisional: Type.Boolean(),
  owed: Type.Integer({ description: 'letters that have not left yet' }),
  filedAt: Type.String(),
});
export type ReportRow = Static<typeof ReportRow>;
export const ReportList = Type.Object(
  {
    rows: Type.Array(ReportRow),
    next: orNull(Type.String()),
    total: orNull(Type.Integer({ description: 'on the first page: how many there are, 1,001 meaning more' })),
  },
  { $id: 'ReportList' },
);
export type ReportList = Static<typeof ReportList>;

export const ReportQuery = Type.Object(
  {
    due: Type.Optional(oneOf(['overdue', 'soon', 'later', 'provisional'])),
    source: Type.Optional(oneOf(['reporter', 'mediation'])),
    named: Type.Optional(Type.Boolean()),
    bureau: Type.Optional(text(80)),
    food: Type.Optional(Type.Boolean({ description: 'true: only those about food safety' })),
    problemCode: Type.Optional(text(40)),
    q: Type.Optional(
      Type.String({ maxLength: 80, description: 'a number or its end; nothing else of a report is ever sought' }),
    ),
    cursor: Type.Optional(text(200)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  strict,
);
export type ReportQuery = Static<typeof ReportQuery>;

export const toldWays = ['letter', 'hand', 'phone', 'e-mail'] as const;
const tellingOutcomes = ['delivered', 'sent', 'failed'] as const;

/** The report of another authority that goes on with this one, or that this one goes on with. */
const Linked = Type.Object({ number: Type.String(), bureau: Type.String(), bureauName: Type.String(), on: day() });

const Cited = Type.Object({ text: Type.String(), article: Type.String() });

export const ReportView = Type.Object(
  {
    number: Type.String(),
    version: Type.Integer(),
    phase: Type.String(),
    bureau: Type.String(),
    intake: Type.String(),
    source: oneOf(['reporter', 'mediation']),
    channel: orNull(Type.String()),
    /** The complaint in whose mediation it was found; nothing in that complaint points back. */
    complaint: orNull(Type.String()),
    foundBy: orNull(Type.String()),
    receivedOn: day(),
    receiptCorrections: Type.Array(
      Type.Object({ was: day(), receivedOn: day(), on: day(), by: Type.String(), reasons: orNull(Type.String()) }),
      { description: 'the day of receipt put right, the last one at the end' },
    ),
    reckonedAnew: Type.Array(
      Type.Object({
        on: day(),
        year: orNull(Type.Integer({ description: 'the year whose days off were announced or changed' })),
        rule: orNull(
          Type.String({ description: 'the rule the authority decided on, or a release put right; silent of a year' }),
        ),
        decided: Type.Boolean({ description: 'by the authority: neither a notice nor a release of the program' }),
        moved: Type.Array(Type.Object({ rule: Type.String(), from: day(), to: day() })),
        confirmed: Type.Array(Type.String(), { description: 'rules whose provisional day has become certain' }),
      }),
      { description: 'limits reckoned anew because the law changed, the last one at the end' },
    ),
    filedAt: Type.String(),
    externalNumber: orNull(Type.String()),
    reporter: orNull(
      Type.Object({
        person: Type.String({ description: 'for putting right or erasing what is known of them' }),
        mayCorrect: Type.Boolean(),
        erased: orNull(Type.Object({ on: day(), basis: Type.String() })),
        masked: Type.Record(Type.String(), orNull(Type.String())),
        earlier: Type.Array(Type.String(), { description: 'other reports from the same phone (Order 121 art. 35)' }),
      }),
    ),
    reported: Type.Object({
      operator: orNull(Type.String()),
      name: orNull(Type.String()),
      address: orNull(Type.String()),
      phone: orNull(Type.String()),
      contact: orNull(Type.String()),
      clue: orNull(Type.String()),
    }),
    clue: orNull(Type.String()),
    basis: orNull(Type.String()),
    place: orNull(Type.String()),
    problemCode: orNull(Type.String()),
    food: Type.Boolean(),
    contentHash: Type.String(),
    evidence: Type.Array(
      Type.Object({
        file: Type.String(),
        mediaType: Type.String(),
        bytes: Type.Integer(),
        sha256: Type.String(),
        url: Type.String(),
      }),
    ),
    clocks: Type.Array(ReportClock),
    transferredTo: orNull(Type.String()),
    transferredOn: orNull(day()),
    linkedTo: orNull(Linked),
    linkedFrom: orNull(Type.Object({ ...Linked.properties, firstReceivedOn: day(), reasons: orNull(Type.String()) })),
    papers: Type.Array(
      Type.Object({
        n: Type.Integer(),
        code: Type.String(),
        number: Type.String(),
        url: Type.String(),
        owed: Type.Boolean({ description: 'has not left yet' }),
        told: Type.Array(Type.Object({ channel: oneOf(toldWays), outcome: oneOf(tellingOutcomes), on: day() })),
      }),
    ),
    mayTransfer: Type.Boolean(),
    transferBasis: Type.Object(
      { within: Type.Array(Cited), elsewhere: Type.Array(Cited) },
      { description: 'how a report goes on, as the order that governs it has it' },
    ),
    mayTell: Type.Boolean(),
    retiredOn: orNull(day()),
    mayHold: Type.Boolean(),
    mayLiftHold: Type.Boolean(),
    mayProlong: Type.Boolean(),
    mayCorrectReceipt: Type.Boolean(),
    timeline: Type.Array(Type.Object({ type: Type.String(), at: Type.String(), actor: Type.String() })),
  },
  { $id: 'ReportView' },
);
export type ReportView = Static<typeof ReportView>;

export const ProlongBody = Type.Object({ reasons: text(2000, 2) }, strict);
export const ReceiptBody = Type.Object({ receivedOn: day(), reasons: text(2000, 2) }, strict);
export type ReceiptBody = Static<typeof ReceiptBody>;
export const TransferBody = Type.Object(
  {
    to: Type.Optional(text(200)),
    unit: Type.Optional(
      Type.String({
        minLength: 1,
        pattern: seenPattern,
        maxLength: 80,
        description:
          'a unit of this instance, where the report goes on: for food any bureau; within the authority the intake body sends ' +
          'any report to a bureau, and a bureau gives any report back to it',
      }),
    ),
    reasons: text(2000, 2),
    lack: Type.Optional(oneOf(['duty', 'territory'])),
    foodMatter: Type.Optional(Type.Boolean({ description: 'the officer finds that it is about food safety' })),
  },
  strict,
);
export type TransferBody = Static<typeof TransferBody>;
export const TellBody = Type.Object(
  { paper: Type.Integer({ minimum: 1 }), channel: oneOf(toldWays), outcome: oneOf(tellingOutcomes) },
  strict,
);
export type TellBody = Static<typeof TellBody>;

export const OwedLetters = Type.Object({
  rows: Type.Array(
    Type.Object({
      number: Type.String({ description: 'of the report' }),
      bureau: Type.String(),
      n: Type.Integer(),
      code: Type.String(),
      paperNumber: Type.String(),
      madeOn: day(),
      owedBy: day(),
      rule: oneOf(['RPT-02', 'PIP-01']),
      failed: Type.Boolean({ description: 'it left once and did not come' }),
      url: Type.String(),
    }),
  ),
  more: Type.Boolean({ description: 'the list of reports shows those that are not told here' }),
});
export type OwedLetters = Static<typeof OwedLetters>;

export const RevealReporterBody = Type.Object(
  { field: oneOf(['name', 'phone', 'address', 'id-type', 'id-number']), reason: text(500, 2) },
  strict,
);

const erasureGrounds = ['no-longer-needed', 'term-over', 'consent-withdrawn', 'handled-unlawfully'] as const;
const ofRequest = () => Type.Optional(Type.String({ format: 'uuid', description: 'the data request this serves' }));

export const CorrectReporterBody = Type.Object(
  {
    person: Type.String({ format: 'uuid' }),
    fields: Type.Object(
      { name: Type.Optional(text(100)), phone: Type.Optional(text(40)), address: Type.Optional(text(300)) },
      { ...strict, minProperties: 1 },
    ),
    reason: text(500, 2),
    request: ofRequest(),
  },
  strict,
);
export type CorrectReporterBody = Static<typeof CorrectReporterBody>;

export const AnswerReporterBody = Type.Object(
  {
    person: Type.String({ format: 'uuid' }),
    request: Type.String({ format: 'uuid', description: 'the request for access or a copy it answers' }),
    reason: text(500, 2),
  },
  strict,
);
export type AnswerReporterBody = Static<typeof AnswerReporterBody>;

export const EraseReporterBody = Type.Object(
  {
    person: Type.String({ format: 'uuid' }),
    ground: oneOf(erasureGrounds),
    reason: text(500, 2),
    request: ofRequest(),
  },
  strict,
);
export type EraseReporterBody = Static<typeof EraseReporterBody>;

export const HoldBody = Type.Object({ reason: text(500, 2) }, strict);
export const Hold = Type.Object({
  id: Type.String(),
  reason: Type.String(),
  placedBy: Type.String(),
  placedByName: Type.String(),
  placedAt: Type.String(),
});
export type Hold = Static<typeof Hold>;
