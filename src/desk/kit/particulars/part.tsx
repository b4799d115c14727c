import './particulars.css';
import { Form, Input, type InputProps } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { readMoney } from '#kernel/money.ts';
import { useTexts } from '../texts.ts';

/** A part of the form under the heading the official form gives it. */
export const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="entry-part">
    <h2>{title}</h2>
    <div className="entry-grid">{children}</div>
  </section>
);

type FieldProps = {
  readonly name: string;
  /** `desk:entry.<label>`; the name when silent. */
  readonly label?: string;
  readonly required?: boolean;
  readonly wide?: boolean;
  /** The heading above says it already: kept for those who listen, not shown. */
  readonly bare?: boolean;
  readonly hint?: ReactNode;
  /** What to say when it is missing, where "give it" does not fit. */
  readonly missing?: string;
  readonly children: ReactElement;
};

export const EntryField = ({
  name,
  label,
  required = false,
  wide = false,
  bare = false,
  hint,
  missing,
  children,
}: FieldProps) => {
  const t = useTexts();
  const text = t(`desk:entry.${label ?? name}`);
  return (
    <Form.Item
      name={name}
      label={text}
      required={required}
      className={[wide ? 'wide' : '', bare ? 'bare' : ''].join(' ')}
      validateTrigger="onSubmit"
      {...(hint === undefined ? {} : { extra: hint })}
      rules={required ? [{ required: true, message: missing ?? t('desk:entry.need', { field: text }) }] : []}
    >
      {children}
    </Form.Item>
  );
};

type TextProps = Omit<FieldProps, 'children'> & Pick<InputProps, 'inputMode' | 'autoComplete' | 'autoFocus'>;

export const EntryText = ({ inputMode, autoFocus, ...field }: TextProps) => (
  <EntryField {...field}>
    <Input inputMode={inputMode} autoComplete="off" autoFocus={autoFocus} maxLength={300} />
  </EntryField>
);

export const MoneyField = ({ name, label }: { readonly name: string; readonly label: string }) => {
  const t = useTexts();
  return (
    <Form.Item
      name={name}
      label={t(`desk:entry.${label}`)}
      validateTrigger="onSubmit"
      rules={[
        {
          validator: (_: unknown, typed: string | undefined) =>
            typed === undefined || typed.trim() === '' || 'fen' in readMoney(typed)
              ? Promise.resolve()
              : Promise.reject(new Error(t('desk:entry.moneyWrong'))),
        },
      ]}
    >
      <Input prefix="¥" inputMode="decimal" autoComplete="off" />
    </Form.Item>
  );
};
