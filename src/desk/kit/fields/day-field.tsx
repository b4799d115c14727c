import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import type { Day } from '#kernel/day.ts';

/** Days and moments are text in and out; the picker's own date never leaves this file. */
type FieldProps = {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string | undefined) => void;
  readonly today: Day;
  readonly days?: 'past' | 'future' | undefined;
};

/** The first is shown; each may be typed. */
const dayFormats = ['YYYY-MM-DD ddd', 'YYYY-MM-DD', 'YYYY/M/D', 'YYYYMMDD'];
const momentFormats = ['YYYY-MM-DD ddd HH:mm', 'YYYY-MM-DD HH:mm'];

const outside = (days: 'past' | 'future' | undefined, today: Day) => (date: Dayjs) => {
  const day = date.format('YYYY-MM-DD');
  if (days === 'past') return day > today;
  return days === 'future' && day < today;
};

const optional = (value: string | undefined) => (value === undefined ? null : dayjs(value));

export const DayField = ({ id, value, onChange, today, days, ...rest }: FieldProps) => (
  <DatePicker
    {...rest}
    {...(id === undefined ? {} : { id })}
    className="field-day"
    value={optional(value)}
    disabledDate={outside(days, today)}
    defaultPickerValue={dayjs(value ?? today)}
    format={dayFormats}
    onChange={(date) => onChange?.(date?.format('YYYY-MM-DD'))}
  />
);

/** A moment in Beijing time as `YYYY-MM-DDTHH:mm`. */
export const MomentField = ({ id, value, onChange, today, days, ...rest }: FieldProps) => (
  <DatePicker
    {...rest}
    {...(id === undefined ? {} : { id })}
    className="field-day"
    value={optional(value)}
    disabledDate={outside(days, today)}
    defaultPickerValue={dayjs(value ?? today)}
    showTime={{ format: 'HH:mm', minuteStep: 5, hideDisabledOptions: true }}
    format={momentFormats}
    onChange={(date) => onChange?.(date?.format('YYYY-MM-DDTHH:mm'))}
  />
);
