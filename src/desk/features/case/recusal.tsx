import { Alert, Button } from 'antd';
import type { Day } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { asDay, dayText } from '../../kit/when.ts';

type RecusalProps = { readonly view: CaseView; readonly today: Day; readonly onAct: (act: string) => void };

/** A request that interrupts the mediation: who asks that who step aside, and that the head of the bureau decides. */
export const Recusal = ({ view, today, onAct }: RecusalProps) => {
  const t = useTexts();
  const { recusal } = view;
  if (recusal === null) return null;
  const since = asDay(recusal.on);
  const reasons = view.timeline
    .findLast((entry) => entry.type === 'MediationInterrupted')
    ?.texts.find((text) => text.field === 'reasons')?.text;
  const mayDecide = view.acts.some((act) => act.act === 'resume');
  return (
    <Alert
      type="warning"
      showIcon
      className="to-end"
      title={t(`desk:recusal.${recusal.about}`, {
        by: t(`complaint:party.${recusal.by}`),
        name: recusal.name ?? t('desk:case.nobody'),
        on: since === undefined ? '' : dayText(since, today, t),
      })}
      description={
        <>
          {reasons && <p>{t('desk:recusal.reasons', { reasons })}</p>}
          <p>{t('desk:recusal.decides')}</p>
        </>
      }
      action={
        mayDecide && (
          <Button type="primary" onClick={() => onAct('resume')}>
            {t('desk:recusal.open')}
          </Button>
        )
      }
    />
  );
};
