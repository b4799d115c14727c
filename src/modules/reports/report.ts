import type { Day } from '#kernel/day.ts';
import type { LimitsMoved } from '#kernel/limits-moved.ts';
import type { Language } from '#kernel/translate.ts';
import { prolongedBefore, type Receipt, withReceiptDay } from './receipts.ts';

/** A value kept in the vault: where it lies and what binds the act to it. */
export type Sealed = { readonly entry: string; readonly commitment: string };

export type ReportChannel = 'web' | 'counter' | 'phone' | 'letter' | 'hotline-12345' | 'platform-12315';

export type ReportedField = 'name' | 'address' | 'phone' | 'contact' | 'clue';
export type ReporterField = 'name' | 'phone' | 'address' | 'id-type' | 'id-number';

export type Reported = {
  readonly operator?: string;
  readonly platform?: string;
  readonly shop?: string;
  readonly fields: Readonly<Partial<Record<ReportedField, Sealed>>>;
};

/** A real-name reporter; the account and the digest of the phone stand in a table of their own. */
export type Reporter = {
  readonly person: string;
  readonly fields: Readonly<Partial<Record<ReporterField, Sealed>>>;
};

export type ReportEvidence = {
  readonly file: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
};

/** Where it came from: somebody reported it, or an officer found it while mediating (Order 121 art. 27). */
export type Source =
  | { readonly by: 'reporter'; readonly channel: ReportChannel }
  | { readonly by: 'mediation'; readonly complaint: string; readonly foundBy: string };

/** The report of another authority of the instance that this one goes on with. */
export type LinkedFrom = {
  readonly number: string;
  readonly bureau: string;
  /** Day on which it was handed over and lay here. */
  readonly on: Day;
  readonly firstReceivedOn: Day;
  readonly reasons: Sealed;
  /** Within the authority (Order 121 art. 41); silent of a food report. */
  readonly way?: 'distributed' | 'returned';
  /** Day from which the verification ran where it came from: what is given back goes on from it. */
  readonly runningSince?: Day;
  /** Who had it before, and since when: a unit that gets it again goes on from its first receipt. */
  readonly receipts?: readonly Receipt[];
};

export type PaperMade = {
  readonly n: number;
  readonly code: 'food-transfer-notice' | 'food-transfer' | 'form-3' | 'personal-data-answer';
  readonly number: string;
  readonly templateVersion: string;
  readonly data: Sealed;
  readonly dataHash: string;
};

/** How a letter left: which, how, and whether it came. */
export type Telling = {
  readonly n: number;
  readonly channel: 'letter' | 'hand' | 'phone' | 'e-mail';
  readonly outcome: 'delivered' | 'sent' | 'failed';
  readonly on: Day;
};

export type ReportFiling = {
  readonly number: string;
  readonly source: Source;
  /** The bureau that verifies, without the compartment. */
  readonly bureau: string;
  readonly intake: string;
  /** Day the clue was found or the report came in: CMP-05 runs from it. */
  readonly receivedOn: Day;
  readonly reporter: Reporter | null;
  readonly reported: Reported;
  readonly clue: Sealed;
  /** What the clue rests on (Order 121 art. 28: a report needs a factual basis). */
  readonly basis?: Sealed;
  readonly place?: Sealed;
  readonly problemCode?: string;
  readonly food: boolean;
  readonly evidence: readonly ReportEvidence[];
  readonly externalNumber?: string;
  readonly language?: Language;
  readonly from?: LinkedFrom;
  readonly contentHash: string;
};

/** A wrong day of receipt, put right by the head. */
export type ReceiptCorrection = {
  readonly was: Day;
  readonly receivedOn: Day;
  readonly on: Day;
  readonly approvedBy: string;
  readonly reasons: Sealed;
  /** Limits that end on another day now. */
  readonly moved: readonly { readonly rule: string; readonly from: Day; readonly to: Day }[];
};

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

export type ReportEvent =
  | Act<'ReportFiled', ReportFiling>
  | Act<'ClueFound', ReportFiling>
  | Act<'ReportReceiptCorrected', ReceiptCorrection>
  /** A notice on days off, or a decision on what the law leaves open, ends its limits on other days. */
  | Act<'CalendarReckonedAnew', { on: Day; year: number } & LimitsMoved>
  | Act<'SettingReckonedAnew', { on: Day; rule: string; name: string } & LimitsMoved>
  /** A release of the program put the rule right. */
  | Act<'RuleReckonedAnew', { on: Day; rule: string } & LimitsMoved>
  | Act<'VerificationProlonged', { on: Day; approvedBy: string; reasons: Sealed }>
  | Act<
      'ReportTransferred',
      {
        on: Day;
        to: string;
        reasons: Sealed;
        papers: readonly PaperMade[];
        /** Where the receiver works here: the unit, and the number under which it goes on there. */
        unit?: string;
        linked?: string;
        /** Within the authority (Order 121 art. 41); silent of a food report. */
        way?: 'distributed' | 'returned';
      }
    >
  | Act<'ReportTold', Telling>
  /** What the report holds of who made it, on their own request. */
  | Act<'ReporterAnswered', { on: Day; request: string; papers: readonly PaperMade[] }>
  | Act<'ReporterCorrected', { fields: Reporter['fields'] }>
  /** `repeats`: erased on that day already, and brought back by a backup. */
  | Act<'ReporterErased', { person: string; basis: string; on: Day; repeats?: 'restore' }>
  | Act<'LegalHoldPlaced', { hold: string }>
  | Act<'LegalHoldLifted', { hold: string }>
  | Act<'ReportRetired', { rule: 'RET-05'; years: number; on: Day }>;

/** What a change of the law did to the limits, as the file tells it. */
export type Reckoned = LimitsMoved & { readonly on: Day } & (
    | { readonly year: number }
    | { readonly rule: string; readonly name?: string }
  );

export type Report = ReportFiling & {
  readonly version: number;
  /** The process of verifying and deciding comes with enforcement; until then a report is kept and its clock runs. */
  readonly phase: 'verifying' | 'transferred' | 'retired';
  readonly prolongedOn: Day | null;
  readonly receiptCorrections: readonly ReceiptCorrection[];
  readonly reckonedAnew: readonly Reckoned[];
  readonly transferredTo: string | null;
  readonly transferredOn: Day | null;
  /** The report of another authority that goes on with this one. */
  readonly linkedTo: { readonly number: string; readonly unit: string; readonly on: Day } | null;
  readonly papers: readonly PaperMade[];
  readonly told: readonly Telling[];
  /** When, and under which article, what was known of the reporter was destroyed at the reporter's wish. */
  readonly reporterErased: { readonly on: Day; readonly basis: string } | null;
  /** Day on which everything of persons in it was destroyed. */
  readonly retiredOn: Day | null;
};

export const evolve = (state: Report | undefined, event: ReportEvent): Report => {
  if (event.type === 'ReportFiled' || event.type === 'ClueFound') {
    if (state !== undefined) throw new Error('a report begins once');
    return {
      ...event.payload,
      version: 1,
      phase: 'verifying',
      prolongedOn: prolongedBefore(event.payload.bureau, event.payload.from),
      receiptCorrections: [],
      reckonedAnew: [],
      transferredTo: null,
      transferredOn: null,
      linkedTo: null,
      papers: [],
      told: [],
      reporterErased: null,
      retiredOn: null,
    };
  }
  if (state === undefined) throw new Error('a report begins with ReportFiled or ClueFound');
  const next = { ...state, version: state.version + 1 };
  switch (event.type) {
    case 'ReportReceiptCorrected':
      return {
        ...withReceiptDay(next, event.payload),
        receiptCorrections: [...state.receiptCorrections, event.payload],
      };
    case 'CalendarReckonedAnew':
    case 'SettingReckonedAnew':
    case 'RuleReckonedAnew':
      return { ...next, reckonedAnew: [...state.reckonedAnew, event.payload] };
    case 'VerificationProlonged':
      return { ...next, prolongedOn: event.payload.on };
    case 'ReportTransferred': {
      const { on, to, unit, linked, papers } = event.payload;
      return {
        ...next,
        phase: state.phase === 'retired' ? state.phase : 'transferred',
        transferredTo: to,
        transferredOn: on,
        linkedTo: unit === undefined || linked === undefined ? null : { number: linked, unit, on },
        papers: [...state.papers, ...papers],
      };
    }
    case 'ReporterAnswered':
      return { ...next, papers: [...state.papers, ...event.payload.papers] };
    case 'ReportTold':
      return { ...next, told: [...state.told, event.payload] };
    case 'ReporterCorrected': {
      const { reporter } = state;
      if (reporter === null) throw new Error('nobody to be corrected');
      return { ...next, reporter: { ...reporter, fields: { ...reporter.fields, ...event.payload.fields } } };
    }
    case 'ReporterErased':
      return { ...next, reporterErased: { on: event.payload.on, basis: event.payload.basis } };
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
      return next;
    case 'ReportRetired':
      return { ...next, phase: 'retired', retiredOn: event.payload.on };
  }
};

export const fold = (events: readonly ReportEvent[]): Report => {
  const state = events.reduce<Report | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('a report without events');
  return state;
};

/** Who reported under a name, as long as that is known here. */
export const knownReporter = ({ reporter, reporterErased, phase }: Report): Reporter | null =>
  reporterErased === null && phase !== 'retired' ? reporter : null;

/** Letters to the body that takes it over; every other is for the reporter. */
const isForBody = ({ code }: PaperMade): boolean => code === 'food-transfer' || code === 'form-3';

/** Letters that have not left yet; a bureau on whose desk the report itself lies is owed none about it. */
export const owedPapers = ({ phase, papers, told, linkedTo, reporterErased }: Report): readonly PaperMade[] =>
  phase === 'retired'
    ? []
    : papers
        .filter((paper) => (isForBody(paper) ? linkedTo === null : reporterErased === null))
        .filter(({ n }) => (told.findLast((one) => one.n === n)?.outcome ?? 'failed') === 'failed');

/** The compartment in which everything about reports of a bureau lies. */
export const compartmentOf = (bureau: string): string => `${bureau}#reports`;

export const bureauOf = (compartment: string): string => compartment.replace(/#reports$/u, '');
