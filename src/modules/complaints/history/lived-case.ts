import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { PROOF_CODE_BYTES, proofCode } from '#kernel/proof-code.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import { type ChainedEvents, chainEvents } from '#platform/events.ts';
import { mediationLimit } from '../clocks.ts';
import type { Command, Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent, Sealed } from '../complaint.ts';
import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import type { PreparedFiling } from '../file-complaint.ts';
import { orderOn } from '../governing.ts';
import { lawFor } from '../handle.ts';
import type { PaperDesk } from '../paper-data/paper-desk.ts';
import { paperMade, seriesFor } from '../paper-making.ts';
import type { PaperOrder } from '../paper-orders.ts';
import type { PaperRow } from '../write.ts';
import type { Chance } from './chance.ts';
import type { HistoryOfficial, HistoryOperator, HistoryWorld } from './history-world.ts';

/** What one act of a past case leaves in the tables. */
export type PastAct = {
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly chained: ChainedEvents;
  /** How many sealed values had been made when it was over. */
  readonly sealedSoFar: number;
  readonly papers: readonly PaperRow[];
};

/** Gives the next number of a series in a year. */
export type Numbering = (tenant: string, series: string, year: number) => number;

export type Teller = {
  readonly context: Context;
  readonly world: HistoryWorld;
  readonly numbering: Numbering;
  readonly chance: Chance;
};

/** An official as the rules are told of whoever an act names. */
const facedWith = ({ actor, name }: HistoryOfficial): Pick<Facts, 'named' | 'officials'> => {
  const { account, bureau = '', roles, bureaus: sees } = actor;
  const named = { account, name, offices: [{ bureau, roles, sees }] };
  return { named, officials: [named] };
};

/** A complaint that is lived through in memory, by the same rules as a real one, and written afterwards. */
export class LivedCase {
  readonly filing: PreparedFiling;
  readonly operator: HistoryOperator;
  readonly acts: PastAct[] = [];
  readonly delivered = new Map<string, Date>();
  state: Complaint;
  readonly #teller: Teller;
  #headHash: Buffer;

  constructor(teller: Teller, filing: PreparedFiling, operator: HistoryOperator) {
    this.#teller = teller;
    this.filing = filing;
    this.operator = operator;
    const { write, sealing } = filing;
    this.state = write.state;
    this.#headHash = write.chained.headHash;
    this.acts.push({
      at: write.at,
      actor: write.actor,
      act: 'file',
      chained: write.chained,
      sealedSoFar: sealing.prepared.length,
      papers: [],
    });
  }

  get complainant(): string {
    return this.state.parties[0]?.person ?? this.filing.write.stream;
  }

  seal(kind: string, text: string, person = this.complainant): Sealed {
    return this.filing.sealing.text(person, kind, text);
  }

  /** False where the law or the permits say no; then nothing has happened. */
  act(command: Command, actor: Actor, at: Date, named?: HistoryOfficial): boolean {
    const { tenant, stream } = this.filing.write;
    const units = this.#teller.world.units.get(tenant) ?? new Map();
    const facts: Facts = {
      now: at,
      today: dayOf(at),
      actor,
      tenant,
      law: lawFor(this.#teller.context, tenant),
      units,
      above: new Map(),
      // Its words take every class from the tables.
      listedCodes: new Set([this.state.objectCode ?? '', this.state.problemCode ?? '']),
      ...(named === undefined ? {} : facedWith(named)),
    };
    const decision = decide(command, this.state, facts);
    if (isRefusal(decision)) return false;
    const papers = this.#papers(decision.papers, facts);
    const events: readonly ComplaintEvent[] = [...decision.events, ...papers.flatMap((paper) => paper.events)];
    const chained = chainEvents({ tenant, stream }, { version: this.state.version, headHash: this.#headHash }, events, {
      actor: actor.account,
      at,
    });
    for (const event of events) {
      this.state = evolve(this.state, event);
      if (event.type === 'PaperDelivered') this.delivered.set(`${event.payload.n}:${event.payload.to}`, at);
    }
    this.#headHash = chained.headHash;
    this.acts.push({
      at,
      actor: actor.account,
      act: command.act,
      chained,
      sealedSoFar: this.filing.sealing.prepared.length,
      papers: papers.map((paper) => paper.row),
    });
    return true;
  }

  #papers(orders: readonly PaperOrder[], facts: Facts): { events: ComplaintEvent[]; row: PaperRow }[] {
    if (orders.length === 0) return [];
    const desk = this.#desk(facts);
    const { context, numbering, chance } = this.#teller;
    const year = Number(facts.today.slice(0, 4));
    const numbers = new Map<string, string | null>();
    return orders.map((order, i) => {
      let number = numbers.get(order.code);
      if (number === undefined) {
        const series = seriesFor(order, desk.unit);
        number = series === undefined ? null : series.numbered(year, numbering(facts.tenant, series.name, year));
        numbers.set(order.code, number);
      }
      return paperMade(order, desk, this.filing.sealing, {
        n: this.state.papers.length + i + 1,
        at: facts.now,
        number,
        proof: proofCode(chance.bytes(PROOF_CODE_BYTES)),
        publicUrl: context.publicUrl,
        aid: context.texts('en'),
      });
    });
  }

  #desk(facts: Facts): PaperDesk {
    const { world, context } = this.#teller;
    const { state } = this;
    const units = world.units.get(facts.tenant) ?? new Map();
    const unit = units.get(state.bureau);
    if (unit === undefined) throw new Error(`no unit ${state.bureau}`);
    const plain = (sealed: Sealed | undefined): string =>
      sealed === undefined ? '' : (this.filing.sealing.plain(sealed.entry) ?? '');
    const complainant = state.parties[0]?.fields ?? {};
    const { record } = this.operator;
    return {
      unit,
      units,
      authority: world.authorities.get(facts.tenant) ?? unit.name,
      state,
      order: orderOn(state, facts.today, facts.law),
      mediationLimit: mediationLimit(state, facts.law),
      today: facts.today,
      complainantPerson: this.complainant,
      complainant: {
        name: plain(complainant.name),
        phone: plain(complainant.phone),
        address: plain(complainant.address),
        contact: '',
      },
      respondent: {
        name: record.name,
        phone: record.contactPhone ?? '',
        address: record.address ?? '',
        contact: record.contactName ?? '',
      },
      along: [],
      facts: plain(state.facts),
      claim: plain(state.claimText),
      purchase: {},
      platform: undefined,
      evidenceNames: new Map(),
      problem: world.problems.get(state.problemCode ?? ''),
      shop: undefined,
      staff: world.staff,
      operators: new Map(),
      actor: facts.actor.account,
      agentOn: () => undefined,
      answerUrl: `${context.publicUrl}/answer`,
      t: context.texts('zh-CN'),
      plain,
    };
  }
}
