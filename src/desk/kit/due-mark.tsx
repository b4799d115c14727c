import { type Day, daysBetween } from '#kernel/day.ts';
import { useTexts } from './texts.ts';
import { asDay, dayText, dueRelativeText } from './when.ts';

export type Urgency = 'over' | 'today' | 'soon' | 'later' | 'none';

/** From here on a limit is worked first; the server's lists draw the same line. */
const SOON_DAYS = 3;

export const urgencyOf = (dueOn: Day | undefined, today: Day, provisional: boolean): Urgency => {
  if (dueOn === undefined) return 'none';
  const ahead = daysBetween(today, dueOn);
  if (ahead < 0) return provisional ? 'soon' : 'over';
  if (ahead === 0) return 'today';
  return ahead <= SOON_DAYS ? 'soon' : 'later';
};

type DueProps = { readonly dueOn: string | null; readonly today: Day; readonly provisional: boolean };

/** The day, its weekday, and how far it is; what is late is marked by word and shape as well as colour. */
export const DueMark = ({ dueOn, today, provisional }: DueProps) => {
  const t = useTexts();
  const day = asDay(dueOn);
  if (day === undefined) return <span className="due due-none">{t('desk:when.noLimit')}</span>;
  const urgency = urgencyOf(day, today, provisional);
  return (
    <span className={`due due-${urgency}`}>
      <time dateTime={day}>{dayText(day, today, t)}</time>
      <span className="due-away">{dueRelativeText(day, today, t)}</span>
    </span>
  );
};
