import type { WorkCalendar } from '#kernel/calendar.ts';
import type { LimitState, RunningLimit } from '#kernel/clock-row.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import { type Reckoning, reckonRule } from '#kernel/reckoning.ts';
import { type GroundRule, governingDay, groundsOn, type Rulebook, type RuleSetting, switchOn } from '#kernel/rule.ts';
import type { Complaint, Phase } from './complaint.ts';
import { isVoid } from './void-papers.ts';

export type LawFacts = {
  readonly calendar: WorkCalendar;
  readonly rulebook: Rulebook;
  readonly settings: readonly RuleSetting[];
};

export type ClockState = LimitState;
export type Clock = RunningLimit;

const examining: ReadonlySet<Phase> = new Set(['received', 'under-review', 'competence-dispute']);
const mediated: ReadonlySet<Phase> = new Set(['accepted', 'mediating', 'interrupted', 'appraisal']);

export type ClockSeed = { readonly rule: string; readonly startOn: Day; readonly state: ClockState };

/** Which limits this case has or had, and whether each still runs; a pure function of the folded case. */
export const seedsOf = (state: Complaint): ClockSeed[] => {
  const seeds: ClockSeed[] = [];
  if (state.startedOn !== null) {
    const ended: ClockState = state.phase === 'withdrawn' && state.acceptedOn === null ? 'stopped' : 'met';
    seeds.push({ rule: 'CMP-01', startOn: state.startedOn, state: examining.has(state.phase) ? 'running' : ended });
  }
  if (state.acceptedOn !== null) {
    seeds.push({ rule: 'CMP-02', startOn: state.acceptedOn, state: mediated.has(state.phase) ? 'running' : 'met' });
  }
  if (isMediationEnded(state) && state.closedOn !== null) {
    seeds.push({ rule: 'CMP-03', startOn: state.closedOn, state: bothTold(state) ? 'met' : 'running' });
  }
  if (state.dispute !== null) {
    const ended: ClockState = state.settled === null ? 'stopped' : 'met';
    seeds.push({
      rule: 'CMP-07',
      startOn: state.dispute.since,
      state: state.phase === 'competence-dispute' ? 'running' : ended,
    });
  }
  return seeds;
};

/** By decision: also where a food matter accepted before was handed on (FSL art. 115). */
const isMediationEnded = ({ phase, acceptedOn }: Complaint): boolean =>
  phase === 'terminated' || (phase === 'transferred' && acceptedOn !== null);

/** Art. 23(2): the decision to end mediation must reach both parties. */
const bothTold = (state: Complaint): boolean =>
  state.papers
    .filter((paper) => paper.code === 'form-8' && !isVoid(state, paper.n))
    .every((paper) =>
      paper.to.every((to) => to === 'bureau' || to === 'file' || state.delivered.includes(`${paper.n}:${to}`)),
    );

/** Answers asked for of late and those before: what nobody asked for while as many others came in is let go. */
type Answers = { late: Map<string, Reckoning | undefined>; before: Map<string, Reckoning | undefined> };

/**
 * A reckoning depends on the law and a few days only, and thousands of cases begin on the same day: the same question is
 * answered with the very same value, until the law is read anew. Each holds every day it counted, so not too many are kept.
 */
const known = new WeakMap<WorkCalendar, WeakMap<Rulebook, Answers>>();
const KNOWN_AT_MOST = 2_000;

const answersUnder = ({ calendar, rulebook }: LawFacts): Answers => {
  const byRulebook = known.get(calendar) ?? new WeakMap<Rulebook, Answers>();
  known.set(calendar, byRulebook);
  const answers = byRulebook.get(rulebook) ?? { late: new Map(), before: new Map() };
  byRulebook.set(rulebook, answers);
  return answers;
};

const reckoned = (rule: string, startOn: Day, state: Complaint, law: LawFacts): Reckoning | undefined => {
  const facts = {
    startOn,
    receivedOn: state.firstReceivedOn ?? startOn,
    excluded: state.exclusions,
    settings: law.settings,
  };
  const answers = answersUnder(law);
  const question = `${rule} ${JSON.stringify(facts)}`;
  if (answers.late.has(question)) return answers.late.get(question);
  const answer = answers.before.get(question) ?? reckonRule(law.rulebook, rule, facts, law.calendar);
  if (answers.late.size >= KNOWN_AT_MOST) {
    answers.before = answers.late;
    answers.late = new Map();
  }
  answers.late.set(question, answer);
  return answer;
};

/** Art. 33 stands among the articles on reports; whether its limit holds for complaints too, each authority decides. */
const limitsDisputes = (on: Day, { rulebook, settings }: LawFacts): boolean =>
  switchOn(rulebook, settings, 'CMP-07', 'competence-limit-for-complaints', on) !== 'no';

export const clocksOf = (state: Complaint, law: LawFacts): Clock[] =>
  seedsOf(state).flatMap(({ rule, startOn, state: ticking }): Clock[] => {
    const reckoning = reckoned(rule, startOn, state, law);
    if (reckoning === undefined) return [];
    if (ticking !== 'running') return [{ rule, state: ticking, reckoning }];
    if (rule === 'CMP-07' && !limitsDisputes(startOn, law)) return [{ rule, state: 'stopped', reckoning }];
    // What stands still is what the law of this bureau leaves out: not every pause of a mediation stops its limit.
    return [{ rule, state: reckoning.paused === null ? 'running' : 'paused', reckoning }];
  });

/** The running limit that ends first: what the worklist sorts by. */
export const nextDue = (clocks: readonly Clock[]): { rule: string; dueOn: Day; provisional: boolean } | undefined => {
  let next: { rule: string; dueOn: Day; provisional: boolean } | undefined;
  for (const { rule, state, reckoning } of clocks) {
    if (state !== 'running' || reckoning.dueOn === null) continue;
    if (next === undefined || compareDays(reckoning.dueOn, next.dueOn) < 0) {
      next = { rule, dueOn: reckoning.dueOn, provisional: reckoning.provisional };
    }
  }
  return next;
};

export const acceptanceClock = (state: Complaint, law: LawFacts): Reckoning | undefined =>
  state.startedOn === null ? undefined : reckoned('CMP-01', state.startedOn, state, law);

/** The sixty days (trap 1: three regimes by the day of acceptance); undefined before acceptance. */
export const mediationClock = (state: Complaint, law: LawFacts): Reckoning | undefined =>
  state.acceptedOn === null ? undefined : reckoned('CMP-02', state.acceptedOn, state, law);

export type MediationLimit = 'sixty-days' | 'forty-five-working-days';

/** The limit that binds this case in words: where two run together, the one that ends first; the regulation's outranks. */
export const mediationLimit = (state: Complaint, law: LawFacts): MediationLimit | undefined => {
  const clock = mediationClock(state, law);
  if (clock === undefined) return undefined;
  const binding = clock.parts.filter(({ reckoning }) => reckoning.dueOn === clock.dueOn);
  return binding.some(({ reckoning }) => reckoning.limit.unit === 'calendar-days')
    ? 'sixty-days'
    : 'forty-five-working-days';
};

/** The grounds of the order that governs this case on a day. */
export const groundsFor = (list: GroundRule['list'], state: Complaint, on: Day, law: LawFacts): GroundRule[] =>
  groundsOn(law.rulebook, list, governingDay(law, on, state.firstReceivedOn ?? undefined)).map((rule) =>
    inOwnWords(rule, state, law),
  );

/** Order 20 speaks of forty-five working days; what runs since the regulation of 2024 are sixty days (trap 1). */
const inOwnWords = (rule: GroundRule, state: Complaint, law: LawFacts): GroundRule =>
  rule.fact === 'time-expired' && isOfOrder20(rule) && mediationLimit(state, law) === 'sixty-days'
    ? { ...rule, textKey: `${rule.textKey}-sixty-days` }
    : rule;

const isOfOrder20 = ({ basis: [first] }: GroundRule): boolean => first.text === 'order-20';
