import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import { idKinds } from '#kernel/identity-words.ts';
import { FilesField } from '../../kit/fields/files-field.tsx';
import { EntryField, Part } from '../../kit/particulars/part.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useClear } from '../../kit/use-clear.tsx';
import type { Entry } from './filing-of.ts';

const columns = ['name', 'phone', 'idNumber', 'address'] as const;

/** Those who complain together: the same dispute, the same operator, and everybody agrees (Order 121 art. 12). */
export const JointPart = () => {
  const t = useTexts();
  const clear = useClear();
  const hasJoint = Form.useWatch<Entry['hasJoint']>('hasJoint') ?? false;
  const people = Form.useWatch<Entry['joint']>('joint') ?? [];
  const named = people.flatMap((one, value) => (one?.name?.trim() ? [{ value, label: one.name }] : []));
  return (
    <Part title={t('complaint:party.joint')}>
      <Form.Item name="hasJoint" valuePropName="checked" className="wide">
        <Checkbox>{t('desk:entry.joint')}</Checkbox>
      </Form.Item>
      {hasJoint && (
        <>
          <Form.List name="joint" initialValue={[{}]}>
            {(rows, { add, remove }) => (
              <div className="wide">
                {rows.map((row) => (
                  <div key={row.key} className="entry-joint">
                    {columns.map((column) => (
                      <Form.Item
                        key={column}
                        name={[row.name, column]}
                        label={t(`desk:entry.${column}`)}
                        rules={
                          column === 'name'
                            ? [{ required: true, message: t('desk:entry.need', { field: t('desk:entry.name') }) }]
                            : []
                        }
                        validateTrigger="onSubmit"
                      >
                        <Input autoComplete="off" maxLength={300} inputMode={column === 'phone' ? 'tel' : 'text'} />
                      </Form.Item>
                    ))}
                    <Form.Item name={[row.name, 'idType']} label={t('desk:entry.idType')}>
                      <Select
                        allowClear={clear}
                        placeholder={t('complaint:idKind.resident-id')}
                        options={idKinds.map((value) => ({ value, label: t(`complaint:idKind.${value}`) }))}
                      />
                    </Form.Item>
                    <Button
                      type="text"
                      icon={<DeleteOutlined aria-hidden />}
                      aria-label={t('desk:entry.jointRemove', { n: row.name + 1 })}
                      onClick={() => remove(row.name)}
                    />
                  </div>
                ))}
                <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>
                  {t('desk:entry.jointAdd')}
                </Button>
              </div>
            )}
          </Form.List>
          <EntryField name="secondRepresentative" hint={t('desk:entry.secondRepresentativeHint')}>
            <Select allowClear={clear} placeholder={t('desk:acts.choose')} options={named} />
          </EntryField>
          <EntryField name="jointChoice" wide hint={t('desk:entry.jointChoiceHint')}>
            <FilesField />
          </EntryField>
          <Form.Item
            name="jointAgreed"
            valuePropName="checked"
            className="wide"
            validateTrigger="onSubmit"
            rules={[
              {
                validator: (_: unknown, ticked: boolean | undefined) =>
                  ticked === true ? Promise.resolve() : Promise.reject(new Error(t('desk:entry.jointAgreedNeeded'))),
              },
            ]}
          >
            <Checkbox>{t('desk:entry.jointAgreed')}</Checkbox>
          </Form.Item>
        </>
      )}
    </Part>
  );
};
