import type { FastifyInstance } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { discardDraft, draftOfNumber, newTokenFor, tieToPhone } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { draftFiles } from '#platform/files/list-files.ts';
import { readPhoneForm } from '#site/kit/code-forms.ts';
import { formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';
import { paths } from '#site/kit/paths.ts';
import { dropNote } from '#site/visit/carried-note.ts';
import { draftDays, dropToken, keepToken, neverStored, receiptMinutes, withDraft } from '#site/visit/draft-at-hand.ts';
import { knowPhone, readCodeNote, readProof, sendAgain, sendCode, showCodePage } from '#site/visit/phone-code.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { discardPage, resumePage, savedPage, savePage } from './draft.page.ts';
import { readDraft } from './read-draft.ts';
import { clearedPage } from './receipt.page.ts';

const place = { note: 'resume', purpose: 'resume-draft', action: paths.fileResumeCode, back: paths.fileResume };

type Resume = { readonly draft: string; readonly phone: string };

const readResume = (raw: RawForm): Reading<Resume> => {
  const read = formReader(raw);
  return read.done({
    draft: read.requiredText('draft', 'filing:fault.draft', 40).trim(),
    phone: read.codePhone('phone', 'filing:fault.phone'),
  });
};

/** Keeping a draft for another day or another device: the number opens nothing without a code to the phone. */
export const draftRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    const onwards = (steps: Parameters<typeof readDraft>[0]): string =>
      paths.fileStep(readDraft(steps, dayOf(now())).missing ?? 'check');

    neverStored(app);

    app.get(paths.fileSave, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const back = await withDraft(context, request, async (_tx, draft) =>
        draft === undefined ? undefined : onwards(draft.steps),
      );
      if (back === undefined) return visit.to(paths.file);
      return visit.show(savePage({ shell: visit.shell, form: visit.form(), back }, visit.t));
    });

    app.post(paths.fileSave, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const read = readPhoneForm(raw);
      const page = await withDraft(context, request, async (tx, draft) => {
        if (draft === undefined) return undefined;
        const resume = onwards(draft.steps);
        if ('faults' in read) {
          const form = visit.form(valuesOf(raw), read.faults);
          return { page: savePage({ shell: visit.shell, form, back: resume }, visit.t), status: 422 };
        }
        await tieToPhone(context, tx, draft, read.answer.phone);
        const view = { shell: visit.shell, draftNumber: draft.resumeNumber, keptUntil: draft.expiresOn, resume };
        return { page: savedPage(view, visit.t), status: 200 };
      });
      return page === undefined ? visit.to(paths.file) : visit.show(page.page, page.status);
    });

    app.get(paths.fileDiscard, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const held = await withDraft(context, request, async (tx, draft) =>
        draft === undefined
          ? undefined
          : {
              back: onwards(draft.steps),
              files: (await draftFiles(context.files, tx, draft.draft)).length,
              saved: draft.tied,
            },
      );
      if (held === undefined) return visit.to(paths.file);
      return visit.show(discardPage({ shell: visit.shell, form: visit.form(), ...held }, visit.t));
    });

    app.post(paths.fileDiscard, async (request, reply) => {
      await withDraft(context, request, async (tx, draft) => {
        if (draft !== undefined) await discardDraft(context, tx, draft.draft);
      });
      dropToken(request, reply);
      return visitOf(kit, request, reply).to(paths.fileDiscarded);
    });

    app.get(paths.fileDiscarded, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(clearedPage({ shell: visit.shell, what: 'draft', minutes: receiptMinutes }, visit.t));
    });

    app.get(paths.fileResume, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(resumePage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.fileResume, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const read = readResume(raw);
      if ('faults' in read) {
        const form = visit.form(valuesOf(raw), read.faults);
        return visit.show(resumePage({ shell: visit.shell, form }, visit.t), 422);
      }
      const { phone, draft } = read.answer;
      const refused = await sendCode(kit, request, reply, visit, place, { phone, carry: { draft } });
      if (refused === undefined) return visit.to(paths.fileResumeCode);
      const form = visit.form(read.answer, [faultFrom(refused, request, 'phone')]);
      return visit.show(resumePage({ shell: visit.shell, form }, visit.t), 422);
    });

    app.get(paths.fileResumeCode, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const note = readCodeNote(kit, request, place);
      return note === undefined ? visit.to(paths.fileResume) : showCodePage(visit, place, note);
    });

    app.post(paths.fileResumeCode, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const note = readCodeNote(kit, request, place);
      const number = note?.carried['draft'];
      if (note === undefined || number === undefined) return visit.to(paths.fileResume);
      const { phone } = note;
      if (rawForm(request)['act'] === 'again') return await sendAgain(kit, request, reply, visit, place, note);
      const read = readProof(request, place, note);
      if ('faults' in read) return showCodePage(visit, place, note, read.faults);
      const opened = await context.database.transact(nobody, async (tx) => {
        const proved = await context.people.codes.prove(tx, read.proof);
        if (isRefusal(proved)) return proved;
        const draft = await draftOfNumber(context, tx, number, phone);
        return draft === undefined
          ? undefined
          : { token: await newTokenFor(tx, draft, request.signedIn?.actor.account), to: onwards(draft.steps) };
      });
      if (isRefusal(opened)) return showCodePage(visit, place, note, [faultFrom(opened, request, 'code')]);
      knowPhone(kit, request, reply, phone);
      dropNote(request, reply, place.note);
      if (opened === undefined) {
        const values = { days: draftDays(context) };
        const form = visit.form({ draft: number, phone }, [
          { field: 'draft', says: 'filing:fault.draft-not-found', values },
        ]);
        return visit.show(resumePage({ shell: visit.shell, form }, visit.t), 422);
      }
      keepToken(context, request, reply, opened.token);
      return visit.to(opened.to);
    });
  };
