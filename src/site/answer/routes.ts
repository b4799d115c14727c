import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { agentPowersText } from '#kernel/identity-words.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import {
  actorOfAnswerCode,
  answeringAgentObjection,
  type CaseView,
  caseView,
  readCaseNumber,
} from '#modules/complaints/facade.ts';
import { draftAccount, draftOnly, keepStep } from '#modules/intake/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { noticesOf } from '#platform/files/file-notices.ts';
import { draftFiles, dropDraftFiles, type ListedFile } from '#platform/files/list-files.ts';
import { Refused } from '#platform/http/errors.ts';
import { formToken, isOwnForm } from '#platform/http/guard.ts';
import { paperFaults, powerField, powerPurpose, readAgentAnswer } from '#site/kit/agent-form.ts';
import { type EvidenceFile, evidenceKind, type RefusedFile } from '#site/kit/evidence.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { RawForm, Reading } from '#site/kit/form-reader.ts';
import type { Safe } from '#site/kit/html.ts';
import { paths } from '#site/kit/paths.ts';
import { type AnswerAtHand, beginAnswer, withAnswer } from '#site/visit/answer-at-hand.ts';
import { carryNote } from '#site/visit/carried-note.ts';
import { caseAtHand, heldCode, holdCase, respondentsView } from '#site/visit/case-at-hand.ts';
import { neverStored } from '#site/visit/draft-at-hand.ts';
import { refusedFaults } from '#site/visit/form-act.ts';
import { type Handed, readMultipart, twiceIn } from '#site/visit/multipart.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, type Visit, valuesOf, visitOf } from '#site/visit/visit.ts';
import {
  answerAgentPage,
  answerCheckPage,
  answerDonePage,
  answerEvidencePage,
  answerMediationPage,
  noticeCodePage,
  statementPage,
} from './answer.page.ts';
import {
  type AnswerStep,
  answerSteps,
  keptAnswer,
  readAnswerCheck,
  readMediation,
  readNoticeCode,
  readStatement,
  stepsOf,
  tooLate,
} from './answer-forms.ts';
import { isAnswerSent, sendAnswer } from './send-answer.ts';

type Shown = {
  readonly raw?: RawForm;
  readonly faults?: readonly FieldFault[];
  readonly refused?: readonly RefusedFile[];
  readonly said?: Handed['said'];
  readonly expired?: boolean;
};

const answerCases = paths.answerCase('');

const isPower = ({ purpose }: ListedFile): boolean => purpose === powerPurpose;

/** The operator's own evidence of the answer being written. */
const ownFiles = (files: readonly ListedFile[]): EvidenceFile[] =>
  files
    .filter((file) => !isPower(file))
    .map((file) => ({
      id: file.file,
      name: file.name,
      bytes: file.bytes,
      kind: evidenceKind(file.mediaType),
      notices: noticesOf(file),
      address: paths.answerFile(file.file),
    }));

/** Whether an agent takes part for the operator, as far as was said. */
const isRepresented = ({ draft }: AnswerAtHand): boolean => {
  const mediation = readMediation(draft.steps['mediation'] ?? {});
  return 'answer' in mediation && mediation.answer.represented === true;
};

const isAnswerStep = (text: string): text is AnswerStep => answerSteps.some((step) => step === text);

const readStep = (step: AnswerStep, raw: RawForm): Reading<unknown> => {
  if (step === 'statement') return readStatement(raw);
  if (step === 'mediation') return readMediation(raw);
  if (step === 'agent') return readAgentAnswer(raw, dayOf(now()));
  if (step === 'check') return readAnswerCheck(raw);
  return { answer: {}, warnings: [] };
};

/** What a file of these steps is for, by the field it comes in. */
const purposesOf = { evidence: { files: 'evidence' }, agent: { [powerField]: powerPurpose } } as const;

/** The agent as the last page repeats it. */
const agentWords = (answer: AnswerAtHand, t: Visit['t']): { agent?: string } => {
  const agent = isRepresented(answer) ? readAgentAnswer(answer.draft.steps['agent'] ?? {}, dayOf(now())) : undefined;
  if (agent === undefined || !('answer' in agent)) return {};
  const { name, powers } = agent.answer;
  return { agent: `${name} · ${agentPowersText(powers, t)}` };
};

/** An operator answers from the code of its notice: no account, one case, nothing of it before the code. */
export const answerRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    neverStored(app);
    const { context } = kit;

    app.get(paths.answer, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { code } = request.query as { code?: string };
      const open = (await heldCode(context, request))?.number;
      const form = visit.form(typeof code === 'string' ? { code } : {});
      const hasAccount =
        (request.signedIn?.actor.principals.length ?? 0) > 1 && request.signedIn?.actor.kind !== 'staff';
      return visit.show(
        noticeCodePage({ shell: visit.shell, form, hasAccount, ...(open === undefined ? {} : { open }) }, visit.t),
      );
    });

    app.post(paths.answer, { config: { costly: true } }, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const again = (faults: readonly FieldFault[]) =>
        visit.show(noticeCodePage({ shell: visit.shell, form: visit.form(valuesOf(raw), faults) }, visit.t), 422);
      const read = readNoticeCode(raw);
      if ('faults' in read) return again(read.faults);
      const holder = await actorOfAnswerCode(context, read.answer.code, request.ip);
      if (isRefusal(holder)) return again([faultFrom(holder, request, 'code')]);
      holdCase(context, request, reply, holder);
      return visit.to(paths.answerCase(holder.number));
    });

    /** An answer is begun from the page of the case. */
    app.post(paths.answerOf, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const typed = rawForm(request)['number'];
      const number = typeof typed === 'string' ? readCaseNumber(typed) : undefined;
      const held = number === undefined ? undefined : await caseAtHand(context, request, number);
      if (held === undefined) return visit.to(paths.answer);
      if ((await respondentsView(context, held, visit)) === undefined)
        throw new Refused(refuse('complaint-not-found', { status: 404 }));
      await beginAnswer(context, request, reply, held);
      return visit.to(paths.answerStep('statement'));
    });

    const caseOf = async (tx: Tx, visit: Visit, answer: AnswerAtHand): Promise<CaseView> => {
      await tx.rescope(scopeOf(answer.actor));
      const view = await caseView(context, tx, answer.number, { actor: answer.actor, at: now(), t: visit.t });
      await tx.rescope(draftOnly(answer.draft.draft));
      if (view === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
      return view;
    };

    const draw = async (
      tx: Tx,
      visit: Visit,
      answer: AnswerAtHand,
      step: AnswerStep,
      { raw, faults, refused, said, expired }: Shown = {},
    ): Promise<Safe | string> => {
      const seen = await caseOf(tx, visit, answer);
      const { t, shell } = visit;
      // A case that takes no answer any more says so itself.
      if (!seen.acts.some(({ act }) => act === 'answer')) return paths.answerCase(seen.number);
      const typed = raw ?? answer.draft.steps[step] ?? {};
      const form =
        expired === true
          ? visit.formAgain(typed, seen.version)
          : visit.form(valuesOf(typed), faults ?? [], seen.version);
      const view = { shell, number: seen.number, form, represented: isRepresented(answer) };
      if (step === 'statement') return statementPage(view, t);
      if (step === 'mediation') return answerMediationPage(view, t);
      const handed = await draftFiles(context.files, tx, answer.draft.draft);
      const files = ownFiles(handed);
      if (step === 'agent')
        return answerAgentPage({ ...view, papers: handed.filter(isPower).map(({ name }) => name) }, t);
      if (step === 'evidence') {
        const limits = {
          bytes: context.files.limits.bytes,
          files: context.files.limits.filesPerDraft,
        };
        return answerEvidencePage(
          { ...view, files, limits, ...(refused === undefined ? {} : { refused }), twice: twiceIn(said ?? []) },
          t,
        );
      }
      const mediation = readMediation(answer.draft.steps['mediation'] ?? {});
      const statement = readStatement(answer.draft.steps['statement'] ?? {});
      return answerCheckPage(
        {
          ...view,
          bureau: seen.bureauName,
          files,
          ...('answer' in statement ? statement.answer : {}),
          ...('answer' in mediation ? mediation.answer : { mediation: false }),
          ...agentWords(answer, t),
        },
        t,
      );
    };

    /** Nobody lands on the last page before the questions that must be answered. */
    const reached = (answer: AnswerAtHand, step: AnswerStep): AnswerStep => {
      if (step !== 'check' && step !== 'agent') return step;
      if ('faults' in readMediation(answer.draft.steps['mediation'] ?? {})) return 'mediation';
      if (!isRepresented(answer)) return 'check';
      return 'faults' in readAgentAnswer(answer.draft.steps['agent'] ?? {}, dayOf(now())) ? 'agent' : step;
    };

    const missingPaper = async (
      tx: Tx,
      answer: AnswerAtHand,
      refused: readonly RefusedFile[],
    ): Promise<FieldFault[]> => {
      const handed = await draftFiles(context.files, tx, answer.draft.draft);
      return paperFaults(handed.some(isPower), refusedFaults({ refused }));
    };

    /** Said where the agent is named, not once the answer is on its way. */
    const ofBothSides = async (
      tx: Tx,
      request: FastifyRequest,
      answer: AnswerAtHand,
      raw: RawForm,
    ): Promise<FieldFault[]> => {
      await tx.rescope(scopeOf(answer.actor));
      const refusal = await answeringAgentObjection(context, tx, answer.number, String(raw['phone'] ?? ''));
      await tx.rescope(draftOnly(answer.draft.draft));
      return refusal === undefined ? [] : [faultFrom(refusal, request, 'phone')];
    };

    const stepIn = (request: FastifyRequest): AnswerStep => {
      const { step } = request.params as { step: string };
      if (!isAnswerStep(step)) throw new Refused(refuse('route-not-found', { status: 404 }));
      return step;
    };

    app.get(paths.answerDone, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const sent = await withAnswer(context, request, async (_tx, answer) => answer?.draft.filed);
      if (!isAnswerSent(sent)) return visit.to(paths.answer);
      return visit.show(answerDonePage({ shell: visit.shell, ...sent, sentAt: new Date(sent.sentAt) }, visit.t));
    });

    app.get('/answer/:step', async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const step = stepIn(request);
      const page = await withAnswer(context, request, async (tx, answer) => {
        if (answer === undefined) return paths.answer;
        if (answer.draft.filed !== null) return paths.answerDone;
        const at = reached(answer, step);
        return at === step ? await draw(tx, visit, answer, step) : paths.answerStep(at);
      });
      if (typeof page !== 'string') return visit.show(page);
      return leadTo(request, reply, visit, page);
    });

    /** Whoever is led back to a case that takes no answer any more is told that what was written was not taken. */
    const leadTo = (request: FastifyRequest, reply: FastifyReply, visit: Visit, address: string): FastifyReply => {
      if (address.startsWith(answerCases)) carryNote(context, request, reply, 'answer-done', { act: tooLate });
      return visit.to(address);
    };

    const next = (step: AnswerStep, answer: AnswerAtHand): string => {
      const steps = stepsOf(isRepresented(answer));
      return paths.answerStep(steps[steps.indexOf(step) + 1] ?? 'check');
    };

    const takeStep = async (
      request: FastifyRequest,
      reply: FastifyReply,
      step: AnswerStep,
      raw: RawForm,
      { refused = [], said = [] }: Partial<Pick<Handed, 'refused' | 'said'>> = {},
    ): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      let status = 422;
      const outcome = await withAnswer(context, request, async (tx, answer): Promise<string | Safe> => {
        if (answer === undefined) return paths.answer;
        if (answer.draft.filed !== null) return paths.answerDone;
        const read = readStep(step, raw);
        const faults = [
          ...('faults' in read ? read.faults : []),
          ...(step === 'agent' ? await missingPaper(tx, answer, refused) : []),
          ...(step === 'agent' && 'answer' in read ? await ofBothSides(tx, request, answer, raw) : []),
        ];
        if (faults.length > 0) return await draw(tx, visit, answer, step, { raw, faults });
        if (step === 'evidence') {
          const act = typeof raw['act'] === 'string' ? raw['act'] : 'continue';
          if (act.startsWith('remove:'))
            await dropDraftFiles(context.files, tx, {
              draft: answer.draft.draft,
              files: [act.slice('remove:'.length)],
            });
          // What is to be said of a file is read before the next question.
          const stays = act !== 'continue' || said.some((one) => one.asksThought);
          if (stays && refused.length + said.length === 0) return paths.answerStep('evidence');
          if (refused.length === 0) status = 200;
          if (stays || refused.length > 0) return await draw(tx, visit, answer, step, { raw, refused, said });
        }
        if (step !== 'check') {
          const draft = await keepStep(context, tx, answer.draft, step, keptAnswer(step, raw), now());
          return next(step, { ...answer, draft });
        }
        const sent = await sendAnswer(kit, tx, visit, answer, raw, await caseOf(tx, visit, answer));
        if (isRefusal(sent)) throw new Refused(sent);
        return paths.answerDone;
      }).catch(async (error: unknown): Promise<string | Safe> => {
        if (!(error instanceof Refused) || step !== 'check') throw error;
        const fault = faultFrom(error.refusal, request, 'truthful');
        // What is wrong with the agent is put right where the agent was named.
        const [, ofAgent] = /^agent\.(.+)$/u.exec(fault.field) ?? [];
        const shown = ofAgent === undefined ? { raw, faults: [fault] } : { faults: [{ ...fault, field: ofAgent }] };
        const at = ofAgent === undefined ? step : 'agent';
        return await withAnswer(context, request, async (tx, answer) =>
          answer === undefined ? paths.answer : await draw(tx, visit, answer, at, shown),
        );
      });
      if (typeof outcome !== 'string') return visit.show(outcome, status);
      return leadTo(request, reply, visit, outcome);
    };

    /** The browser was closed in between and its form is its own no more: shown again as typed, nothing is done. */
    const showTyped = async (
      request: FastifyRequest,
      reply: FastifyReply,
      step: AnswerStep,
      raw: RawForm,
    ): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const page = await withAnswer(context, request, async (tx, answer): Promise<string | Safe> => {
        if (answer === undefined) return paths.answer;
        if (answer.draft.filed !== null) return paths.answerDone;
        const at = reached(answer, step);
        return at === step ? await draw(tx, visit, answer, step, { raw, expired: true }) : paths.answerStep(at);
      });
      return typeof page === 'string' ? visit.to(page) : visit.show(page, 403);
    };

    for (const step of ['evidence', 'agent'] as const)
      app.post(`/answer/${step}`, { config: { csrf: 'in-handler' } }, async (request, reply) => {
        const place = async () => {
          const draft = await withAnswer(context, request, async (_tx, answer) =>
            answer?.draft.filed === null ? answer.draft.draft : undefined,
          );
          if (draft === undefined) throw new Refused(refuse('draft-not-found', { status: 404 }));
          return { draft, owner: draftAccount(draft), purposes: purposesOf[step] };
        };
        const handed = await readMultipart(context, request, place, { expired: 'tell' });
        if (handed.expired === true) return await showTyped(request, reply, step, handed.raw);
        return await takeStep(request, reply, step, handed.raw, handed);
      });

    app.post('/answer/:step', { config: { csrf: 'in-handler' } }, (request, reply) => {
      const take = isOwnForm(request, formToken(request)) ? takeStep : showTyped;
      return take(request, reply, stepIn(request), rawForm(request));
    });
  };
