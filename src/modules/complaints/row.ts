import { columnsOf } from '#kernel/columns.ts';
import { type Clock, nextDue } from './clocks.ts';
import type { Complaint } from './complaint.ts';
import { isFoundLater } from './found-later.ts';
import { awaitingOf } from './registration-wait.ts';
import { settlementStanding } from './settlement-told.ts';

/** What the current rows say of a case: columns by name, all of them following from its events alone. */
export const rowOf = (state: Complaint, clocks: readonly Clock[]) => {
  const due = nextDue(clocks);
  const awaiting = awaitingOf(state);
  return {
    version: state.version,
    bureau: state.bureau,
    phase: state.phase,
    intake: state.intake,
    handler: state.handler,
    mediator: state.mediator,
    station: state.station,
    operator: state.respondent.operator ?? null,
    platform: state.respondent.platform ?? null,
    external_number: state.registration?.number ?? state.externalNumber ?? null,
    object_code: state.objectCode ?? null,
    problem_code: state.problemCode ?? null,
    amount_fen: state.amountFen ?? null,
    online: state.online,
    food: state.food,
    received_on: state.receivedOn,
    accepted_on: state.acceptedOn,
    closed_on: state.closedOn,
    due_on: due?.dueOn ?? null,
    due_rule: due?.rule ?? null,
    provisional: due?.provisional ?? false,
    rating: state.rating,
    recovered_fen: state.recoveredFen,
    incident: state.incident,
    archived_on: state.archivedOn,
    withdrawal_stated_on: state.withdrawalStatedOn,
    settlement: settlementStanding(state),
    found_later: isFoundLater(state),
    arrived_on: awaiting?.arrivedOn ?? null,
    reopened_on: awaiting?.reopenedOn ?? null,
  };
};

export type ComplaintRow = ReturnType<typeof rowOf>;

export const rowColumns = columnsOf<keyof ComplaintRow>({
  version: true,
  bureau: true,
  phase: true,
  intake: true,
  handler: true,
  mediator: true,
  station: true,
  operator: true,
  platform: true,
  external_number: true,
  object_code: true,
  problem_code: true,
  amount_fen: true,
  online: true,
  food: true,
  received_on: true,
  accepted_on: true,
  closed_on: true,
  due_on: true,
  due_rule: true,
  provisional: true,
  rating: true,
  recovered_fen: true,
  incident: true,
  archived_on: true,
  withdrawal_stated_on: true,
  settlement: true,
  found_later: true,
  arrived_on: true,
  reopened_on: true,
});
