import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input, Select } from 'antd';
import type { Day } from '#kernel/day.ts';
import type { LocalFormBody, LocalForms } from '#modules/complaints/local-forms/contract.ts';
import { localAddressees, localValues } from '#modules/complaints/vocabulary.ts';
import { problemOf, write } from '../../../kit/api.ts';
import { DayField } from '../../../kit/fields/day-field.tsx';
import { PdfPreview } from '../../../kit/pdf-preview.tsx';
import { placeFaults } from '../../../kit/place-faults.ts';
import { SideDrawer } from '../../../kit/side-drawer.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { contentOf } from './form-content.ts';
import { blankNamedLikeValue, refusalInNames, valueName, withNames, withoutNames } from './values-by-name.ts';

type EditorProps = {
  /** The form that gets its next version; a new one when silent. */
  readonly form?: LocalForms['forms'][number];
  readonly today: Day;
  readonly onClose: () => void;
};
type Typed = Partial<Omit<LocalFormBody, 'knownVersion'>>;

const members = ['title', 'englishTitle', 'addressee', 'series', 'wording', 'aid', 'notes', 'fields', 'from', 'reason'];

/** A form with its words, its blanks and the day from which it holds. */
export const FormEditor = ({ form: kept, today, onClose }: EditorProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const newest = kept?.versions[0];
  const path = kept === undefined ? '' : `/${kept.code}/versions`;
  const entering = useMutation({
    mutationFn: (typed: Typed) =>
      write(`/administration/local-forms${path}`, {
        ...withoutNames(contentOf(typed), t),
        ...{ from: typed.from ?? today, reason: typed.reason ?? '', knownVersion: newest?.version ?? 0 },
      }),
    onSuccess: () => {
      void questions.invalidateQueries({ queryKey: adminKeys.localForms });
      void message.success(t('administration:localForms.saved'));
      onClose();
    },
    onError: (error) => {
      const said = problemOf(error);
      if (said === undefined) return;
      const { atFields } = placeFaults(said, new Set(members), t);
      form.setFields(
        atFields.map(({ name, texts }) => ({
          name: name as keyof Typed,
          errors: texts.map((text) => refusalInNames(text, t)),
        })),
      );
      const [first] = atFields;
      if (first !== undefined) form.scrollToField(first.name, { focus: true });
    },
  });
  const problem = problemOf(entering.error);
  const title = t(`administration:localForms.${kept === undefined ? 'enter' : 'change'}`);
  return (
    <SideDrawer
      size={720}
      onClose={onClose}
      title={title}
      footer={
        <div className="drawer-foot">
          <Button type="primary" loading={entering.isPending} onClick={() => form.submit()}>
            {title}
          </Button>
          <Button onClick={onClose}>{t('desk:acts.cancel')}</Button>
        </div>
      }
    >
      <p className="consequence-note">{t('administration:localForms.limit')}</p>
      {entering.isError && (
        <Alert type="error" showIcon title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />
      )}
      <Form
        form={form}
        name="local-form"
        layout="vertical"
        validateTrigger="onSubmit"
        scrollToFirstError={{ focus: true }}
        initialValues={{ ...(newest === undefined ? { fields: [] } : withNames(contentOf(newest), t)), from: today }}
        onFinish={(typed) => entering.mutate(typed)}
      >
        <Texts today={today} />
        <PdfPreview
          path="/administration/local-forms/preview"
          body={() => withoutNames(contentOf(form.getFieldsValue(true)), t)}
          label={t('administration:localForms.preview')}
          note={t('administration:localForms.previewNote')}
        />
      </Form>
    </SideDrawer>
  );
};

const Texts = ({ today }: { readonly today: Day }) => {
  const t = useTexts();
  const say = (key: string) => t(`administration:localForms.${key}`);
  const must = (label: string) => [
    { required: true, whitespace: true, message: t('desk:acts.required', { field: label }) },
  ];
  return (
    <>
      <Form.Item name="title" label={say('formTitle')} extra={say('titleHint')} rules={must(say('formTitle'))}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="addressee"
        label={say('addressee')}
        rules={[{ required: true, message: t('desk:acts.requiredChoice', { field: say('addressee') }) }]}
      >
        <Select
          placeholder={t('desk:acts.choose')}
          options={localAddressees.map((value) => ({ value, label: say(`addressees.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="series" label={say('series')} extra={say('seriesHint')}>
        <Input maxLength={6} />
      </Form.Item>
      <Form.Item name="wording" label={say('wording')} extra={say('wordingHint')} rules={must(say('wording'))}>
        <Input.TextArea rows={8} maxLength={6000} className="field-long" />
      </Form.Item>
      <Inserts />
      <Blanks />
      <Form.Item name="notes" label={say('notes')} extra={say('notesHint')}>
        <Input.TextArea rows={2} maxLength={2000} className="field-long" />
      </Form.Item>
      <Form.Item name="englishTitle" label={say('englishTitle')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="aid" label={say('aid')} extra={say('aidHint')}>
        <Input.TextArea rows={4} maxLength={8000} className="field-long" />
      </Form.Item>
      <Form.Item name="from" label={say('from')} extra={say('fromHint')} rules={[{ required: true }]}>
        <DayField today={today} days="future" />
      </Form.Item>
      <Form.Item name="reason" label={t('administration:reason')} rules={must(t('administration:reason'))}>
        <Input.TextArea rows={2} maxLength={300} className="field-long" />
      </Form.Item>
    </>
  );
};

/** Puts a value of the case where the wording was left. */
const Inserts = () => {
  const t = useTexts();
  const form = Form.useFormInstance<Typed>();
  const insert = (name: string) => {
    const area = document.getElementById('local-form_wording');
    const text = form.getFieldValue('wording') ?? '';
    const at = area instanceof HTMLTextAreaElement ? area.selectionStart : text.length;
    const put = `{{${name}}}`;
    form.setFieldsValue({ wording: `${text.slice(0, at)}${put}${text.slice(at)}` });
    if (!(area instanceof HTMLTextAreaElement)) return;
    area.focus();
    requestAnimationFrame(() => area.setSelectionRange(at + put.length, at + put.length));
  };
  return (
    <fieldset className="inserts">
      <legend className="quiet">{t('administration:localForms.insert')}</legend>
      {localValues.map((value) => {
        const name = valueName(value, t);
        return (
          <Button key={value} size="small" onClick={() => insert(name)}>
            {name}
          </Button>
        );
      })}
    </fieldset>
  );
};

/** What the officer fills in, each with its name. */
const Blanks = () => {
  const t = useTexts();
  const say = (key: string, values?: { n: number }) => t(`administration:localForms.${key}`, values);
  const ownName = async (_: unknown, blanks: LocalFormBody['fields'] | undefined) => {
    const label = blankNamedLikeValue(blanks ?? [], t);
    if (label !== undefined) throw new Error(t('administration:localForms.fieldLikeValue', { label }));
  };
  return (
    <Form.Item label={say('fields')}>
      <Form.List name="fields" rules={[{ validator: ownName }]}>
        {(blanks, { add, remove }, { errors }) => (
          <>
            {blanks.map(({ key, name }) => (
              <div key={key} className="form-blank">
                <Form.Item name={[name, 'label']} noStyle>
                  <Input maxLength={30} aria-label={say('fieldLabel')} placeholder={say('fieldLabel')} />
                </Form.Item>
                <Form.Item name={[name, 'required']} valuePropName="checked" noStyle>
                  <Checkbox>{say('fieldRequired')}</Checkbox>
                </Form.Item>
                <Form.Item name={[name, 'long']} valuePropName="checked" noStyle>
                  <Checkbox>{say('fieldLong')}</Checkbox>
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={say('removeField', { n: name + 1 })}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ required: true, long: false })}>
              {say('addField')}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Form.Item>
  );
};
