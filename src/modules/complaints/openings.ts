import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { showsContacts } from './papers-with-contacts.ts';
import { placesOf } from './permits.ts';
import { readComplaint } from './store.ts';
import { mayOpenValues } from './who-may-open.ts';

/** What shows or takes along values of people in clear: everybody's at once, or those on the papers of a case. */
export const openedWhole = ['case-sheet', 'history', 'bundle', 'papers'] as const;
export type OpenedWhole = (typeof openedWhole)[number];

const GOOD_FOR_MINUTES = 10;

/** Printing or copying a case is looking at all of it: the reason is written down first, like that of a reveal (PIPL art. 6). */
export const recordOpening = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  wish: { readonly what: OpenedWhole; readonly reason: string },
): Promise<{ readonly opening: string; readonly until: Date } | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  // Papers are read by every official who sees the case: who mediates by entrustment, who took it down at the counter.
  const isOfficer = wish.what === 'papers' || placesOf(actor, loaded.state, loaded.tenant).has('bureau');
  if (!isOfficer || (wish.what !== 'bundle' && !mayOpenValues(actor, loaded.state)))
    return refuse('paper-not-for-you', { status: 403, basis: [{ text: 'pipl', article: '6' }] });
  if (wish.reason.trim().length < 2) return refuse('reason-missing', { status: 422, field: 'reason' });
  const opening = newId();
  await audit(tx, {
    tenant: loaded.tenant,
    account: actor.account,
    act: 'print-case',
    subject: `stream:${loaded.stream}`,
    reason: wish.reason.trim(),
    detail: { what: wish.what, opening },
  });
  return { opening, until: new Date(now().getTime() + GOOD_FOR_MINUTES * 60_000) };
};

/** The line just written is the permit: for this person, this case and this print, for ten minutes. */
export const openingObjection = async (
  tx: Tx,
  actor: Actor,
  at: { readonly tenant: string; readonly stream: string },
  what: OpenedWhole,
  opening: string | undefined,
): Promise<Refusal | undefined> => {
  const line =
    opening === undefined
      ? undefined
      : await tx.maybe(
          `select 1 as found from audit_line where tenant = $1 and account = $2 and act = 'print-case' and subject = $3
             and detail ->> 'opening' = $4 and detail ->> 'what' = $5 and at > $6 limit 1`,
          [
            at.tenant,
            actor.account,
            `stream:${at.stream}`,
            opening,
            what,
            new Date(now().getTime() - GOOD_FOR_MINUTES * 60_000),
          ],
        );
  return line === undefined
    ? refuse('printing-needs-a-reason', { status: 403, basis: [{ text: 'pipl', article: '6' }] })
    : undefined;
};

/** A paper that shows where people live or how they are reached opens for an official with a reason, as a print of the case does. */
export const paperObjection = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  paper: { readonly number: string; readonly n: number },
  opening: string | undefined,
): Promise<Refusal | undefined> => {
  if (actor.kind !== 'staff') return undefined;
  const loaded = await readComplaint(tx, context.vault, paper.number);
  const made = loaded?.state.papers.find(({ n }) => n === paper.n);
  // What is not there, or not for this person, is refused where it is opened.
  if (loaded === undefined || made === undefined || !showsContacts(made.code)) return undefined;
  return await openingObjection(tx, actor, loaded, 'papers', opening);
};
