import type { FastifyInstance } from 'fastify';
import type { Day } from '#kernel/day.ts';
import { readPublicNumber } from '#kernel/public-number.ts';
import { refuse } from '#kernel/refusal.ts';
import { consultationView } from '#modules/intake/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { Refused } from '#platform/http/errors.ts';
import { paths } from '#site/kit/paths.ts';
import { type SiteKit, visitOf } from '#site/visit/visit.ts';
import { type LinkedQuestion, questionPage } from './question.page.ts';

type Linked = { readonly number: string; readonly bureauName: string; readonly on: string };

const linkedIn = ({ number, bureauName, on }: Linked): LinkedQuestion => ({
  number,
  bureau: bureauName,
  on: on as Day,
  address: paths.questionOf(number),
});

/** One's own question and its answer; without a session the number leads to the phone code first. */
export const questionRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    app.get('/questions/:number', async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const actor = request.signedIn?.actor;
      if (actor === undefined) return visit.to(paths.follow);
      const number = readPublicNumber('Q', (request.params as { number: string }).number);
      const view =
        number === undefined
          ? undefined
          : await context.database.transact(scopeOf(actor), (tx) => consultationView(context, tx, number, actor));
      if (view === undefined) throw new Refused(refuse('consultation-not-found', { status: 404 }));
      reply.header('cache-control', 'no-store');
      const { answer } = view;
      return visit.show(
        questionPage(
          {
            shell: visit.shell,
            number: view.number,
            // Closed here, it goes on there: to the asker it is not settled.
            phase: view.phase === 'closed' && view.linkedTo !== null ? 'transferred' : view.phase,
            bureau: view.bureauName,
            askedAt: new Date(view.filedAt),
            question: view.question ?? '',
            ...(answer === null
              ? {}
              : {
                  answer: {
                    text: answer.text ?? '',
                    basis: answer.basis,
                    ...(answer.on === null ? {} : { on: answer.on as Day }),
                  },
                }),
            ...(view.transferredTo === null || view.linkedTo !== null ? {} : { transferredTo: view.transferredTo }),
            ...(view.linkedTo === null ? {} : { linkedTo: linkedIn(view.linkedTo) }),
            ...(view.linkedFrom === null ? {} : { linkedFrom: linkedIn(view.linkedFrom) }),
            papers: view.papers.map(({ code, number: paper, url }) => ({ code, number: paper, address: url })),
          },
          visit.t,
        ),
      );
    });
  };
