import type { CaseView } from '#modules/complaints/case-contract.ts';
import { write } from '../../kit/api.ts';
import { HiddenCode } from '../../kit/hidden-code.tsx';
import { useTexts } from '../../kit/texts.ts';

type Props = {
  readonly view: Pick<CaseView, 'number' | 'parties'>;
  /** The step of the attempt. */
  readonly version: number;
  /** Whom it was to reach. */
  readonly party: string;
  /** Empty once erased. */
  readonly masked: string;
};

/** By what a party was tried: in part, until somebody says why they open it. */
export const CalledNumber = ({ view, version, party, masked }: Props) => {
  const t = useTexts();
  if (masked === '') return <em>{t('desk:contacts.erased')}</em>;
  const mayOpen = view.parties.some(({ mayReveal }) => mayReveal);
  return (
    <HiddenCode
      name={t(`complaint:party.${party}`)}
      field={t('desk:contacts.number')}
      title={t('desk:contacts.openTitle', { party: t(`desk:contacts.tried.${party}`) })}
      shown={masked}
      ask={
        mayOpen
          ? (reason) =>
              write(`/complaints/${encodeURIComponent(view.number)}/reveal`, { field: 'called', version, reason })
          : undefined
      }
    />
  );
};
