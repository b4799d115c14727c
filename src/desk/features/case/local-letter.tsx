import { Form, Input, Select } from 'antd';
import { ownName } from '#kernel/paper-name.ts';
import type { CaseAct, CaseView } from '#modules/complaints/case-contract.ts';
import { PdfPreview } from '../../kit/pdf-preview.tsx';
import { useTexts } from '../../kit/texts.ts';
import type { Values } from './act-field.ts';
import { actForms } from './act-forms.ts';
import { bodyOf } from './act-values.ts';
import { chosenForm, recipientsOf } from './local-letter-forms.ts';

type ControlProps = {
  readonly act: CaseAct;
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
};

/** The forms of the authority that hold today. */
export const LocalFormControl = ({ act, value, ...rest }: ControlProps) => {
  const t = useTexts();
  const options = (act.forms ?? []).map(({ id, addressee, numbered, ...form }) => ({
    value: id,
    label: [
      ownName(form, t),
      t(`administration:localForms.addressees.${addressee}`),
      ...(numbered ? [] : [t('administration:localForms.unnumbered')]),
    ].join(' · '),
  }));
  return (
    <Select
      {...rest}
      {...(typeof value === 'string' ? { value } : {})}
      options={options}
      placeholder={t('desk:acts.choose')}
    />
  );
};

/** What the chosen form leaves to the officer, in the order of its fields. */
export const LocalAnswersControl = ({ act, id = 'answers', value, onChange }: ControlProps) => {
  const t = useTexts();
  const chosen = Form.useWatch<string | undefined>('form');
  const fields = act.forms?.find((one) => one.id === chosen)?.fields ?? [];
  const typed = Array.isArray(value) ? value.map(String) : [];
  const change = (place: number, text: string) =>
    onChange?.(fields.map((_, at) => (at === place ? text : (typed[at] ?? ''))));
  return (
    <div className="local-answers">
      {fields.map(({ label, required, long }, place) => {
        const own = place === 0 ? id : `${id}-${place}`;
        const shared = { id: own, value: typed[place] ?? '', required, 'aria-required': required };
        return (
          <div key={label}>
            <label htmlFor={own}>
              {label}
              {!required && <span className="quiet"> {t('desk:acts.optionalField')}</span>}
            </label>
            {long ? (
              <Input.TextArea
                {...shared}
                rows={3}
                className="field-long"
                maxLength={2000}
                onChange={({ target }) => change(place, target.value)}
              />
            ) : (
              <Input {...shared} maxLength={200} onChange={({ target }) => change(place, target.value)} />
            )}
          </div>
        );
      })}
    </div>
  );
};

/** The letter as it would go out to each addressee, before it is made. */
export const LetterPreview = ({ view, values }: { readonly view: CaseView; readonly values: Values }) => {
  const t = useTexts();
  const form = chosenForm(values, view);
  if (form === undefined) return null;
  const recipients = recipientsOf(form);
  return recipients.map((to, place) => (
    <PdfPreview
      key={to}
      path={`/complaints/${encodeURIComponent(view.number)}/local-letter-preview`}
      body={() => ({ ...bodyOf(actForms['make-local-letter'], values, view), to })}
      label={t('desk:acts.previewLetter', { who: t(`complaint:recipient.${to}`) })}
      note={place === recipients.length - 1 ? t('desk:acts.previewLetterNote') : undefined}
    />
  ));
};
