import { Alert, Button } from 'antd';
import type { Day } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { asDay, dayText } from '../../kit/when.ts';

type ToEndProps = { readonly view: CaseView; readonly today: Day; readonly onAct: (act: string) => void };

/** Mediation that only waits for its decision: who makes it, and the way to the form that is filled in already. */
export const ToEnd = ({ view, today, onAct }: ToEndProps) => {
  const t = useTexts();
  const { toEnd } = view;
  if (toEnd === null || toEnd.because === 'settlement') return null;
  const since = asDay(toEnd.since);
  const mayEnd = view.acts.some((act) => act.act === 'terminate');
  return (
    <Alert
      type="warning"
      showIcon
      className="to-end"
      title={t(`desk:toEnd.${toEnd.because}`, { since: since === undefined ? '' : dayText(since, today, t) })}
      description={t('desk:toEnd.drafted', { officer: toEnd.officerName ?? t('desk:case.nobody') })}
      action={
        mayEnd && (
          <Button type="primary" onClick={() => onAct('terminate')}>
            {t('desk:toEnd.open')}
          </Button>
        )
      }
    />
  );
};
