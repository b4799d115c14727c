import './law.css';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { kindOf, type WorkCalendar } from '#kernel/calendar.ts';
import { addDays, type Day, dateOf, dayOf, lastDayOfMonth, makeDay, weekdayOf, yearOf } from '#kernel/day.ts';
import { holidayName } from '#kernel/holiday-name.ts';
import type { LawCalendar } from '#modules/complaints/law-contract.ts';
import { useCalendar } from '../../kit/law-questions.ts';
import { useSession } from '../../kit/questions.ts';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { asDay, dayOrText } from '../../kit/when.ts';
import { DecreeDrawer } from './decree-drawer.tsx';

const calendarOf = (years: LawCalendar['years']): WorkCalendar => ({
  years: Object.fromEntries(years.map((year) => [year.year, year])),
});

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** The years as the notices gave them, and the entering of the next one. */
export const CalendarPage = () => {
  const t = useTexts();
  useTitle(t('desk:law.calendarTitle'));
  const calendar = useCalendar();
  const session = useSession();
  const today = asDay(session.data?.today) ?? dayOf(new Date(calendar.dataUpdatedAt));
  const [chosen, setChosen] = useState<number>();
  const [entering, setEntering] = useState(false);
  if (calendar.data === undefined)
    return calendar.isError ? <Failure error={calendar.error} onRetry={() => void calendar.refetch()} /> : <Loading />;
  const { years, mayEnter } = calendar.data;
  const known = years.map((one) => one.year).sort((a, b) => a - b);
  const coming = Math.max(yearOf(today), (known.at(-1) ?? yearOf(today)) + 1);
  const offered = [...known.filter((year) => year >= yearOf(today) - 3), coming];
  const year = chosen ?? yearOf(today);
  const decreed = years.find((one) => one.year === year);
  const whole = calendarOf(years);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('desk:law.calendarTitle')}</h1>
          <p className="quiet measure">{t('desk:law.calendarIntro')}</p>
        </div>
        <div className="page-acts">
          {mayEnter ? (
            <Button type={decreed === undefined ? 'primary' : 'default'} onClick={() => setEntering(true)}>
              {t(decreed === undefined ? 'desk:law.enter' : 'desk:law.amend', { year: String(year) })}
            </Button>
          ) : (
            <span className="quiet">{t('desk:law.mayNot')}</span>
          )}
        </div>
      </div>
      <Segmented
        value={year}
        onChange={setChosen}
        options={offered.map((one) => ({ value: one, label: t('desk:law.year', { year: String(one) }) }))}
      />
      <p>
        <strong>{t('desk:law.decree')}</strong>
        {t('desk:colon')}
        {decreed === undefined
          ? t('desk:law.undecreed')
          : [decreed.decree, ...(decreed.amendedBy ?? [])].join(t('desk:semicolon'))}
      </p>
      {decreed?.notOff !== undefined && (
        <p className="measure">
          {t('desk:law.notOff', {
            days: decreed.notOff.map((day) => dayOrText(day, today, t)).join(t('law:list-separator')),
          })}
        </p>
      )}
      <ul className="legend" aria-label={t('desk:law.legend')}>
        <li>
          <span className="cell cell-holiday">1</span> {t('desk:law.holiday')}
        </li>
        <li>
          <span className="cell cell-make-up">1</span> {t('desk:law.makeUp')}
        </li>
        <li>
          <span className="cell cell-weekend">1</span> {t('desk:law.weekend')}
        </li>
      </ul>
      <div className="months">
        {MONTHS.map((month) => (
          <Month key={month} first={makeDay(year, month, 1)} calendar={whole} today={today} />
        ))}
      </div>
      {entering && <DecreeDrawer year={year} decreed={decreed} today={today} onClose={() => setEntering(false)} />}
    </div>
  );
};

type MonthProps = { readonly first: Day; readonly calendar: WorkCalendar; readonly today: Day };

const weeksOf = (first: Day): (Day | undefined)[][] => {
  const blank = weekdayOf(first) - 1;
  const last = dateOf(lastDayOfMonth(first));
  const weeks = Math.ceil((blank + last) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_unused, column) => {
      const date = week * 7 + column - blank;
      return date < 0 || date >= last ? undefined : addDays(first, date);
    }),
  );
};

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

const Month = ({ first, calendar, today }: MonthProps) => {
  const t = useTexts();
  const month = Number(first.slice(5, 7));
  const name = t.language === 'en' ? t(`desk:when.month.${month}`) : `${t(`desk:when.month.${month}`)}月`;
  return (
    <table className="month">
      <caption>{name}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {t(`desk:when.weekday.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(first).map((week, i) => (
          // A week has no name of its own but its place.
          <tr key={week.find((day) => day !== undefined) ?? i}>
            {week.map((day, column) =>
              day === undefined ? (
                <td key={`${first} ${weekdays[column]}`} />
              ) : (
                <DayCell key={day} day={day} calendar={calendar} isToday={day === today} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

type CellProps = { readonly day: Day; readonly calendar: WorkCalendar; readonly isToday: boolean };

const DayCell = ({ day, calendar, isToday }: CellProps) => {
  const t = useTexts();
  const { kind, name } = kindOf(day, calendar);
  const holiday = name === undefined ? undefined : holidayName(name, t);
  const word = {
    holiday: 'holiday',
    'make-up': 'makeUp',
    weekend: 'weekend',
    working: 'working',
    undecreed: 'undecreed',
  };
  const text = [t(`desk:law.${word[kind]}`), holiday].filter(Boolean).join(' · ');
  return (
    <td className={`cell cell-${kind}${isToday ? ' cell-today' : ''}`} title={text}>
      <time dateTime={day}>{dateOf(day)}</time>
      {kind !== 'working' && <span className="unseen">{text}</span>}
    </td>
  );
};
