import { Alert } from 'antd';
import { isDay } from '#kernel/day.ts';
import { dayWithWeekday } from '#kernel/day-text.ts';
import type { Translate } from '#kernel/translate.ts';
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
      title={t(`desk:dayDoubt.${is}`, { today: wholeDay(today, t), known: wholeDay(known, t) })}
      description={
        <>
          {t('desk:dayDoubt.whatToDo')}
          <details>
            <summary>{t('desk:dayDoubt.forOperator')}</summary>
            {t('desk:dayDoubt.howTo', { day: wholeDay(today, t) })} <code>fangxin clock --today {today}</code>
          </details>
        </>
      }
    />
  );
};

/** With the year and the weekday: it is the year that is often wrong. */
const wholeDay = (text: string, t: Translate): string => (isDay(text) ? dayWithWeekday(text, t) : text);
