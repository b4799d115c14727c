import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import type { ReactElement } from 'react';
import { dayOf } from '#kernel/day.ts';
import type { Asked, AskField } from './ask-field.ts';
import { OperatorField, StaffField, UnitField, type UnitProps } from './fields/choice-fields.tsx';
import { DayField, MomentField } from './fields/day-field.tsx';
import { FilesField } from './fields/files-field.tsx';
import { useSession } from './questions.ts';
import type { FieldLimits } from './shape-limits.ts';
import { useTexts } from './texts.ts';
import { asDay } from './when.ts';

/** More than this one finds by typing. */
const MOST_WITHOUT_SEARCH = 12;
const LONG_TEXT = 5_000;
const SHORT_TEXT = 200;
/** From here on the end is near enough to be counted. */
const NEAR = 0.8;

const countNearEnd = ({ count, maxLength = 0 }: { count: number; maxLength?: number }): string =>
  count < maxLength * NEAR ? '' : `${count} / ${maxLength}`;

type ControlProps = { readonly field: AskField; readonly values: Asked; readonly limits: FieldLimits };

/** The form hands `id`, `value` and `onChange` through. */
export const AskControl = ({ field, values, limits, ...rest }: ControlProps): ReactElement => {
  const t = useTexts();
  const session = useSession();
  const today = asDay(session.data?.today) ?? dayOf(new Date(session.dataUpdatedAt));
  const { offers } = field;
  const offered: Pick<UnitProps, 'offers'> =
    offers === undefined ? {} : { offers: (unit, all) => offers(unit, all, values) };
  const longest = ({ maxItems, items }: FieldLimits): number => (maxItems ?? 1) * ((items?.maxLength ?? LONG_TEXT) + 1);
  switch (field.kind) {
    case 'long':
      return (
        <Input.TextArea
          {...rest}
          rows={4}
          className="field-long"
          maxLength={limits.maxLength ?? field.most ?? LONG_TEXT}
          showCount={{ formatter: countNearEnd }}
        />
      );
    case 'lines':
      return <Input.TextArea {...rest} rows={4} className="field-long" maxLength={field.most ?? longest(limits)} />;
    case 'day':
      return <DayField {...rest} today={today} />;
    case 'moment':
      return <MomentField {...rest} today={today} />;
    case 'unit':
      return (
        <UnitField
          {...rest}
          kinds={['bureau', 'intake-centre']}
          {...(field.without === undefined ? {} : { without: field.without })}
          {...offered}
        />
      );
    case 'staff':
      return (
        <StaffField {...rest} bureau={field.bureau} {...(field.mayBe === undefined ? {} : { mayBe: field.mayBe })} />
      );
    case 'files':
      return <FilesField {...rest} />;
    case 'choices':
      return <Checkbox.Group {...rest} className="factors" options={[...(field.choices ?? [])]} />;
    case 'number':
      return <InputNumber {...rest} min={1} max={20} precision={0} />;
    case 'operator':
      return <OperatorField {...rest} />;
    case 'yes-no':
      return (
        <Radio.Group
          {...rest}
          options={[
            { value: true, label: t('desk:yes') },
            { value: false, label: t('desk:no') },
          ]}
        />
      );
    case 'choice':
      return (
        <Select
          {...rest}
          {...((field.choices ?? []).length > MOST_WITHOUT_SEARCH ? { showSearch: { optionFilterProp: 'label' } } : {})}
          classNames={{ popup: { root: 'long-choices' } }}
          options={[...(field.choices ?? [])]}
          placeholder={t('desk:acts.choose')}
        />
      );
    default:
      return <Input {...rest} maxLength={limits.maxLength ?? field.most ?? SHORT_TEXT} />;
  }
};
