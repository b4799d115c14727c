import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Day, dayOf, isDay } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { type CaseView, openEvidence, openPaper, readCaseNumber, readingPrint } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { OpenedFile } from '#platform/files/open-file.ts';
import { contentDisposition, safeFileName } from '#platform/files/safe-name.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { lookOf } from '#platform/http/look.ts';
import { paperFaults, readAgentAnswer } from '#site/kit/agent-form.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { RawForm, Reading } from '#site/kit/form-reader.ts';
import { paths } from '#site/kit/paths.ts';
import { leaveAnswer } from '#site/visit/answer-at-hand.ts';
import { carryNote, dropNote, readNote } from '#site/visit/carried-note.ts';
import { type AtHand, caseAtHand, respondentsView } from '#site/visit/case-at-hand.ts';
import { neverStored } from '#site/visit/draft-at-hand.ts';
import { doFormAct, type HandedForm, lostFaults, refusedFaults, withHandedForm } from '#site/visit/form-act.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { type SiteKit, type Visit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { operatorActPage, withFiles } from './act.page.ts';
import {
  type OperatorAct,
  operatorActs,
  readEndOfAgency,
  readEvidenceLater,
  readRecusalWish,
  readSettled,
  readStatementLater,
} from './act-forms.ts';
import { tooLate } from './answer-forms.ts';
import { operatorCasePage } from './case.page.ts';
import { operatorActsOf, operatorCaseOf, ownAgent } from './case-view.ts';
import { signedWords } from './send-answer.ts';

const noCase = refuse('complaint-not-found', { status: 404 });
const noFile = refuse('file-not-found', { status: 404 });
const isFileId = (text: string): boolean => /^[0-9a-f-]{36}$/u.test(text);
const isAct = (text: string): text is OperatorAct => operatorActs.some((act) => act === text);

/** The operator's side of a case, by the code of its notice or with an account: its papers, its acts, what comes next. */
export const operatorCaseRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    neverStored(app);
    const { context } = kit;

    /** Whoever has neither code nor account is led to where the code is typed. */
    const atHand = (request: FastifyRequest): Promise<AtHand | undefined> => {
      const number = readCaseNumber((request.params as { number: string }).number);
      if (number === undefined) throw new Refused(noCase);
      return caseAtHand(context, request, number);
    };

    app.get('/answer/cases/:number', async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const held = await atHand(request);
      if (held === undefined) return visit.to(paths.answer);
      const view = await respondentsView(context, held, visit);
      // Whoever stands on the other side, or nowhere, learns that there.
      if (view === undefined && held.by === 'account') return visit.to(paths.caseOf(held.number));
      if (view === undefined) throw new Refused(noCase);
      const done = readNote(context, request, 'answer-done')?.['act'];
      if (done !== undefined) dropNote(request, reply, 'answer-done');
      return visit.show(
        operatorCasePage(
          {
            shell: visit.shell,
            guards: visit.guards(view.version),
            ...operatorCaseOf(view, dayOf(now()), context.law().rulebook, visit.t),
            byCode: held.by === 'code',
            ...(done === 'done-before' ? { done: visit.t('answer:case.doneBefore') } : {}),
            ...(done === tooLate ? { done: visit.t('answer:case.tooLate') } : {}),
            ...(done !== undefined && isAct(done) ? { done: visit.t(`answer:act.${done}.done`) } : {}),
          },
          visit.t,
        ),
      );
    });

    app.post(paths.answerLeave, async (request, reply) => {
      await leaveAnswer(context, request, reply);
      return visitOf(kit, request, reply).to(paths.answer);
    });

    app.get('/answer/cases/:number/papers/:n', async (request, reply) => {
      const held = await atHand(request);
      if (held === undefined) return visitOf(kit, request, reply).to(paths.answer);
      const n = Number((request.params as { n: string }).n);
      if (!Number.isInteger(n)) throw new Refused(noFile);
      const { aid, large, download } = request.query as Readonly<Record<string, string | undefined>>;
      const reading = { large: large === 'true', aid: aid === 'en', look: lookOf(request) };
      if (reading.large || reading.aid) {
        const { pdf, name } = orRefuse(await readingPrint(context, held.actor, held.number, n, reading));
        return reply
          .type('application/pdf')
          .header('content-disposition', contentDisposition('inline', safeFileName(name, 'application/pdf')))
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'private, no-store')
          .send(pdf);
      }
      const disposition = download === 'true' ? 'attachment' : 'inline';
      const { range } = request.headers;
      return send(
        reply,
        await openPaper(context, held.actor, held.number, n, { disposition, range, look: lookOf(request) }),
      );
    });

    app.get('/answer/cases/:number/evidence/:file', async (request, reply) => {
      const held = await atHand(request);
      if (held === undefined) return visitOf(kit, request, reply).to(paths.answer);
      const { file } = request.params as { file: string };
      if (!isFileId(file)) throw new Refused(noFile);
      const { range } = request.headers;
      return send(reply, await openEvidence(context, held.actor, { number: held.number, file, range }));
    });

    const show = async (
      held: AtHand,
      act: OperatorAct,
      visit: Visit,
      raw: RawForm = {},
      faults: readonly FieldFault[] = [],
      files?: HandedForm['holdAgain'],
    ): Promise<FastifyReply> => {
      const view = await respondentsView(context, held, visit);
      if (view === undefined) throw new Refused(noCase);
      // What can be done no more is no page: the case says what can.
      if (!operatorActsOf(view).includes(act)) return visit.to(paths.answerCase(held.number));
      const form = visit.form(valuesOf(raw), faults, view.version);
      const agent = ownAgent(view)?.masked.name;
      const people = {
        assistants: view.assistants,
        ...(agent == null ? {} : { agent }),
        ...(view.mediatorName === null ? {} : { mediator: view.mediatorName }),
      };
      const page = operatorActPage(
        { shell: visit.shell, form, number: held.number, ...people, held: files?.() },
        act,
        visit.t,
      );
      return visit.show(page, faults.length > 0 ? 422 : 200);
    };

    const actIn = (request: FastifyRequest): OperatorAct => {
      const { act } = request.params as { act: string };
      if (!isAct(act)) throw new Refused(refuse('route-not-found', { status: 404 }));
      return act;
    };

    app.get('/answer/cases/:number/:act', async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const act = actIn(request);
      const held = await atHand(request);
      return held === undefined ? visit.to(paths.answer) : await show(held, act, visit);
    });

    app.post('/answer/cases/:number/:act', { config: { csrf: 'in-handler' } }, async (request, reply) => {
      const act = actIn(request);
      return await withHandedForm(kit, request, (form) => takeAct(request, reply, act, form));
    });

    const takeAct = async (
      request: FastifyRequest,
      reply: FastifyReply,
      act: OperatorAct,
      form: HandedForm,
    ): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const held = await atHand(request);
      if (held === undefined) return visit.to(paths.answer);
      const seen = await respondentsView(context, held, visit);
      if (seen === undefined) throw new Refused(noCase);
      if (form.refused.length > 0) return await show(held, act, visit, form.raw, refusedIn(act, form));
      const read = readAct(act, form, held, visit, seen);
      const lost = act === 'name-agent' ? paperFaults(true, lostFaults(form)) : lostFaults(form);
      if ('faults' in read) return await show(held, act, visit, form.raw, [...lost, ...read.faults], form.holdAgain);
      if (withFiles.has(act) && form.untold) return await show(held, act, visit, form.raw, [], form.hold);
      const wish = { number: held.number, actor: held.actor, side: 'respondent', bound: false } as const;
      const refused = await doFormAct(kit, request, form, { ...wish, ...read.answer });
      if (refused === 'files-gone') return await show(held, act, visit, form.raw, lost);
      if (refused === 'done-before') {
        carryNote(context, request, reply, 'answer-done', { act: refused });
        return visit.to(paths.answerCase(held.number));
      }
      if (refused !== undefined) {
        if (refused.refusal === 'not-in-this-state')
          carryNote(context, request, reply, 'answer-done', { act: tooLate });
        const fault = faultFrom(refused, request, Object.keys(form.raw)[0] ?? 'text');
        return await show(held, act, visit, form.raw, [fault], form.holdAgain);
      }
      carryNote(context, request, reply, 'answer-done', { act });
      return visit.to(paths.answerCase(held.number));
    };
  };

const refusedIn = (act: OperatorAct, form: HandedForm): FieldFault[] =>
  act === 'name-agent' ? paperFaults(true, refusedFaults(form)) : refusedFaults(form);

const send = (reply: FastifyReply, found: OpenedFile | Refusal): FastifyReply => {
  const file = orRefuse(found);
  return reply.code(file.status).headers(file.headers).send(file.body);
};

type Wanted =
  | { readonly act: 'answer'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly act: 'add-evidence'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly act: 'name-agent'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly act: 'end-agent'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly act: 'interrupt'; readonly body: Readonly<Record<string, unknown>> };

/** The form as an act of the case: words carry the name of who says them. */
const readAct = (act: OperatorAct, form: HandedForm, held: AtHand, visit: Visit, seen: CaseView): Reading<Wanted> => {
  switch (act) {
    case 'add-statement':
      return mapped(readStatementLater(form.raw), ({ text, by }) => ({
        act: 'answer',
        body: { by: held.by, statement: signedWords(text, { by }, visit) },
      }));
    case 'add-evidence':
      return mapped(readEvidenceLater(form.raw, form.brought), (answer) => ({
        act: 'add-evidence',
        body: { items: [], ...answer },
      }));
    case 'name-agent':
      return mapped(withPaper(readAgentAnswer(form.raw, dayOf(now())), form), (agent) => ({
        act: 'name-agent',
        body: { side: 'respondent', ...agent },
      }));
    case 'end-agent':
      return mapped(readEndOfAgency(form.raw), ({ text, by }) => ({
        act: 'end-agent',
        body: { side: 'respondent', reasons: signedWords(text, { by }, visit) },
      }));
    case 'ask-recusal':
      return mapped(readRecusalWish(form.raw, seen.assistants.length), ({ text, by, ...about }) => ({
        act: 'interrupt',
        body: { by: 'respondent', reasons: signedWords(text, { by }, visit), ...about },
      }));
    case 'settled':
      return mapped(readSettled(form.raw, dayOf(now()), boughtOn(seen)), ({ on, text, by }) => ({
        act: 'answer',
        body: { by: held.by, settledOn: on, statement: signedWords(text, { by }, visit) },
      }));
  }
};

const boughtOn = ({ purchase }: CaseView): Day | undefined =>
  isDay(purchase?.purchasedOn) ? purchase.purchasedOn : undefined;

/** A browser hands files in anew with each try. */
const withPaper = <T>(reading: Reading<T>, { brought }: HandedForm): Reading<T> => {
  const faults = [...('faults' in reading ? reading.faults : []), ...paperFaults(brought > 0, [])];
  return faults.length > 0 ? { faults } : reading;
};

const mapped = <T extends object>(reading: Reading<T>, to: (answer: T) => Wanted): Reading<Wanted> =>
  'answer' in reading ? { answer: to(reading.answer), warnings: reading.warnings } : reading;
