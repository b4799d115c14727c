import type { Translate } from '#kernel/translate.ts';
import { maskedName, type OperatorSees, operatorRows } from '#site/kit/operator-sees.ts';
import { type Row, said } from '#site/kit/reading.ts';
import { claimRows, type FilingAnswers, respondentRows, shopRows } from './answer-rows.ts';

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
    goods: purchase?.goods,
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

function openToAll(answers: FilingAnswers, t: Translate): readonly Row[] {
  if (!answers.consents?.publish) return [];
  const shop = shopRows(answers, t);
  const name = shop.length > 0 ? shop : respondentRows(answers, t).slice(0, 1);
  const { purchase, objectName, problemName } = answers;
  return [
    ...name,
    ...(purchase ? [text(t('filing:purchase.goods'), objectName ?? purchase.goods)] : []),
    ...(problemName ? [text(t('filing:facts.problemCode'), problemName)] : []),
    ...claimRows(answers, t).slice(0, 1),
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
