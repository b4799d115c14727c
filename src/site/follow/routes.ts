import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { readPublicNumber } from '#kernel/public-number.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import {
  type CaseView,
  caseView,
  countOperatorCases,
  countOwnCases,
  ownCases,
  readCaseNumber,
} from '#modules/complaints/facade.ts';
import { ownQuestions } from '#modules/intake/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import { Refused } from '#platform/http/errors.ts';
import { deviceOf, requireActor, startSession } from '#platform/http/people.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote, dropNote, readNote } from '#site/visit/carried-note.ts';
import { knowPhone, readCodeNote, readProof, sendAgain, sendCode, showCodePage } from '#site/visit/phone-code.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { rawForm, type SiteKit, type Visit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { readFind, reportNumberIn } from './act-forms.ts';
import { caseActs, casePage } from './case.page.ts';
import { casesPage, findPage, reportAskedPage } from './find.page.ts';
import { followView } from './follow-view.ts';
import { actsForOthers, operatorList } from './operator-cases.ts';
import { overWords } from './over.ts';
import { papersPage } from './papers.page.ts';

const PAGE = 20;
const QUESTIONS = 50;
const place = { note: 'follow', purpose: 'sign-in', action: paths.followCode, back: paths.follow };

const addressOf = (number: string): string => {
  const complaint = readCaseNumber(number);
  const question = readPublicNumber('Q', number);
  if (question !== undefined) return paths.questionOf(question);
  return complaint === undefined ? paths.cases : paths.caseOf(complaint);
};

/** Following one's cases: by number and a code to the phone, or signed in. */
export const followRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    app.get(paths.follow, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(findPage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.follow, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const report = reportNumberIn(raw);
      if (report !== undefined) return visit.show(reportAskedPage({ shell: visit.shell, number: report }, visit.t));
      const read = readFind(raw);
      if ('faults' in read)
        return visit.show(findPage({ shell: visit.shell, form: visit.form(valuesOf(raw), read.faults) }, visit.t), 422);
      const found = read.answer;
      const wish = { phone: found.phone, carry: { number: found.number } };
      const refused = await sendCode(kit, request, reply, visit, place, wish);
      if (refused === undefined) return visit.to(paths.followCode);
      const form = visit.form(found, [faultFrom(refused, request, 'phone')]);
      return visit.show(findPage({ shell: visit.shell, form }, visit.t), 422);
    });

    app.get(paths.followCode, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const note = readCodeNote(kit, request, place);
      return note === undefined ? visit.to(paths.follow) : showCodePage(visit, place, note);
    });

    app.post(paths.followCode, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const note = readCodeNote(kit, request, place);
      const number = note?.carried['number'];
      if (note === undefined || number === undefined) return visit.to(paths.follow);
      if (rawForm(request)['act'] === 'again') return await sendAgain(kit, request, reply, visit, place, note);
      const read = readProof(request, place, note);
      if ('faults' in read) return showCodePage(visit, place, note, read.faults);
      const opened = await context.people.consumers.signIn(read.proof, deviceOf(request));
      if (isRefusal(opened)) return showCodePage(visit, place, note, [faultFrom(opened, request, 'code')]);
      await startSession(context.database, request, reply, opened);
      knowPhone(kit, request, reply, note.phone);
      dropNote(request, reply, place.note);
      return visit.to(addressOf(number));
    });

    app.get(paths.cases, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const actor = request.signedIn?.actor;
      if (actor === undefined) return visit.to(paths.login);
      const wished = Number((request.query as { page?: string }).page ?? '1');
      const page = Number.isInteger(wished) && wished > 0 && wished < 10_000 ? wished : 1;
      const asOperator =
        actor.kind === 'operator' || (actsForOthers(actor) && (request.query as { as?: string }).as === 'operator');
      const list = asOperator && actor.kind !== 'operator' ? `${paths.casesOfOperator}&` : `${paths.cases}?`;
      const links = (shown: number, total: number) => ({
        shown,
        total,
        ...(page > 1 ? { previous: `${list}page=${page - 1}` } : {}),
        ...(page * PAGE < total ? { next: `${list}page=${page + 1}` } : {}),
      });
      if (asOperator) return visit.show(await operatorList(kit, visit, actor, { at: page, size: PAGE, links }));
      const { cases, total, questions, ofOperator } = await context.database.transact(scopeOf(actor), async (tx) => ({
        cases: await ownCases(tx, actor.account, { limit: PAGE, offset: (page - 1) * PAGE }),
        total: await countOwnCases(tx, actor.account),
        questions: page === 1 ? await ownQuestions(context, tx, actor.account, QUESTIONS) : [],
        ofOperator: actsForOthers(actor) ? await countOperatorCases(tx, actor.principals) : undefined,
      }));
      const left = leftWords(doneIn(kit, request, reply), visit.t);
      return visit.show(
        casesPage(
          {
            shell: visit.shell,
            ...(left === undefined ? {} : { left }),
            cases: cases.map((one) => ({
              number: one.number,
              kind: 'complaint',
              respondent: one.respondent ?? '',
              state: { phase: one.phase },
              filedAt: one.filedAt,
            })),
            paging: links(cases.length, total),
            ...(ofOperator === undefined ? {} : { ofOperator }),
            questions: questions.map((one) => ({
              number: one.number,
              kind: 'question',
              respondent: one.opening ?? visit.t('follow:cases.asked'),
              state: { words: visit.t(`intake:question.state.${one.phase}`) },
              filedAt: one.filedAt,
            })),
          },
          visit.t,
        ),
      );
    });

    const ownCase = async (request: FastifyRequest, visit: Visit): Promise<CaseView> => {
      const actor = requireActor(request);
      const number = readCaseNumber((request.params as { number: string }).number);
      const view =
        number === undefined
          ? undefined
          : await context.database.transact(scopeOf(actor), (tx) =>
              caseView(context, tx, number, { actor, at: now(), t: visit.t }),
            );
      if (view === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
      return view;
    };

    app.get('/cases/:number', async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { number } = request.params as { number: string };
      const report = reportNumberIn({ number });
      if (report !== undefined) return visit.show(reportAskedPage({ shell: visit.shell, number: report }, visit.t));
      if (request.signedIn === undefined) {
        // Somebody with the number in hand proves the phone first and then lands here.
        return visit.show(findPage({ shell: visit.shell, form: visit.form({ number }) }, visit.t));
      }
      const view = await ownCase(request, visit);
      if (view.audience === 'respondent') return visit.to(paths.answerCase(view.number));
      const done = doneIn(kit, request, reply);
      const isHere = done?.['number'] === view.number;
      const words = [...caseActs, 'supplyInPart', 'supplyLater', ...overWords, 'done-before'].find(
        (act) => isHere && act === done?.['act'],
      );
      const told = words === undefined ? undefined : visit.t(`follow:done.${words}`);
      return visit.show(
        casePage(
          {
            shell: visit.shell,
            ...followView(view, dayOf(now()), visit.t),
            ...(told === undefined ? {} : { done: told }),
          },
          visit.t,
        ),
      );
    });

    app.get('/cases/:number/papers', async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      if (request.signedIn === undefined) return visit.to(paths.follow);
      const view = await ownCase(request, visit);
      if (view.audience === 'respondent') return visit.to(paths.answerCase(view.number));
      const { papers } = followView(view, dayOf(now()), visit.t);
      return visit.show(papersPage({ shell: visit.shell, number: view.number, papers }, visit.t));
    });

    app.get('/cases/:number/papers/:n', (request, reply) => {
      const { number, n } = request.params as { number: string; n: string };
      const { aid, download } = request.query as { aid?: unknown; download?: unknown };
      const reading = aid === 'en' ? '?aid=en' : download === 'true' ? '?download=true' : '';
      return reply.redirect(
        `/api/v1/complaints/${encodeURIComponent(number)}/documents/${encodeURIComponent(n)}${reading}`,
        303,
      );
    });
  };

/** Shown once after an act: on the page of that case and no other, or in the list of whoever sees it no more. */
export const sayDone = (
  kit: SiteKit,
  request: FastifyRequest,
  reply: FastifyReply,
  done: { readonly act: string; readonly number: string },
): void => carryNote(kit.context, request, reply, 'done', done);

const doneIn = ({ context }: SiteKit, request: FastifyRequest, reply: FastifyReply) => {
  const done = readNote(context, request, 'done');
  if (done !== undefined) dropNote(request, reply, 'done');
  return done;
};

/** Acts by which a person leaves a case: nothing else ends in the list. */
const leavings = ['leave-joint', 'end-agent'] as const;

const leftWords = (done: Record<string, string> | undefined, t: Visit['t']): string | undefined => {
  const how = leavings.find((act) => `left-${act}` === done?.['act']);
  return how === undefined ? undefined : t(`follow:left.${how}`, { number: done?.['number'] ?? '' });
};
