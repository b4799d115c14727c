import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import type { KeyboardEvent } from 'react';
import { type Day, isDay } from '#kernel/day.ts';
import { useTexts } from '../texts.ts';
import { dayText, relativeText } from '../when.ts';

/** Days and moments are text in and out; the picker's own date never leaves this file. */
type FieldProps = {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string | undefined) => void;
  readonly today: Day;
  readonly days?: 'past' | 'future' | undefined;
};

/** The first is shown; each may be typed. The picker cannot read back a weekday, so that stands beside it. */
const dayFormats = ['YYYY-MM-DD', 'YYYY/M/D', 'YYYYMMDD'];
const momentFormats = ['YYYY-MM-DD HH:mm', 'YYYY/M/D HH:mm'];

const outside = (days: 'past' | 'future' | undefined, today: Day) => (date: Dayjs) => {
  const day = date.format('YYYY-MM-DD');
  if (days === 'past') return day > today;
  return days === 'future' && day < today;
};

/** Enter takes the day that was typed; it must not also send the form with the one before. */
const keepFormOpen = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key === 'Enter') event.preventDefault();
};

const optional = (value: string | undefined) => (value === undefined ? null : dayjs(value));

const InWords = ({ value, today }: { readonly value: string | undefined; readonly today: Day }) => {
  const t = useTexts();
  const day = value?.slice(0, 10);
  if (!isDay(day)) return null;
  return (
    <span className="quiet">
      {dayText(day, today, t)} · {relativeText(day, today, t)}
    </span>
  );
};

export const DayField = ({ id, value, onChange, today, days, ...rest }: FieldProps) => (
  <span className="field-with-words">
    <DatePicker
      {...rest}
      {...(id === undefined ? {} : { id })}
      className="field-day"
      value={optional(value)}
      disabledDate={outside(days, today)}
      defaultPickerValue={dayjs(value ?? today)}
      format={dayFormats}
      onKeyDown={keepFormOpen}
      onChange={(date) => onChange?.(date?.format('YYYY-MM-DD'))}
    />
    <InWords value={value} today={today} />
  </span>
);

/** A moment in Beijing time as `YYYY-MM-DDTHH:mm`. */
export const MomentField = ({ id, value, onChange, today, days, ...rest }: FieldProps) => (
  <span className="field-with-words">
    <DatePicker
      {...rest}
      {...(id === undefined ? {} : { id })}
      className="field-day"
      value={optional(value)}
      disabledDate={outside(days, today)}
      defaultPickerValue={dayjs(value ?? today)}
      showTime={{ format: 'HH:mm', minuteStep: 5, hideDisabledOptions: true }}
      format={momentFormats}
      onKeyDown={keepFormOpen}
      onChange={(date) => onChange?.(date?.format('YYYY-MM-DDTHH:mm'))}
    />
    <InWords value={value} today={today} />
  </span>
);
