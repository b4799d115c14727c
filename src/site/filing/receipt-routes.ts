import type { FastifyInstance, FastifyReply } from 'fastify';
import { now } from '#platform/clock.ts';
import { paths } from '#site/kit/paths.ts';
import { readNote } from '#site/visit/carried-note.ts';
import {
  clearReceipts,
  filedHere,
  neverStored,
  receiptMinutes,
  shortNote,
  shownUntil,
} from '#site/visit/draft-at-hand.ts';
import { signOut } from '#site/visit/leave.ts';
import { rawForm, type SiteKit, type Visit, visitOf } from '#site/visit/visit.ts';
import type { FiledDraft } from './file-draft.ts';
import { clearedPage, type Receipt, type ReceiptView, receiptPage } from './receipt.page.ts';
import { receiptStanding } from './receipt-clock.ts';

/** What was filed last from this browser: shown for a quarter of an hour, or until a press puts it away. */
export const receiptRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;
    neverStored(app);

    /** A page left open puts itself away, without a script: the next person finds another. */
    const show = (visit: Visit, reply: FastifyReply, view: Omit<ReceiptView, 'form'>): FastifyReply => {
      const left = Math.ceil((view.until.getTime() - now().getTime()) / 1000);
      reply.header('refresh', String(left + 1));
      return visit.show(receiptPage({ ...view, form: visit.form() }, visit.t));
    };

    const putAway = (visit: Visit): FastifyReply =>
      visit.show(clearedPage({ shell: visit.shell, what: 'late', minutes: receiptMinutes }, visit.t));

    app.get(paths.fileReceipt, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const filed = await filedHere<FiledDraft>(context, request, reply);
      const [first, ...others] = (filed?.receipts ?? []).map(
        (one): Receipt => ({
          kind: one.kind,
          number: one.number,
          filedAt: new Date(one.filedAt),
          contentHash: one.contentHash,
          evidenceCount: one.evidenceCount,
          ...(one.heardCount === undefined ? {} : { heardCount: one.heardCount }),
          ...(one.open === undefined ? {} : { open: one.open }),
          ...(one.unnamed === true ? { unnamed: true } : {}),
          ...(one.bureau === undefined ? {} : { bureau: one.bureau }),
          ...(one.standing === undefined || one.tenant === undefined
            ? {}
            : receiptStanding(
                context,
                { standing: one.standing, tenant: one.tenant, filedAt: new Date(one.filedAt) },
                visit.t,
              )),
        }),
      );
      if (filed === undefined || first === undefined) return putAway(visit);
      return show(visit, reply, {
        shell: { ...visit.shell, companion: first.companion ?? visit.shell.companion },
        receipts: [first, ...others],
        until: new Date(filed.until),
        ...(filed.phone === null ? {} : { phone: filed.phone }),
        ...(filed.told === undefined ? {} : { told: filed.told }),
      });
    });

    app.get(paths.fileShortDone, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const note = readNote(context, request, shortNote) ?? {};
      const { number, filedAt, contentHash, standing, phone, evidence, heard, changed } = note;
      if (number === undefined || filedAt === undefined || contentHash === undefined) return putAway(visit);
      const at = new Date(filedAt);
      const until = shownUntil(at);
      if (until <= now()) return putAway(visit);
      const known = standing === 'published-channel' ? standing : 'companion';
      const receipt = {
        kind: 'short' as const,
        number,
        filedAt: at,
        contentHash,
        evidenceCount: Number(evidence ?? 0),
        heardCount: Number(heard ?? 0),
        ...receiptStanding(context, { standing: known, tenant: kit.tenant ?? '', filedAt: at }, visit.t),
      };
      const told = phone === undefined ? {} : { phone };
      const since = changed === undefined ? {} : { changedSince: true };
      return show(visit, reply, { shell: visit.shell, receipts: [receipt], until, ...told, ...since });
    });

    app.post(paths.fileReceipt, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      await clearReceipts(context, request, reply);
      if (rawForm(request)['act'] === 'another') return visit.to(paths.fileStep('matter'));
      const { signedIn } = request;
      // Whoever clears up is leaving; an official's desk stays open.
      if (signedIn !== undefined && signedIn.actor.kind !== 'staff') await signOut(context, request, reply);
      return visit.to(paths.fileCleared);
    });

    app.get(paths.fileCleared, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(clearedPage({ shell: visit.shell, what: 'receipt', minutes: receiptMinutes }, visit.t));
    });
  };
