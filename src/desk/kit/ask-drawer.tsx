import { Alert, Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { dayOf } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { UnitItem } from '#modules/directory/contract.ts';
import { problemOf } from './api.ts';
import { OperatorField, StaffField, UnitField, type UnitProps } from './fields/choice-fields.tsx';
import { DayField, MomentField } from './fields/day-field.tsx';
import { type ChosenFile, FilesField } from './fields/files-field.tsx';
import { hand } from './hand.ts';
import { filesIn } from './handed-in.ts';
import { useSession } from './questions.ts';
import { SideDrawer } from './side-drawer.tsx';
import { useTexts } from './texts.ts';
import { asDay } from './when.ts';

type AskKind =
  | 'text'
  | 'long'
  | 'lines'
  | 'day'
  | 'moment'
  | 'number'
  | 'yes-no'
  | 'choice'
  | 'choices'
  | 'operator'
  | 'unit'
  | 'staff'
  | 'files';

/** A short form beside a page: for matters whose acts are few and the same everywhere. */
export type AskField = {
  readonly name: string;
  readonly label: string;
  readonly kind: AskKind;
  readonly required?: boolean | ((values: Asked) => boolean);
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string | number; readonly label: string }[];
  /** Asked only then; always when silent. */
  readonly when?: (values: Asked) => boolean;
  /** Characters at most; 5,000 when silent. */
  readonly most?: number;
  /** What is wrong with what was typed, said before anything is sent. */
  readonly faultOf?: (text: string) => string | undefined;
  /** Whose staff may be named. */
  readonly bureau?: string;
  /** The unit that may not be chosen. */
  readonly without?: string;
  /** Of the units of the instance those that may be chosen, by what else was filled in. */
  readonly offers?: (unit: UnitItem, all: readonly UnitItem[], values: Asked) => boolean;
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

const shownOf = (fields: readonly AskField[], values: Asked): readonly AskField[] =>
  fields.filter(({ when }) => when?.(values) !== false);

/** Lines become a list; what was left empty is left out. */
const valuesOf = (fields: readonly AskField[], typed: Asked): Asked => {
  const values: Record<string, unknown> = {};
  for (const { name, kind } of shownOf(fields, typed)) {
    const value = typed[name];
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (kind === 'files') values[name] = (value as readonly ChosenFile[]).map(({ file }) => file);
    else if (kind === 'moment') values[name] = `${String(value)}:00+08:00`;
    else if (kind === 'lines') {
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
  const giveUp = () => {
    hand.letGo(filesIn(form.getFieldsValue(true)));
    onClose();
  };
  const typed: Asked = Form.useWatch([], form) ?? initial ?? {};
  return (
    <SideDrawer
      size={480}
      onClose={giveUp}
      title={title}
      footer={
        <div className="drawer-foot">
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {submit}
          </Button>
          <Button onClick={giveUp}>{t('desk:acts.cancel')}</Button>
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
        onFinish={(values: Asked) => onAsked(valuesOf(fields, values))}
      >
        {shownOf(fields, typed).map((field) => (
          <Form.Item
            key={field.name}
            name={field.name}
            label={field.label}
            validateTrigger="onSubmit"
            {...(field.hint === undefined ? {} : { extra: field.hint })}
            rules={rulesOf(field, typed, t)}
          >
            <AskControl field={field} values={typed} />
          </Form.Item>
        ))}
      </Form>
    </SideDrawer>
  );
};

const typedKinds: ReadonlySet<AskKind> = new Set(['text', 'long', 'lines', 'number']);

const rulesOf = ({ required, label, kind, faultOf }: AskField, typed: Asked, t: Translate) => [
  ...((typeof required === 'function' ? required(typed) : required)
    ? [
        {
          required: true,
          message: t(typedKinds.has(kind) ? 'desk:acts.required' : 'desk:acts.requiredChoice', { field: label }),
        },
      ]
    : []),
  ...(faultOf === undefined
    ? []
    : [
        {
          validator: (_: unknown, typed: unknown) => {
            const fault = faultOf(String(typed ?? ''));
            return fault === undefined ? Promise.resolve() : Promise.reject(new Error(fault));
          },
        },
      ]),
];

/** More than this one finds by typing. */
const MOST_WITHOUT_SEARCH = 12;

/** The form hands `id`, `value` and `onChange` through. */
const AskControl = ({ field, values, ...rest }: { readonly field: AskField; readonly values: Asked }): ReactElement => {
  const t = useTexts();
  const session = useSession();
  const today = asDay(session.data?.today) ?? dayOf(new Date(session.dataUpdatedAt));
  const { offers } = field;
  const offered: Pick<UnitProps, 'offers'> =
    offers === undefined ? {} : { offers: (unit, all) => offers(unit, all, values) };
  switch (field.kind) {
    case 'long':
    case 'lines':
      return <Input.TextArea {...rest} rows={4} className="field-long" maxLength={field.most ?? 5000} />;
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
      return <StaffField {...rest} bureau={field.bureau} />;
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
      return <Input {...rest} maxLength={200} />;
  }
};
