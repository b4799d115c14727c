import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { Problem } from '../case-contract.ts';
import { day, fen, orNull } from '../parts-contract.ts';
import { batchActs, incidentServiceWays } from '../vocabulary.ts';

/** Shapes of the HTTP API for events that many complaints are about. */

const strict = { additionalProperties: false } as const;
const text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength, pattern: seenPattern });
const lines = () => Type.Array(text(2000), { minItems: 1, maxItems: 50 });
const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);

export const OpenIncidentBody = Type.Object(
  { title: text(100), operator: Type.Optional(text(80)), facts: Type.Optional(lines()) },
  { ...strict, $id: 'OpenIncidentBody' },
);
export type OpenIncidentBody = Static<typeof OpenIncidentBody>;
export const FactsBody = Type.Object({ facts: lines() }, strict);
export type FactsBody = Static<typeof FactsBody>;
export const VerifyBody = Type.Object(
  {
    finding: text(5000),
    measures: Type.Optional(text(5000)),
    reasons: Type.Optional({ ...text(2000), description: 'why it replaces an earlier finding; asked for then' }),
  },
  strict,
);
export type VerifyBody = Static<typeof VerifyBody>;
export const AnnounceBody = Type.Object({ verified: lines(), steps: lines(), phone: Type.Optional(text(40)) }, strict);
export type AnnounceBody = Static<typeof AnnounceBody>;
export const WithdrawAnnouncementBody = Type.Object(
  { reasons: { ...text(2000), description: 'stands on the public page' } },
  strict,
);
export type WithdrawAnnouncementBody = Static<typeof WithdrawAnnouncementBody>;
export const PaperBody = Type.Object({ code: oneOf(['incident-fact-sheet', 'incident-claimants']) }, strict);
export type PaperBody = Static<typeof PaperBody>;

export const ServeBody = Type.Object(
  {
    paper: Type.Integer({ minimum: 1 }),
    way: oneOf(incidentServiceWays),
    to: { ...text(200), description: 'to whom, or where it was hung up or published' },
    at: Type.Optional(Type.String({ format: 'date-time', description: 'when it happened, if earlier than now' })),
    receiver: Type.Optional({ ...text(100), description: 'who took it; asked for where it was handed over' }),
    proof: Type.Optional({
      ...text(200),
      description: 'tracking number, number of entry; asked for where it was sent',
    }),
    note: Type.Optional(text(1000)),
  },
  strict,
);
export type ServeBody = Static<typeof ServeBody>;
export const TakeBackServiceBody = Type.Object({ service: Type.Integer({ minimum: 1 }), reasons: text(1000) }, strict);
export type TakeBackServiceBody = Static<typeof TakeBackServiceBody>;

/** Complaints in reach: of one operator (that of the event unless another is named), filed in a period, still open. */
export const MemberSearch = Type.Object(
  { operator: Type.Optional(text(80)), from: Type.Optional(day()), to: Type.Optional(day()) },
  { ...strict, $id: 'MemberSearch' },
);
export type MemberSearch = Static<typeof MemberSearch>;
export const Matches = Type.Object({
  total: Type.Integer(),
  numbers: Type.Array(Type.String()),
  inAnother: Type.Array(
    Type.Object({ number: Type.String(), incident: Type.String({ description: 'number of the event it belongs to' }) }),
    { description: 'would be refused: each belongs to another event' },
  ),
});
export type Matches = Static<typeof Matches>;

/** Where the terms common to all name the amount of the one who reads them. */
export const ownAmount = '【金额】';

/** Which complaints: named one by one, found by a search, or all that belong to the event. */
export const BatchBody = Type.Object(
  {
    act: oneOf(batchActs),
    body: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())),
    numbers: Type.Optional(Type.Array(text(80), { minItems: 1, maxItems: 5000 })),
    search: Type.Optional(MemberSearch),
    amounts: Type.Optional(
      Type.Array(Type.Object({ number: text(80), recoveredFen: fen() }, strict), {
        minItems: 1,
        maxItems: 5000,
        description: `of agreements: what each complainant gets; ${ownAmount} in the terms stands for it`,
      }),
    ),
  },
  { ...strict, $id: 'BatchBody' },
);
export type BatchBody = Static<typeof BatchBody>;

export const Claims = Type.Object(
  {
    rows: Type.Array(
      Type.Object({
        number: Type.String(),
        phase: Type.String(),
        claimedFen: orNull(Type.Integer({ description: 'sum of what is claimed, else what was paid' })),
      }),
    ),
  },
  { $id: 'IncidentClaims' },
);
export type Claims = Static<typeof Claims>;

export const BatchView = Type.Object(
  {
    batch: Type.String(),
    act: Type.String(),
    orderedBy: Type.String(),
    orderedAt: Type.String(),
    total: Type.Integer(),
    waiting: Type.Integer(),
    done: Type.Integer(),
    refused: Type.Integer(),
  },
  { $id: 'BatchView' },
);
export type BatchView = Static<typeof BatchView>;

export const BatchResults = Type.Object(
  {
    ...BatchView.properties,
    cases: Type.Array(
      Type.Object({
        place: Type.Integer(),
        number: Type.String(),
        state: oneOf(['waiting', 'done', 'refused']),
        version: orNull(Type.Integer()),
        problem: orNull(Problem),
      }),
    ),
    next: orNull(Type.Integer()),
  },
  { $id: 'BatchResults' },
);
export type BatchResults = Static<typeof BatchResults>;
export const ResultsQuery = Type.Object(
  {
    state: Type.Optional(oneOf(['waiting', 'done', 'refused'])),
    after: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  strict,
);
export type ResultsQuery = Static<typeof ResultsQuery>;

export const IncidentRow = Type.Object({
  id: Type.String(),
  number: Type.String(),
  title: Type.String(),
  phase: oneOf(['open', 'closed']),
  bureau: Type.String(),
  operator: orNull(Type.String()),
  openedOn: day(),
  announcedOn: orNull(day()),
  cases: Type.Integer(),
  open: Type.Integer(),
});
export const IncidentList = Type.Object({ rows: Type.Array(IncidentRow) }, { $id: 'IncidentList' });
export type IncidentList = Static<typeof IncidentList>;

export const IncidentView = Type.Object(
  {
    id: Type.String(),
    number: Type.String(),
    version: Type.Integer(),
    title: Type.String(),
    phase: oneOf(['open', 'closed']),
    bureau: Type.String(),
    operator: orNull(Type.String()),
    operatorName: orNull(Type.String()),
    openedOn: day(),
    closedOn: orNull(day()),
    facts: Type.Array(Type.String()),
    verification: orNull(
      Type.Object({
        on: day(),
        finding: Type.String(),
        measures: Type.String(),
        reasons: Type.String({ description: 'why it replaced an earlier finding; empty for the first' }),
      }),
    ),
    isAnnouncementOutdated: Type.Boolean({ description: 'the finding was replaced after the last announcement' }),
    announcedOn: orNull({ ...day(), description: 'of the announcement in force' }),
    cases: Type.Record(Type.String(), Type.Integer(), { description: 'complaints by phase' }),
    amountFen: Type.Integer(),
    elsewhere: Type.Integer({
      description: 'of the complaints that count those of other units, which the reader does not see',
    }),
    papers: Type.Array(
      Type.Object({
        n: Type.Integer(),
        code: Type.String(),
        number: orNull(Type.String()),
        url: Type.String(),
        isOriginal: Type.Boolean({ description: 'false once it named somebody who was erased since' }),
        withdrawn: orNull(
          Type.Object(
            { on: day(), reasons: Type.String() },
            { description: 'of an announcement that holds no more: when and why' },
          ),
        ),
        isSealed: Type.Boolean({ description: 'the sealed copy is served in place of the file' }),
        services: Type.Array(
          Type.Object({
            service: Type.Integer(),
            way: oneOf(incidentServiceWays),
            at: Type.String(),
            to: Type.String(),
            receiver: orNull(Type.String()),
            proof: orNull(Type.String()),
            note: orNull(Type.String()),
            takenBack: orNull(Type.String({ description: 'why the entry does not count' })),
            url: orNull(Type.String({ description: 'what proves it, where a scan was kept' })),
          }),
          { description: 'for those who handle complaints at the bureau; empty for others' },
        ),
        awaitsSeal: Type.Boolean({ description: 'the bureau has a seal product and it has not sealed this paper yet' }),
      }),
    ),
    batches: Type.Array(BatchView),
  },
  { $id: 'IncidentView' },
);
export type IncidentView = Static<typeof IncidentView>;

export const IncidentPaperSealed = Type.Object(
  { n: Type.Integer(), sha256: Type.String({ description: 'of the sealed copy that is served from now on' }) },
  { $id: 'IncidentPaperSealed' },
);

export const ServiceProofKept = Type.Object(
  { service: Type.Integer(), sha256: Type.String() },
  { $id: 'ServiceProofKept' },
);

export const VictimList = Type.Object(
  {
    people: Type.Integer(),
    complaints: Type.Integer(),
    erased: Type.Integer({
      description: 'of the complaints those whose complainant was erased: in no row, the amount counts',
    }),
    elsewhere: Type.Integer({
      description: 'complaints of other units, which the reader does not see: in no row and no sum',
    }),
    amountFen: Type.Integer({ description: 'each person’s sum once, however often they complained' }),
    rows: Type.Array(
      Type.Object({
        name: Type.String({ description: 'masked' }),
        phone: Type.String({ description: 'masked' }),
        complaints: Type.Array(Type.String()),
        amountFen: orNull(
          Type.Integer({ description: 'what counts: the highest, of equal ones that of the later complaint' }),
        ),
        countedOf: orNull(Type.String({ description: 'number of the complaint whose amount counts' })),
        repeats: Type.Array(Type.Object({ number: Type.String(), amountFen: orNull(Type.Integer()) }), {
          description: 'complaints of the same person that repeat it: their amounts do not count',
        }),
      }),
    ),
  },
  { $id: 'VictimList' },
);
export type VictimList = Static<typeof VictimList>;
