import { AutoComplete, Button } from 'antd';
import { addDays, type Day, isDay, isWeekendDay } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { useUnitDetail } from '../questions.ts';
import { useTexts } from '../texts.ts';
import { useClear } from '../use-clear.tsx';
import { MomentField } from './day-field.tsx';

/** Time and place of a session: what the directory keeps of the unit is offered, anything may be written. */

type Where = { readonly view: Pick<CaseView, 'bureau' | 'station'> };
type Props = Where & {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string | undefined) => void;
};

/** The station that works on the case first, then its bureau. */
const useUnitsOf = ({ bureau, station }: Where['view']) => {
  const [own, above] = [useUnitDetail(station), useUnitDetail(bureau)];
  return [own.data, above.data].filter((unit) => unit !== undefined);
};

export const RoomField = ({ id, value, onChange, view, ...rest }: Props) => {
  const t = useTexts();
  const clear = useClear();
  const units = useUnitsOf(view);
  const offered = units.flatMap(({ name, address, rooms }) => [...rooms, t('desk:acts.atTheUnit', { name, address })]);
  return (
    <AutoComplete
      {...rest}
      {...(id === undefined ? {} : { id })}
      className="field-long"
      allowClear={clear}
      maxLength={300}
      placeholder={t('desk:acts.chooseOrWrite')}
      value={value ?? ''}
      options={[...new Set(offered)].map((room) => ({ value: room, label: room }))}
      filterOption={(typed, option) => typed === value || (option?.value ?? '').includes(typed)}
      onChange={(written: string | undefined) => onChange?.(written === '' ? undefined : written)}
    />
  );
};

/** The day chosen, else the next one that is no weekend. */
const dayFor = (value: string | undefined, today: Day): Day => {
  const chosen = value?.slice(0, 10);
  if (isDay(chosen)) return chosen;
  let day = addDays(today, 1);
  while (isWeekendDay(day)) day = addDays(day, 1);
  return day;
};

/** Any moment, and a press for each hour at which the unit usually mediates. */
export const SessionMomentField = ({
  view,
  value,
  onChange,
  today,
  days,
  ...rest
}: Props & { readonly today: Day; readonly days?: 'past' | 'future' | undefined }) => {
  const t = useTexts();
  const hours = [...new Set(useUnitsOf(view).flatMap((unit) => unit.hours))].sort();
  const known = value === undefined ? {} : { value };
  const changed = onChange === undefined ? {} : { onChange };
  return (
    <>
      <MomentField {...rest} {...known} {...changed} today={today} days={days} />
      {hours.length > 0 && (
        <fieldset className="usual-hours">
          <legend className="quiet">{t('desk:acts.usualHours')}</legend>
          {hours.map((hour) => (
            <Button key={hour} size="small" onClick={() => onChange?.(`${dayFor(value, today)}T${hour}`)}>
              {hour}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  );
};
