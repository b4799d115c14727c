import type { Translate } from '#kernel/translate.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';

/** Of several who complain, those whose word is missing or against it: the refusal counts them, the bureau's own view names them. */
export const lackingNames = (code: string, { consents, parties }: CaseView, t: Translate): string => {
  const { entrust } = consents?.lacking ?? {};
  const persons =
    code === 'not-all-agreed-to-entrusting'
      ? entrust?.silent
      : code === 'one-of-several-declines-entrusting'
        ? entrust?.against
        : undefined;
  const names = namesAmong(persons ?? [], parties, t);
  return names === '' ? '' : t('desk:acts.lacking', { names });
};

export const namesAmong = (persons: readonly string[], parties: CaseView['parties'], t: Translate): string =>
  parties
    .filter(({ person }) => persons.includes(person))
    .map(({ masked, kind }) => masked.name ?? t(`complaint:party.${kind}`))
    .join(t('desk:separator'));
