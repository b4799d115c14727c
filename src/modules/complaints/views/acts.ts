import { basisText } from '#kernel/article.ts';
import type { Day } from '#kernel/day.ts';
import { citedIn } from '#kernel/governing-order.ts';
import type { Refusal } from '#kernel/refusal.ts';
import type { GroundRule } from '#kernel/rule.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseAct, UnavailableAct } from '../case-contract.ts';
import { groundsFor, type LawFacts } from '../clocks.ts';
import type { Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { pathsFor } from '../decide/acceptance.ts';
import { daysOfPublicNotice } from '../decide/days-ahead.ts';
import { endingObjection } from '../decide/ending.ts';
import { foreseenObjection } from '../decide/foresee.ts';
import { correctionForeseen, latecomersForeseen, papersForeseen } from '../decide/papers-foreseen.ts';
import { proofObjectionTo } from '../decide/refusing.ts';
import { backAfterAnnulment, correctedGroundObjection, groundsOfDecision } from '../decide/review.ts';
import { lawOfDecision, orderOn, refusedUnder } from '../governing.ts';
import { localFormId } from '../local-forms/local-form.ts';
import { isStoryLeft } from '../particulars.ts';
import { type ActName, isFormAct, objectionTo, type Permit, permits, whoMay } from '../permits.ts';

/** Which acts are lawful now for this person, and why the others are not. */
export const actsFor = (
  state: Complaint,
  facts: Facts,
  t: Translate,
): { acts: CaseAct[]; unavailable: UnavailableAct[] } => {
  const acts: CaseAct[] = [];
  const unavailable: UnavailableAct[] = [];
  for (const permit of permits) {
    const { act } = permit;
    if (!isFormAct(act)) continue;
    const objection =
      objectionTo(act, facts.actor, state, facts.tenant, facts.above.get(state.bureau)) ??
      foreseenObjection(act, state, facts);
    // An act of old filings alone: nobody looks for it elsewhere.
    if (objection?.refusal === 'no-agent-to-confirm') continue;
    if (objection === undefined) {
      acts.push({
        act,
        binding: permit.binding ?? false,
        basis: [...basisOf(permit, state, facts)],
        articleText: basisText(basisOf(permit, state, facts), t),
        papers: papersForeseen(act, state, facts).map((paper) => ({ code: paper.code, to: [...paper.to] })),
        ...groundsOf(act, state, facts),
        ...choicesOf(act, state, facts),
        ...backOf(act, state, facts),
        ...(act === 'deliver' ? { latecomers: latecomersShown(state, facts) } : {}),
        ...(act === 'make-local-letter' ? { forms: formsOffered(facts) } : {}),
        ...(act === 'notify-respondent' || act === 'deliver' ? { days: daysOfPublicNotice(facts) } : {}),
        ...(act === 'complete-particulars' ? storyOf(state, facts) : {}),
        ...(act === 'correct' ? { decisions: decisionsForeseen(state, facts) } : {}),
      });
    } else if (objection.refusal !== 'not-permitted') {
      unavailable.push(unavailableAct(act, cited(objection, state, facts)));
    } else if (isAnothers(permit, state, facts)) {
      unavailable.push(unavailableAct(act, { ...cited(objection, state, facts), instead: [] }, rolesOf(permit, state)));
    }
  }
  return onlyPossible(acts, unavailable);
};

const formsOffered = ({ localForms = [] }: Facts): NonNullable<CaseAct['forms']> =>
  localForms.map(({ code, version, title, englishTitle, addressee, series, fields }) => ({
    id: localFormId({ code, version }),
    ...{ title, englishTitle, addressee, numbered: series !== '' },
    fields: fields.map((field) => ({ ...field })),
  }));

const storyOf = (state: Complaint, facts: Facts): Pick<CaseAct, 'story'> =>
  state.storyWritten === true ? { story: 'written' } : isStoryLeft(state, facts) ? { story: 'left' } : {};

/** Refused whatever the file holds: all that can be done stands beside, and none of it does what was asked for. */
const besideThePoint: ReadonlySet<string> = new Set([
  'not-in-this-state',
  'not-the-superior',
  'no-superior-bureau',
  'recused-from-this-case',
]);

/** What is named to be done instead can be done: it is among the acts offered. */
const onlyPossible = (
  acts: readonly CaseAct[],
  unavailable: readonly UnavailableAct[],
): { acts: CaseAct[]; unavailable: UnavailableAct[] } => {
  const offered = new Set<string>(acts.map(({ act }) => act));
  const possible = (instead: readonly string[]) => instead.filter((act) => offered.has(act));
  const offeredIn = (grounds: NonNullable<CaseAct['grounds']>): NonNullable<CaseAct['grounds']> =>
    grounds.map((ground) => ({
      ...ground,
      why: ground.why && { ...ground.why, instead: possible(ground.why.instead) },
    }));
  return {
    acts: acts.map(({ grounds, decisions, ...act }) => ({
      ...act,
      ...(grounds === undefined ? {} : { grounds: offeredIn(grounds) }),
      ...(decisions === undefined
        ? {}
        : { decisions: decisions.map((made) => ({ ...made, grounds: offeredIn(made.grounds) })) }),
    })),
    unavailable: unavailable.map((one) => ({
      ...one,
      instead: besideThePoint.has(one.code) ? [] : possible(one.instead),
    })),
  };
};

const cited = (objection: Refusal, state: Complaint, { today, law }: Facts): Refusal =>
  refusedUnder(objection, state, today, law);

const basisOf = ({ basis }: Permit, state: Complaint, { today, law }: Facts) =>
  citedIn(orderOn(state, today, law), basis, law.rulebook);

/** An act of this state that belongs to another office: who looks for it is told whose it is. */
const isAnothers = (permit: Permit, state: Complaint, facts: Facts): boolean =>
  facts.actor.kind === 'staff' &&
  state.archivedOn === null &&
  permit.phases.includes(state.phase) &&
  rolesOf(permit, state).length > 0;

const rolesOf = (permit: Permit, { phase }: Complaint): string[] => [
  ...new Set(whoMay(permit, phase).flatMap(([, ...roles]) => roles)),
];

const groundsOf = (act: ActName, state: Complaint, facts: Facts): Pick<CaseAct, 'grounds'> => {
  const shown = (rules: readonly GroundRule[], why: (rule: GroundRule) => Refusal | undefined) => ({
    grounds: groundsShown(rules, why),
  });
  const { today, law } = facts;
  switch (act) {
    case 'refuse':
      return shown(groundsFor('refusal', state, today, law), (rule) => proofObjectionTo(rule, state, facts));
    case 'terminate':
      return shown(groundsFor('termination', state, today, law), (rule) => endingObjection(rule, state, facts));
    default:
      return {};
  }
};

const latecomersShown = (state: Complaint, facts: Facts): NonNullable<CaseAct['latecomers']> =>
  latecomersForeseen(state, facts).map(({ paper, to, papers }) => ({
    paper,
    to,
    papers: papers.map((made) => ({ code: made.code, to: [...made.to] })),
  }));

const backOf = (act: ActName, state: Complaint, facts: Facts): Pick<CaseAct, 'back'> => {
  const back = act === 'annul' ? backAfterAnnulment(state, facts) : undefined;
  return back === undefined ? {} : { back };
};

const groundsShown = (rules: readonly GroundRule[], why: (rule: GroundRule) => Refusal | undefined) =>
  rules.map((rule) => ({ number: rule.number, textKey: rule.textKey, why: whyNot(why(rule)) }));

/** Each decision that stands is foretold as itself: its own papers, grounds and findings. */
const decisionsForeseen = (state: Complaint, facts: Facts): NonNullable<CaseAct['decisions']> =>
  state.decisions.map((made) => ({
    version: made.version,
    decision: made.type,
    papers: correctionForeseen(made, state).map(({ code, to }) => ({ code, to: [...to] })),
    grounds: groundsShown(groundsOfDecision(made, state, facts), (rule) =>
      correctedGroundObjection(rule, made, state, facts),
    ),
    choices: { found: foundIn(state, made.on, lawOfDecision(made, facts.law)) },
  }));

const whyNot = (objection: Refusal | undefined) =>
  objection === undefined
    ? null
    : { code: objection.refusal, params: { ...objection.params }, instead: [...(objection.instead ?? [])] };

const choicesOf = (act: ActName, state: Complaint, facts: Facts): Pick<CaseAct, 'choices'> => {
  switch (act) {
    case 'direct-elsewhere':
      return { choices: { path: [...pathsFor(state, facts)] } };
    case 'terminate':
      return { choices: { found: foundIn(state, facts.today, facts.law) } };
    default:
      return {};
  }
};

/** What can be found after acceptance: an item of the list of refusals, and since Order 121 the fraud of its art. 42. */
const foundIn = (state: Complaint, on: Day, law: LawFacts): string[] => [
  ...groundsFor('refusal', state, on, law).map(({ number }) => String(number)),
  ...(orderOn(state, on, law) === 'order-121' ? ['fraud'] : []),
];

const unavailableAct = (
  act: UnavailableAct['act'],
  objection: Refusal,
  roles: readonly string[] = [],
): UnavailableAct => ({
  act,
  code: objection.refusal,
  params: { ...objection.params },
  basis: [...(objection.basis ?? [])],
  instead: [...(objection.instead ?? [])],
  roles: [...roles],
});
