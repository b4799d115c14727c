import { compareDays } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { PaperDetails, PaperOrder } from '../paper-orders.ts';
import { limitObjection } from './mediation.ts';
import { decideRecusal } from './recusal.ts';
import { withdrawalObjection } from './withdrawn.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

/** Ends whichever pause runs: the recusal question is decided, or the appraisal is back. */
export const resumeMediation = (command: CommandOf<'resume'>, state: Complaint, facts: Facts): Decision | Refusal =>
  state.phase === 'appraisal' ? endAppraisal(command, state, facts) : decideRecusal(command, state, facts);

/** The result is back: the days left out end, and the mediation goes on. */
export const endAppraisal = (command: CommandOf<'resume'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const running = state.exclusions.find((span) => span.to === null && span.reason === 'appraisal');
  const to = command.endedOn ?? facts.today;
  if (running === undefined || compareDays(to, running.from) < 0) {
    return refuse('appraisal-ends-before-it-began', { status: 422, field: 'endedOn', basis: [o121('22')] });
  }
  if (compareDays(to, facts.today) > 0)
    return refuse('appraisal-end-ahead', { status: 422, field: 'endedOn', basis: [o121('22')] });
  return { events: [{ type: 'AppraisalEnded', payload: { to, result: command.reasons } }], papers: [] };
};

export const startAppraisal = (command: CommandOf<'appraise'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const withdrawn = withdrawalObjection(state);
  if (withdrawn !== undefined) return withdrawn;
  const { costBorneBy } = command;
  const chosen = bodyOf(command, facts);
  if ('refusal' in chosen) return chosen;
  const { body } = chosen;
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
  // The days are left out from the day it began, whenever that is entered.
  const late = limitObjection(state, { ...facts, today: from });
  if (late !== undefined) return late;
  return {
    events: [
      {
        type: 'AppraisalStarted',
        payload: { from, ...chosen, designated: command.designated, costBorneBy },
      },
    ],
    papers: appraisalPapers({ body, designated: command.designated, costBorneBy, from }),
  };
};

/** The parties choose whom they like; the bureau designates a body kept in the directory with its accreditation (art. 22). */
const bodyOf = (
  { organisation, body, designated }: CommandOf<'appraise'>,
  facts: Facts,
): { readonly body: string; readonly organisation?: string } | Refusal => {
  const basis = [o121('22'), { text: 'cpl-ir', article: '47' }];
  if (organisation !== undefined) {
    const kept = facts.organisation;
    if (kept === undefined || kept.id !== organisation || kept.kind !== 'appraisal-body')
      return refuse('not-an-appraisal-body', { status: 422, field: 'organisation', basis });
    if (kept.authorisedBy === '')
      return refuse('body-without-authorisation', {
        status: 422,
        field: 'organisation',
        basis,
        params: { name: kept.name },
      });
    return { body: kept.name, organisation };
  }
  if (designated) return refuse('designated-body-not-kept', { status: 422, field: 'organisation', basis });
  const named = body?.trim() ?? '';
  return named === '' ? refuse('appraisal-body-not-named', { status: 422, field: 'body', basis }) : { body: named };
};

const appraisalPapers = (details: PaperDetails['appraisal-notice']): PaperOrder[] => [
  { code: 'appraisal-notice', to: ['complainant'], details },
  { code: 'appraisal-notice', to: ['respondent'], details },
  { code: 'appraisal-notice', to: ['bureau'], details },
];
