import type { FastifyInstance, FastifyRequest } from 'fastify';
import { maskPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import type { FilingRequest } from '#modules/complaints/contract.ts';
import { draftAccount, fileAtFrontDoor } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { formToken, isOwnForm } from '#platform/http/guard.ts';
import { claimForm, keyFrom, storeAnswer } from '#platform/http/idempotency.ts';
import { principalOf } from '#platform/http/people.ts';
import { newId } from '#platform/ids.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote } from '#site/visit/carried-note.ts';
import { neverStored, shortNote } from '#site/visit/draft-at-hand.ts';
import { readMultipart, type UploadPlace } from '#site/visit/multipart.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { idempotencyIn, rawForm, type SiteKit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { readShort, type ShortAnswer } from './answers.ts';
import type { CodeShown } from './code-fields.ts';
import { asItem, bindToCase, consumer, countHanded, filedBy, itemsIn } from './file-draft.ts';
import { shortPage } from './short.page.ts';
import { filedOnShare, shareToFile } from './unproved.ts';

/** What only the call will bring stays unsaid: nothing is claimed, consented to or described in the person's name, nor how a helper learned it. */
const filingOf = (answer: ShortAnswer, language: Language): FilingRequest => ({
  channel: 'web-short',
  language,
  complainant: { name: answer.name ?? '', phone: answer.phone },
  ...(answer.helper === undefined ? {} : { helper: answer.helper }),
  respondent: { kind: 'unknown', name: answer.respondent },
  facts: answer.facts,
  claims: [],
  consents: { publicity: false, entrust: false },
});

/** A recording is how it was told and stays with the bureau; a photo of the receipt is evidence. */
const tellings = { heard: 'telling', receipt: 'evidence' } as const;

/** Until the call nobody may take these for answered; `supply` brings the person, and acceptance waits for it. */
const notAskedYet = ['complainant', 'claims', 'consents'];

/** Three questions; an officer calls and asks for the rest. */
export const shortRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    neverStored(app);

    const readForm = async (request: FastifyRequest, place: UploadPlace) => {
      if (request.isMultipart()) return await readMultipart(context, request, async () => place, { expired: 'tell' });
      const guards = (request.body ?? {}) as Record<string, unknown>;
      const expired = !isOwnForm(request, formToken(request));
      return { raw: rawForm(request), guards, taken: [], refused: [], said: [], expired };
    };

    app.get(paths.fileShort, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(shortPage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.fileShort, { config: { csrf: 'in-handler' } }, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const draft = newId();
      const owner = draftAccount(draft);
      const { raw, guards, taken, refused, expired } = await readForm(request, { draft, owner, purposes: tellings });
      if (expired === true)
        return visit.show(shortPage({ shell: visit.shell, form: visit.formAgain(raw) }, visit.t), 403);
      const again = (faults: readonly FieldFault[], code?: CodeShown) => {
        const lost: FieldFault[] = taken.length > 0 ? [{ field: 'heard', says: 'filing:short.chooseAgain' }] : [];
        const form = visit.form(valuesOf(raw), [...faults, ...lost]);
        return visit.show(shortPage({ shell: visit.shell, form, refused, code }, visit.t), 422);
      };
      if (refused.length > 0) return again([]);
      const read = readShort(raw, taken.length > 0 ? context.texts('zh-CN')('filing:short.inFile') : undefined);
      if ('faults' in read) return again(read.faults);
      const { answer } = read;
      const share = await shareToFile(kit, request, reply, visit, { phone: answer.phone, raw, at: 'phone' });
      if ('held' in share) return again(share.held.faults, share.held.code);
      const sent = { ...raw, files: taken.length };
      const key = keyFrom(request, principalOf(request, reply), idempotencyIn(guards), sent);
      let isSentBefore = false;
      const file = () =>
        context.database.transact(nobody, async (tx) => {
          const earlier = await claimForm(tx, key);
          isSentBefore = earlier !== undefined;
          if (earlier !== undefined)
            return { ...(earlier.answer as Record<string, string>), ...(earlier.changed ? { changed: 'since' } : {}) };
          const account = await context.people.consumers.accountFor(tx, answer.phone);
          const items = taken.length === 0 ? [] : await itemsIn(kit, tx, draft);
          const wanted = filingOf(answer, visit.t.language);
          const receipt = await fileAtFrontDoor(context, tx, {
            actor: filedBy(request.signedIn?.actor) ?? consumer(account),
            at: now(),
            request: wanted,
            evidence: items.map(asItem),
            complainantAccount: account,
            home: kit.tenant,
            notInSource: [...notAskedYet, ...(answer.inFile === true ? ['facts'] : [])],
          });
          if (isRefusal(receipt)) return receipt;
          const { number, filedAt, contentHash, standing } = receipt;
          if (items.length > 0) await bindToCase(kit, tx, { draft, number, account, items });
          const { evidence, heard } = countHanded(items);
          const counted = { evidence: String(evidence), heard: String(heard) };
          const kept = { number, filedAt, contentHash, standing, phone: maskPhone(answer.phone), ...counted };
          await tx.rescope({ ...nobody, principals: [account], account });
          await storeAnswer(tx, key, { status: 303, answer: kept });
          return kept;
        });
      const done = await filedOnShare(share, file, (filed) => !isRefusal(filed) && !isSentBefore);
      if (isRefusal(done)) return again([faultFrom(done, request, 'respondent')]);
      carryNote(context, request, reply, shortNote, done);
      return visit.to(paths.fileShortDone);
    });
  };
