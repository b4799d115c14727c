import { compareDays } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { GroundRule } from '#kernel/rule.ts';
import { groundsFor } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, DecisionMade, EventType, Phase } from '../complaint.ts';
import { cameInOn } from '../evolve-facts.ts';
import { lawOfDecision } from '../governing.ts';
import type { EndingParticulars, GroundParticulars } from '../ground-particulars.ts';
import type { NumberCorrected, PaperDetails, PaperOrder, PaperParty } from '../paper-orders.ts';
import type { BundlePart } from '../vocabulary.ts';
import { knowsOf, papersOfDecision } from '../void-papers.ts';
import { endingGround, endingObjection, endingParticulars } from './ending.ts';
import { proofObjectionTo, refusalFields, refusalGround, refusalParticulars } from './refusing.ts';
import { withdrawnBefore } from './withdrawn.ts';

/** A decision is looked at again: by its own bureau, by its superior, or by a court. */

const parties: readonly PaperParty[] = ['complainant', 'respondent'];

export const annulmentObjection = (state: Complaint): Refusal | undefined =>
  state.decisions.length === 0 ? refuse('no-decision-to-annul') : goesOnObjection(state);

/** Two bodies would have the same dispute: the one that handles it now must let go of it first (art. 14). */
const goesOnObjection = ({ phase, linkedTo }: Complaint): Refusal | undefined =>
  phase === 'transferred' && linkedTo !== null
    ? refuse('goes-on-elsewhere', {
        basis: [{ text: 'order-121', article: '14' }],
        params: { number: linkedTo.number },
      })
    : undefined;

export const annulDecision = (command: CommandOf<'annul'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const last = state.decisions.at(-1);
  const objection = annulmentObjection(state);
  if (last === undefined || objection !== undefined) return objection ?? refuse('no-decision-to-annul');
  const voids = papersOfDecision(last, state);
  const told = toldOfAnnulment(state);
  const withdrawn = withdrawnBefore(state, last.type, facts);
  const { withdrawalStatedOn } = state;
  const closed =
    withdrawn.length === 0 || withdrawalStatedOn === null
      ? {}
      : { closed: { on: withdrawalStatedOn, how: 'withdrawn' } as const };
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
          ...(voids.length === 0 ? {} : { voids }),
          told,
        },
      },
      ...withdrawn,
    ],
    papers: told.map((party): PaperOrder => {
      const details = { ...earlierPaper(last, state, party), reasons: command.reasons, ...closed };
      return { code: 'annulment-notice', to: [party], details };
    }),
  };
};

/** Where the case would be: as before the decision, or over with the withdrawal that was stated since. */
export const backAfterAnnulment = (state: Complaint, facts: Facts): Phase | undefined => {
  const last = state.decisions.at(-1);
  if (last === undefined) return undefined;
  return withdrawnBefore(state, last.type, facts).length > 0 ? 'withdrawn' : last.before;
};

/** Who would hear that the last decision fell. */
export const toldOfAnnulment = (state: Complaint): PaperParty[] => {
  const last = state.decisions.at(-1);
  return last === undefined ? [] : parties.filter((party) => knowsOf(last, state, party));
};

/** Who would hear that this decision was put right; without one named, the last. */
export const toldOfCorrection = (state: Complaint, made = state.decisions.at(-1)): PaperParty[] =>
  made === undefined ? [] : toldOf(made, state);

/** Whoever has a paper of the decision is told what it says now; the complainant always. */
const toldOf = (made: DecisionMade, state: Complaint): PaperParty[] =>
  parties.filter((party) => party === 'complainant' || paperFor(made, state, party) !== undefined);

const paperFor = (made: DecisionMade, state: Complaint, party: PaperParty) =>
  state.papers.find((paper) => made.papers.includes(paper.n) && paper.to.includes(party));

export const earlierPaper = (
  made: DecisionMade,
  state: Complaint,
  party: PaperParty,
): Omit<PaperDetails['annulment-notice'], 'reasons' | 'closed'> => ({
  decision: made.type,
  decidedOn: made.on,
  paper: paperFor(made, state, party)?.n ?? made.papers[0] ?? null,
});

const correctable = ['ground', 'recoveredFen', 'amountFen'] as const;
const isCorrectable = (field: string): field is NumberCorrected['field'] => correctable.some((one) => one === field);

export const correctDecision = (command: CommandOf<'correct'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const made = state.decisions.find((decision) => decision.version === command.version);
  if (made === undefined)
    return refuse('no-such-decision', { status: 422, field: 'version', params: { version: command.version } });
  const corrections: NumberCorrected[] = [];
  for (const [field, is] of Object.entries(command.changed)) {
    if (!isCorrectable(field) || typeof is !== 'number' || is < 0) {
      return refuse('not-correctable', {
        status: 422,
        field: `changed.${field}`,
        instead: ['annul'],
      });
    }
    const objection = correctionObjection(field, made);
    if (objection !== undefined) return objection;
    const was = state[field] ?? null;
    if (was !== is) corrections.push({ field, was, is });
  }
  const grounded = groundCorrected(command, made, state, facts);
  if (isRefusal(grounded)) return grounded;
  if (corrections.length === 0 && grounded === undefined)
    return refuse('nothing-to-correct', { status: 422, field: 'changed' });
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
          ...grounded?.particulars,
        },
      },
    ],
    papers: toldOf(made, state).map((party): PaperOrder => {
      const details = {
        ...earlierPaper(made, state, party),
        reasons: command.reasons,
        corrections,
        ...(grounded === undefined ? {} : { particulars: { was: made.particulars, is: grounded.particulars } }),
      };
      return { code: 'correction-notice', to: [party], details };
    }),
  };
};

const listOf: Readonly<Partial<Record<EventType, GroundRule['list']>>> = {
  ComplaintRefused: 'refusal',
  MediationTerminated: 'termination',
};

/** The grounds of the order it was decided under; none where a decision of this kind has no ground at all. */
export const groundsOfDecision = (made: DecisionMade | undefined, state: Complaint, facts: Facts): GroundRule[] => {
  const list = made === undefined ? undefined : listOf[made.type];
  return made === undefined || list === undefined
    ? []
    : groundsFor(list, state, made.on, lawOfDecision(made, facts.law));
};

const correctionObjection = (field: NumberCorrected['field'], made: DecisionMade): Refusal | undefined => {
  if (field === 'recoveredFen' && made.type !== 'AgreementRecorded') {
    return refuse('decision-recovered-nothing', { status: 422, field: 'changed.recoveredFen' });
  }
  return field === 'ground' && listOf[made.type] === undefined
    ? refuse('decision-has-no-ground', { status: 422, field: 'changed.ground' })
    : undefined;
};

type Wish = CommandOf<'correct'>;

const saidOfEnding = ['settledOn', 'found', 'ended'] as const satisfies readonly (keyof EndingParticulars)[];

/** The file and the day of the decision: a correction makes it say what it could have said then. */
const fileOf = (made: DecisionMade, state: Complaint): Complaint => ({ ...state, ...made.upon, phase: made.before });
const factsOn = (made: DecisionMade, facts: Facts): Facts => ({
  ...facts,
  today: made.on,
  law: lawOfDecision(made, facts.law),
});

/** Why the file of that day bears no such ground; what has to be named with it is asked when it is. */
export const correctedGroundObjection = (
  ground: GroundRule,
  made: DecisionMade,
  state: Complaint,
  facts: Facts,
): Refusal | undefined => {
  const [file, then] = [fileOf(made, state), factsOn(made, facts)];
  const objection =
    ground.list === 'refusal' ? proofObjectionTo(ground, file, then) : endingObjection(ground, file, then);
  return objection === undefined || objection.refusal === 'recused-from-this-case'
    ? objection
    : onlyAnnulled(objection);
};

/** What the file of that day lacks nothing done now adds to it: the decision falls, and is made anew on what can be added. */
const onlyAnnulled = (objection: Refusal): Refusal => ({ ...objection, instead: ['annul'] });

/** A ground put right, or only what is named with it, passes every test of the decision itself. */
const groundCorrected = (
  command: Wish,
  made: DecisionMade,
  state: Complaint,
  facts: Facts,
): { readonly particulars: GroundParticulars } | Refusal | undefined => {
  const said = [...refusalFields, ...saidOfEnding].filter((field) => command[field] !== undefined);
  const changed = command.changed.ground;
  if (said.length === 0 && (changed === undefined || changed === state.ground)) return undefined;
  const list = listOf[made.type];
  if (list === undefined) return refuse('decision-has-no-ground', { status: 422, field: said[0] ?? 'changed.ground' });
  const ground = typeof changed === 'number' ? changed : (state.ground ?? 0);
  const rule = groundsOfDecision(made, state, facts).find(({ number }) => number === ground);
  if (rule === undefined) {
    return refuse('no-such-ground-of-this-decision', { status: 422, field: 'changed.ground', params: { ground } });
  }
  const stray = list === 'refusal' ? said.find((field) => saidOfEnding.some((one) => one === field)) : undefined;
  if (stray !== undefined)
    return refuse('belongs-to-another-ground', { status: 422, field: stray, params: { ground } });
  const [file, then] = [fileOf(made, state), factsOn(made, facts)];
  const wish = { ...command, ground };
  const found = list === 'refusal' ? refusalGround(wish, file, then) : endingGround(wish, file, then);
  if (isRefusal(found)) {
    const objection = { field: 'changed.ground', ...found };
    const lacks = correctedGroundObjection(rule, made, state, facts)?.instead ?? found.instead;
    return lacks === undefined ? objection : onlyAnnulled(objection);
  }
  return { particulars: list === 'refusal' ? refusalParticulars(command) : endingParticulars(command) };
};

/** The whole file for the body that reviews it, made from what stands on record at this version. */
export const makeBundle = (command: CommandOf<'bundle'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const { purpose, reference } = command;
  const part = partOfBundle(command, state.evidence.length);
  if (part !== undefined && isRefusal(part)) return part;
  return { events: [{ type: 'BundleMade', payload: { purpose, reference, on: facts.today, ...part } }], papers: [] };
};

/** Undefined: all of it. */
const partOfBundle = (
  { evidenceFrom, evidenceTo }: Partial<BundlePart>,
  count: number,
): BundlePart | Refusal | undefined => {
  if (evidenceFrom === undefined && evidenceTo === undefined) return undefined;
  const part = { evidenceFrom: evidenceFrom ?? 1, evidenceTo: evidenceTo ?? count };
  if (1 <= part.evidenceFrom && part.evidenceFrom <= part.evidenceTo && part.evidenceTo <= count) return part;
  const field = evidenceFrom === undefined ? 'evidenceTo' : 'evidenceFrom';
  return refuse('no-such-part-of-the-evidence', { status: 422, field, params: { count } });
};

export const recordOutcome = (
  command: CommandOf<'record-outcome'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { kind, reference, decidedOn, result, note } = command;
  const objection = outcomeDayObjection(command, state, facts);
  if (objection !== undefined) return objection;
  const payload = { kind, reference, decidedOn, result, ...(note === undefined ? {} : { note }) };
  return { events: [{ type: 'OutcomeRecorded', payload }], papers: [] };
};

/** These speak of a decision; any other may be about one that was not made in time, and comes after the complaint. */
const ofDecision: ReadonlySet<string> = new Set(['upheld', 'changed', 'revoked']);

const outcomeDayObjection = (
  { decidedOn, result }: CommandOf<'record-outcome'>,
  state: Complaint,
  { today }: Facts,
): Refusal | undefined => {
  const at = { status: 422, field: 'decidedOn' } as const;
  if (compareDays(decidedOn, today) > 0) return refuse('outcome-day-ahead', at);
  const made = ofDecision.has(result) ? state.firstDecidedOn : null;
  if (made !== null && compareDays(decidedOn, made) < 0)
    return refuse('outcome-before-the-decision', { ...at, params: { on: made } });
  const since = cameInOn(state);
  return since !== null && compareDays(decidedOn, since) < 0
    ? refuse('outcome-before-the-complaint', { ...at, params: { since } })
    : undefined;
};
