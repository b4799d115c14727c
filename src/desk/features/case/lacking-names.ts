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

/** Of those whom form 9 names, who has no address on file: the paper leaves a blank there, to be filled by hand. */
export const withoutAddress = ({ parties }: Pick<CaseView, 'parties'>, t: Translate): string =>
  parties
    .filter(({ kind, standing, erased, masked }) => {
      const isOnPaper = kind === 'complainant' || (ofAgents.has(kind) && standing === 'in-force');
      return isOnPaper && !erased && masked.address === null;
    })
    .map(({ masked, kind }) => `${masked.name ?? ''}${t('complaint:aside', { text: t(`complaint:party.${kind}`) })}`)
    .join(t('desk:separator'));

const ofAgents: ReadonlySet<string> = new Set(['agent', 'respondent-agent']);

export const namesAmong = (persons: readonly string[], parties: CaseView['parties'], t: Translate): string =>
  parties
    .filter(({ person }) => persons.includes(person))
    .map(({ masked, kind }) => masked.name ?? t(`complaint:party.${kind}`))
    .join(t('desk:separator'));
