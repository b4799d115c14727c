import type { Facts } from '../commands.ts';
import type { Complaint, DecisionMade } from '../complaint.ts';
import type { OrderedPaper, PaperParty, PaperRecipient } from '../paper-orders.ts';
import type { ActName } from '../permits.ts';
import { papersOfDecision } from '../void-papers.ts';
import { pathsFor } from './acceptance.ts';
import { noticesToLatecomer } from './delivery.ts';
import { isMandateToldOver, isOfBody } from './entrusting.ts';
import { sendsDown } from './naming.ts';
import { isReceiptTold } from './receipt-day.ts';
import { toldOfRecusal } from './recusal.ts';
import { toldOfAnnulment, toldOfCorrection } from './review.ts';
import { sessionAhead, toldOfMediator, toldOfSession } from './sessions.ts';

type PaperForeseen = { readonly code: OrderedPaper; readonly to: readonly PaperRecipient[] };

const movedNotice: PaperForeseen = { code: 'competence-notice', to: ['complainant'] };
const handOver: readonly PaperForeseen[] = [movedNotice, { code: 'competence-transfer', to: ['bureau'] }];

const mandate: PaperForeseen = { code: 'entrustment', to: ['bureau'] };
const mandateOver: PaperForeseen = { code: 'entrustment-end', to: ['bureau'] };
const callsOff: ReadonlySet<ActName> = new Set(['interrupt', 'end-entrusting', 'withdraw', 'entrust', 'appraise']);
/** With these the case is over, and with it what was entrusted. */
const endsTheCase: ReadonlySet<ActName> = new Set(['record-agreement', 'terminate']);

/**
 * The papers an act of this person makes and for whom, told before it is done: a body needs no letter about what it ends itself.
 * What is chosen with the act narrows them (`papersMade` of the desk).
 */
export const papersForeseen = (act: ActName, state: Complaint, facts: Facts): readonly PaperForeseen[] => [
  ...(asTheCaseStands[act]?.(state, facts) ?? papersOfAct[act] ?? []),
  ...ofSession(act, state, facts),
  ...ofMandate(act, state, facts),
];

const ofSession = (act: ActName, state: Complaint, facts: Facts): PaperForeseen[] => {
  if (sessionAhead(state, facts) === undefined) return [];
  if (act === 'assign') return noticeFor('mediator-change', toldOfMediator(state));
  return callsOff.has(act) ? noticeFor('session-off-notice', toldOfSession(state)) : [];
};

const ofMandate = (act: ActName, state: Complaint, facts: Facts): PaperForeseen[] => {
  if (state.entrustedTo === null) return [];
  const last = state.decisions.at(-1);
  if (act === 'annul' && last !== undefined) {
    // With an acceptance that was wrong what was entrusted falls as well; with the ending of the case its end.
    if (last.type === 'ComplaintAccepted') return [mandateOver];
    return isMandateToldOver(state, papersOfDecision(last, state)) ? [mandate] : [];
  }
  if (isOfBody(state, facts)) return [];
  return endsTheCase.has(act) || endsMediation(act, state) || act === 'end-entrusting' ? [mandateOver] : [];
};

const endsMediation = (act: ActName, { acceptedOn }: Complaint): boolean => act === 'transfer' && acceptedOn !== null;

const formEight: readonly PaperForeseen[] = [{ code: 'form-8', to: ['complainant', 'respondent'] }];

const papersOfAct: Readonly<Partial<Record<ActName, readonly PaperForeseen[]>>> = {
  'make-local-letter': [{ code: 'local-letter', to: ['complainant', 'respondent', 'bureau'] }],
  'dispute-competence': [{ code: 'competence-question', to: ['bureau'] }],
  'ask-superior': [{ code: 'competence-request', to: ['bureau'] }],
  'record-designation': handOver,
  'decide-competence': handOver,
  'take-over': [movedNotice],
  'request-proof': [
    { code: 'form-4', to: ['complainant'] },
    { code: 'identity-request', to: ['complainant'] },
    { code: 'supplement-request', to: ['complainant'] },
  ],
  accept: [{ code: 'form-5', to: ['complainant'] }],
  refuse: [{ code: 'form-6', to: ['complainant'] }],
  'notify-respondent': [{ code: 'respondent-notice', to: ['respondent'] }],
  'request-platform-data': [{ code: 'platform-data-request', to: ['bureau'] }],
  'open-mediation': [{ code: 'form-7', to: ['complainant', 'respondent'] }],
  appraise: [{ code: 'appraisal-notice', to: ['complainant', 'respondent', 'bureau'] }],
  entrust: [mandate],
  // By telephone or by public notice only.
  deliver: [
    { code: 'call-record', to: ['file'] },
    { code: 'public-notice', to: ['file'] },
  ],
  'record-agreement': [
    { code: 'form-9', to: ['complainant', 'respondent', 'file'] },
    { code: 'mediation-record', to: ['file'] },
  ],
  terminate: formEight,
  'hand-over-fraud': [{ code: 'fraud-hand-over', to: ['bureau'] }],
};

const noticeFor = (code: OrderedPaper, to: readonly PaperRecipient[]): PaperForeseen[] =>
  to.length === 0 ? [] : [{ code, to }];

/** Correcting an earlier decision is told to those who have a paper of that one, whoever has one of the last. */
export const correctionForeseen = (made: DecisionMade, state: Complaint): PaperForeseen[] =>
  noticeFor('correction-notice', toldOfCorrection(state, made));

/** These follow from the case as it stands, and from what was told. */
const asTheCaseStands: Readonly<
  Partial<Record<ActName, (state: Complaint, facts: Facts) => readonly PaperForeseen[]>>
> = {
  annul: (state) => noticeFor('annulment-notice', toldOfAnnulment(state)),
  correct: (state) => noticeFor('correction-notice', toldOfCorrection(state)),
  'correct-receipt': (state) => (isReceiptTold(state) ? noticeFor('correction-notice', ['complainant']) : []),
  resume: (state) => (state.phase === 'interrupted' ? noticeFor('recusal-decision', toldOfRecusal(state)) : []),
  // A bureau that takes up itself what it received writes itself no letter.
  route: (state, facts) => (sendsDown(state, facts) ? [{ code: 'form-3', to: ['bureau'] }] : []),
  'direct-elsewhere': (state, facts) => {
    const paths = pathsFor(state, facts);
    const others = paths.some((path) => path !== 'national-platform');
    return [
      ...(others ? noticeFor('other-path-notice', ['complainant']) : []),
      ...(paths.includes('national-platform') ? noticeFor('unregistered-notice', ['complainant']) : []),
    ];
  },
  // A bureau of the own authority has the case on its own list.
  'agree-competence': ({ dispute }, { units }) =>
    dispute?.rival != null && units.get(dispute.rival)?.kind === 'bureau' ? [movedNotice] : handOver,
  transfer: (state) => [
    { code: 'food-transfer-notice', to: ['complainant'] },
    { code: 'food-transfer', to: ['bureau'] },
    ...(endsMediation('transfer', state) ? formEight : []),
  ],
};

/** What marking a paper as told makes beside the mark: only where its reader must hear now that it holds no more. */
export const latecomersForeseen = (state: Complaint, facts: Facts): readonly Latecomer[] =>
  state.papers.flatMap(({ n, to }) =>
    to.filter(isParty).flatMap((party): Latecomer[] => {
      const notices = noticesToLatecomer(state, { n, to: party, outcome: 'delivered' }, facts);
      const papers = notices.map(({ code, to: whom }) => ({ code, to: whom }));
      return papers.length === 0 ? [] : [{ paper: n, to: party, papers }];
    }),
  );

type Latecomer = {
  readonly paper: number;
  readonly to: PaperParty;
  readonly papers: readonly PaperForeseen[];
};

const isParty = (to: PaperRecipient): to is PaperParty => to === 'complainant' || to === 'respondent';
