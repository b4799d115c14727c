import { Alert, Button, Checkbox } from 'antd';
import type { FixedHoliday } from '#kernel/calendar.ts';
import type { Day } from '#kernel/day.ts';
import { holidayName } from '#kernel/holiday-name.ts';
import { useTexts } from '../../kit/texts.ts';
import { dayText } from '../../kit/when.ts';

type FixedProps = {
  readonly lacking: readonly FixedHoliday[];
  readonly today: Day;
  readonly confirmed: boolean;
  readonly onAdd: () => void;
  readonly onConfirm: (is: boolean) => void;
};

/** Holidays of the regulation that the typed notice would make working days: put in by one press, or confirmed as they are. */
export const FixedHolidays = ({ lacking, today, confirmed, onAdd, onConfirm }: FixedProps) => {
  const t = useTexts();
  const days = lacking.map(({ day, name }) => `${dayText(day, today, t)} ${holidayName(name, t)}`);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('desk:law.fixedLacking', { days: days.join(t('law:list-separator')) })}
      description={
        <>
          <p>{t('desk:law.fixedLackingText')}</p>
          {!confirmed && <p>{t('desk:law.fixedUnconfirmed')}</p>}
          <p>
            <Button size="small" onClick={onAdd}>
              {t('desk:law.fixedAdd')}
            </Button>
          </p>
          <Checkbox checked={confirmed} onChange={(event) => onConfirm(event.target.checked)}>
            {t('desk:law.fixedConfirm')}
          </Checkbox>
        </>
      }
    />
  );
};
