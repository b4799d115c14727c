import type { Tx } from '#platform/db.ts';
import { enqueue } from '#platform/jobs.ts';
import type { Complaint, PartyKind } from './complaint.ts';
import { stillOwedTo, undelivered } from './decide/closing.ts';
import { deliveryJob } from './delivery-job.ts';
import { representativesJob } from './news-jobs.ts';
import { noticeJob } from './notice-job.ts';
import type { TogetherEvent } from './together-events.ts';

/** Who of the people of a case comes in by an account of their own, after an act that changed who they are in it. */

type ActThere = {
  readonly tenant: string;
  readonly stream: string;
  readonly before: Complaint;
  readonly state: Complaint;
};

/** Two who gave one telephone are let in by it together: it stays a way in for the one who still has it. */
export const letOut = (tx: Tx, { tenant, stream, state }: ActThere, account: string, kind: PartyKind): void => {
  if (state.parties.some((party) => party.account === account && party.kind === kind)) return;
  tx.send('select end_party_access($1, $2, $3, $4)', [tenant, stream, account, kind]);
};

/** A new agent of the complainant sees the case with its own telephone; one whose task is over does so no more. */
export const followAgents = (tx: Tx, act: ActThere, opened?: string): void => {
  const { tenant, stream, before, state } = act;
  if (opened !== undefined) tx.send('select open_party_access($1, $2, $3, $4)', [tenant, stream, opened, 'agent']);
  for (const { person, kind, account } of before.parties) {
    const isOver = state.parties.some((party) => party.person === person && party.endedOn !== undefined);
    if (isOver && account !== undefined && account !== opened) letOut(tx, act, account, kind);
  }
};

/** What has reached nobody yet goes to whoever stands first now, as that one can be told; an order that still waits is replaced. */
const bringAnew = async (tx: Tx, { tenant, stream, state }: ActThere, again: number): Promise<void> => {
  const open = state.papers.filter(
    ({ n, to }) => to.includes('complainant') && state.unreached.includes(`${n}:complainant`),
  );
  const owed = undelivered(state).filter((paper) => stillOwedTo(paper, state).includes('complainant'));
  for (const { n } of [...owed, ...open]) {
    const order = { number: state.number, n, to: 'complainant', again } as const;
    await enqueue(tx, deliveryJob, order, { tenant, key: `deliver:${stream}:${n}:complainant` });
  }
};

type Moved = Exclude<TogetherEvent, { type: 'ConsentsStated' }>;

/** The way in follows the place each has now; who speaks for the others, or stands first of them, is told of it. */
export const followTogether = async (tx: Tx, act: ActThere, event: Moved, version: number): Promise<void> => {
  const { tenant, stream, before, state } = act;
  const placeOf = ({ parties }: Complaint, person: string) => parties.find((party) => party.person === person);
  for (const { person } of before.parties) {
    const [was, is] = [placeOf(before, person), placeOf(state, person)];
    if (is?.account !== undefined && is.kind !== was?.kind)
      tx.send('select open_party_access($1, $2, $3, $4)', [tenant, stream, is.account, is.kind]);
  }
  const moved = before.parties.flatMap(({ account, kind, person }) => {
    const is = placeOf(state, person);
    return account === undefined || (is?.account === account && is.kind === kind)
      ? []
      : [{ account, kind, stays: is?.account === account }];
  });
  // Whoever leaves by an act of their own ends nothing any more once they are out themselves.
  for (const { account, kind } of moved.toSorted((a, b) => Number(b.stays) - Number(a.stays)))
    letOut(tx, act, account, kind);
  const { number } = state;
  if (event.type === 'RepresentativeNamed')
    return await enqueue(tx, representativesJob, { number, person: event.payload.person, version }, { tenant });
  if (event.payload.successor === undefined) return;
  await enqueue(tx, noticeJob, { number, notice: `successor-${version}` }, { tenant });
  await bringAnew(tx, act, version);
};
