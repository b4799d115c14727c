import { type Day, daysBetween } from '#kernel/day.ts';
import type { DueDays } from '#kernel/due-soon.ts';
import { useSession } from './questions.ts';
import { useTexts } from './texts.ts';
import { asDay, dayText, dueRelativeText } from './when.ts';

export type Urgency = 'over' | 'today' | 'soon' | 'later' | 'none';

/** `soonUntil` comes from the server, whose lists and messages draw the same line by the calendar. */
export const urgencyOf = (
  dueOn: Day | undefined,
  { today, soonUntil }: Pick<DueDays, 'today' | 'soonUntil'>,
  provisional: boolean,
): Urgency => {
  if (dueOn === undefined) return 'none';
  const ahead = daysBetween(today, dueOn);
  if (ahead < 0) return provisional ? 'soon' : 'over';
  if (ahead === 0) return 'today';
  return dueOn <= soonUntil ? 'soon' : 'later';
};

type DueProps = { readonly dueOn: string | null; readonly today: Day; readonly provisional: boolean };

/** The day, its weekday, and how far it is; what is late is marked by word and shape as well as colour. */
export const DueMark = ({ dueOn, today, provisional }: DueProps) => {
  const t = useTexts();
  const soonUntil = asDay(useSession().data?.soonUntil) ?? today;
  const day = asDay(dueOn);
  if (day === undefined) return <span className="due due-none">{t('desk:when.noLimit')}</span>;
  const urgency = urgencyOf(day, { today, soonUntil }, provisional);
  return (
    <span className={`due due-${urgency}`}>
      <time dateTime={day}>{dayText(day, today, t)}</time>
      <span className="due-away">{dueRelativeText(day, today, t)}</span>
    </span>
  );
};
