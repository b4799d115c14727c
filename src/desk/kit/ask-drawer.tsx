import { Alert, Button, Drawer, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { dayOf } from '#kernel/day.ts';
import { problemOf } from './api.ts';
import { OperatorField } from './fields/choice-fields.tsx';
import { DayField } from './fields/day-field.tsx';
import { useSession } from './questions.ts';
import { useTexts } from './texts.ts';
import { asDay } from './when.ts';

/** A short form beside a page: for matters whose acts are few and the same everywhere. */
export type AskField = {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'lines' | 'day' | 'number' | 'yes-no' | 'choice' | 'operator';
  readonly required?: boolean;
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string | number; readonly label: string }[];
};
export type Asked = Readonly<Record<string, unknown>>;

type AskProps = {
  readonly title: string;
  readonly fields: readonly AskField[];
  readonly initial?: Asked;
  readonly submit: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly children?: ReactNode;
  readonly onAsked: (values: Asked) => void;
  readonly onClose: () => void;
};

/** Lines become a list; what was left empty is left out. */
const valuesOf = (fields: readonly AskField[], typed: Asked): Asked => {
  const values: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const value = typed[name];
    if (value === undefined || value === null || value === '') continue;
    if (kind === 'lines') {
      const lines = String(value)
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
      if (lines.length > 0) values[name] = lines;
    } else values[name] = typeof value === 'string' ? value.trim() : value;
  }
  return values;
};

export const AskDrawer = (props: AskProps) => {
  const { title, fields, initial, submit, busy, error, children, onAsked, onClose } = props;
  const t = useTexts();
  const [form] = Form.useForm<Record<string, unknown>>();
  const problem = problemOf(error);
  return (
    <Drawer
      open
      size={480}
      onClose={onClose}
      title={title}
      footer={
        <div className="drawer-foot">
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {submit}
          </Button>
          <Button onClick={onClose}>{t('desk:acts.cancel')}</Button>
        </div>
      }
    >
      {error !== null && error !== undefined && (
        <Alert type="error" showIcon title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />
      )}
      {children}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...initial }}
        onFinish={(typed: Asked) => onAsked(valuesOf(fields, typed))}
      >
        {fields.map((field) => (
          <Form.Item
            key={field.name}
            name={field.name}
            label={field.label}
            validateTrigger="onSubmit"
            {...(field.hint === undefined ? {} : { extra: field.hint })}
            rules={field.required ? [{ required: true, message: t('desk:acts.required', { field: field.label }) }] : []}
          >
            <AskControl field={field} />
          </Form.Item>
        ))}
      </Form>
    </Drawer>
  );
};

/** The form hands `id`, `value` and `onChange` through. */
const AskControl = ({ field, ...rest }: { readonly field: AskField }): ReactElement => {
  const t = useTexts();
  const session = useSession();
  const today = asDay(session.data?.today) ?? dayOf(new Date(session.dataUpdatedAt));
  switch (field.kind) {
    case 'long':
    case 'lines':
      return <Input.TextArea {...rest} rows={4} className="field-long" maxLength={5000} />;
    case 'day':
      return <DayField {...rest} today={today} />;
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
          classNames={{ popup: { root: 'long-choices' } }}
          options={[...(field.choices ?? [])]}
          placeholder={t('desk:acts.choose')}
        />
      );
    default:
      return <Input {...rest} maxLength={200} />;
  }
};
