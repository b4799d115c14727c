import type { CaseView } from '#modules/complaints/case-contract.ts';
import { write } from '../../kit/api.ts';
import { HiddenCode } from '../../kit/hidden-code.tsx';
import { useTexts } from '../../kit/texts.ts';

type Props = {
  readonly view: Pick<CaseView, 'number' | 'parties'>;
  /** The step of the service. */
  readonly version: number;
  readonly to: string;
  /** Masked but of a body; empty once erased. */
  readonly receiver: string;
};

/** Who took a paper: of a party in part, until somebody says why they open it. */
export const TakenBy = ({ view, version, to, receiver }: Props) => {
  const t = useTexts();
  if (receiver === '') return <em>{t('desk:case.textErased')}</em>;
  if (to === 'bureau') return t('desk:case.receiver', { receiver });
  const mayOpen = view.parties.some(({ mayReveal }) => mayReveal);
  return (
    <span className="taken-by">
      {t('desk:case.receiver', { receiver: '' })}
      <HiddenCode
        name={t('desk:case.receiverOf', { who: t(`complaint:recipient.${to}`) })}
        field={t('desk:case.receiverName')}
        shown={receiver}
        ask={
          mayOpen
            ? (reason) =>
                write(`/complaints/${encodeURIComponent(view.number)}/reveal`, { field: 'receiver', version, reason })
            : undefined
        }
      />
    </span>
  );
};
