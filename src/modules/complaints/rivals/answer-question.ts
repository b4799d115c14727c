import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { unitFor, unitsFor } from '../reference.ts';
import { scopeOf } from '../scope.ts';
import type { AnswerQuestionBody, CompetenceQuestion, CompetenceQuestions } from './contract.ts';
import { actorIn, type LetterRow, letterColumns, mayAnswer, mayDecide, readLetter } from './letters.ts';
import { lockAsked, reply, takeReply } from './reply.ts';
import { rivalAnswerJob } from './rival-jobs.ts';

/** What other bureaus asked those of this official. */
export const competenceQuestions = async (context: Context, tx: Tx, actor: Actor): Promise<CompetenceQuestions> => {
  const rows = await tx.rows<LetterRow>(
    `select ${letterColumns} from competence_letter where tenant = any ($1::text[]) and bureau = any ($2::text[])
        and kind in ('question', 'request') order by ended_at is not null, sent_at desc limit 200`,
    [actor.tenants, actor.bureaus],
  );
  const today = dayOf(now());
  const nameOf = async (unit: string) => (await unitFor(tx, unit, today))?.name ?? unit;
  const questions: CompetenceQuestion[] = [];
  for (const row of rows) {
    const text = await readLetter(context, tx, row);
    questions.push({
      id: row.id,
      kind: row.kind === 'request' ? row.kind : 'question',
      bureau: row.bureau,
      bureauName: await nameOf(row.bureau),
      fromBureau: row.from_bureau,
      fromName: await nameOf(row.from_bureau),
      number: row.number,
      arisenOn: row.arisen_on,
      sentAt: row.sent_at.toISOString(),
      respondent: text?.respondent ?? null,
      address: text?.address ?? null,
      problem: text?.problem ?? null,
      rival: text?.rival ?? null,
      reasons: text?.reasons ?? null,
      takes: row.takes,
      competentName: row.competent === null ? null : await nameOf(row.competent),
      closed: row.ended_at !== null && row.takes === null && row.competent === null,
    });
  }
  return { questions, mayAnswer: mayAnswer(actor), mayDecide: mayDecide(actor) };
};

/** How many wait for an answer of one's own bureaus. */
export const openQuestions = (tx: Tx, actor: Actor): Promise<{ open: number }> =>
  tx.one<{ open: number }>(
    `select count(*)::integer as open from competence_letter
      where tenant = any ($1::text[]) and bureau = any ($2::text[]) and kind in ('question', 'request')
        and ended_at is null`,
    [actor.tenants, actor.bureaus],
  );

/** The bureau asked says whether it takes the case; the answer lies with the one that asked in the same transaction. */
export const answerQuestion = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  id: string,
  { takes, reasons }: AnswerQuestionBody,
): Promise<{ answered: true } | Refusal> => {
  const row = await lockAsked(tx, id, 'question', mayAnswer(actor));
  if (isRefusal(row)) return row;
  await reply(context, tx, actor, row, {
    kind: 'answer',
    said: { takes },
    act: 'answer-competence-question',
    text: { reasons },
    job: rivalAnswerJob,
  });
  return { answered: true };
};

export const takeRivalAnswer = (context: Context, tenant: string, letter: string): Promise<boolean> =>
  takeReply(context, { tenant, letter, kind: 'answer' }, async (tx, row, { reasons, dispute }, at) => ({
    make: (loaded, sealing) => ({
      act: 'note-rival-answer',
      rival: row.from_bureau,
      takes: row.takes === true,
      arisenOn: row.arisen_on as Day,
      ...(dispute === undefined ? {} : { dispute }),
      reasons: sealing.text(loaded.stream, 'reasons', reasons),
    }),
    units: await unitsFor(tx, tenant, dayOf(at)),
  }));

/** Those asked by then; one that a later dispute asked stays open. */
export const endQuestions = async (
  context: Context,
  tenant: string,
  number: string,
  askedUntil: Date = now(),
): Promise<number> => {
  const actor = await actorIn(context, tenant);
  return await context.database.transact(scopeOf(actor), (tx) =>
    tx.run(
      `update competence_letter set ended_at = $3, ended_by = $4, sealed = null
        where tenant = $1 and number = $2 and kind in ('question', 'request') and ended_at is null and sent_at <= $5`,
      [tenant, number, now(), actor.account, askedUntil],
    ),
  );
};
