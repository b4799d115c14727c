import { compareDays, type Day } from '#kernel/day.ts';
import { citedIn } from '#kernel/governing-order.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Goes } from '../competence-events.ts';
import type { Complaint, ComplaintEvent, Sealed } from '../complaint.ts';
import { orderOn } from '../governing.ts';
import type { InnerCommandOf } from '../inner-acts.ts';
import type { PaperOrder } from '../paper-orders.ts';
import { earlierReceiptOf, limitWouldStartOn } from '../receipts.ts';
import { actsFor, type Superior } from '../superiors.ts';
import { linkIn } from './linking.ts';
import {
  aboveOwn,
  commonTo,
  decidedObjection,
  designatedObjection,
  idOf,
  linkedObjection,
  named,
  names,
  notCommon,
  rivalIn,
} from './naming.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

export const superiorObjection = (state: Complaint, facts: Facts): Refusal | undefined => {
  if (state.phase === 'competence-dispute' && state.dispute !== null && state.dispute.asked !== null) {
    return refuse('superior-asked-already', { basis: [o121('33')], instead: ['record-designation'] });
  }
  return aboveOwn(state, facts).length > 0
    ? undefined
    : refuse('no-superior-bureau', { basis: [o121('13(4)')], params: { unit: state.bureau } });
};

const dayObjection = (on: Day, since: Day | null, today: Day, field: string): Refusal | undefined => {
  if (compareDays(on, today) > 0) return refuse('day-ahead', { status: 422, field, basis: [o121('33')] });
  return since !== null && compareDays(on, since) < 0
    ? refuse('before-it-arose', { status: 422, field, basis: [o121('33')], params: { since } })
    : undefined;
};

/** Art. 33: two bureaus do not agree on who handles it; seven working days to settle it begin. */
export const disputeCompetence = (
  command: CommandOf<'dispute-competence'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const rival = rivalIn(command, state, facts);
  if (isRefusal(rival)) return rival;
  if (rival === undefined) {
    return refuse('rival-not-named', { status: 422, field: 'rival', basis: [o121('33')] });
  }
  const settledThere = linkedObjection(rival, state);
  if (settledThere !== undefined) return settledThere;
  const on = command.arisenOn ?? facts.today;
  const objection = dayObjection(on, state.firstReceivedOn, facts.today, 'arisenOn');
  if (objection !== undefined) return objection;
  const { reasons } = command;
  return {
    events: [{ type: 'CompetenceDisputed', payload: { rival, on, reasons } }],
    // A bureau that works here is asked on its own desk.
    papers:
      facts.namedUnit?.id === rival
        ? []
        : [{ code: 'competence-question', to: ['bureau'], details: { rival, arisenOn: on, reasons } }],
  };
};

/** What the other bureau says of it; the two have agreed only when this one's head says so too. */
export const noteRivalAnswer = (
  { rival, takes, reasons, ...asked }: InnerCommandOf<'note-rival-answer'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal =>
  state.dispute?.rival === rival && isOfDispute(asked, state.dispute)
    ? { events: [{ type: 'RivalAnswered', payload: { rival, takes, on: facts.today, reasons } }], papers: [] }
    : refuse('not-in-this-state', {
        basis: [o121('33')],
        params: { act: 'note-rival-answer', phase: state.phase },
      });

/** An answer that comes late belongs to the dispute that asked for it, never to the next with the same bureau. */
const isOfDispute = (
  { dispute, arisenOn }: { readonly dispute?: number; readonly arisenOn: Day },
  { begun, since }: NonNullable<Complaint['dispute']>,
): boolean => (dispute === undefined ? arisenOn === since : dispute === begun);

/** A question between two bureaus goes to the nearest body that stands above both (art. 33). */
export const askSuperior = (command: CommandOf<'ask-superior'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const objection = superiorObjection(state, facts);
  if (objection !== undefined) return objection;
  const said = rivalIn(command, state, facts);
  if (isRefusal(said)) return said;
  const disputed = state.phase === 'competence-dispute' ? state.dispute?.rival : undefined;
  const rival = disputed ?? said;
  const superior = superiorToAsk(command.superior, rival, state, facts);
  if (isRefusal(superior)) return superior;
  const { reasons } = command;
  const between = rival === undefined ? {} : { rival };
  return {
    events: [{ type: 'SuperiorAsked', payload: { reasons, on: facts.today, superior: idOf(superior), ...between } }],
    papers: [
      {
        code: 'competence-request',
        to: ['bureau'],
        details: { reasons, superior: superior.name, ...between },
        // One of this authority has the case on its own list, one of another here the request; to any other it must be brought.
        ...(superior.unit === null ? {} : { takenOverBy: superior.unit }),
      },
    ],
  };
};

const superiorToAsk = (
  wished: string | undefined,
  rival: string | undefined,
  state: Complaint,
  facts: Facts,
): Superior | Refusal => {
  const common = commonTo(rival, state, facts);
  const [nearest] = common;
  if (nearest === undefined) {
    const params = { superior: names(aboveOwn(state, facts)) };
    return refuse('no-common-superior', { status: 422, field: 'rival', basis: [o121('33')], params });
  }
  if (wished !== undefined) return common.find((one) => idOf(one) === wished) ?? notCommon(common, 'superior');
  // Of a bureau that the directory does not know nobody can say who stands above both.
  const isUnknown = rival !== undefined && facts.above.get(rival) === undefined;
  return isUnknown && common.length > 1
    ? refuse('superior-not-named', { status: 422, field: 'superior', basis: [o121('33')] })
    : nearest;
};

export const agreementObjection = (state: Complaint): Refusal | undefined =>
  state.phase === 'competence-dispute' && state.dispute?.rival == null
    ? refuse('nobody-to-agree-with', { basis: [o121('33')], instead: ['record-designation'] })
    : undefined;

/** A bureau that works here says on its own desk that it takes the case: nobody says it in its place. */
const unsaidObjection = (
  { takenBy }: CommandOf<'agree-competence'>,
  { dispute }: Complaint,
  { above }: Facts,
): Refusal | undefined =>
  takenBy === 'rival' && dispute?.rival != null && above.has(dispute.rival) && dispute.answer?.takes !== true
    ? refuse('rival-has-not-agreed', {
        field: 'takenBy',
        basis: [o121('33')],
        instead: dispute.asked === null ? ['ask-superior'] : [],
      })
    : undefined;

/** Art. 33: the two bureaus agreed who handles it; the case stays, moves, or leaves the authority. */
export const agreeCompetence = (
  command: CommandOf<'agree-competence'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection =
    agreementObjection(state) ??
    unsaidObjection(command, state, facts) ??
    dayObjection(command.agreedOn, state.dispute?.since ?? null, facts.today, 'agreedOn');
  if (objection !== undefined) return objection;
  const { agreedOn, counterpart, reasons } = command;
  const competent = command.takenBy === 'own' ? state.bureau : (state.dispute?.rival ?? state.bureau);
  const settled = { how: 'agreed', competent, reasons } as const;
  return handedOver(settled, state, facts, (goes) => ({
    type: 'CompetenceAgreed',
    payload: { competent, on: facts.today, agreedOn, counterpart, reasons, ...goes },
  }));
};

/** The superior decides here, in the system. */
export const decideCompetence = (
  command: CommandOf<'decide-competence'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { competent, reasons, document } = command;
  const superior = actsFor(facts.actor.bureaus, commonTo(state.dispute?.rival ?? undefined, state, facts));
  if (superior === undefined) return notCommon(commonTo(state.dispute?.rival ?? undefined, state, facts), 'competent');
  const objection = decidedObjection(competent, superior, state, facts);
  if (objection !== undefined) return objection;
  const written = document === undefined ? {} : { document };
  const settled = { how: 'designated', competent, reasons, superior: superior.name, ...written } as const;
  return handedOver(settled, state, facts, (goes) => ({
    type: 'CompetenceDecided',
    payload: { competent, on: facts.today, reasons, body: idOf(superior), ...written, ...goes },
  }));
};

/** Whoever works here decides on its own desk: what is recorded came from outside. */
export const designationObjection = (state: Complaint, facts: Facts): Refusal | undefined =>
  aboveOwn(state, facts).some(({ unit }) => unit === null)
    ? undefined
    : refuse('superior-decides-here', { basis: [o121('33')], instead: ['ask-superior'] });

/** The superior decided elsewhere, on paper: what came is recorded with its day and number, and the paper itself kept. */
export const recordDesignation = (
  command: CommandOf<'record-designation'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { body, decidedOn, document, items, reasons } = command;
  const common = commonTo(state.dispute?.rival ?? undefined, state, facts);
  const superior = common.find((one) => idOf(one) === body);
  if (superior === undefined) return notCommon(common, 'body');
  if (superior.unit !== null)
    return refuse('superior-decides-here', {
      field: 'body',
      basis: [o121('33')],
      ...(state.phase === 'competence-dispute' && state.dispute?.asked !== null ? {} : { instead: ['ask-superior'] }),
    });
  const competent = named(
    { unit: command.competent, body: command.competentBody },
    ['competent', 'competentBody'],
    facts,
  );
  if (isRefusal(competent)) return competent;
  if (competent === undefined) {
    return refuse('competent-not-named', { status: 422, field: 'competent', basis: [o121('33')] });
  }
  const objection =
    dayObjection(decidedOn, state.firstReceivedOn, facts.today, 'decidedOn') ??
    designatedObjection(competent, superior, state, facts);
  if (objection !== undefined) return objection;
  if (items.length === 0)
    return refuse('designation-without-document', { status: 422, field: 'items', basis: [o121('33')] });
  const decision = designated({ superior, competent, decidedOn, document, reasons }, state, facts);
  return { ...decision, events: [{ type: 'EvidenceAdded', payload: { items } }, ...decision.events] };
};

/** A superior that works here under another authority decided on its own desk: the case goes where it said. */
export const takeSuperiorDecision = (
  { body, competent, decidedOn, document, reasons, ...asked }: InnerCommandOf<'take-superior-decision'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { dispute } = state;
  const superior = commonTo(dispute?.rival ?? undefined, state, facts).find(({ unit }) => unit === body);
  if (superior === undefined || dispute?.asked !== body || !isOfDispute(asked, dispute))
    return refuse('not-in-this-state', {
      basis: [o121('33')],
      params: { act: 'take-superior-decision', phase: state.phase },
    });
  const written = document === undefined ? {} : { document };
  return designated({ superior, competent, decidedOn, reasons, ...written }, state, facts);
};

type Designation = {
  readonly superior: Superior;
  readonly competent: string;
  readonly decidedOn: Day;
  readonly document?: string;
  readonly reasons: Sealed;
};

const designated = (
  { superior, competent, decidedOn, reasons, ...written }: Designation,
  state: Complaint,
  facts: Facts,
): Decision => {
  const body = idOf(superior);
  const how = competent === body ? 'taken-over' : 'designated';
  const settled = { how, competent, reasons, superior: superior.name, ...written } as const;
  return handedOver(settled, state, facts, (goes) => ({
    type: 'CompetenceDecided',
    payload: { competent, on: facts.today, reasons, body, ...written, decidedOn, ...goes },
  }));
};

/** Art. 13(4): a superior may handle itself what came to one below it; its seven working days run from that day. */
export const takeOver = (command: CommandOf<'take-over'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const above = aboveOwn(state, facts);
  const superior = actsFor(facts.actor.bureaus, above);
  if (superior?.unit == null || facts.units.get(superior.unit)?.kind !== 'bureau') {
    return refuse('not-the-superior', {
      status: 403,
      basis: [o121('13(4)')],
      params: { act: 'take-over', superior: above[0]?.name ?? state.bureau },
    });
  }
  const { reasons } = command;
  const to = superior.unit;
  return handedOver({ how: 'taken-over', competent: to, reasons }, state, facts, (goes) => ({
    type: 'ComplaintTakenOver',
    payload: { from: state.bureau, to, on: facts.today, reasons, ...goes },
  }));
};

type Settled = {
  readonly how: 'agreed' | 'designated' | 'taken-over';
  readonly competent: string;
  readonly reasons: Sealed;
  readonly superior?: string;
  readonly document?: string;
};

/** Nothing is told where the case stays; where it goes to another bureau the complainant learns which. */
/** The article on disputes over competence, as the order that governs the case has it. */
const settledBy = (state: Complaint, { today, law }: Facts): string =>
  citedIn(orderOn(state, today, law), [o121('33')], law.rulebook)
    .map(({ text, article }) => `${text}:${article}`)
    .join();

const handedOver = (
  settled: Settled,
  state: Complaint,
  facts: Facts,
  event: (goes: Goes) => ComplaintEvent,
): Decision => {
  const { competent, reasons } = settled;
  if (competent === state.bureau) return { events: [event({})], papers: [] };
  const details = { ...settled, since: limitWouldStartOn(competent, state, facts.units, facts.today) };
  const notice: PaperOrder = { code: 'competence-notice', to: ['complainant'], details };
  if (facts.units.get(competent)?.kind === 'bureau')
    return { events: [event(earlierReceiptOf(competent, state, facts.units))], papers: [notice] };
  const link = linkIn(competent, facts);
  const inside = link.unit === undefined ? {} : { takenOverBy: link.unit };
  return {
    events: [
      event({ leaves: true }),
      {
        type: 'ComplaintTransferredOut',
        payload: {
          on: facts.today,
          to: facts.namedUnit?.name ?? competent,
          basis: settledBy(state, facts),
          reasons,
          ...link,
        },
      },
    ],
    papers: [notice, { code: 'competence-transfer', to: ['bureau'], details, ...inside }],
  };
};
