import type { Day } from '#kernel/day.ts';
import type { Sealed } from './filing-parts.ts';

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

/** It leaves the authority, or goes to a bureau that goes on from the receipt of this unit. */
export type Goes = { readonly leaves?: true; readonly receiptOf?: string };

/** What is said and settled about which body handles a case. */
export type CompetenceEvent =
  /** `superior`: a unit by its id or a body outside by its name; the first cases were asked about without one. */
  | Act<'SuperiorAsked', { reasons: Sealed; superior?: string; rival?: string; on: Day }>
  /** `rival`, `competent`, `body`: a unit by its id or a body that does not work here by its name. */
  | Act<'CompetenceDisputed', { rival: string; on: Day; reasons: Sealed }>
  /** The other bureau works here and has said whether it takes the case. */
  | Act<'RivalAnswered', { rival: string; takes: boolean; on: Day; reasons: Sealed }>
  | Act<'CompetenceAgreed', { competent: string; on: Day; agreedOn: Day; counterpart: Sealed; reasons: Sealed } & Goes>
  | Act<
      'CompetenceDecided',
      {
        competent: string;
        on: Day;
        reasons: Sealed;
        /** The superior; the first decisions did not name it. */
        body?: string;
        document?: string;
        /** Of a decision taken elsewhere and recorded here. */
        decidedOn?: Day;
      } & Goes
    >
  | Act<'ComplaintTakenOver', { from: string; to: string; on: Day; reasons: Sealed; receiptOf?: string }>
  /** `unit` and `linked` where that body works here too: the case goes on there under that number. */
  | Act<
      'ComplaintTransferredOut',
      { on: Day; to: string; basis: string; reasons: Sealed; unit?: string; linked?: string }
    >;
