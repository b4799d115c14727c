import { Form, type FormInstance } from 'antd';
import type { Day } from '#kernel/day.ts';
import { readMoney } from '#kernel/money.ts';
import type { CaseAct, CaseView } from '#modules/complaints/case-contract.ts';
import { PurchasePart } from '../../kit/particulars/purchase-part.tsx';
import { RespondentPart } from '../../kit/particulars/respondent-part.tsx';
import { hasText, useTexts } from '../../kit/texts.ts';
import { ActControl } from './act-control.tsx';
import type { ActField, Values } from './act-field.ts';
import { actForms } from './act-forms.ts';
import { isRequired, ofChosenDecision, visibleFields } from './act-values.ts';
import { blanksLeft } from './local-letter-forms.ts';

type FormProps = {
  readonly act: CaseAct;
  readonly view: CaseView;
  readonly today: Day;
  readonly form: FormInstance;
  readonly initial: Values;
  readonly onTyped: (values: Values) => void;
  readonly onSubmit: (values: Values) => void;
};

const typedControls: ReadonlySet<ActField['control']> = new Set(['text', 'long-text', 'money', 'number']);

/** The form of an act, drawn from the table of forms. */
export const ActForm = ({ act, view, today, form, initial, onTyped, onSubmit }: FormProps) => {
  const t = useTexts();
  const values: Values = Form.useWatch([], form) ?? initial;
  const fields = visibleFields(actForms[act.act], values, view);

  const rulesOf = (field: ActField, label: string) => [
    ...(isRequired(field, values)
      ? [
          {
            required: true,
            // With this key the form takes the value for text, whatever it is.
            ...(field.control === 'text' || field.control === 'long-text' ? { whitespace: true } : {}),
            message: t(typedControls.has(field.control) ? 'desk:acts.required' : 'desk:acts.requiredChoice', {
              field: label,
            }),
          },
        ]
      : []),
    ...(field.control === 'money'
      ? [
          {
            validator: (_: unknown, typed: string | undefined) =>
              typed === undefined || typed === '' || 'fen' in readMoney(typed)
                ? Promise.resolve()
                : Promise.reject(new Error(t('desk:acts.moneyWrong'))),
          },
        ]
      : []),
    ...(field.control === 'local-answers'
      ? [
          {
            validator: (_: unknown, answers: unknown) => {
              const left = blanksLeft({ ...values, [field.name]: answers }, view);
              if (left.length === 0) return Promise.resolve();
              return Promise.reject(new Error(t('desk:acts.required', { field: left.join(t('desk:separator')) })));
            },
          },
        ]
      : []),
  ];

  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ ...initial }}
      onValuesChange={(_, all: Values) => onTyped(all)}
      // The whole of it: what a search put into the form has not been typed.
      onFinish={onSubmit}
      className={act.act === 'complete-particulars' ? 'act-particulars' : ''}
      scrollToFirstError={{ focus: true }}
      name="act"
    >
      {fields.map((field) => {
        if (field.control === 'respondent') return <RespondentPart key={field.name} />;
        if (field.control === 'purchase') return <PurchasePart key={field.name} />;
        const label = t(`complaint:field.${field.label}`);
        const hint = field.hint === undefined ? undefined : `complaint:hint.${field.hint}`;
        return (
          <Form.Item
            key={field.name}
            name={[field.name]}
            label={label}
            rules={rulesOf(field, label)}
            required={isRequired(field, values) || field.asked?.(view, values) === true}
            validateTrigger="onSubmit"
            {...(hint !== undefined && hasText(hint) ? { extra: t(hint, act.days) } : {})}
          >
            <ActControl field={field} act={ofChosenDecision(act, values)} view={view} today={today} />
          </Form.Item>
        );
      })}
    </Form>
  );
};
