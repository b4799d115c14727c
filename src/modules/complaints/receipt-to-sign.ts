import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { ownName } from '#kernel/paper-name.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import { openingObjection } from './openings.ts';
import { personOf } from './paper-data/paper-desk.ts';
import type { PaperParty } from './paper-orders.ts';
import { composePaper } from './papers.ts';
import { placesOf, worksOnCase } from './permits.ts';
import type { PrintMade } from './prints.ts';
import { readComplaint } from './store.ts';

/** The sheet the recipient signs when a paper is handed over: printed, signed, scanned as evidence. */
export const makeServiceReceipt = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  paper: { readonly number: string; readonly n: number; readonly to: PaperParty },
  opening: string | undefined,
): Promise<PrintMade | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, paper.number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const { tenant, stream, state } = loaded;
  if (!worksOnCase(placesOf(actor, state, tenant))) return refuse('paper-not-for-you', { status: 403 });
  const made = state.papers.find(({ n, to }) => n === paper.n && to.includes(paper.to));
  if (made === undefined) return refuse('no-such-paper-for-this-party', { status: 404, params: { paper: paper.n } });
  const objection = await openingObjection(tx, actor, loaded, 'papers', opening);
  if (objection !== undefined) return objection;
  const at = now();
  const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(at), actor: actor.account });
  const recipient = personOf(desk, paper.to);
  const composed = composePaper(
    'service-receipt',
    {
      number: desk.t('papers:service-receipt.ownNumber', { number: made.number ?? state.number }),
      authority: desk.unit.name,
      caseNumber: state.number,
      recipient: recipient.name,
      address: recipient.address,
      way: desk.t('papers:service-receipt.byHand'),
      papers: [
        { title: ownName(made, desk.t) ?? desk.t(`papers:${made.code}.title`), number: made.number ?? '', copies: 1 },
      ],
      server: desk.staff.get(actor.account)?.name ?? '',
    },
    desk.t,
  );
  return { paper: composed, at, name: `${composed.title} ${made.number ?? state.number}` };
};
