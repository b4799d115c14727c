import type { Day } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import type { Fen } from '#kernel/money.ts';
import type { Translate } from '#kernel/translate.ts';
import { dayWords, moneyWords } from './figures.ts';
import { type Row, said } from './reading.ts';

/** A complaint as its operator is told of it, before it is filed (the preview) and after (the answer, the case). */
export type OperatorSees = {
  /** Masked, or to be masked here. */
  readonly complainant: string | undefined;
  readonly goods?: string | null | undefined;
  readonly orderNumber?: string | null | undefined;
  readonly boughtOn?: Day | null | undefined;
  readonly amount?: Fen | null | undefined;
  readonly facts: string | null | undefined;
  readonly claims: readonly { readonly kind: string; readonly amountFen?: Fen | undefined }[];
  readonly claimText?: string | null | undefined;
};

export const maskedName = (name: string): string => maskOf('name', name);

const row = (term: string, value: string | null | undefined): readonly Row[] =>
  value == null || value === '' ? [] : [{ term, value: said(value) }];

const claimWords = ({ claims, claimText }: OperatorSees, t: Translate): string =>
  [
    ...claims.map(({ kind, amountFen }) => {
      const word = t(`complaint:claim.${kind}`);
      return amountFen === undefined ? word : `${word} ${moneyWords(amountFen)}`;
    }),
    claimText ?? '',
  ]
    .filter((one) => one !== '')
    .join(t('site:listComma'));

/** The one list of what an operator reads: whoever adds a line here adds it to the preview too. */
export const operatorRows = (seen: OperatorSees, t: Translate): readonly Row[] => [
  ...row(t('answer:case.complainant'), seen.complainant ?? t('answer:case.notTold')),
  ...row(t('answer:case.goods'), seen.goods),
  ...row(t('answer:case.order'), seen.orderNumber),
  ...row(t('answer:case.bought'), seen.boughtOn == null ? null : dayWords(seen.boughtOn, t)),
  ...row(t('answer:case.amount'), seen.amount == null ? null : moneyWords(seen.amount)),
  ...row(t('answer:case.facts'), seen.facts ?? t('answer:case.notTold')),
  ...row(t('answer:case.claims'), claimWords(seen, t)),
];
