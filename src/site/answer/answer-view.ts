import type { Day } from '#kernel/day.ts';
import { moneyText } from '#kernel/money.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { ListedFile } from '#platform/files/list-files.ts';
import type { EvidenceFile, EvidenceKind } from '#site/kit/evidence.ts';
import { paths } from '#site/kit/paths.ts';
import type { AnswerCase } from './answer.page.ts';

const kindOf = (mediaType: string): EvidenceKind => {
  if (mediaType === 'application/pdf') return 'pdf';
  const [family] = mediaType.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'other';
};

/** The operator's own files of the answer being written. */
export const ownFiles = (files: readonly ListedFile[]): EvidenceFile[] =>
  files.map((file) => ({
    id: file.file,
    name: file.name,
    bytes: file.bytes,
    kind: kindOf(file.mediaType),
    address: paths.answerFile(file.file),
  }));

/** The last day named in the notice; undefined before one was sent. */
const answerByOf = (view: CaseView): Day | undefined => {
  const told = view.timeline.findLast((entry) => entry.type === 'RespondentNotified')?.details['answerBy'];
  return typeof told === 'string' ? (told as Day) : undefined;
};

const claimsOf = (view: CaseView, t: Translate): string[] => {
  const ticked = view.claims.map(({ kind, amountFen }) => {
    const word = t(`complaint:claim.${kind}`);
    return amountFen === undefined ? word : `${word} ${moneyText(amountFen)}`;
  });
  return view.claimText === null ? ticked : [...ticked, view.claimText];
};

/** The complaint as its respondent is told of it: the matter, and of the person only a masked name. */
export const answerCaseOf = (view: CaseView, t: Translate): AnswerCase => {
  const { purchase } = view;
  const answerBy = answerByOf(view);
  const complainant = view.parties.find(({ kind }) => kind === 'complainant');
  return {
    number: view.number,
    bureau: view.bureauName,
    complainant: { name: complainant?.masked.name ?? t('answer:case.notTold') },
    ...(purchase?.goods == null ? {} : { goods: purchase.goods }),
    ...(purchase?.orderNumber == null ? {} : { orderNumber: purchase.orderNumber }),
    ...(purchase?.purchasedOn == null ? {} : { boughtOn: purchase.purchasedOn as Day }),
    ...(view.amountFen === null ? {} : { amount: view.amountFen }),
    facts: view.facts ?? t('answer:case.notTold'),
    claims: claimsOf(view, t),
    ...(answerBy === undefined ? {} : { answerBy }),
    evidence: view.evidence
      .filter(({ by }) => by === 'complainant')
      .map((file, at) => ({
        id: file.file,
        name: t('answer:case.file', { n: at + 1 }),
        bytes: file.bytes,
        kind: kindOf(file.mediaType),
        address: paths.answerCaseFile(file.file),
      })),
  };
};
