import { compareDays } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, PaperMade } from '../complaint.ts';
import { isMoot } from '../moot-papers.ts';
import { closedPhases } from '../phases.ts';
import { isVoid } from '../void-papers.ts';
import { withoutSpecialPowers } from './agents.ts';
import { complainants, consentOfRepresented, representedObjection } from './represented.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

export const statedAlready = (state: Complaint): Refusal | undefined =>
  state.withdrawalStatedOn !== null && state.acceptedOn !== null
    ? refuse('withdrawal-already-stated', { basis: [o121('23(1)(1)')], instead: ['take-back-withdrawal'] })
    : undefined;

/** Before acceptance a withdrawal ends the matter; after it, mediation is ended on ground 1 by decision. */
export const withdrawComplaint = (
  command: CommandOf<'withdraw'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = statedAlready(state) ?? withoutSpecialPowers(state, facts) ?? representedObjection(command, state);
  if (objection !== undefined) return objection;
  const payload = {
    on: facts.today,
    ...consentOfRepresented(command, state),
    ...(command.reasons === undefined ? {} : { reasons: command.reasons }),
  };
  return {
    events: [
      state.acceptedOn === null ? { type: 'ComplaintWithdrawn', payload } : { type: 'WithdrawalStated', payload },
    ],
    papers: [],
  };
};

/** Of several who complain the one who is meant; all of them where none is named. */
export const handOverFraud = (
  { to, reasons, acts = [], person }: CommandOf<'hand-over-fraud'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  if (person !== undefined && !complainants(state).some((party) => party.person === person))
    return refuse('not-one-of-the-complainants', { status: 422, field: 'person', basis: [o121('42')] });
  const meant = person === undefined ? {} : { person };
  return {
    events: [{ type: 'FraudHandedOver', payload: { on: facts.today, to, reasons, ...meant } }],
    papers: [{ code: 'fraud-hand-over', to: ['bureau'], details: { to, reasons, acts, ...meant } }],
  };
};

export const ratingObjection = (state: Complaint): Refusal | undefined =>
  state.rating !== null ? refuse('already-rated', { basis: [o121('26')] }) : undefined;

export const rateComplaint = (command: CommandOf<'rate'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const objection = ratingObjection(state);
  if (objection !== undefined) return objection;
  return {
    events: [
      {
        type: 'ComplaintRated',
        payload: {
          score: command.score,
          on: facts.today,
          ...(command.text === undefined ? {} : { text: command.text }),
        },
      },
    ],
    papers: [],
  };
};

export const recordReturnVisit = (
  command: CommandOf<'return-visit'>,
  _state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  if (command.outcome !== 'reached' && command.score !== undefined) {
    return refuse('score-without-an-answer', { status: 422, field: 'score', basis: [o121('26')] });
  }
  return {
    events: [
      {
        type: 'ReturnVisited',
        payload: {
          on: facts.today,
          outcome: command.outcome,
          ...(command.score === undefined ? {} : { score: command.score }),
          ...(command.note === undefined ? {} : { note: command.note }),
        },
      },
    ],
    papers: [],
  };
};

export const archiveObjection = (state: Complaint, { today }: Pick<Facts, 'today'>): Refusal | undefined => {
  if (!closedPhases.has(state.phase)) return refuse('case-not-ended');
  if (undelivered(state).length > 0) {
    return refuse('papers-not-delivered', {
      basis: [o121('15'), o121('23'), o121('41'), o121('42')],
      params: papersOwed(state),
      instead: ['deliver'],
    });
  }
  const running = state.noticed.filter(({ n, until }) => !isVoid(state, n) && compareDays(today, until) < 0);
  const [until] = running
    .map((one) => one.until)
    .sort(compareDays)
    .reverse();
  return until === undefined
    ? undefined
    : refuse('public-notice-still-running', {
        basis: [{ text: 'civil-procedure', article: '95' }, o121('23(2)')],
        params: { until },
      });
};

/** The file is closed when the case has ended and everybody who must be told has been. */
export const archiveComplaint = (
  _command: CommandOf<'archive'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = archiveObjection(state, facts);
  if (objection !== undefined) return objection;
  return { events: [{ type: 'ComplaintArchived', payload: { on: facts.today } }], papers: [] };
};

/** Whom it has not reached and still must: a paper of an annulled decision nobody, nor a reminder of what is done. */
export const stillOwedTo = (
  paper: PaperMade,
  state: Complaint,
): readonly ('complainant' | 'respondent' | 'bureau')[] =>
  isVoid(state, paper.n) || isMoot(state, paper)
    ? []
    : owedTo(paper).filter((to) => !state.delivered.includes(`${paper.n}:${to}`));

/** Papers owed to a party or to another body and not yet delivered (a failed attempt is none). */
export const undelivered = (state: Complaint): Complaint['papers'] =>
  state.papers.filter((paper) => stillOwedTo(paper, state).length > 0);

/** The same by their numbers, for each of those still to be told: one number may stand on a letter to either side and to a body. */
export const papersOwed = (state: Complaint) => {
  const owedHere = (to: 'complainant' | 'respondent' | 'bureau'): string => {
    const papers = undelivered(state).filter((paper) => stillOwedTo(paper, state).includes(to));
    return papers.length === 0 ? '—' : [...new Set(papers.map(({ number, n }) => number ?? `${n}`))].join('、');
  };
  return { complainant: owedHere('complainant'), respondent: owedHere('respondent'), bodies: owedHere('bureau') };
};

/** To whom a paper must be brought: parties, and bodies that do not take it over here. */
export const owedTo = (paper: PaperMade): readonly ('complainant' | 'respondent' | 'bureau')[] =>
  paper.to.filter(
    (to) =>
      to === 'complainant' ||
      to === 'respondent' ||
      (to === 'bureau' && (paper.owedToBody === true || papersToBodies.includes(paper.code))),
  ) as ('complainant' | 'respondent' | 'bureau')[];

/** Owed to bodies before papers said so themselves. */
const papersToBodies: readonly string[] = [
  'platform-data-request',
  'food-transfer',
  'competence-transfer',
  'fraud-hand-over',
];
