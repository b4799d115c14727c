import { isRefusal } from '#kernel/refusal.ts';
import type { Command } from '#modules/complaints/commands.ts';
import type { Complaint, Phase } from '#modules/complaints/complaint.ts';
import { decide } from '#modules/complaints/decide.ts';
import { evolve } from '#modules/complaints/evolve.ts';
import { type ActName, permits } from '#modules/complaints/permits.ts';
import { factsOf, filings, sampleCommands } from './complaint-samples.ts';

export type Transition = { readonly from: Phase; readonly act: ActName; readonly to: Phase };

export type Walk = {
  /** Where a complaint begins, by the ways it comes in. */
  readonly starts: readonly Phase[];
  readonly reached: readonly Phase[];
  /** Acts that change the state, in the order of the permits table. */
  readonly transitions: readonly Transition[];
  readonly archivedFrom: readonly Phase[];
};

/**
 * Walks from every kind of filing through every act that is lawful, with the real rules, until nothing new appears: the
 * diagram shows what the code does, not what somebody thought it did.
 */
export const walkComplaints = (): Walk => {
  const begun = filings.map((filing) => evolve(undefined, { type: 'ComplaintFiled', payload: filing }));
  const met = new Map(begun.map((state) => [situation(state), state]));
  const waiting = [...met.values()];
  const transitions = new Map<string, Transition>();
  const archived = new Set<Phase>();
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const { act } of permits) {
      for (const next of outcomes(act, state)) {
        if (next.phase !== state.phase) {
          transitions.set(`${act} ${state.phase} ${next.phase}`, { from: state.phase, act, to: next.phase });
        }
        if (act === 'archive') archived.add(state.phase);
        const seen = situation(next);
        if (met.has(seen)) continue;
        met.set(seen, next);
        waiting.push(next);
      }
    }
  }
  const order = new Map(permits.map(({ act }, place) => [act, place]));
  return {
    starts: inOrder(begun.map(({ phase }) => phase)),
    reached: inOrder([...met.values()].map(({ phase }) => phase)),
    transitions: [...transitions.values()].sort(
      (a, b) =>
        (order.get(a.act) ?? 0) - (order.get(b.act) ?? 0) || place(a.from) - place(b.from) || place(a.to) - place(b.to),
    ),
    archivedFrom: inOrder([...archived]),
  };
};

/** The order in which a case comes to them. */
export const phases: readonly Phase[] = [
  'awaiting-registration',
  'received',
  'under-review',
  'competence-dispute',
  'accepted',
  'mediating',
  'interrupted',
  'appraisal',
  'agreed',
  'terminated',
  'refused',
  'transferred',
  'directed-elsewhere',
  'withdrawn',
];

const place = (phase: Phase): number => phases.indexOf(phase);
const inOrder = (some: readonly Phase[]): Phase[] => phases.filter((phase) => some.includes(phase));

/** What later decisions look at; papers, evidence and numbers open and shut no way. */
const situation = (state: Complaint): string =>
  [
    state.phase,
    state.phaseBeforePause,
    state.recusal?.before,
    state.bureau === state.intake,
    state.acceptedOn === null,
    state.operatorConsent,
    state.entrustedTo,
    state.mediator,
    state.decisions.at(-1)?.before,
    state.withdrawalStatedOn === null,
    state.archivedOn === null,
  ].join(' ');

const outcomes = (act: ActName, state: Complaint): Complaint[] =>
  sampleCommands[act].flatMap((command: Command) =>
    factsOf('mediator' in command ? (command.mediator ?? 'officer') : 'officer').flatMap((facts) => {
      const decided = decide(command, state, facts);
      return isRefusal(decided) ? [] : [decided.events.reduce<Complaint>(evolve, state)];
    }),
  );
