import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { readPublicNumber } from '#kernel/public-number.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { caseView, countOwnCases, ownCases, ownDataIn, readCaseNumber } from '#modules/complaints/facade.ts';
import { intakeCentreOf } from '#modules/directory/facade.ts';
import { consultationView, ownQuestions } from '#modules/intake/facade.ts';
import { deskOfOwnReport, ownReports } from '#modules/reports/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { sessionsOf } from '#platform/auth/sessions.ts';
import { now } from '#platform/clock.ts';
import type { OwnRequest } from '#platform/data-requests.ts';
import type { Tx } from '#platform/db.ts';
import { inWords } from '#platform/http/data-request-routes.ts';
import { claimForm, keyFrom, storeAnswer } from '#platform/http/idempotency.ts';
import type { FieldFault } from '#site/kit/form.ts';
import { paths } from '#site/kit/paths.ts';
import { carryNote, readNote } from '#site/visit/carried-note.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { idempotencyIn, rawForm, type SiteKit, type Visit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { privacyDonePage, privacyPage } from './account.page.ts';
import { type PrivacyRequest, readPrivacyForm } from './account-forms.ts';

/** What nobody holds of them any more is no fault of the copy. */
const ownOrNone = <T>(own: T | Refusal): T | null => (isRefusal(own) ? null : own);

/** More questions than anybody asks: a copy leaves none out. */
const MOST_QUESTIONS = 100_000;

type Desk = {
  readonly tenant: string;
  readonly bureau: string;
  readonly stream?: string;
  /** Number of a report, which stands in the words of the request alone. */
  readonly about?: string;
};

type SignedIn = NonNullable<FastifyRequest['signedIn']>;

/** What people ask about their own data (PIPL arts 44 to 50), and a copy of it to take along. */
export const privacyRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;
    const { dataRequests, deskRequests, consumers } = context.people;

    const ownRequests = (signedIn: SignedIn): Promise<OwnRequest[]> =>
      context.database.transact(scopeOf(signedIn.actor), (tx) => dataRequests.own(tx, signedIn.actor.account));

    /** After signing in they come back here. */
    const signInFirst = (request: FastifyRequest, visit: Visit, reply: Parameters<typeof carryNote>[2]) => {
      carryNote(context, request, reply, 'next', { to: paths.privacyRequest });
      return visit.to(paths.login);
    };

    app.get(paths.privacyRequest, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      if (request.signedIn === undefined) return signInFirst(request, visit, reply);
      const asked = await ownRequests(request.signedIn);
      return visit.show(privacyPage({ shell: visit.shell, form: visit.form(), asked }, visit.t));
    });

    /** Whose matter it is answers, whichever authority that is; a report is the bureau's, and only who signed it names it. */
    const deskOfNumber = async (tx: Tx, account: string, typed: string): Promise<Desk | Refusal> => {
      const report = await deskOfOwnReport(tx, typed);
      if (report !== undefined) return { tenant: report.tenant, bureau: report.bureau, about: report.number };
      const number = readCaseNumber(typed) ?? readPublicNumber('Q', typed);
      const about =
        number === undefined
          ? undefined
          : ((await dataRequests.whereIs(tx, number)) ?? (await deskRequests.whereLeft(tx, account, number)));
      return about ?? refuse('number-not-own', { status: 404, field: 'number' });
    };

    const deskFor = async (tx: Tx, account: string, wish: PrivacyRequest): Promise<Desk | Refusal> => {
      if (wish.number !== undefined) return await deskOfNumber(tx, account, wish.number);
      const centre = kit.tenant === undefined ? undefined : await intakeCentreOf(tx, kit.tenant, dayOf(now()));
      return centre === undefined
        ? refuse('no-such-bureau', { status: 422, field: 'number' })
        : { tenant: centre.tenant, bureau: centre.id };
    };

    app.post(paths.privacyRequest, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { signedIn } = request;
      if (signedIn === undefined) return signInFirst(request, visit, reply);
      const raw = rawForm(request);
      const again = async (faults: readonly FieldFault[]) => {
        const view = {
          shell: visit.shell,
          form: visit.form(valuesOf(raw), faults),
          asked: await ownRequests(signedIn),
        };
        return visit.show(privacyPage(view, visit.t), 422);
      };
      const read = readPrivacyForm(raw);
      if ('faults' in read) return await again(read.faults);
      const { actor } = signedIn;
      const guards = (request.body ?? {}) as Record<string, unknown>;
      const key = keyFrom(request, actor.account, idempotencyIn(guards), raw);
      const done = await context.database.transact(scopeOf(actor), async (tx) => {
        const earlier = await claimForm(tx, key);
        if (earlier !== undefined)
          return { ...(earlier.answer as Record<string, string>), ...(earlier.changed ? { changed: 'since' } : {}) };
        const desk = await deskFor(tx, actor.account, read.answer);
        if (isRefusal(desk)) return desk;
        const { wish: kind, text: typed = '' } = read.answer;
        const { about, ...at } = desk;
        // Read with the request, by whoever opens it with a reason: beside it the number would tell everybody.
        const text =
          about === undefined ? typed : `${visit.t('account:privacy.aboutReport', { number: about })}\n\n${typed}`;
        const asked = await dataRequests.ask(tx, actor, { ...at, kind, text }, context.law().rulebook);
        if (isRefusal(asked)) return asked;
        const answer = { id: asked.id, dueOn: asked.dueOn };
        await storeAnswer(tx, key, { status: 303, answer });
        return answer as Record<string, string>;
      });
      if (isRefusal(done)) return await again([faultFrom(done, request, 'number')]);
      carryNote(context, request, reply, 'asked', done);
      return visit.to(paths.privacyDone);
    });

    app.get(paths.privacyDone, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { id, dueOn, changed } = readNote(context, request, 'asked') ?? {};
      if (id === undefined || dueOn === undefined) return visit.to(paths.privacyRequest);
      const answerBy = dueOn as `${number}-${number}-${number}`;
      return visit.show(
        privacyDonePage({ shell: visit.shell, number: id, answerBy, changed: changed !== undefined }, visit.t),
      );
    });

    app.get(paths.ownData, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { signedIn } = request;
      if (signedIn === undefined) return signInFirst(request, visit, reply);
      const { actor } = signedIn;
      const requests = await ownRequests(signedIn);
      const copy = await context.database.transact(scopeOf(actor), async (tx) => {
        const limit = await countOwnCases(tx, actor.account);
        const cases = [];
        for (const { number } of await ownCases(tx, actor.account, { limit, offset: 0 }))
          cases.push({
            ...(await caseView(context, tx, number, { actor, at: now(), t: visit.t })),
            own: ownOrNone(await ownDataIn(context, tx, actor, number)),
          });
        const left = [];
        for (const number of new Set((await deskRequests.casesLeft(tx, actor.account)).map((one) => one.number)))
          left.push(ownOrNone(await ownDataIn(context, tx, actor, number)));
        const questions = [];
        for (const { number } of await ownQuestions(context, tx, actor.account, MOST_QUESTIONS))
          questions.push(await consultationView(context, tx, number, actor));
        const reports = await ownReports(context, tx, actor.account);
        const profile = actor.kind === 'consumer' ? await consumers.profile(tx, actor.account) : undefined;
        return {
          account: actor.account,
          profile: profile ?? null,
          cases,
          left,
          questions,
          reports,
          sessions: await sessionsOf(tx, signedIn),
        };
      });
      // By which account a number put right goes on is nobody's own data but its owner's.
      const told = requests.map(({ follower: _follower, ...one }) => inWords(one, visit.t));
      return reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="fangxin-${dayOf(now())}.json"`)
        .send(JSON.stringify({ madeAt: now().toISOString(), ...copy, requests: told }, null, 2));
    });
  };
