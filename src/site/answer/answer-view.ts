import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { ListedFile } from '#platform/files/list-files.ts';
import { type EvidenceFile, evidenceKind } from '#site/kit/evidence.ts';
import { paths } from '#site/kit/paths.ts';
import { seenByOperator } from '#site/visit/seen-by-operator.ts';
import type { AnswerCase } from './answer.page.ts';

/** The operator's own files of the answer being written. */
export const ownFiles = (files: readonly ListedFile[]): EvidenceFile[] =>
  files.map((file) => ({
    id: file.file,
    name: file.name,
    bytes: file.bytes,
    kind: evidenceKind(file.mediaType),
    address: paths.answerFile(file.file),
  }));

/** The last day named in the notice; undefined before one was sent. */
const answerByOf = (view: CaseView): Day | undefined => {
  const told = view.timeline.findLast((entry) => entry.type === 'RespondentNotified')?.details['answerBy'];
  return typeof told === 'string' ? (told as Day) : undefined;
};

/** The complaint as its respondent is told of it: the matter, and of the person only a masked name. */
export const answerCaseOf = (view: CaseView, t: Translate): AnswerCase => {
  const answerBy = answerByOf(view);
  return {
    number: view.number,
    bureau: view.bureauName,
    seen: seenByOperator(view),
    mayAskRecusal: view.acts.some(({ act }) => act === 'interrupt'),
    ...(answerBy === undefined ? {} : { answerBy }),
    evidence: view.evidence
      .filter(({ by }) => by === 'complainant')
      .map((file, at) => ({
        id: file.file,
        name: t('answer:case.file', { n: at + 1 }),
        bytes: file.bytes,
        kind: evidenceKind(file.mediaType),
        address: paths.answerCaseFile(file.file),
      })),
  };
};
