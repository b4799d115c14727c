import { maskOf } from '#kernel/mask.ts';
import type { Tx } from '#platform/db.ts';
import type { CaseView } from '../case-contract.ts';
import type { Complaint } from '../complaint.ts';
import { contactAttempts } from '../contact-attempts.ts';
import { knownWays } from '../known-ways.ts';
import { operatorFor } from '../reference.ts';
import { calledView, type Opened } from './opened.ts';
import type { DatedEvent } from './timeline.ts';

/** Attempts to reach a party, and by what it can be reached: for officials, masked as everywhere. */

export const contactsView = (
  state: Complaint,
  events: readonly DatedEvent[],
  opened: Opened,
  facts: Parameters<typeof contactAttempts>[2],
): CaseView['contacts'] => {
  const attempts = events.flatMap(({ version, event }) =>
    event.type === 'ContactAttempted' ? [{ ...event.payload, version }] : [],
  );
  const found = contactAttempts(state, attempts, facts);
  return found === undefined
    ? null
    : { ...found, attempts: found.attempts.map((one) => ({ ...one, number: calledView(one, opened) })) };
};

export const waysView = async (tx: Tx, state: Complaint, opened: Opened): Promise<CaseView['ways']> => {
  const { operator } = state.respondent;
  const registered = operator === undefined ? undefined : await operatorFor(tx, operator);
  return knownWays(state, (sealed) => opened.text(sealed), registered).map(({ value, ...way }) => ({
    ...way,
    masked: maskOf(way.kind, value),
  }));
};
