import { addDays, compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { daysOf } from '#kernel/rule.ts';
import { mediationClock } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { PaperDetails, PaperOrder } from '../paper-orders.ts';
import { placesOf } from '../permits.ts';
import { consentOfRepresented, representedObjection } from './represented.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

export const openMediation = (
  command: CommandOf<'open-mediation'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const unwilling = consentObjection(state);
  if (unwilling !== undefined) return unwilling;
  const unfit = mediatorObjection(command.mediator, state, facts);
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
  const late = limitObjection(state, facts);
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
          ...(command.recusalDays === undefined ? {} : { recusalDays: command.recusalDays }),
        },
      },
    ],
    papers: noticesOf(command, daysOf(facts.law.rulebook, 'RCS-01', facts.today)),
  };
};

/** Art. 20: whoever is to come, or to be at a telephone or screen, is told when, where and by whom. */
const noticesOf = (command: CommandOf<'open-mediation'>, usualDays: number): PaperOrder[] => {
  if (command.at === undefined) return [];
  const details = {
    mediator: command.mediator,
    mode: command.mode,
    at: command.at,
    ...(command.place === undefined ? {} : { place: command.place }),
    recusalDays: command.recusalDays ?? usualDays,
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
  if (!state.operatorConsent)
    return refuse('respondent-refuses-mediation', { basis: [o121('18'), o121('23(1)(2)')], instead: ['terminate'] });
  return undefined;
};

const mediatorObjection = (mediator: string, state: Complaint, facts: Facts): Refusal | undefined => {
  const named = facts.named;
  const ofBureau = named !== undefined && named.account === mediator && named.bureaus.includes(state.bureau);
  const ofEntrusted =
    state.entrustedTo !== null && named?.account === mediator && named.bureaus.includes(state.entrustedTo);
  if (!ofBureau && !ofEntrusted)
    return refuse('mediator-not-of-this-body', { status: 422, field: 'mediator', basis: [o121('21')] });
  return undefined;
};

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

/** Art. 21: asking for recusal interrupts the mediation, not the sixty days. */
export const interruptMediation = (
  command: CommandOf<'interrupt'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  if (state.mediator === null) return refuse('no-mediator-to-recuse', { basis: [o121('21')] });
  const places = placesOf(facts.actor, state, facts.tenant);
  const asParty = places.has('complainant') ? 'complainant' : places.has('respondent') ? 'respondent' : command.by;
  if (asParty !== command.by) {
    return refuse('speaks-for-the-other-party', { status: 403, field: 'by', basis: [o121('21')] });
  }
  return {
    events: [
      {
        type: 'MediationInterrupted',
        payload: { by: command.by, against: state.mediator, reasons: command.reasons, on: facts.today },
      },
    ],
    papers: [],
  };
};

/** Ends whichever pause runs: the recusal question is decided, or the appraisal is back. */
export const resumeMediation = (command: CommandOf<'resume'>, state: Complaint, facts: Facts): Decision | Refusal => {
  if (state.phase === 'appraisal') return endAppraisal(command, state, facts);
  if (command.recused === undefined)
    return refuse('recusal-not-decided', { status: 422, field: 'recused', basis: [o121('21')] });
  if (facts.actor.account === state.mediator) {
    return refuse('mediator-decides-own-recusal', { status: 403, basis: [o121('21')] });
  }
  const mediator = command.recused ? command.mediator : (state.mediator ?? undefined);
  if (mediator === undefined || (command.recused && mediator === state.mediator)) {
    return refuse('recused-needs-another-mediator', { status: 422, field: 'mediator', basis: [o121('21')] });
  }
  if (command.recused) {
    const unfit = mediatorObjection(mediator, state, facts);
    if (unfit !== undefined) return unfit;
  }
  return {
    events: [
      {
        type: 'RecusalDecided',
        payload: { recused: command.recused, mediator, reasons: command.reasons, on: facts.today },
      },
    ],
    papers: recusalPapers(command, state, mediator),
  };
};

const recusalPapers = (command: CommandOf<'resume'>, state: Complaint, mediator: string): PaperOrder[] => {
  const details = {
    applicant: state.recusal?.by ?? 'complainant',
    mediator: state.recusal?.against ?? state.mediator ?? mediator,
    reasons: command.reasons,
    ...(command.recused === true ? { replacement: mediator } : {}),
  };
  return [
    { code: 'recusal-decision', to: ['complainant'], details },
    { code: 'recusal-decision', to: ['respondent'], details },
  ];
};

const endAppraisal = (command: CommandOf<'resume'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const running = state.exclusions.find((span) => span.to === null);
  const to = command.endedOn ?? facts.today;
  if (running === undefined || compareDays(to, running.from) < 0) {
    return refuse('appraisal-ends-before-it-began', { status: 422, field: 'endedOn', basis: [o121('22')] });
  }
  if (compareDays(to, facts.today) > 0)
    return refuse('appraisal-end-ahead', { status: 422, field: 'endedOn', basis: [o121('22')] });
  return { events: [{ type: 'AppraisalEnded', payload: { to, result: command.reasons } }], papers: [] };
};

export const startAppraisal = (command: CommandOf<'appraise'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const { body, costBorneBy } = command;
  // Art. 23(1)(4): that the parties do not agree who pays is put on file; no appraisal begins and no time is left out.
  if (costBorneBy === 'not-agreed') {
    return { events: [{ type: 'AppraisalNotAgreed', payload: { on: facts.today, body } }], papers: [] };
  }
  const from = command.from ?? facts.today;
  if (compareDays(from, facts.today) > 0)
    return refuse('appraisal-start-ahead', { status: 422, field: 'from', basis: [o121('22')] });
  if (state.acceptedOn !== null && compareDays(from, state.acceptedOn) < 0) {
    return refuse('appraisal-before-acceptance', { status: 422, field: 'from', basis: [o121('22')] });
  }
  const late = limitObjection(state, facts);
  if (late !== undefined) return late;
  return {
    events: [
      {
        type: 'AppraisalStarted',
        payload: { from, body, designated: command.designated, costBorneBy },
      },
    ],
    papers: appraisalPapers({ body, designated: command.designated, costBorneBy, from }),
  };
};

const appraisalPapers = (details: PaperDetails['appraisal-notice']): PaperOrder[] => [
  { code: 'appraisal-notice', to: ['complainant'], details },
  { code: 'appraisal-notice', to: ['respondent'], details },
  { code: 'appraisal-notice', to: ['bureau'], details },
];

/** Art. 19: both must have agreed. */
export const entrustObjection = (state: Complaint): Refusal | undefined => {
  if (state.consents?.entrust !== true) {
    return refuse('complainant-did-not-consent-to-entrusting', { basis: [o121('19')], instead: ['open-mediation'] });
  }
  if (state.operatorEntrustConsent !== true) {
    return refuse('respondent-did-not-consent-to-entrusting', {
      basis: [o121('19')],
      instead: ['answer', 'open-mediation'],
    });
  }
  return state.entrustedTo === null ? undefined : refuse('already-entrusted', { basis: [o121('19')] });
};

/** Art. 19: only with the consent of both; form 1 asks the complainant, the answer asks the operator. */
export const entrustMediation = (command: CommandOf<'entrust'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const unwilling = entrustObjection(state);
  if (unwilling !== undefined) return unwilling;
  const unit = facts.units.get(command.organisation);
  if (unit === undefined || unit.kind !== 'association') {
    return refuse('not-a-body-that-may-be-entrusted', { status: 422, field: 'organisation', basis: [o121('19')] });
  }
  return {
    events: [{ type: 'MediationEntrusted', payload: { organisation: command.organisation, on: facts.today } }],
    papers: [
      {
        code: 'entrustment',
        to: ['bureau'],
        details: {
          organisation: command.organisation,
          reportBackOn: command.reportBackOn ?? lastMediationDay(state, facts),
        },
        takenOverBy: command.organisation,
      },
    ],
  };
};

/** The entrusted body works within the bureau's own sixty days. */
const lastMediationDay = (state: Complaint, facts: Facts): Day => {
  const clock = mediationClock(state, facts.law);
  return clock?.dueOn ?? clock?.sureUntil ?? addDays(facts.today, 30);
};

export const recordAgreement = (
  command: CommandOf<'record-agreement'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const agreedOn = command.agreedOn ?? facts.today;
  const misdated = agreementDayObjection(agreedOn, state, facts);
  if (misdated !== undefined) return misdated;
  // The sixty days end with the agreement, not with its entry into the file.
  const late = limitObjection(state, { ...facts, today: agreedOn });
  if (late !== undefined) return late;
  const unasked = representedObjection(command, state);
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
        },
      },
    ],
    papers: [agreementPaper(command)],
  };
};

const agreementDayObjection = (agreedOn: Day, state: Complaint, facts: Facts): Refusal | undefined => {
  const wrong = { status: 422, field: 'agreedOn', basis: [o121('24')] } as const;
  if (compareDays(agreedOn, facts.today) > 0) return refuse('agreement-day-ahead', wrong);
  return state.acceptedOn !== null && compareDays(agreedOn, state.acceptedOn) < 0
    ? refuse('agreement-before-acceptance', wrong)
    : undefined;
};

/** Three copies of the mediation paper, or a record for the file. */
const agreementPaper = (command: CommandOf<'record-agreement'>): PaperOrder =>
  command.form === 'mediation-paper'
    ? {
        code: 'form-9',
        to: ['complainant', 'respondent', 'file'],
        details: {
          terms: command.terms,
          ...(command.legalRepresentative === undefined ? {} : { legalRepresentative: command.legalRepresentative }),
        },
      }
    : {
        code: 'mediation-record',
        to: ['file'],
        details: {
          terms: command.terms,
          performed: command.performed,
          ...(command.statements === undefined ? {} : { statements: command.statements }),
        },
      };
