import type { Actor, Role } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { LegalBasis, Refusal } from '#kernel/refusal.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Decision, Facts } from './commands.ts';
import type { Complaint, ErasedAgain, PersonField, Phase, Sealed, TellingFault } from './complaint.ts';
import { draftTermination, endExpiredMediation } from './decide/by-the-clock.ts';
import { noteRivalAnswer, takeSuperiorDecision } from './decide/competence.ts';
import { noteOpening, noteTelling } from './decide/delivery.ts';
import { correctPerson, erasePerson, lessenAgain, liftHold, placeHold } from './decide/keeping.ts';
import { type ClockBefore, reckonAnew } from './decide/reckon-anew.ts';
import { remindOfRegistration } from './decide/remind-registration.ts';
import { retireFile } from './decide/retirement.ts';
import { noteNotice } from './decide/send-again.ts';
import type { PaperParty } from './paper-orders.ts';
import { placesOf } from './permits.ts';
import type { NumberFrom } from './served.ts';

/**
 * Acts nobody asks for in a form of the case: what the clock brings about, what a new calendar moves, and what keeping or
 * erasing personal data demands. They are decided, chained and audited like every other.
 */
export type InnerCommand =
  | { readonly act: 'draft-termination'; readonly forOfficer: string }
  | { readonly act: 'end-expired-mediation'; readonly reasons: Sealed; readonly signedBy: string }
  | { readonly act: 'reckon-anew'; readonly cause: ReckoningCause; readonly before: readonly ClockBefore[] }
  | {
      readonly act: 'erase-person';
      readonly person: string;
      readonly basis: string;
      readonly lessened?: Readonly<Record<string, string>>;
      readonly frozen?: Readonly<Record<string, string>>;
    }
  | ({
      readonly act: 'lessen-again';
      readonly person: string;
      readonly basis: string;
      readonly lessened: Readonly<Record<string, string>>;
      readonly frozen?: Readonly<Record<string, string>>;
    } & ErasedAgain)
  | {
      readonly act: 'correct-person';
      readonly person: string;
      readonly fields: Readonly<Partial<Record<PersonField, Sealed>>>;
      /** Whoever signs in with the number now on file; null: nobody does. Left out where the number lets nobody in. */
      readonly account?: string | null;
      readonly notifiedThere?: true;
    }
  | { readonly act: 'keep-registration' }
  | { readonly act: 'remind-registration' }
  | {
      readonly act: 'note-telling';
      readonly paper: number;
      readonly to: PaperParty;
      readonly channel: 'internet' | 'sms' | 'e-mail';
      readonly outcome: 'delivered' | 'sent' | 'failed';
      readonly reason?: TellingFault;
      readonly code?: string;
      /** Of an attempt made anew, whatever was known before: the version of the act that asked for it. */
      readonly again?: number;
      /** Of a message to the respondent: which of its numbers or addresses, and where that is from. */
      readonly via?: NumberFrom;
      readonly number?: Sealed;
    }
  | {
      readonly act: 'note-notice';
      readonly notice: string;
      readonly channel: 'sms' | 'e-mail';
      readonly outcome: 'delivered' | 'sent' | 'failed';
      readonly reason?: TellingFault;
      readonly code?: string;
    }
  | {
      readonly act: 'note-rival-answer';
      readonly rival: string;
      readonly takes: boolean;
      readonly reasons: Sealed;
      /** Of which dispute it was asked: its day, and its first version where the letter says it. */
      readonly arisenOn: Day;
      readonly dispute?: number;
    }
  | {
      readonly act: 'take-superior-decision';
      /** The superior and whom it named: units by their ids. */
      readonly body: string;
      readonly competent: string;
      readonly decidedOn: Day;
      readonly document?: string;
      readonly reasons: Sealed;
      readonly arisenOn: Day;
      readonly dispute?: number;
    }
  | { readonly act: 'note-opening'; readonly paper: number; readonly to: PaperParty }
  | { readonly act: 'place-hold'; readonly hold: string }
  | { readonly act: 'lift-hold'; readonly hold: string }
  | { readonly act: 'retire-file' };

export type ReckoningCause =
  | { readonly year: number }
  | { readonly rule: string; readonly name: string; readonly from: Day }
  /** A release of the program put the rule right: limits of it begun since. */
  | { readonly corrected: string; readonly from: Day };

export type InnerAct = InnerCommand['act'];
export type InnerCommandOf<A extends InnerAct> = Extract<InnerCommand, { act: A }>;

type InnerPermit = {
  readonly who: 'system' | 'party' | readonly Role[];
  readonly phases: 'any' | readonly Phase[];
  readonly basis: readonly LegalBasis[];
};

const o121 = (article: string): LegalBasis => ({ text: 'order-121', article });
const pipl = (article: string): LegalBasis => ({ text: 'pipl', article });
const mediated: readonly Phase[] = ['accepted', 'mediating', 'interrupted', 'appraisal'];

const permits: Readonly<Record<InnerAct, InnerPermit>> = {
  'draft-termination': { who: 'system', phases: mediated, basis: [o121('23(1)(5)')] },
  'end-expired-mediation': { who: 'system', phases: mediated, basis: [o121('23(1)(5)')] },
  'reckon-anew': { who: 'system', phases: 'any', basis: [o121('45')] },
  'keep-registration': { who: 'system', phases: 'any', basis: [o121('10')] },
  'remind-registration': { who: 'system', phases: ['awaiting-registration'], basis: [o121('40')] },
  'note-telling': { who: 'system', phases: 'any', basis: [o121('15'), o121('20'), o121('23(2)')] },
  'note-notice': { who: 'system', phases: 'any', basis: [o121('15'), o121('40')] },
  'note-rival-answer': { who: 'system', phases: ['competence-dispute'], basis: [o121('33')] },
  'take-superior-decision': { who: 'system', phases: ['competence-dispute'], basis: [o121('13(4)'), o121('33')] },
  'note-opening': { who: 'party', phases: 'any', basis: [o121('15'), o121('20'), o121('23(2)')] },
  'erase-person': { who: ['bureau-head'], phases: 'any', basis: [pipl('47')] },
  'lessen-again': { who: 'system', phases: 'any', basis: [pipl('47')] },
  'correct-person': { who: ['bureau-head', 'handler', 'intake-officer'], phases: 'any', basis: [pipl('46')] },
  'place-hold': { who: ['bureau-head', 'handler'], phases: 'any', basis: [pipl('47')] },
  'lift-hold': { who: ['bureau-head'], phases: 'any', basis: [pipl('47')] },
  'retire-file': { who: 'system', phases: 'any', basis: [pipl('19'), pipl('47')] },
};

const mayDo = (permit: InnerPermit, actor: Actor, state: Complaint, tenant: string): boolean => {
  const places = placesOf(actor, state, tenant);
  if (permit.who === 'system') return places.has('system');
  if (permit.who === 'party') return places.has('complainant') || places.has('respondent');
  return places.has('bureau') && permit.who.some((role) => actor.roles.includes(role));
};

const objectionTo = (act: InnerAct, state: Complaint, facts: Facts): Refusal | undefined => {
  const permit = permits[act];
  const { basis, phases } = permit;
  if (!mayDo(permit, facts.actor, state, facts.tenant))
    return refuse('not-permitted', { status: 403, basis, params: { act } });
  if (phases !== 'any' && !phases.includes(state.phase))
    return refuse('not-in-this-state', { basis, params: { act, phase: state.phase } });
  return undefined;
};

export const isInner = (command: { readonly act: string }): command is InnerCommand => command.act in permits;

export const decideInner = (command: InnerCommand, state: Complaint, facts: Facts): Decision | Refusal =>
  objectionTo(command.act, state, facts) ?? outcomeOf(command, state, facts);

const outcomeOf = (command: InnerCommand, state: Complaint, facts: Facts): Decision | Refusal => {
  switch (command.act) {
    case 'draft-termination':
      return draftTermination(command, state, facts);
    case 'end-expired-mediation':
      return endExpiredMediation(command, state, facts);
    case 'reckon-anew':
      return reckonAnew(command, state, facts);
    case 'erase-person':
      return erasePerson(command, state);
    case 'lessen-again':
      return lessenAgain(command, state);
    case 'correct-person':
      return correctPerson(command, state);
    case 'keep-registration':
      return { events: [], papers: [{ code: 'form-1', to: ['file'], details: {} }] };
    case 'remind-registration':
      return remindOfRegistration(state, facts);
    case 'note-telling':
      return noteTelling(command, state, facts);
    case 'note-notice':
      return noteNotice(command, state, facts);
    case 'note-rival-answer':
      return noteRivalAnswer(command, state, facts);
    case 'take-superior-decision':
      return takeSuperiorDecision(command, state, facts);
    case 'note-opening':
      return noteOpening(command, state, facts);
    case 'place-hold':
      return placeHold(command);
    case 'lift-hold':
      return liftHold(command);
    case 'retire-file':
      return retireFile(state, facts);
  }
};
