import assert from 'node:assert/strict';
import { test } from 'node:test';
import { papersMade } from '#desk/features/case/papers-made.ts';
import { addDays, type Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseAct } from '#modules/complaints/case-contract.ts';
import type { Command, Decision, Facts } from '#modules/complaints/commands.ts';
import type { Complaint, ComplaintEvent } from '#modules/complaints/complaint.ts';
import { foreseenObjection } from '#modules/complaints/decide/foresee.ts';
import { decide } from '#modules/complaints/decide.ts';
import { evolve } from '#modules/complaints/evolve.ts';
import { objectionTo, permits } from '#modules/complaints/permits.ts';
import { actsFor } from '#modules/complaints/views/acts.ts';
import {
  accounts,
  association,
  factsOf,
  filed,
  institute,
  namedHandler,
  namedMediator,
  namedSecond,
  people,
  sealed,
  stateAfter,
  tenant,
  type Who,
} from '../decided.ts';

/** Histories made up by chance, the same at every run. */

class Chance {
  #seed: number;
  constructor(seed: number) {
    this.#seed = (seed * 2_654_435_761) % 2 ** 32;
  }
  next(): number {
    this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return this.#seed / 2 ** 32;
  }
  of<T>(...some: readonly T[]): T {
    return some[Math.floor(this.next() * some.length)] as T;
  }
}

const t = Object.assign((key: string) => key, { language: 'zh-CN' }) as unknown as Translate;
const base = factsOf({ officials: [namedMediator, namedSecond, namedHandler] });
const reasons = sealed('理由');
const contact = accounts.handler;
const whos: readonly Who[] = ['handler', 'handler', 'head', 'head', 'mediator', 'consumer', 'association', 'delivery'];

const factsAt = (who: Who, today: Day, { entrustedTo }: Complaint): Facts => ({
  ...base,
  now: new Date(`${today}T02:00:00Z`),
  today,
  actor: people[who],
  organisation: association,
  ...(entrustedTo === null ? {} : { entrusted: association }),
});

/** Of the acts that make papers, and of those that change who is told. */
const commandOf = (act: string, state: Complaint, today: Day, chance: Chance): Command | undefined => {
  const paper = state.papers[Math.floor(chance.next() * state.papers.length)];
  const party = chance.of(...(paper?.to.filter((to) => to !== 'file') ?? (['complainant'] as const)));
  const mediator = chance.of(accounts.mediator, accounts.second);
  switch (act) {
    case 'accept':
      return { act, contact };
    case 'refuse':
      return chance.of<Command>(
        { act, ground: 5, reasons, papersAtFault: ['false'] },
        { act, ground: 6, reasons, identityFault: chance.of('impersonation', 'check-refused') },
        { act, ground: 7, reasons },
      );
    case 'terminate':
      return { act, ground: chance.of(2, 3, 8), reasons };
    case 'transfer':
      return { act, to: '卫生健康局', reasons };
    case 'direct-elsewhere':
      return { act, path: 'consultation', reasons };
    case 'assign':
      return { act, to: chance.of(accounts.handler, mediator), role: chance.of('handler', 'mediator') };
    case 'answer':
      return {
        act,
        consentsToMediation: chance.of(true, true, false),
        consentsToEntrust: true,
        items: [],
        by: 'phone',
      };
    case 'open-mediation': {
      const at = `${addDays(today, chance.of(1, 3))}T06:00:00Z`;
      return { act, mediator, mode: 'phone', ...(chance.of(true, true, false) ? { at, place: reasons } : {}) };
    }
    case 'interrupt':
      return { act, by: chance.of('complainant', 'respondent'), reasons };
    case 'resume':
      return state.phase === 'appraisal'
        ? { act, reasons }
        : { act, recused: chance.of(true, false), ...(chance.of(true, false) ? { mediator } : {}), reasons };
    case 'appraise':
      return { act, body: institute.name, designated: false, costBorneBy: chance.of('shared', 'not-agreed') };
    case 'entrust':
      return { act, organisation: association.id };
    case 'withdraw':
      return { act, reasons };
    case 'take-back-withdrawal':
    case 'end-entrusting':
    case 'annul':
      return { act, reasons };
    case 'correct': {
      const version = chance.of(...state.decisions)?.version ?? 0;
      return { act, version, changed: { amountFen: Math.floor(chance.next() * 1000) }, reasons };
    }
    case 'correct-receipt':
      return { act, receivedOn: addDays(state.receivedOn ?? today, chance.of(-1, 1)), reasons };
    case 'notify-respondent':
      return { act, answerBy: addDays(today, 5), code: reasons };
    case 'request-proof':
      return { act, kind: chance.of('identity', 'voluntary'), dueOn: today, what: reasons };
    case 'dispute-competence':
      return { act, rival: '别市某区市场监督管理局', reasons };
    case 'agree-competence':
      return { act, takenBy: chance.of('own', 'rival'), agreedOn: today, counterpart: reasons, reasons };
    case 'hand-over-fraud':
      return { act, to: '公安局', reasons };
    case 'record-agreement':
      return {
        ...{ act, form: chance.of('mediation-paper', 'record'), performed: true, waivedByBoth: true },
        ...{ recoveredFen: 100, terms: reasons, outcome: [], respondentConsents: true },
      };
    case 'deliver': {
      const channel = chance.of('phone', 'hand', 'letter');
      const outcome = chance.of('delivered', 'sent', 'failed');
      return paper && { act, paper: paper.n, to: party, channel, outcome, receiver: reasons, proof: reasons };
    }
    case 'archive':
      return { act };
    default:
      return undefined;
  }
};

/** What ends a case or keeps it from beginning would else be most of what happens. */
const rare: ReadonlySet<string> = new Set([
  ...['refuse', 'transfer', 'direct-elsewhere', 'terminate', 'record-agreement', 'withdraw', 'dispute-competence'],
  ...['archive', 'correct-receipt', 'correct', 'hand-over-fraud', 'request-proof'],
]);
const common: ReadonlySet<string> = new Set(['accept', 'answer', 'open-mediation', 'deliver']);
const isCommon = ({ act }: CaseAct): boolean => common.has(act);

const listed = (papers: readonly { readonly code: string; readonly to: readonly string[] }[]): string[] =>
  papers.flatMap(({ code, to }) => to.map((whom) => `${code} → ${whom}`)).sort();

const foretold = (act: CaseAct, state: Complaint, command: Command): string[] => {
  const view = { acceptedOn: state.acceptedOn, bureau: state.bureau, mediator: state.mediator };
  const decisions = act.decisions?.find(({ version }) => command.act === 'correct' && version === command.version);
  const rivalBody = command.act === 'dispute-competence' ? { rivalBody: command.rival } : {};
  return listed(papersMade({ ...act, papers: decisions?.papers ?? act.papers }, view, { ...command, ...rivalBody }));
};

const written = (decision: Decision, state: Complaint, today: Day): ComplaintEvent[] => [
  ...decision.events,
  ...decision.papers.map(({ code, to, takenOverBy }, at): ComplaintEvent => {
    const n = state.papers.length + at + 1;
    const owedToBody = to.includes('bureau') && takenOverBy === undefined ? { owedToBody: true as const } : {};
    const payload = { n, code, number: `第${n}号`, to, templateVersion: '1', data: sealed(`${n}`), dataHash: `${n}` };
    return { type: 'PaperMade', payload: { ...payload, on: today, ...owedToBody } };
  }),
];

/** Whoever it may be. */
const isOpen = (act: string, today: Day, state: Complaint): boolean =>
  permits.some(
    (permit) =>
      permit.act === act &&
      (Object.keys(people) as Who[]).some((who) => {
        const facts = factsAt(who, today, state);
        return (
          objectionTo(permit.act, facts.actor, state, tenant, facts.above.get(state.bureau)) === undefined &&
          foreseenObjection(permit.act, state, facts) === undefined
        );
      }),
  );

test('papers foretold are the papers made, and what a refusal advises can be done by somebody, whatever came before', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 80; seed += 1) {
    const chance = new Chance(seed);
    let today: Day = '2026-04-16';
    let state = stateAfter([filed({ channel: 'letter', receivedOn: '2026-04-16' })]);
    const history: string[] = [];
    for (let step = 0; step < 45; step += 1) {
      if (chance.next() < 0.15) today = addDays(today, chance.of(1, 2, 4));
      const facts = factsAt(chance.of(...whos), today, state);
      const { acts } = actsFor(state, facts, t);
      const act = chance.of(
        ...acts.filter((one) => !rare.has(one.act) || chance.next() < 0.2),
        ...acts.filter(isCommon),
      );
      const command = act && commandOf(act.act, state, today, chance);
      if (act === undefined || command === undefined) continue;
      const isMediators = command.act === 'assign' || command.act === 'open-mediation' || command.act === 'resume';
      const account = command.act === 'assign' ? command.to : isMediators ? command.mediator : undefined;
      const named = facts.officials?.find((one) => one.account === account);
      const decision = decide(command, state, named === undefined ? facts : { ...facts, named });
      const where = `seed ${seed}, in ${state.phase}: ${command.act} after ${history.join(' · ')}`;
      if (isRefusal(decision)) {
        for (const one of decision.instead ?? [])
          assert.ok(isOpen(one, today, state), `${where}: ${decision.refusal} advises ${one}`);
        continue;
      }
      assert.deepEqual(listed(decision.papers), foretold(act, state, command), where);
      for (const { code } of decision.papers) seen.add(code);
      history.push(command.act);
      state = written(decision, state, today).reduce<Complaint>((before, event) => evolve(before, event), state);
      if (act.back !== undefined) assert.equal(state.phase, act.back, where);
    }
  }
  for (const code of ['annulment-notice', 'session-off-notice', 'recusal-decision', 'call-record', 'entrustment-end'])
    assert.ok(seen.has(code), `no history made ${code}`);
});
