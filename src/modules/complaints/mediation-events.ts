import type { Day } from '#kernel/day.ts';
import type { Sealed, Side } from './filing-parts.ts';
import type { WhyOff } from './sessions.ts';
import type { MediationMode } from './vocabulary.ts';

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

/** The steps between acceptance and the end of mediation. */
export type MediationEvent =
  | Act<
      'MediationOpened',
      {
        mediator: string;
        mode: MediationMode;
        at?: string;
        place?: Sealed;
        materials?: readonly string[];
        bring?: Sealed;
        recusalDays?: number;
        /** Names of those invited to assist (art. 21). */
        assistants?: readonly Sealed[];
        /** The session on file before this one was over when this one was fixed. */
        earlierHeld?: true;
        /** It agreed to mediation there and then, at `consentedAt`. */
        respondentConsented?: true;
        consentedAt?: string;
        on: Day;
      }
    >
  /** A session still ahead that takes place no more; `voids`: its notices. */
  | Act<'SessionCalledOff', { at: string; why: WhyOff; on: Day; voids?: readonly number[] }>
  /** `against` is the mediator; null where `assistant` names one of those who assist. */
  | Act<'MediationInterrupted', Recusal & { reasons: Sealed; on: Day }>
  /** `mediator` is who mediates from now on. */
  | Act<'RecusalDecided', { recused: boolean; mediator: string | null; assistant?: Sealed; reasons: Sealed; on: Day }>
  | Act<
      'AppraisalStarted',
      { from: Day; body: string; organisation?: string; designated: boolean; costBorneBy: string }
    >
  | Act<'AppraisalNotAgreed', { on: Day; body: string }>
  | Act<'AppraisalEnded', { to: Day; result: Sealed }>
  | Act<'MediationEntrusted', { organisation: string; on: Day }>
  /** Taken back by the bureau, or given back by the body itself. */
  | Act<'EntrustingEnded', { organisation: string; by: 'bureau' | 'body'; reasons: Sealed; on: Day }>;

export type Recusal = {
  readonly by: 'complainant' | 'respondent';
  readonly against: string | null;
  readonly assistant?: Sealed;
};

/** Clearly refuses, did not come to a session, or did not take a call or a letter. */
export type Unwilling = {
  readonly party: Side;
  readonly how: 'refused' | 'absent' | 'unanswered';
  readonly at: string;
  /** By which way it was tried. */
  readonly channel: string;
  /** By which of the party's numbers. */
  readonly nth?: number;
};
