import { compareDays } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { GroundRule } from '#kernel/rule.ts';
import { groundsFor } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, DecisionMade, EventType } from '../complaint.ts';
import type { Correction, PaperDetails, PaperOrder, PaperParty } from '../paper-orders.ts';

/** A decision is looked at again: by its own bureau, by its superior, or by a court. */

const parties: readonly PaperParty[] = ['complainant', 'respondent'];

export const annulmentObjection = (state: Complaint): Refusal | undefined =>
  state.decisions.length === 0 ? refuse('no-decision-to-annul') : undefined;

export const annulDecision = (command: CommandOf<'annul'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const last = state.decisions.at(-1);
  if (last === undefined) return refuse('no-decision-to-annul');
  return {
    events: [
      {
        type: 'DecisionAnnulled',
        payload: {
          version: last.version,
          decision: last.type,
          back: last.before,
          reasons: command.reasons,
          on: facts.today,
        },
      },
    ],
    papers: toldOf(last, state).map((party): PaperOrder => {
      const details = { ...earlier(last, state, party), reasons: command.reasons };
      return { code: 'annulment-notice', to: [party], details };
    }),
  };
};

/** Whoever was told of the decision is told what became of it; the complainant always. */
const toldOf = (made: DecisionMade, state: Complaint): PaperParty[] =>
  parties.filter((party) => party === 'complainant' || paperFor(made, state, party) !== undefined);

const paperFor = (made: DecisionMade, state: Complaint, party: PaperParty) =>
  state.papers.find((paper) => made.papers.includes(paper.n) && paper.to.includes(party));

const earlier = (
  made: DecisionMade,
  state: Complaint,
  party: PaperParty,
): Omit<PaperDetails['annulment-notice'], 'reasons'> => ({
  decision: made.type,
  decidedOn: made.on,
  paper: paperFor(made, state, party)?.n ?? made.papers[0] ?? null,
});

const correctable = ['ground', 'recoveredFen', 'amountFen'] as const;
const isCorrectable = (field: string): field is Correction['field'] => correctable.some((one) => one === field);

export const correctDecision = (command: CommandOf<'correct'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const made = state.decisions.find((decision) => decision.version === command.version);
  if (made === undefined)
    return refuse('no-such-decision', { status: 422, field: 'version', params: { version: command.version } });
  const corrections: Correction[] = [];
  for (const [field, is] of Object.entries(command.changed)) {
    if (!isCorrectable(field) || typeof is !== 'number' || is < 0) {
      return refuse('not-correctable', {
        status: 422,
        field: `changed.${field}`,
        params: { field },
        instead: ['annul'],
      });
    }
    const objection = correctionObjection(field, is, made, state, facts);
    if (objection !== undefined) return objection;
    corrections.push({ field, was: state[field] ?? null, is });
  }
  if (corrections.length === 0) return refuse('nothing-to-correct', { status: 422, field: 'changed' });
  return {
    events: [
      {
        type: 'DecisionCorrected',
        payload: {
          version: made.version,
          decision: made.type,
          changed: command.changed,
          reasons: command.reasons,
          on: facts.today,
        },
      },
    ],
    papers: toldOf(made, state).map((party): PaperOrder => {
      const details = { ...earlier(made, state, party), reasons: command.reasons, corrections };
      return { code: 'correction-notice', to: [party], details };
    }),
  };
};

const listOf: Readonly<Partial<Record<EventType, GroundRule['list']>>> = {
  ComplaintRefused: 'refusal',
  MediationTerminated: 'termination',
};

/** The grounds a decision of this kind has under the order of the case; none where it has no ground at all. */
export const groundsOfDecision = (made: DecisionMade | undefined, state: Complaint, facts: Facts): GroundRule[] => {
  const list = made === undefined ? undefined : listOf[made.type];
  return list === undefined ? [] : groundsFor(list, state, facts.today, facts.law);
};

const correctionObjection = (
  field: Correction['field'],
  is: number,
  made: DecisionMade,
  state: Complaint,
  facts: Facts,
): Refusal | undefined => {
  if (field === 'recoveredFen' && made.type !== 'AgreementRecorded') {
    return refuse('decision-recovered-nothing', { status: 422, field: 'changed.recoveredFen' });
  }
  if (field !== 'ground') return undefined;
  const grounds = groundsOfDecision(made, state, facts);
  if (grounds.length === 0) return refuse('decision-has-no-ground', { status: 422, field: 'changed.ground' });
  return grounds.some((rule) => rule.number === is)
    ? undefined
    : refuse('no-such-ground-of-this-decision', { status: 422, field: 'changed.ground', params: { ground: is } });
};

/** The whole file for the body that reviews it, made from what stands on record at this version. */
export const makeBundle = (command: CommandOf<'bundle'>, _state: Complaint, facts: Facts): Decision => ({
  events: [
    { type: 'BundleMade', payload: { purpose: command.purpose, reference: command.reference, on: facts.today } },
  ],
  papers: [],
});

export const recordOutcome = (
  command: CommandOf<'record-outcome'>,
  _state: Complaint,
  facts: Facts,
): Decision | Refusal =>
  compareDays(command.decidedOn, facts.today) > 0
    ? refuse('outcome-day-ahead', { status: 422, field: 'decidedOn' })
    : {
        events: [
          {
            type: 'OutcomeRecorded',
            payload: {
              kind: command.kind,
              reference: command.reference,
              decidedOn: command.decidedOn,
              result: command.result,
              ...(command.note === undefined ? {} : { note: command.note }),
            },
          },
        ],
        papers: [],
      };
