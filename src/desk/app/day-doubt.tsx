import { Alert } from 'antd';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { useTexts } from '../kit/texts.ts';

/** On every page, for everybody: an act would bear a wrong date, and nothing is saved until somebody has put it right. */
export const DayDoubt = ({ doubt }: { doubt: DeskSession['dayDoubt'] }) => {
  const t = useTexts();
  if (doubt === null) return null;
  const { is, today, known } = doubt;
  return (
    <Alert
      type="error"
      banner
      role="alert"
      title={t(`desk:dayDoubt.${is}`, { today, known })}
      description={t('desk:dayDoubt.whatToDo', { today })}
    />
  );
};
