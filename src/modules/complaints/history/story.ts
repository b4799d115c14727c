import type { Actor } from '#kernel/actor.ts';
import { dayOf, isWeekendDay, yearsAfter } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import { groundsFor } from '../clocks.ts';
import { owedTo } from '../decide/closing.ts';
import { lawFor } from '../handle.ts';
import type { Chance } from './chance.ts';
import type { HistoryOfficial, HistoryWorld } from './history-world.ts';
import type { LivedCase } from './lived-case.ts';

/** How complaints go in an ordinary year: shares as bureaus publish them, roughly. */

export type Telling = {
  readonly context: Context;
  readonly world: HistoryWorld;
  readonly chance: Chance;
  readonly lived: LivedCase;
  /** The account that filed; undefined for one taken at the counter. */
  readonly account: string | undefined;
  readonly until: Date;
};

const HOUR = 3_600_000;

/** Moments of one case, one after the other, in office hours; false once the present is reached. */
class Time {
  at: Date;
  readonly #chance: Chance;
  readonly #until: Date;

  constructor(at: Date, chance: Chance, until: Date) {
    this.at = at;
    this.#chance = chance;
    this.#until = until;
  }

  passes(least: number, most: number): boolean {
    let midnight = Math.floor((this.at.getTime() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
    midnight += this.#chance.between(least, most) * 24 * HOUR;
    while (isWeekendDay(dayOf(new Date(midnight + 12 * HOUR)))) midnight += 24 * HOUR;
    const next = midnight + 9 * HOUR + this.#chance.between(0, 8 * 60 * 60) * 1000;
    this.at = new Date(Math.max(next, this.at.getTime() + this.#chance.between(5, 90) * 60_000));
    return this.at < this.#until;
  }
}

export const tell = (telling: Telling): void => {
  const { lived, chance, world } = telling;
  const { bureau, tenant } = lived.operator;
  const time = new Time(lived.filing.write.at, chance, telling.until);
  const head = officialOf(world.heads.get(bureau), bureau);
  const handler = chance.pick(world.handlers.get(bureau) ?? []);
  if (lived.state.phase === 'awaiting-registration' && !registered(telling, time, world.intake.get(tenant) ?? head))
    return;
  if (!time.passes(0, 2)) return;
  lived.act({ act: 'assign', to: handler.actor.account }, head.actor, time.at, handler);
  const by = { ...telling, time, handler: handler.actor };
  if (isDecided(by) && isMediated(by)) closeUp(by);
};

type InHand = Telling & { readonly time: Time; readonly handler: Actor };

const officialOf = (official: HistoryOfficial | undefined, bureau: string): HistoryOfficial => {
  if (official === undefined) throw new Error(`nobody heads ${bureau}`);
  return official;
};

/** In companion standing the case waits for the number of the national platform. */
const registered = ({ lived, chance }: Telling, time: Time, officer: HistoryOfficial): boolean =>
  time.passes(0, 3) &&
  lived.act(
    { act: 'register', externalNumber: `1${chance.digits(19)}`, registeredOn: dayOf(time.at) },
    officer.actor,
    time.at,
  );

/** True when it was accepted. */
const isDecided = (by: InHand): boolean => {
  const { lived, chance, time, handler, world } = by;
  const { words } = world;
  if (chance.happens(0.04)) return withdrawn(by);
  if (chance.happens(0.06) && time.passes(0, 1)) {
    const what = lived.seal('what', words.proofWanted);
    lived.act(
      { act: 'request-proof', kind: 'voluntary', dueOn: dayOf(new Date(time.at.getTime() + 96 * HOUR)), what },
      handler,
      time.at,
    );
    if (!time.passes(1, 2)) return false;
    lived.act({ act: 'supply', items: [], text: lived.seal('text', words.proofGiven) }, handler, time.at);
  }
  if (!time.passes(0, 5)) return false;
  if (chance.happens(0.03)) {
    const reasons = lived.seal('reasons', words.elsewhere);
    lived.act({ act: 'direct-elsewhere', path: 'consultation', reasons }, handler, time.at);
    closeUp(by);
    return false;
  }
  if (chance.happens(0.13)) {
    const { fact, reasons } = chance.pick(words.refusal);
    const ground = groundNumber(by, 'refusal', fact);
    if (
      ground !== undefined &&
      lived.act(
        { act: 'refuse', ground, reasons: lived.seal('reasons', reasons), ...restsOn(fact, time.at) },
        handler,
        time.at,
      )
    ) {
      closeUp(by);
      return false;
    }
  }
  return lived.act({ act: 'accept' }, handler, time.at);
};

const restsOn = (fact: string, at: Date) => {
  if (fact === 'papers-missing-or-false') return { papersAtFault: ['respondent', 'claims-and-facts'] } as const;
  if (fact === 'already-handled-elsewhere') return { earlierHandler: 'court', earlierBody: '人民法院' } as const;
  return fact === 'three-years-past' ? { knewOn: yearsAfter(dayOf(at), -4) } : {};
};

const withdrawn = (by: InHand): boolean => {
  const { lived, time, handler, account } = by;
  if (
    time.passes(0, 4) &&
    lived.act({ act: 'withdraw' }, account === undefined ? handler : consumerOf(account), time.at)
  ) {
    closeUp(by);
  }
  return false;
};

const groundNumber = (by: InHand, list: 'refusal' | 'termination', fact: string): number | undefined =>
  groundsFor(list, by.lived.state, dayOf(by.time.at), lawFor(by.context, by.lived.operator.tenant)).find(
    (rule) => rule.fact === fact,
  )?.number;

/** By the telephone of the register, or where there is none by going there. */
const calledAt = (lived: LivedCase) => {
  const { contactPhone } = lived.operator.record;
  const person = lived.state.parties.find(({ kind }) => kind === 'respondent')?.person;
  return contactPhone == null
    ? { channel: 'visit' as const }
    : { channel: 'phone' as const, number: lived.seal('phone', contactPhone, person), nth: 1 };
};

/** True when mediation has come to an end. */
const isMediated = (by: InHand): boolean => {
  const { lived, chance, time, handler } = by;
  delivered(by);
  if (!time.passes(1, 6)) return false;
  lived.act({ act: 'contact', party: 'respondent', outcome: 'reached', ...calledAt(lived) }, handler, time.at);
  const willing = chance.happens(0.88);
  lived.act(
    { act: 'answer', consentsToMediation: willing, consentsToEntrust: chance.happens(0.3), items: [], by: 'phone' },
    handler,
    time.at,
  );
  if (!willing) return time.passes(0, 4) && terminated(by, 'absent-or-refusing');
  if (!time.passes(1, 9)) return false;
  const mediators = by.world.mediators.get(lived.operator.bureau) ?? [];
  const mediator = mediators.find((one) => one.actor.account === handler.account) ?? chance.pick(mediators);
  const opened = lived.act(
    {
      act: 'open-mediation',
      mediator: mediator.actor.account,
      mode: chance.pick(['phone', 'phone', 'online', 'video']),
    },
    handler,
    time.at,
    mediator,
  );
  if (!opened || !time.passes(1, 20)) return false;
  if (chance.happens(0.03) && lived.act(appraisal(), handler, time.at)) {
    if (!time.passes(5, 20)) return false;
    lived.act({ act: 'resume', reasons: lived.seal('reasons', by.world.words.proofGiven) }, handler, time.at);
    if (!time.passes(1, 10)) return false;
  }
  return chance.happens(0.72) ? agreed(by) : terminated(by, 'no-agreement-possible');
};

const appraisal = () =>
  ({
    act: 'appraise',
    body: '云栖市产品质量检验研究院',
    designated: false,
    costBorneBy: 'shared',
  }) as const;

const agreed = ({ lived, chance, time, handler, world }: InHand): boolean => {
  const wished = lived.state.amountFen ?? 10_000;
  const recovered = Math.round((wished * chance.between(30, 100)) / 100);
  const performed = chance.happens(0.6);
  const [claim] = lived.state.claims;
  const before = (minutes: number): string => new Date(time.at.getTime() - minutes * 60_000).toISOString();
  return lived.act(
    {
      act: 'record-agreement',
      form: performed ? 'record' : 'mediation-paper',
      performed,
      waivedByBoth: false,
      recoveredFen: recovered,
      terms: lived.seal('terms', chance.pick(performed ? world.words.termsPerformed : world.words.terms)),
      outcome: claim === undefined ? [] : [{ ...claim, amountFen: recovered }],
      ...(performed ? { begunAt: before(50), endedAt: before(5) } : {}),
    },
    handler,
    time.at,
  );
};

const terminated = (by: InHand, wished: string): boolean => {
  const { lived, chance, time, handler, world } = by;
  const told = world.words.termination.find((one) => one.fact === wished) ?? chance.pick(world.words.termination);
  const ground = groundNumber(by, 'termination', told.fact);
  return (
    ground !== undefined &&
    lived.act({ act: 'terminate', ground, reasons: lived.seal('reasons', told.reasons) }, handler, time.at)
  );
};

/** Papers reach their people, the complainant says how it went, and the file is closed. */
const closeUp = (by: InHand): void => {
  const { lived, chance, time, handler, account, world } = by;
  delivered(by);
  if (account !== undefined && chance.happens(0.35) && time.passes(0, 5)) {
    lived.act({ act: 'rate', score: chance.pick([4, 4, 4, 3, 3, 2, 1]) }, consumerOf(account), time.at);
  }
  if (chance.happens(0.12) && time.passes(1, 10)) {
    const note = lived.seal('note', world.words.visit);
    lived.act({ act: 'return-visit', outcome: 'reached', score: chance.pick([4, 3, 2]), note }, handler, time.at);
  }
  if (time.passes(5, 40)) lived.act({ act: 'archive' }, handler, time.at);
};

const delivered = ({ lived, chance, time, handler, world }: InHand): void => {
  for (const paper of lived.state.papers) {
    for (const to of paper.to) {
      if (!owedTo(paper).some((one) => one === to) || lived.state.delivered.includes(`${paper.n}:${to}`)) continue;
      if (chance.happens(0.04)) continue;
      const served = { act: 'deliver', paper: paper.n, outcome: 'delivered' } as const;
      if (to === 'bureau') {
        const receiver = lived.seal('receiver', world.words.receiver);
        lived.act({ ...served, to, channel: 'hand', receiver }, handler, time.at);
        continue;
      }
      if (to === 'file') continue;
      lived.act({ ...served, to, channel: chance.pick(['sms', 'sms', 'internet', 'letter']) }, handler, time.at);
    }
  }
};

const consumerOf = (account: string): Actor => ({
  kind: 'consumer',
  account,
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [account],
});
