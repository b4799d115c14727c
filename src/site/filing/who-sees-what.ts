import type { Translate } from '#kernel/translate.ts';
import { type Row, said } from '#site/kit/reading.ts';
import { claimRows, evidenceRows, type FilingAnswers, factsRows, purchaseRows, respondentRows } from './answer-rows.ts';

/** What each of the three would see of a complaint; shown before it is filed, so that nobody is surprised later. */
export type Seen = {
  readonly operator: readonly Row[];
  readonly bureau: readonly string[];
  readonly public: readonly Row[];
};

const text = (term: string, value: string): Row => ({ term, value: said(value) });

/** Who complains, as far as settling needs it: name and telephone, never papers, number or address. */
function complainant({ person }: FilingAnswers, t: Translate): readonly Row[] {
  if (person?.kind !== 'named') return [];
  return [text(t('filing:person.name'), person.name), text(t('filing:person.phone'), person.phone)];
}

function openToAll(answers: FilingAnswers, t: Translate): readonly Row[] {
  if (!answers.consents?.publish) return [];
  const name = respondentRows(answers, t).slice(0, 1);
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
    operator: [
      ...complainant(answers, t),
      ...purchaseRows(answers, t),
      ...factsRows(answers, t),
      ...claimRows(answers, t),
      ...evidenceRows(answers, t),
    ],
    bureau: [
      t('filing:seen.bureauAll'),
      t('filing:seen.bureauMasked'),
      ...(answers.matter === 'both' ? [t('filing:seen.bureauReport')] : []),
    ],
    public: openToAll(answers, t),
  };
}
