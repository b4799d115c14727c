import { Alert, Button } from 'antd';
import type { Day } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { instantText } from '../../kit/when.ts';
import { sessionToSet } from './session-to-set.ts';

type NextSessionProps = { readonly view: CaseView; readonly today: Day; readonly onAct: (act: string) => void };

/** A session was called off and mediation may go on again: the next one is for the bureau to set. */
export const NextSession = ({ view, today, onAct }: NextSessionProps) => {
  const t = useTexts();
  const off = sessionToSet(view);
  if (off === undefined) return null;
  const maySet = view.acts.some((act) => act.act === 'open-mediation');
  return (
    <Alert
      type="info"
      showIcon
      className="to-end"
      title={t('desk:nextSession.off', {
        at: instantText(off.at, today, t),
        why: t(`complaint:sessionOff.${off.why}`),
      })}
      description={t('desk:nextSession.text')}
      action={
        maySet && (
          <Button type="primary" onClick={() => onAct('open-mediation')}>
            {t('desk:nextSession.open')}
          </Button>
        )
      }
    />
  );
};
