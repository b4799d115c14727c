import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { type Draft, draftAccount, keepStep } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { dropDraftFiles } from '#platform/files/list-files.ts';
import { openFile } from '#platform/files/open-file.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { formToken, isOwnForm } from '#platform/http/guard.ts';
import { problemOf } from '#platform/http/problem.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { RawForm } from '#site/kit/form-reader.ts';
import { paths } from '#site/kit/paths.ts';
import {
  draftWaits,
  filedHere,
  neverStored,
  turnToReceipt,
  withDraft,
  withDraftOrNew,
} from '#site/visit/draft-at-hand.ts';
import { type Handed, readMultipart, twiceIn, type UploadPlace } from '#site/visit/multipart.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, type Visit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { type RespondentAnswer, readCheck, readEvidenceAct } from './answers.ts';
import { copyFiles } from './copy-files.ts';
import {
  answersOf,
  bothSidesFaults,
  ofAgentFaults,
  ownNameFaults,
  powerFaults,
  type StepWish,
  stepOf,
} from './draft-view.ts';
import { type FiledDraft, fileDraft } from './file-draft.ts';
import { keptAnswer } from './kept-answers.ts';
import { leftToFileFaults, stepWithoutFile } from './left-to-file.ts';
import { proveForDraft } from './prove-for-draft.ts';
import { readDraft, readStep } from './read-draft.ts';
import type { AgentAnswer, JointAnswer } from './read-people.ts';
import { type FilingStep, filingSteps, isFilingStep, stepAfter } from './steps.ts';
import { filedOnShare, ofNobody, shareToFile } from './unproved.ts';

const stepIn = (request: FastifyRequest): FilingStep => {
  const { step } = request.params as { step: string };
  if (!isFilingStep(step)) throw new Refused(refuse('route-not-found', { status: 404 }));
  return step;
};

/** What a file of these steps is for, by the field it comes in. */
const purposesOf = {
  evidence: { files: 'evidence' },
  agent: { powerOfAttorney: 'power-of-attorney' },
  joint: { choice: 'representation' },
  helper: { heard: 'telling', receipt: 'evidence' },
} as const;

/** Whether a form is this browser's own is asked by the handler: it shows the form again. */
const ownCheck = { config: { csrf: 'in-handler' } } as const;

const foreign = (request: FastifyRequest): { expired?: true } =>
  isOwnForm(request, formToken(request)) ? {} : { expired: true };

const isChange = (request: FastifyRequest): boolean => (request.query as { change?: string }).change === '1';

/** The guided filing: every step a page and a form, kept in a draft from the first answer on. */
export const filingRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    /** Where nobody may be yet: the first open question before this step. */
    const openBefore = (draft: Draft | undefined, step: FilingStep): FilingStep | undefined => {
      const { missing } = readDraft(draft?.steps ?? {}, dayOf(now()));
      // Nobody lands beyond the first open question: links and bookmarks lead back to it.
      return missing !== undefined && filingSteps.indexOf(step) > filingSteps.indexOf(missing) ? missing : undefined;
    };

    const goneFrom = (tx: Tx, draft: Draft): Promise<FilingStep | undefined> =>
      stepWithoutFile(kit, tx, draft, readDraft(draft.steps, dayOf(now())).answers);

    /** The browser was closed in between and its form is its own no more: shown again as typed, nothing is done. */
    const showTyped = async (
      request: FastifyRequest,
      reply: FastifyReply,
      step: FilingStep,
      raw: RawForm,
    ): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const page = await withDraft(context, request, async (tx, draft) => {
        const open = openBefore(draft, step);
        if (open !== undefined) return paths.fileStep(open);
        return await stepOf(kit, tx, visit, draft, {
          step,
          form: visit.formAgain(raw),
          changing: isChange(request),
        });
      });
      return typeof page === 'string' ? visit.to(page) : visit.show(page, 403);
    };

    const justFiled = async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> =>
      (await withDraft(context, request, async (_tx, draft) => draft)) === undefined &&
      (await filedHere<FiledDraft>(context, request, reply)) !== undefined;

    const showStep = async (request: FastifyRequest, reply: FastifyReply, step: FilingStep): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const { q } = request.query as { q?: string };
      // The filing was made and its answer lost on the way: reloading shows the receipt.
      if (step === 'check' && (await justFiled(request, reply))) return visit.to(paths.fileReceipt);
      const waits = step === 'matter' && (await draftWaits(context, request));
      const page = await withDraft(context, request, async (tx, draft) => {
        const open = openBefore(draft, step);
        if (open !== undefined) return open;
        const gone = step === 'check' && draft !== undefined && (await goneFrom(tx, draft));
        if (gone) return gone;
        const typed = valuesOf(draft?.steps[step] ?? {});
        return await stepOf(kit, tx, visit, draft, {
          step,
          form: visit.form(typed),
          changing: isChange(request),
          query: q,
          draftWaits: waits,
        });
      });
      return typeof page === 'string' ? visit.to(paths.fileStep(page)) : visit.show(page);
    };

    /** Back to the step with what was typed and what is missing; nothing is lost. */
    const again = async (
      tx: Tx,
      visit: Visit,
      draft: Draft,
      wish: Omit<StepWish, 'form'> & { raw: RawForm; faults: readonly FieldFault[] },
    ) => ({
      page: await stepOf(kit, tx, visit, draft, { ...wish, form: visit.form(valuesOf(wish.raw), wish.faults) }),
    });

    const onwards = (step: FilingStep, draft: Draft, changing: boolean): string => {
      const read = readDraft(draft.steps, dayOf(now()));
      // Changed on the way or from the end: on to what is still to be answered, not through all of it again.
      if (changing) return paths.fileStep(read.missing ?? 'check');
      const next = read.matter === undefined ? 'matter' : (stepAfter(step, read.matter, read.role) ?? 'check');
      return paths.fileStep(next);
    };

    const takeStep = async (
      request: FastifyRequest,
      reply: FastifyReply,
      step: FilingStep,
      raw: RawForm,
      handed?: Handed,
    ): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const changing = isChange(request);
      const take = async (tx: Tx, draft: Draft) => {
        const { matter = 'complaint', role } = readDraft(draft.steps, dayOf(now()));
        const reading = readStep(step, raw, { matter, role }, dayOf(now()));
        const faults = [
          ...('faults' in reading ? reading.faults : []),
          ...(step === 'agent' ? await powerFaults(kit, tx, draft, handed?.refused ?? []) : []),
          ...(step === 'agent' && 'answer' in reading
            ? await bothSidesFaults(kit, tx, request, draft, reading.answer as AgentAnswer)
            : []),
        ];
        if (step === 'respondent' && 'answer' in reading)
          faults.push(...(await ofAgentFaults(kit, tx, draft, reading.answer as RespondentAnswer)));
        if ('answer' in reading) faults.push(...(await leftToFileFaults(kit, tx, draft, { [step]: reading.answer })));
        if (step === 'joint' && 'answer' in reading)
          faults.push(...ownNameFaults(draft, reading.answer as JointAnswer));
        if (faults.length > 0) return await again(tx, visit, draft, { step, changing, raw, faults });
        return { to: onwards(step, await keepStep(context, tx, draft, step, keptAnswer(step, raw), now()), changing) };
      };
      /** Nothing is kept yet, and the browser keeps nothing either: what was typed is shown, to be sent later. */
      const hold = async (faults: readonly FieldFault[], proof?: StepWish['proof']) => {
        const form = visit.form(valuesOf(raw), faults);
        const held = await withDraft(context, request, (tx, draft) =>
          stepOf(kit, tx, visit, draft, { step, form, changing, proof }),
        );
        return { held };
      };
      const waits = (error: unknown): FieldFault[] => {
        if (!(error instanceof Refused) || error.refusal.refusal !== 'too-many-drafts') throw error;
        return [faultFrom(error.refusal, request, Object.keys(raw)[0] ?? step)];
      };
      const outcome = await withDraftOrNew(context, request, reply, take).catch(async (error: unknown) => {
        const faults = waits(error);
        const proof = await proveForDraft(kit, request, reply, visit, raw);
        if (proof === undefined) return await hold(faults);
        if ('sharer' in proof)
          return await withDraftOrNew(context, request, reply, take, proof.sharer).catch((again) => hold(waits(again)));
        return await hold(proof.faults.length > 0 ? proof.faults : faults, proof);
      });
      if ('held' in outcome) return visit.show(outcome.held, 429);
      return 'page' in outcome ? visit.show(outcome.page, 422) : visit.to(outcome.to);
    };

    neverStored(app);

    app.get(paths.file, (request, reply) => visitOf(kit, request, reply).to(paths.fileStep('matter')));

    app.get('/file/:step', (request, reply) => showStep(request, reply, stepIn(request)));

    app.post('/file/check', ownCheck, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      if (!isOwnForm(request, formToken(request))) return await showTyped(request, reply, 'check', raw);
      const ready = await withDraft(context, request, async (_tx, draft) => {
        const read = readDraft(draft?.steps ?? {}, dayOf(now()));
        const { matter = 'complaint', missing, answers } = read;
        if (draft === undefined || missing !== undefined || 'faults' in readCheck(raw, matter)) return undefined;
        const { person } = answers;
        const phone = person?.kind === 'named' ? person.phone : undefined;
        return { phone, split: matter === 'both' ? draft.draft : undefined };
      });
      const wish = { phone: ready?.phone, raw, at: 'truthful' };
      const share = ready === undefined ? ofNobody : await shareToFile(kit, request, reply, visit, wish);
      if ('held' in share) {
        const { faults, code } = share.held;
        const shown = await withDraft(context, request, async (tx, draft) =>
          draft === undefined
            ? undefined
            : await again(tx, visit, draft, { step: 'check', changing: false, raw, faults, code }),
        );
        return shown === undefined ? visit.to(paths.file) : visit.show(shown.page, 422);
      }
      const file = async () => {
        const split = ready?.split;
        // Copied before, in transactions of their own: the filing itself stays short.
        const reportFiles = split === undefined ? undefined : await copyFiles(kit, split);
        return await withDraft(context, request, async (tx, draft) => {
          if (draft === undefined) return undefined;
          const read = readDraft(draft.steps, dayOf(now()));
          if (read.missing !== undefined) return { to: paths.fileStep(read.missing) };
          const gone = await goneFrom(tx, draft);
          if (gone !== undefined) return { to: paths.fileStep(gone) };
          const declared = readCheck(raw, read.matter ?? 'complaint');
          if ('faults' in declared)
            return await again(tx, visit, draft, { step: 'check', changing: false, raw, faults: declared.faults });
          const answers = await answersOf(kit, tx, visit, draft, read);
          const filed = await fileDraft(tx, { kit, visit, request, draft, answers, reportFiles });
          if (isRefusal(filed)) throw new Refused(filed);
          return { to: paths.fileReceipt };
        });
      };
      const isFiled = (done: Awaited<ReturnType<typeof file>>) =>
        done !== undefined && 'to' in done && done.to === paths.fileReceipt;
      const outcome = await filedOnShare(share, file, isFiled).catch(async (error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        const values = { detail: problemOf(error.refusal, request.language, request.id).detail };
        // What is wrong with the agent is put right where the agent was named.
        const [, ofAgent] = /^agent\.(.+)$/u.exec(error.refusal.field ?? '') ?? [];
        const says = ofAgent === undefined ? 'filing:fault.refused' : 'site:fault.refused';
        const faults = [{ field: ofAgent ?? 'truthful', says, values }];
        return await withDraft(context, request, async (tx, draft) => {
          if (draft === undefined) return { to: paths.file };
          const shown = ofAgent === undefined ? raw : (draft.steps['agent'] ?? {});
          const step = ofAgent === undefined ? 'check' : 'agent';
          return await again(tx, visit, draft, { step, changing: ofAgent !== undefined, raw: shown, faults });
        });
      });
      // Sent twice it was filed once: the second is led to the receipt of the first.
      if (outcome === undefined) return visit.to((await justFiled(request, reply)) ? paths.fileReceipt : paths.file);
      if ('page' in outcome) return visit.show(outcome.page, 422);
      if (outcome.to === paths.fileReceipt) turnToReceipt(request, reply);
      return visit.to(outcome.to);
    });

    for (const step of ['evidence', 'agent', 'joint', 'helper'] as const) {
      app.post(`/file/${step}`, ownCheck, async (request, reply) => {
        const visit = visitOf(kit, request, reply);
        const place = async (): Promise<UploadPlace> => {
          const draft = await withDraft(context, request, async (_tx, held) => held);
          if (draft === undefined) throw new Refused(refuse('draft-not-found', { status: 404 }));
          return {
            draft: draft.draft,
            owner: draftAccount(draft.draft),
            purposes: purposesOf[step],
          };
        };
        const handed: Handed = request.isMultipart()
          ? await readMultipart(context, request, place, { expired: 'tell' })
          : { raw: rawForm(request), guards: {}, taken: [], refused: [], said: [], ...foreign(request) };
        if (handed.expired === true) return await showTyped(request, reply, step, handed.raw);
        if ((step === 'helper' || step === 'joint') && handed.refused.length > 0) {
          const { raw, refused } = handed;
          const page = await withDraftOrNew(context, request, reply, (tx, draft) =>
            stepOf(kit, tx, visit, draft, {
              step,
              form: visit.form(valuesOf(raw)),
              changing: isChange(request),
              refused,
            }),
          );
          return visit.show(page, 422);
        }
        if (step !== 'evidence') return await takeStep(request, reply, step, handed.raw, handed);
        const act = readEvidenceAct(handed.raw);
        const outcome = await withDraftOrNew(context, request, reply, async (tx, draft) => {
          if (act.act === 'remove')
            await dropDraftFiles(context.files, tx, { draft: draft.draft, files: [act.evidence] });
          // What is to be said of a file is read before the next question.
          const stays = act.act !== 'continue' || handed.said.some((one) => one.asksThought);
          if (stays || handed.refused.length > 0) {
            const form = visit.form();
            return {
              page: await stepOf(kit, tx, visit, draft, {
                step,
                form,
                changing: isChange(request),
                refused: handed.refused,
                twice: twiceIn(handed.said),
              }),
            };
          }
          return { to: onwards(step, await keepStep(context, tx, draft, step, {}, now()), isChange(request)) };
        });
        return 'page' in outcome
          ? visit.show(outcome.page, handed.refused.length > 0 ? 422 : 200)
          : visit.to(outcome.to);
      });
    }

    app.post('/file/:step', ownCheck, (request, reply) => {
      const take = isOwnForm(request, formToken(request)) ? takeStep : showTyped;
      return take(request, reply, stepIn(request), rawForm(request));
    });

    /** What is typed is kept while one thinks; read only when the step is sent. */
    app.post('/file/:step/keep', async (request, reply) => {
      const step = stepIn(request);
      await withDraftOrNew(context, request, reply, (tx, draft) =>
        keepStep(context, tx, draft, step, keptAnswer(step, rawForm(request)), now()),
      );
      return reply.code(204).send();
    });

    app.get('/file/evidence/:file', async (request, reply) => {
      const { file } = request.params as { file: string };
      const opened = await withDraft(context, request, async (tx, draft) =>
        draft === undefined || !/^[0-9a-f-]{36}$/u.test(file)
          ? refuse('file-not-found', { status: 404 })
          : await openFile(
              context.files,
              tx,
              { draft: draft.draft, file },
              { variant: 'original', range: request.headers.range },
            ),
      );
      const shown = orRefuse(opened);
      return reply.code(shown.status).headers(shown.headers).send(shown.body);
    });
  };
