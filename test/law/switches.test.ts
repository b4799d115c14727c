import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import { type LimitFacts, reckonRule } from '#kernel/reckoning.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { RuleSetting, RuleSwitch } from '#kernel/rule.ts';
import { clocksOf, mediationLimit } from '#modules/complaints/clocks.ts';
import type { Command } from '#modules/complaints/commands.ts';
import type { ComplaintEvent } from '#modules/complaints/complaint.ts';
import { retireFile, yearsRequestsKept } from '#modules/complaints/decide/retirement.ts';
import { orderOn } from '#modules/complaints/governing.ts';
import { at, desk } from '#modules/complaints/paper-data/fixtures.ts';
import { paperOf } from '#modules/complaints/paper-data.ts';
import { registrationWaitOf } from '#modules/complaints/registration-wait.ts';
import { isUnreachable } from '#modules/complaints/shown-way.ts';
import { endingByItself } from '#modules/complaints/sweep/signed-ending.ts';
import { actsFor } from '#modules/complaints/views/acts.ts';
import { wayForPaper, wayUnasked } from '#modules/complaints/ways.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import type { Consultation } from '#modules/intake/consultations/consultation.ts';
import { retireConsultation } from '#modules/intake/consultations/retirement.ts';
import type { Report } from '#modules/reports/report.ts';
import { retireReport } from '#modules/reports/retirement.ts';
import { projectRoot } from '#platform/config.ts';
import { textsFor } from '#platform/texts.ts';
import {
  accepted,
  accounts,
  answered,
  contacted,
  factsOf,
  filed,
  mediating,
  namedMediator,
  outcome,
  sealed,
  stateAfter,
} from '#test/decided.ts';

/**
 * A switch that nothing reads is a promise nobody keeps: each one is turned here, and what people meet (a case and what is offered
 * on it, a paper, the day a file goes) must come out otherwise. What only `fangxin due` reads says so beside it.
 */

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

/** The last day that may be chosen, as the refusal of one in a year says it. */
const latestOf = (command: Command) => (settings: Settings) => {
  const told = outcome({ events: [filed(), accepted(), answered()], named: namedMediator, settings }, command);
  return isRefusal(told) ? told.params : told;
};

const zh = textsFor('zh-CN');

/** A case received before Order 121 and worked on after: what the desk offers, what the paper says, what the next limit rests on. */
const across: Probe = (settings) => {
  const facts = factsOf({ settings });
  const events = [filed({ receivedOn: '2026-04-10' }), accepted(), answered(), contacted('refused')];
  const state = stateAfter(events);
  const offered = actsFor(state, facts, zh).acts.find(({ act }) => act === 'terminate');
  const number = offered?.grounds?.find(({ why }) => why === null)?.number ?? 0;
  const decision = outcome(
    { events, settings },
    { act: 'terminate', ground: number, reasons, settledOn: '2026-04-20' },
  );
  assert.ok(!isRefusal(decision), JSON.stringify(decision));
  const [paper] = decision.papers;
  assert.ok(paper);
  const own = {
    state,
    order: orderOn(state, facts.today, facts.law),
    mediationLimit: mediationLimit(state, facts.law),
  };
  const ended = clocksOf(stateAfter([...events, ...decision.events]), facts.law).find(({ rule }) => rule === 'CMP-03');
  const parts = [
    offered?.grounds?.map(({ textKey }) => textKey),
    offered?.articleText,
    offered?.choices,
    paperOf(paper, { ...desk, ...own }, at).blocks,
    ended?.reckoning.basis,
  ];
  // Each of them turns, not one for all.
  return parts.map((part) => JSON.stringify(part));
};

/** The youngest of these files that goes today. */
const gone = (goes: (on: Day) => unknown): number | undefined =>
  [1, 3, 5, 10, 30].find((years) => !isRefusal(goes(`${2026 - years}-06-01`)));

const today: Day = '2026-06-20';
const fileGoes: Probe = (settings) =>
  gone((archivedOn) => retireFile({ ...stateAfter([filed()]), archivedOn }, factsOf({ settings, on: today })));
const reportGoes: Probe = (settings) =>
  gone((on) =>
    retireReport(
      { phase: 'transferred', receivedOn: on, transferredOn: on } as Report,
      factsOf({ settings, on: today }),
    ),
  );
const questionGoes: Probe = (settings) =>
  gone((on) => retireConsultation({ phase: 'closed' } as Consultation, on, factsOf({ settings, on: today })));

/** Read by no module: the only answer that turns is that of `fangxin due`. */
const byDue: Readonly<Record<string, Probe>> = {
  'OPR-01 weekends-roll': limit('OPR-01', { startOn: '2026-06-12' }),
  'RPT-01 tell-real-name-reporter': limit('RPT-01', { startOn: '2026-05-06' }),
};

const met: Readonly<Record<string, Probe>> = {
  'CMP-02 weekends-roll': clock('CMP-02', [filed(), accepted('2026-04-15')]),
  'CMP-02 recusal-stops-limit': clock('CMP-02', recused),
  'CMP-01 regime-day': across,
  'TER-05 end-mediation-without-officer': (settings) => endingByItself(settings, '2026-06-20') !== undefined,
  'TER-02 failed-contacts': contactsNeeded,
  'JUR-05 failed-contacts-as-shown': triesAsShown,
  'TER-02 contact-hours-apart': apart('TER-02'),
  'JUR-05 contact-hours-apart': apart('JUR-05'),
  'NTC-01 paper-without-consent': (settings) =>
    wayForPaper({
      ...{ wish: undefined, consents: undefined, mobile: '13800000001', email: undefined },
      unasked: wayUnasked(factsOf({ settings }).law, today),
    }),
  'JUR-09 transfer-food-for-territory': foodElsewhere,
  'CMP-07 competence-limit-for-complaints': clock('CMP-07', [
    filed(),
    { type: 'CompetenceDisputed', payload: { rival: 'yunqi-wangshan', reasons, on: '2026-04-16' } },
  ]),
  'SES-01 session-days-ahead': latestOf({
    act: 'open-mediation',
    mediator: accounts.mediator,
    mode: 'phone',
    at: '2027-06-20T02:00:00Z',
  }),
  'ANS-03 answer-days-ahead': latestOf({
    act: 'notify-respondent',
    answerBy: '2027-06-20',
    code: sealed('H7KM2-Q9XWD'),
  }),
  'ANS-03 public-notice-days': latestOf({
    act: 'notify-respondent',
    answerBy: '2027-06-20',
    publicNotice: true,
    code: sealed('H7KM2-Q9XWD'),
  }),
  'REG-02 registration-reminder-days': (settings) => waitOf(waitingFor, settings)?.remindOn,
  'REG-03 registration-days-anew': (settings) => waitOf(reopenedLate, settings)?.until,
  'RET-04 complaint-file-years': fileGoes,
  'RET-05 report-file-years': reportGoes,
  // The last day of answering whose requests stand on the list of what goes.
  'RET-07 data-request-years': (settings) => lastDayToGo(today, yearsRequestsKept(factsOf({ settings }).law, today)),
  'RET-06 consultation-file-years': questionGoes,
};

const probes: Readonly<Record<string, Probe>> = { ...met, ...byDue };

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

  test('CMP-01 the switch of the governing order turns grounds, articles, choices, paper and limit alike', () => {
    const [receipt, start] = ['receipt', 'start'].map((value) => {
      const all = across([
        { rule: 'CMP-01', name: 'regime-day', value, effectiveFrom: LONG_AGO, effectiveTo: null },
      ]) as string[];
      assert.equal(all.length, 5);
      return all;
    });
    for (const [place, was] of receipt?.entries() ?? []) assert.notEqual(start?.[place], was, `part ${place}`);
  });

  test('RPT-01 OPR-01 a switch says beside it that only `due` reads it, as long as no module reads its rule', () => {
    const noted = rulebook.switches.filter(({ note }) => note === 'due-only');
    assert.deepEqual(noted.map(keyOf).sort(), Object.keys(byDue).sort());
    const sources = globSync('src/{modules,site,desk,platform,kernel}/**/*.{ts,tsx}', { cwd: projectRoot })
      .filter((file) => !file.includes('/rulebook/') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(projectRoot, file), 'utf8'));
    for (const { rule } of noted)
      assert.ok(
        sources.every((text) => !text.includes(`'${rule}'`)),
        `${rule} is read by a module now: prove its switch on what people meet and take the note away`,
      );
    for (const language of ['zh-CN', 'en'] as const)
      assert.match(textsFor(language)('law:switch-note.due-only'), /fangxin due/u);
    const screen = readFileSync(join(projectRoot, 'src/desk/features/law/switches.tsx'), 'utf8');
    assert.ok(screen.includes('law:switch-note.$' + '{one.note}'), 'said on screen');
  });

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
