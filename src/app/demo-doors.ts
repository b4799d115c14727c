import { cast } from '#db/seed/cast.ts';
import { clueStory, questionStories, type ReportStory, reportStories } from '#db/seed/stories-at-the-door.ts';
import { dayOf } from '#kernel/day.ts';
import { answerConsultation } from '#modules/intake/consultations/handle.ts';
import { transferConsultation } from '#modules/intake/consultations/transfer.ts';
import { askAtFrontDoor, reportAtFrontDoor } from '#modules/intake/facade.ts';
import { enterReports } from '#modules/reports/desk-scope.ts';
import { noteClue } from '#modules/reports/handle.ts';
import { transferReport } from '#modules/reports/transfer.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import { actorOf, momentOf, orThrow } from './demo-stage.ts';
import type { OpenContext } from './open-context.ts';

export const home = 'yunqi';

export const playQuestions = async (context: OpenContext): Promise<void> => {
  for (const { by, ago, question, bureau, answer, ...story } of questionStories) {
    const asker = await actorOf(context, by);
    const { personName, phone } = cast[by];
    const request = {
      asker: { name: personName, phone },
      question,
      ...(story.problemCode === undefined ? {} : { problemCode: story.problemCode }),
      ...(bureau === undefined ? {} : { bureau }),
    };
    const { number } = orThrow(
      await context.database.transact(scopeOf(asker), (tx) =>
        askAtFrontDoor(context, tx, { actor: asker, at: momentOf(ago, 0), request, home }),
      ),
    );
    if (story.transfer !== undefined) {
      const { ago: when, by: official, ...body } = story.transfer;
      const actor = await actorOf(context, official);
      const wish = { number, actor, at: momentOf(when, 1), expectedVersion: 1, body };
      orThrow(await context.database.transact(scopeOf(actor), (tx) => transferConsultation(context, tx, wish)));
    }
    if (answer === undefined) continue;
    const actor = await actorOf(context, answer.by);
    const body = { text: answer.text, basis: [...answer.basis] };
    const wish = { number, actor, at: momentOf(answer.ago, 1), expectedVersion: 1, body };
    orThrow(await context.database.transact(scopeOf(actor), (tx) => answerConsultation(context, tx, wish)));
  }
};

const playTransfer = async (
  context: OpenContext,
  number: string,
  { ago, by, ...body }: NonNullable<ReportStory['transfer']>,
): Promise<void> => {
  const actor = await actorOf(context, by);
  const at = momentOf(ago, 1);
  await context.database.transact(scopeOf(actor), async (tx) => {
    const scope = await enterReports(tx, actor, dayOf(now()));
    if (scope === undefined) throw new Error(`${by} has no reports desk`);
    orThrow(await transferReport(context, tx, { actor, at, scope, number, expectedVersion: 1, body }));
  });
};

/** `complaint` is the one in which the handler saw what it noted. */
export const playReports = async (context: OpenContext, complaint: string): Promise<void> => {
  for (const { by, ago, request, transfer } of reportStories) {
    const actor = await actorOf(context, by ?? 'consumer');
    const reporterAccount = by === undefined ? undefined : actor.account;
    const wish = { actor, at: momentOf(ago, 0), request, evidence: [], reporterAccount, home };
    const { number } = orThrow(
      await context.database.transact(scopeOf(actor), (tx) => reportAtFrontDoor(context, tx, wish)),
    );
    if (transfer !== undefined) await playTransfer(context, number, transfer);
  }
  const actor = await actorOf(context, 'handler');
  const { ago, ...body } = clueStory;
  const order = { actor, at: momentOf(ago, 1), complaint, body };
  orThrow(await context.database.transact(scopeOf(actor), (tx) => noteClue(context, tx, order)));
};
