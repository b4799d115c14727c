import type { FastifyInstance } from 'fastify';
import { maskPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { fileAtFrontDoor } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { claimKey, keyFrom, storeAnswer } from '#platform/http/idempotency.ts';
import { principalOf } from '#platform/http/people.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote, readNote } from '#site/visit/carried-note.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { idempotencyIn, rawForm, type SiteKit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { readShort, type ShortAnswer } from './answers.ts';
import { consumer } from './file-draft.ts';
import { receiptPage } from './receipt.page.ts';
import { receiptStanding } from './receipt-clock.ts';
import { shortPage } from './short.page.ts';

/** What only the call will bring stays unsaid: nothing is claimed, consented to or described in the person's name. */
const filingOf = (answer: ShortAnswer, language: Language) => ({
  channel: 'web-short' as const,
  language,
  complainant: { name: answer.name ?? '', phone: answer.phone },
  respondent: { kind: 'unknown' as const, name: answer.respondent },
  facts: answer.facts,
  claims: [],
  consents: { publicity: false, entrust: false },
});

/** Until the call nobody may take these for answered; `supply` brings the person, and acceptance waits for it. */
const notAskedYet = ['complainant', 'claims', 'consents'];

/** Three questions; an officer calls and asks for the rest. */
export const shortRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    app.get(paths.fileShort, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(shortPage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.fileShort, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const again = (faults: readonly FieldFault[]) =>
        visit.show(shortPage({ shell: visit.shell, form: visit.form(valuesOf(raw), faults) }, visit.t), 422);
      const read = readShort(raw);
      if ('faults' in read) return again(read.faults);
      const { answer } = read;
      const key = keyFrom(request, principalOf(request, reply), idempotencyIn(request.body as Record<string, unknown>));
      const done = await context.database.transact(nobody, async (tx) => {
        const earlier = await claimKey(tx, key, '');
        if (earlier !== undefined) return isRefusal(earlier) ? earlier : (earlier.answer as Record<string, string>);
        const account = await context.people.consumers.accountFor(tx, answer.phone);
        const receipt = await fileAtFrontDoor(context, tx, {
          actor: request.signedIn?.actor ?? consumer(account),
          at: now(),
          request: filingOf(answer, visit.t.language),
          evidence: [],
          complainantAccount: account,
          home: kit.tenant,
          notInSource: notAskedYet,
        });
        if (isRefusal(receipt)) return receipt;
        const { number, filedAt, contentHash, standing } = receipt;
        const kept = { number, filedAt, contentHash, standing, phone: maskPhone(answer.phone) };
        await storeAnswer(tx, key, { status: 303, answer: kept });
        return kept;
      });
      if (isRefusal(done)) return again([faultFrom(done, request, 'respondent')]);
      carryNote(context, request, reply, 'short', done);
      return visit.to(paths.fileShortDone);
    });

    app.get(paths.fileShortDone, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { number, filedAt, contentHash, standing, phone } = readNote(context, request, 'short') ?? {};
      if (number === undefined || filedAt === undefined || contentHash === undefined) return visit.to(paths.fileShort);
      const at = new Date(filedAt);
      const known = standing === 'published-channel' ? standing : 'companion';
      const receipt = {
        kind: 'short' as const,
        number,
        filedAt: at,
        contentHash,
        evidenceCount: 0,
        ...receiptStanding(context, { standing: known, tenant: kit.tenant ?? '', filedAt: at }, visit.t),
      };
      const told = phone === undefined ? {} : { phone };
      return visit.show(receiptPage({ shell: visit.shell, receipts: [receipt], ...told }, visit.t));
    });
  };
