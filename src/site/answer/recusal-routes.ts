import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { type CaseView, caseView, performAct, scopeOf } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { Refused } from '#platform/http/errors.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { formReader, type RawForm } from '#site/kit/form-reader.ts';
import type { Safe } from '#site/kit/html.ts';
import { paths } from '#site/kit/paths.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, type Visit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { type AnswerAtHand, withAnswer } from './answer-at-hand.ts';
import { answerRecusalAskedPage, answerRecusalPage } from './recusal.page.ts';

type Outcome = { readonly to: string } | { readonly page: Safe; readonly status: number };

const people = ['0', '1', '2', '3', '4', '5'] as const;

const readRequest = (raw: RawForm, assistants: number) => {
  const read = formReader(raw);
  const who = assistants === 0 ? 0 : Number(read.choice('who', people, 'follow:fault.recusal-who'));
  const reasons = read.requiredText('reasons', 'follow:fault.recusal-reasons', 4000);
  return read.done({ reasons, ...(who === 0 ? {} : { assistant: who }) });
};

const mayAsk = (seen: CaseView): boolean => seen.acts.some(({ act }) => act === 'interrupt');
const waits = (seen: CaseView): boolean => seen.recusal?.by === 'respondent';

/** From the code of its notice an operator also asks for recusal, as long as the case has somebody to ask about. */
export const answerRecusalRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    const seenBy = async (tx: Tx, visit: Visit, answer: AnswerAtHand): Promise<CaseView> => {
      await tx.rescope(scopeOf(answer.actor));
      const { actor, number } = answer;
      const seen = await caseView(context, tx, number, { actor, at: now(), t: visit.t });
      if (seen === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
      return seen;
    };

    const shown = (visit: Visit, seen: CaseView, raw: RawForm = {}, faults: readonly FieldFault[] = []): Outcome => {
      const { shell, t } = visit;
      const { number } = seen;
      if (waits(seen))
        return { page: answerRecusalAskedPage({ shell, number, bureau: seen.bureauName }, t), status: 200 };
      if (!mayAsk(seen)) return { to: paths.answerStep('case') };
      const form = visit.form(valuesOf(raw), faults, seen.version);
      const view = { shell, form, number, mediator: seen.mediatorName, assistants: seen.assistants };
      return { page: answerRecusalPage(view, t), status: faults.length > 0 ? 422 : 200 };
    };

    /** An answer that was sent stays to be seen; a new act needs the code again. */
    const withOpen = (
      request: FastifyRequest,
      work: (tx: Tx, answer: AnswerAtHand) => Promise<Outcome>,
    ): Promise<Outcome> =>
      withAnswer(context, request, async (tx, answer) =>
        answer === undefined || answer.draft.filed !== null ? { to: paths.answer } : await work(tx, answer),
      );

    const send = (visit: Visit, outcome: Outcome): FastifyReply =>
      'to' in outcome ? visit.to(outcome.to) : visit.show(outcome.page, outcome.status);

    app.get(paths.answerRecusal, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return send(visit, await withOpen(request, async (tx, answer) => shown(visit, await seenBy(tx, visit, answer))));
    });

    app.post(paths.answerRecusal, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const outcome = await withOpen(request, async (tx, answer): Promise<Outcome> => {
        const seen = await seenBy(tx, visit, answer);
        if (!mayAsk(seen)) return shown(visit, seen);
        const read = readRequest(raw, seen.assistants.length);
        if ('faults' in read) return shown(visit, seen, raw, read.faults);
        const { actor, number } = answer;
        const done = await performAct(context, tx, {
          number,
          act: 'interrupt',
          body: { by: 'respondent', ...read.answer },
          actor,
          at: now(),
        });
        return isRefusal(done)
          ? shown(visit, seen, raw, [faultFrom(done, request, 'reasons')])
          : { to: paths.answerRecusal };
      });
      return send(visit, outcome);
    });
  };
