import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { type CaseView, type EvidenceItem, performAct } from '#modules/complaints/facade.ts';
import { closeDraft } from '#modules/intake/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { dropDraftFiles } from '#platform/files/list-files.ts';
import { powerPurpose, readAgentAnswer } from '#site/kit/agent-form.ts';
import type { RawForm } from '#site/kit/form-reader.ts';
import type { AnswerAtHand } from '#site/visit/answer-at-hand.ts';
import { bindToCase, itemsOf } from '#site/visit/case-files.ts';
import { isWithdrawn } from '#site/visit/case-parts.ts';
import type { SiteKit, Visit } from '#site/visit/visit.ts';
import { readAnswerCheck, readMediation, readStatement } from './answer-forms.ts';

/** What the last page needs to be drawn again, however often it is opened. */
export type AnswerSent = {
  readonly number: string;
  readonly by: AnswerAtHand['by'];
  readonly bureau: string;
  readonly sentAt: string;
  readonly mediation: boolean;
  readonly withdrawn?: boolean;
};

export const isAnswerSent = (value: unknown): value is AnswerSent =>
  typeof value === 'object' && value !== null && 'sentAt' in value;

/** The answer as one act with its evidence; the draft is closed in the same transaction, so it is sent once. */
export const sendAnswer = async (
  kit: SiteKit,
  tx: Tx,
  visit: Visit,
  answer: AnswerAtHand,
  raw: RawForm,
  seen: CaseView,
): Promise<AnswerSent | Refusal> => {
  const { context } = kit;
  const { draft, actor, number, by } = answer;
  const signed = readAnswerCheck(raw);
  const mediation = readMediation(draft.steps['mediation'] ?? {});
  const statement = readStatement(draft.steps['statement'] ?? {});
  if (!('answer' in signed) || !('answer' in mediation) || !('answer' in statement))
    throw new Error('an answer was sent before its parts were read');
  const at = now();
  const { mediation: agrees, entrust, wishedTimes, represented } = mediation.answer;
  const agent = represented === true ? readAgentAnswer(draft.steps['agent'] ?? {}, dayOf(at)) : undefined;
  if (agent !== undefined && !('answer' in agent)) throw new Error('an answer was sent before its agent was read');
  const items = await itemsToSend(kit, tx, draft.draft, agent !== undefined);
  await tx.rescope(scopeOf(actor));
  const outcome = await performAct(context, tx, {
    number,
    act: 'answer',
    body: {
      by,
      consentsToMediation: agrees,
      ...(entrust === undefined ? {} : { consentsToEntrust: entrust }),
      ...(wishedTimes === undefined ? {} : { wishedTimes }),
      statement: signedWords(statement.answer.statement, signed.answer, visit),
      ...(signed.answer.phone === undefined ? {} : { contactPhone: signed.answer.phone }),
      ...(agent === undefined ? {} : { agent: agent.answer }),
    },
    actor,
    at,
    files: items,
  });
  if (isRefusal(outcome)) return outcome;
  if (items.length > 0)
    await bindToCase(kit, tx, draft.draft, { number, givenBy: actor.account, principals: actor.principals, items });
  const sent: AnswerSent = {
    number,
    by,
    bureau: seen.bureauName,
    sentAt: at.toISOString(),
    mediation: agrees,
    ...(isWithdrawn(seen) ? { withdrawn: true } : {}),
  };
  await closeDraft(context, tx, draft, sent, at);
  return sent;
};

/** A power of attorney handed in for an agent who is not named after all stays out of the case. */
const itemsToSend = async (
  kit: SiteKit,
  tx: Tx,
  draft: string,
  hasAgent: boolean,
): Promise<readonly EvidenceItem[]> => {
  const items = await itemsOf(kit, tx, draft, 'respondent');
  const unused = hasAgent ? [] : items.filter(({ purpose }) => purpose === powerPurpose);
  if (unused.length > 0) await dropDraftFiles(kit.context.files, tx, { draft, files: unused.map(({ file }) => file) });
  return items.filter((item) => !unused.includes(item));
};

/** Who answered for the operator stands under what was said; the number to call is for the bureau alone. */
export const signedWords = (said: string | undefined, signed: { readonly by: string }, { t }: Visit): string => {
  const under = t('answer:check.signed', { name: signed.by });
  return said === undefined ? under : `${said}\n\n${under}`;
};
