import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { daysOf } from '#kernel/rule.ts';
import { mediationClock } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { PaperOrder } from '../paper-orders.ts';
import { sessionAt } from '../sessions.ts';
import { agreedThemselves, agreementByAgents } from './agents.ts';
import { sessionDayObjection } from './days-ahead.ts';
import { isOfBody, unwillingEntrusted } from './entrusting.ts';
import { mediatorObjection } from './mediators.ts';
import { consentOfRepresented, representedObjection } from './represented.ts';
import { withdrawalObjection } from './withdrawn.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

export const openMediation = (
  command: CommandOf<'open-mediation'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const unwilling = withdrawalObjection(state) ?? unwillingToOpen(command, state) ?? unwillingEntrusted(state);
  if (unwilling !== undefined) return unwilling;
  const unfit = mediatorObjection('mediator', command.mediator, state, facts);
  if (unfit !== undefined) return unfit;
  if (command.mode === 'on-site' && (command.at === undefined || command.place === undefined)) {
    return refuse('on-site-needs-time-and-place', {
      status: 422,
      field: command.at === undefined ? 'at' : 'place',
      basis: [o121('20')],
    });
  }
  if (command.at !== undefined && new Date(command.at).getTime() < facts.now.getTime()) {
    return refuse('mediation-time-in-the-past', { status: 422, field: 'at', basis: [o121('20')] });
  }
  const late =
    limitObjection(state, facts) ??
    (command.at === undefined ? undefined : sessionDayObjection(command.at, state, facts));
  if (late !== undefined) return late;
  return {
    events: [
      {
        type: 'MediationOpened',
        payload: {
          mediator: command.mediator,
          mode: command.mode,
          on: facts.today,
          ...(command.at === undefined ? {} : { at: command.at }),
          ...(command.place === undefined ? {} : { place: command.place }),
          ...toBring(command),
          ...(command.recusalDays === undefined ? {} : { recusalDays: command.recusalDays }),
          ...assistedBy(command),
          ...consentedAsOpened(command, state, facts),
          ...(isMediationHeld(state, facts) ? { earlierHeld: true as const } : {}),
        },
      },
    ],
    papers: noticesOf(command, daysOf(facts.law.rulebook, 'RCS-01', facts.today)),
  };
};

/** Art. 18: one that was not asked in writing may be asked as the mediation is opened; one that said no says yes first. */
const unwillingToOpen = (command: CommandOf<'open-mediation'>, state: Complaint): Refusal | undefined => {
  if (command.respondentConsents === true || state.operatorConsent !== null) return noOnFile(state);
  const unasked = consentObjection(state);
  return noOnFile(state) ?? (unasked && { ...unasked, status: 422, field: 'respondentConsents' });
};

/** A no on the telephone is one as well, as long as nothing has been heard since. */
export const noOnFile = (state: Complaint): Refusal | undefined => {
  const { operatorConsent, unwilling } = state;
  const saidNo =
    operatorConsent === false ||
    (operatorConsent === null && unwilling.some(({ party, how }) => party === 'respondent' && how === 'refused'));
  return saidNo ? { ...refusesMediation(), instead: ['answer', 'terminate'] } : undefined;
};

/** A session without a stated time is held as it is opened, one with a time when that has come and nothing kept it from being held. */
export const isMediationHeld = (state: Complaint, { now, today }: Facts): boolean => {
  const { mediation } = state;
  if (mediation === null) return false;
  if (mediation.heldBefore || mediation.at === null) return true;
  const at = sessionAt(state);
  if (at === null) return false;
  return new Date(at).getTime() <= now.getTime() && compareDays(dayOf(new Date(at)), today) <= 0;
};

/** Art. 21(1): people may be invited to assist; a party may object to them as to the mediator. */
const assistedBy = ({ assistants = [] }: CommandOf<'open-mediation'>) =>
  assistants.length === 0 ? {} : { assistants };

const toBring = ({ materials = [], bring }: CommandOf<'open-mediation'>) => ({
  ...(materials.length === 0 ? {} : { materials }),
  ...(bring === undefined ? {} : { bring }),
});

/** Art. 20: whoever is to come, or to be at a telephone or screen, is told when, where and by whom. */
const noticesOf = (command: CommandOf<'open-mediation'>, usualDays: number): PaperOrder[] => {
  if (command.at === undefined) return [];
  const details = {
    mediator: command.mediator,
    mode: command.mode,
    at: command.at,
    ...(command.place === undefined ? {} : { place: command.place }),
    ...toBring(command),
    recusalDays: command.recusalDays ?? usualDays,
    ...assistedBy(command),
  };
  return [
    { code: 'form-7', to: ['complainant'], details },
    { code: 'form-7', to: ['respondent'], details },
  ];
};

/** Art. 18: mediation stands on both parties' will; the complaint itself states the complainant's. */
export const consentObjection = (state: Complaint): Refusal | undefined => {
  if (state.operatorConsent === null)
    return refuse('respondent-not-asked-yet', { basis: [o121('18')], instead: ['contact', 'answer'] });
  return state.operatorConsent ? undefined : refusesMediation();
};

const refusesMediation = (): Refusal =>
  refuse('respondent-refuses-mediation', { basis: [o121('18'), o121('23(1)(2)')], instead: ['terminate'] });

export const limitObjection = (state: Complaint, facts: Facts): Refusal | undefined => {
  const due = mediationClock(state, facts.law);
  if (due === undefined || due.dueOn === null || due.provisional) return undefined;
  if (compareDays(facts.today, due.dueOn) <= 0) return undefined;
  return refuse('mediation-limit-passed', {
    basis: [o121('23(1)(5)')],
    params: { dueOn: due.dueOn },
    instead: ['terminate'],
  });
};

export const recordAgreement = (
  command: CommandOf<'record-agreement'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const agreedOn = command.agreedOn ?? facts.today;
  const misdated = agreementDayObjection(agreedOn, state, facts) ?? sessionObjection(command, agreedOn, state, facts);
  if (misdated !== undefined) return misdated;
  // The sixty days end with the agreement, not with its entry into the file.
  const late = limitObjection(state, { ...facts, today: agreedOn });
  if (late !== undefined) return late;
  const unnamed = unnamedObjection(state, facts) ?? unwillingToAgree(command, agreedOn, state);
  if (unnamed !== undefined) return unnamed;
  const unasked = agreementByAgents(command, state, agreedOn) ?? representedObjection(command, state);
  if (unasked !== undefined) return unasked;
  // Art. 24: the paper may be left out only if performed at once or both waive it; then a record is kept.
  if (command.form === 'record' && !command.performed && !command.waivedByBoth) {
    return refuse('agreement-needs-the-mediation-paper', { status: 422, field: 'form', basis: [o121('24')] });
  }
  return {
    events: [
      {
        type: 'AgreementRecorded',
        payload: {
          on: agreedOn,
          form: command.form,
          performed: command.performed,
          waivedByBoth: command.waivedByBoth,
          recoveredFen: command.recoveredFen,
          terms: command.terms,
          outcome: command.outcome,
          ...consentOfRepresented(command, state),
          ...agreedThemselves(command, state, agreedOn),
          ...consentedAtOnce(command, state),
          ...heldBy(agreedOn, state, facts),
        },
      },
    ],
    papers: [agreementPaper(command, agreedOn, isUnnamed(state, facts) ? facts.entrusted?.name : undefined)],
  };
};

/**
 * Arts 19, 21(1): what an entrusted body has mediated, one of its own has; the record names who. Whoever of the bureau enters it is
 * not the mediator, and nobody guesses. Of a body without accounts here nobody can be named: its record names the body.
 */
export const unnamedObjection = (state: Complaint, { entrusted, ...facts }: Facts): Refusal | undefined =>
  isUnnamed(state, facts) && entrusted?.onPaper !== true
    ? refuse('mediator-of-the-body-not-named', {
        basis: [o121('19'), o121('21(1)')],
        params: { body: entrusted?.name ?? state.entrustedTo ?? '' },
        instead: ['assign', 'open-mediation', 'end-entrusting'],
      })
    : undefined;

/** Art. 18: nothing is mediated without the will of both. One who said nothing, or no, before may say yes as the agreement is made. */
const unwillingToAgree = (
  command: CommandOf<'record-agreement'>,
  agreedOn: Day,
  state: Complaint,
): Refusal | undefined => {
  if (command.respondentConsents === true || isTheirOwn(agreedOn, state)) return undefined;
  const unwilling = consentObjection(state);
  return unwilling && { ...unwilling, status: 422, field: 'respondentConsents' };
};

/** On file only where nothing was, or a no. */
const consentedAtOnce = (
  { respondentConsents }: CommandOf<'open-mediation' | 'record-agreement'>,
  { operatorConsent }: Complaint,
): { respondentConsented?: true } =>
  respondentConsents === true && operatorConsent !== true ? { respondentConsented: true } : {};

/** The moment shows which calls in vain came before it. */
const consentedAsOpened = (command: CommandOf<'open-mediation'>, state: Complaint, { now }: Facts) => {
  const said = consentedAtOnce(command, state);
  return said.respondentConsented === undefined ? {} : { ...said, consentedAt: now.toISOString() };
};

/** Arts 21(1), 24: what was mediated without a session set beforehand, whoever records it has mediated; form 9 has that name too. */
const heldBy = (agreedOn: Day, state: Complaint, facts: Facts): { mediator?: string } =>
  state.mediator !== null || isTheirOwn(agreedOn, state) || isUnnamed(state, facts)
    ? {}
    : { mediator: facts.actor.account };

const isUnnamed = (state: Complaint, facts: Facts): boolean =>
  state.entrustedTo !== null && state.mediator === null && !isOfBody(state, facts);

const agreementDayObjection = (agreedOn: Day, state: Complaint, facts: Facts): Refusal | undefined => {
  const wrong = { status: 422, field: 'agreedOn', basis: [o121('24')] } as const;
  if (compareDays(agreedOn, facts.today) > 0) return refuse('agreement-day-ahead', wrong);
  if (state.acceptedOn !== null && compareDays(agreedOn, state.acceptedOn) < 0)
    return refuse('agreement-before-acceptance', wrong);
  return interruptedOn(agreedOn, state) && !isTheirOwn(agreedOn, state)
    ? refuse('agreement-while-interrupted', { ...wrong, basis: [o121('21(2)')], instead: ['confirm-settlement'] })
    : undefined;
};

/** Of its first and its last day nobody can say whether the request or its decision came before or after. */
const interruptedOn = (day: Day, { exclusions }: Complaint): boolean =>
  exclusions.some(
    ({ reason, from, to }) =>
      reason === 'recusal' && compareDays(from, day) < 0 && (to === null || compareDays(day, to) < 0),
  );

/** Art. 18: what both settled by themselves, as both have said, needed no mediator and no mediation. */
const isTheirOwn = (day: Day, { settlement }: Complaint): boolean =>
  settlement?.answer?.settled === true && settlement.on === day;

/** A record tells of one session: it began before it ended, is over, and ended on the day of the agreement. */
const sessionObjection = (
  { begunAt, endedAt }: CommandOf<'record-agreement'>,
  agreedOn: Day,
  state: Complaint,
  facts: Facts,
): Refusal | undefined => {
  const wrong = (field: 'begunAt' | 'endedAt') => ({ status: 422, field, basis: [o121('24')] }) as const;
  const ahead = [begunAt, endedAt].findIndex((at) => at !== undefined && new Date(at).getTime() > facts.now.getTime());
  if (ahead >= 0) return refuse('session-time-ahead', wrong(ahead === 0 ? 'begunAt' : 'endedAt'));
  // Whatever was talked about before the complaint was taken on is no mediation of it (art. 18).
  if (begunAt !== undefined && state.acceptedOn !== null && compareDays(dayOf(new Date(begunAt)), state.acceptedOn) < 0)
    return refuse('session-before-acceptance', { ...wrong('begunAt'), params: { since: state.acceptedOn } });
  if (endedAt === undefined) return undefined;
  if (dayOf(new Date(endedAt)) !== agreedOn) return refuse('session-of-another-day', wrong('endedAt'));
  const began = begunAt ?? state.mediation?.at ?? undefined;
  return began !== undefined && new Date(endedAt).getTime() < new Date(began).getTime()
    ? refuse('session-ends-before-it-began', wrong('endedAt'))
    : undefined;
};

/** Three copies of the mediation paper, or a record for the file. */
const agreementPaper = (command: CommandOf<'record-agreement'>, agreedOn: Day, body: string | undefined): PaperOrder =>
  command.form === 'mediation-paper'
    ? {
        code: 'form-9',
        to: ['complainant', 'respondent', 'file'],
        details: {
          terms: command.terms,
          agreedOn,
          ...(command.legalRepresentative === undefined ? {} : { legalRepresentative: command.legalRepresentative }),
        },
      }
    : {
        code: 'mediation-record',
        to: ['file'],
        details: {
          terms: command.terms,
          performed: command.performed,
          agreedOn,
          ...(body === undefined ? {} : { mediatedBy: body }),
          ...(command.begunAt === undefined ? {} : { begunAt: command.begunAt }),
          ...(command.endedAt === undefined ? {} : { endedAt: command.endedAt }),
          ...(command.present === undefined || command.present.length === 0 ? {} : { present: command.present }),
          ...(command.statements === undefined ? {} : { statements: command.statements }),
        },
      };
