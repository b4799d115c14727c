import { Checkbox, Form, Input, Select } from 'antd';
import { DayField } from '../../kit/fields/day-field.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useClear } from '../../kit/use-clear.tsx';
import type { FieldSpec } from './change-field.ts';
import { PlaceField } from './place-field.tsx';
import { RegisterField } from './register-field.tsx';

const Control = ({ field, ...rest }: { readonly field: FieldSpec; readonly id?: string }) => {
  const t = useTexts();
  const clear = useClear();
  const choose = t('desk:acts.choose');
  switch (field.kind) {
    case 'text':
      return (
        <Input {...rest} maxLength={field.most} {...(field.before === undefined ? {} : { prefix: field.before })} />
      );
    case 'long':
      return <Input.TextArea {...rest} rows={3} className="field-long" maxLength={field.most} />;
    case 'day':
      return <DayField {...rest} today={field.today} days={field.days} />;
    case 'choice':
      return (
        <Select
          {...rest}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={choose}
          allowClear={field.optional === true && clear}
          options={[...field.options]}
        />
      );
    case 'several':
      return (
        <Select
          {...rest}
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={choose}
          options={[...field.options]}
        />
      );
    case 'place':
      return <PlaceField {...rest} known={field.known ?? []} several={field.several === true} />;
    case 'operator':
      return <RegisterField {...rest} known={field.known} only={field.only} />;
    case 'yes':
      return <Checkbox {...rest}>{field.label}</Checkbox>;
  }
};

/** One field of a change with its label, what is needed and what may help. */
export const ChangeField = ({ field }: { readonly field: FieldSpec }) => {
  const t = useTexts();
  const isYes = field.kind === 'yes';
  const needed = field.optional !== true && !isYes;
  const written = field.kind === 'text' || field.kind === 'long';
  const message = t(written ? 'desk:acts.required' : 'desk:acts.requiredChoice', { field: field.label });
  return (
    <Form.Item
      name={field.name}
      {...(isYes ? { valuePropName: 'checked' } : { label: field.label })}
      {...(field.hint === undefined ? {} : { extra: field.hint })}
      required={needed || isYes}
      rules={[
        ...(needed ? [{ required: true, message, ...(written ? { whitespace: true } : {}) }] : []),
        ...(field.kind === 'text' && field.pattern !== undefined
          ? [{ pattern: field.pattern, message: field.hint ?? message }]
          : []),
      ]}
    >
      <Control field={field} />
    </Form.Item>
  );
};
