import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { type LimitFacts, reckonRule } from '#kernel/reckoning.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { RuleSetting, RuleSwitch } from '#kernel/rule.ts';
import { clocksOf } from '#modules/complaints/clocks.ts';
import type { ComplaintEvent } from '#modules/complaints/complaint.ts';
import { yearsKept, yearsRequestsKept } from '#modules/complaints/decide/retirement.ts';
import { registrationWaitOf } from '#modules/complaints/registration-wait.ts';
import { isUnreachable } from '#modules/complaints/shown-way.ts';
import { endingByItself } from '#modules/complaints/sweep/signed-ending.ts';
import { wayUnasked } from '#modules/complaints/ways.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { yearsKept as consultationYears } from '#modules/intake/consultations/retirement.ts';
import { yearsKept as reportYears } from '#modules/reports/retirement.ts';
import {
  accepted,
  accounts,
  answered,
  contacted,
  factsOf,
  filed,
  mediating,
  outcome,
  sealed,
  stateAfter,
} from '#test/decided.ts';

/** A switch that nothing reads is a promise nobody keeps: each one is turned here, and something must come out otherwise. */

type Settings = readonly RuleSetting[];
/** What a bureau sees of a switch; equal values for two choices mean that the switch is dead. */
type Probe = (settings: Settings) => unknown;

const reasons = sealed('理由');
const limit = (code: string, facts: LimitFacts) => (settings: Settings) => {
  const found = reckonRule(rulebook, code, { ...facts, settings }, packagedCalendar());
  return found && { dueOn: found.dueOn, text: found.textVersion };
};

const clock = (rule: string, events: readonly ComplaintEvent[]) => (settings: Settings) => {
  const found = clocksOf(stateAfter(events), factsOf({ settings }).law).find((one) => one.rule === rule);
  return found && { state: found.state, dueOn: found.reckoning.dueOn };
};

const recused: readonly ComplaintEvent[] = [
  ...mediating,
  {
    type: 'MediationInterrupted',
    payload: { by: 'complainant', against: accounts.mediator, reasons, on: '2026-04-21' },
  },
  { type: 'RecusalDecided', payload: { recused: false, mediator: accounts.mediator, reasons, on: '2026-05-01' } },
];

/** How many failed contacts a bureau needs before it may end mediation on ground 2. */
const contactsNeeded: Probe = (settings) =>
  [1, 2, 3].find((times) => {
    const events = [
      filed(),
      accepted(),
      answered(null),
      ...Array.from({ length: times }, (_, i) => contacted('no-answer', 'respondent', `2026-04-2${i}T02:00:00Z`)),
    ];
    return !isRefusal(outcome({ events, settings }, { act: 'terminate', ground: 2, reasons }));
  });

/** How often what a platform shows of its seller must lead nowhere before it is out of reach. */
const triesAsShown: Probe = (settings) => {
  const { law, today } = factsOf({ settings });
  return [1, 2, 3].find((times) => {
    const unreachedAsShown = Array.from({ length: times }, (_, i) => ({
      at: `2026-04-1${i}T02:00:00Z`,
      channel: 'phone',
    }));
    return isUnreachable({ ...stateAfter([filed()]), unreachedAsShown }, law, today);
  });
};

/** The shortest distance at which two tries the same way are two attempts. */
const apart =
  (rule: 'TER-02' | 'JUR-05'): Probe =>
  (settings) =>
    [0, 1, 2, 4, 24].find((hours) => {
      const first = new Date('2026-04-19T02:00:00Z');
      const tried = [first, new Date(first.getTime() + hours * 3_600_000)].map((at) => at.toISOString());
      if (rule === 'TER-02') {
        const calls = tried.map((at) => contacted('no-answer', 'respondent', at));
        const events = [filed(), accepted(), answered(null), ...calls];
        return !isRefusal(outcome({ events, settings }, { act: 'terminate', ground: 2, reasons }));
      }
      const { law, today } = factsOf({ settings });
      const unreachedAsShown = tried.map((at) => ({ at, channel: 'phone' }));
      return isUnreachable({ ...stateAfter([filed()]), unreachedAsShown }, law, today);
    });

const foodElsewhere: Probe = (settings) => {
  const given = { events: [filed({ food: true })], settings, namedUnit: { id: 'lanchuan-beidu', kind: 'bureau' } };
  const done = outcome(given, { act: 'refuse', ground: 1, rightBureau: 'lanchuan-beidu', reasons });
  return isRefusal(done) ? done.refusal : 'refused';
};

const waitingFor = [filed({ standing: 'companion', receivedOn: null, arrivedOn: '2026-04-15' })] as const;
const reopenedLate: readonly ComplaintEvent[] = [
  ...waitingFor,
  { type: 'ComplaintDirectedElsewhere', payload: { on: '2026-05-20', path: 'national-platform', reasons } },
  {
    type: 'DecisionAnnulled',
    payload: {
      version: 2,
      decision: 'ComplaintDirectedElsewhere',
      back: 'awaiting-registration',
      reasons,
      on: '2026-06-01',
    },
  },
];
const waitOf = (events: readonly ComplaintEvent[], settings: Settings) =>
  registrationWaitOf(stateAfter(events), factsOf({ settings }).law, '2026-06-20');

const across: LimitFacts = { startOn: '2026-04-20', receivedOn: '2026-04-10' };

const probes: Readonly<Record<string, Probe>> = {
  'CMP-02 weekends-roll': limit('CMP-02', { startOn: '2026-04-15' }),
  'OPR-01 weekends-roll': limit('OPR-01', { startOn: '2026-06-12' }),
  'CMP-02 recusal-stops-limit': clock('CMP-02', recused),
  'CMP-01 regime-day': limit('CMP-01', across),
  'CMP-03 regime-day': limit('CMP-03', across),
  'TER-05 end-mediation-without-officer': (settings) => endingByItself(settings, '2026-06-20') !== undefined,
  'TER-02 failed-contacts': contactsNeeded,
  'JUR-05 failed-contacts-as-shown': triesAsShown,
  'TER-02 contact-hours-apart': apart('TER-02'),
  'JUR-05 contact-hours-apart': apart('JUR-05'),
  'NTC-01 paper-without-consent': (settings) => wayUnasked(factsOf({ settings }).law, '2026-06-20'),
  'JUR-09 transfer-food-for-territory': foodElsewhere,
  'CMP-07 competence-limit-for-complaints': clock('CMP-07', [
    filed(),
    { type: 'CompetenceDisputed', payload: { rival: 'yunqi-wangshan', reasons, on: '2026-04-16' } },
  ]),
  'RPT-01 tell-real-name-reporter': limit('RPT-01', { startOn: '2026-05-06' }),
  'REG-02 registration-reminder-days': (settings) => waitOf(waitingFor, settings)?.remindOn,
  'REG-03 registration-days-anew': (settings) => waitOf(reopenedLate, settings)?.until,
  'RET-04 complaint-file-years': (settings) => yearsKept(factsOf({ settings }).law, '2026-06-20'),
  'RET-05 report-file-years': (settings) => reportYears(factsOf({ settings }).law, '2026-06-20'),
  'RET-07 data-request-years': (settings) => yearsRequestsKept(factsOf({ settings }).law, '2026-06-20'),
  'RET-06 consultation-file-years': (settings) => consultationYears(factsOf({ settings }).law, '2026-06-20'),
};

const LONG_AGO: Day = '2020-01-01';
const keyOf = ({ rule, name }: RuleSwitch): string => `${rule} ${name}`;
const decided = ({ rule, name }: RuleSwitch, value: string): Settings => [
  { rule, name, value, effectiveFrom: LONG_AGO, effectiveTo: null },
];

/** Choices of a switch that come out like another one; none for a switch that works. */
const deadChoices = (one: RuleSwitch, probe: Probe | undefined): string[] => {
  if (probe === undefined) return [...one.choices];
  const seen = new Set<string>();
  return one.choices.filter((choice) => {
    const comesOut = JSON.stringify(probe(decided(one, choice))) ?? 'nothing';
    if (seen.has(comesOut)) return true;
    seen.add(comesOut);
    return false;
  });
};

describe('every switch of the rulebook has an effect', () => {
  for (const one of rulebook.switches) {
    test(`${keyOf(one)}: each choice comes out differently, silence like the default, a later decision not yet`, () => {
      const probe = probes[keyOf(one)];
      assert.deepEqual(deadChoices(one, probe), [], `${keyOf(one)} changes nothing`);
      assert.ok(probe);
      const byDefault = probe(decided(one, one.byDefault));
      assert.deepEqual(probe([]), byDefault, 'where nobody has decided');
      for (const choice of one.choices) {
        const later = decided(one, choice).map((setting) => ({ ...setting, effectiveFrom: '2035-01-01' as Day }));
        assert.deepEqual(probe(later), byDefault, 'before the decision begins');
      }
    });
  }

  test('no probe is left of a switch that is gone', () => {
    assert.deepEqual(Object.keys(probes).sort(), rulebook.switches.map(keyOf).sort());
  });
});

describe('the check sees what it must see', () => {
  const dead: RuleSwitch = {
    name: 'moon-phase',
    rule: 'CMP-02',
    choices: ['new', 'full'],
    byDefault: 'new',
    basis: [],
  };

  test('a switch nobody reads, a third choice nobody reads, a switch without a probe', () => {
    assert.deepEqual(deadChoices(dead, limit('CMP-02', { startOn: '2026-04-15' })), ['full']);
    assert.deepEqual(deadChoices(dead, undefined), ['new', 'full']);
    const contacts: RuleSwitch = { ...dead, rule: 'TER-02', name: 'failed-contacts', choices: ['1', '2', '2.0'] };
    assert.deepEqual(deadChoices(contacts, contactsNeeded), ['2.0']);
  });
});
