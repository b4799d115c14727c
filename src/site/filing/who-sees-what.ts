import type { Translate } from '#kernel/translate.ts';
import { maskedName, type OperatorSees, operatorRows } from '#site/kit/operator-sees.ts';
import { type Row, said } from '#site/kit/reading.ts';
import { type FilingAnswers, respondentRows, shopRows } from './answer-rows.ts';

/** What each of the three would see of a complaint; shown before it is filed, so that nobody is surprised later. */
export type Seen = {
  readonly operator: readonly Row[];
  readonly bureau: readonly string[];
  readonly public: readonly Row[];
};

const text = (term: string, value: string): Row => ({ term, value: said(value) });

/** From the same list as the operator's own pages: the preview cannot promise what they do not keep. */
function shownToOperator({ person, purchase, facts, claim, evidence }: FilingAnswers, t: Translate): readonly Row[] {
  const seen: OperatorSees = {
    complainant: person?.kind === 'named' ? maskedName(person.name) : undefined,
    goods: purchase?.goods ?? (purchase?.onReceipt && t('filing:purchase.onReceiptRow')),
    orderNumber: purchase?.orderNumber,
    boughtOn: purchase?.boughtOn,
    amount: purchase?.amount,
    facts: facts?.facts,
    claims: (claim?.claims ?? []).map((kind) => ({
      kind,
      amountFen: kind === 'refund' ? claim?.refund : kind === 'damages' ? claim?.damages : undefined,
    })),
    claimText: claim?.details,
  };
  const asItIs = evidence.filter((file) => file.keepsDescriptions === true).length;
  const shown = [
    [evidence.length - asItIs, 'filing:seen.evidenceClean'],
    [asItIs, 'filing:seen.evidenceAsItIs'],
  ] as const;
  return [
    ...operatorRows(seen, t),
    ...shown.flatMap(([count, words]) => (count === 0 ? [] : [text(t('answer:case.evidence'), t(words, { count }))])),
  ];
}

/** What the consent to publicity names and no more: what was typed, claimed or paid is never among it (Order 121 art. 38). */
function openToAll(answers: FilingAnswers, t: Translate): readonly Row[] {
  const { consents, objectName, problemName } = answers;
  if (!consents?.publish) return [];
  const [named] = [...shopRows(answers, t), ...respondentRows(answers, t)];
  const classed = (name: string | undefined): string => name ?? t('filing:seen.notClassed');
  return [
    { term: t('filing:seen.business'), value: named?.value ?? t('filing:rows.unknown') },
    text(t('filing:seen.goodsClass'), classed(objectName)),
    text(t('filing:seen.problemClass'), classed(problemName)),
    { term: t('filing:seen.outcome'), value: t('filing:seen.outcomeLater') },
  ];
}

export function whoSeesWhat(answers: FilingAnswers, t: Translate): Seen {
  return {
    operator: shownToOperator(answers, t),
    bureau: [
      t('filing:seen.bureauAll'),
      t('filing:seen.bureauMasked'),
      ...(answers.matter === 'both' ? [t('filing:seen.bureauReport')] : []),
    ],
    public: openToAll(answers, t),
  };
}
