import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { objectSystem, problemSystem } from '../../kit/code-names.ts';
import { ClaimsField } from '../../kit/fields/claims-field.tsx';
import { DayField } from '../../kit/fields/day-field.tsx';
import { FilesField } from '../../kit/fields/files-field.tsx';
import { useCodes } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import type { Entry } from './filing-of.ts';
import { EntryField, EntryText, MoneyField, Part } from './part.tsx';
import { useToday } from './people-parts.tsx';

export const PurchasePart = () => {
  const t = useTexts();
  const today = useToday();
  const online = Form.useWatch<Entry['online']>('online') ?? false;
  return (
    <Part title={t('desk:entry.purchase')}>
      <Form.Item name="online" valuePropName="checked" className="wide">
        <Checkbox>{t('desk:entry.online')}</Checkbox>
      </Form.Item>
      <EntryText name="goods" />
      <EntryText name="brand" />
      <EntryText name="quantity" />
      <EntryField name="purchasedOn">
        <DayField today={today} days="past" />
      </EntryField>
      <MoneyField name="amount" label="amount" />
      {online ? (
        <>
          <EntryText name="platformName" />
          <EntryText name="orderNumber" />
          <EntryText name="logisticsNumber" />
          <EntryText name="shopLink" />
        </>
      ) : (
        <EntryText name="place" />
      )}
    </Part>
  );
};

const CodeSelect = ({ system, ...rest }: { readonly system: string }) => {
  const t = useTexts();
  const codes = useCodes(system);
  const english = t.language === 'en';
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('desk:acts.choose')}
      options={(codes.data ?? []).map((one) => ({ value: one.code, label: english ? one.titleEn : one.titleZh }))}
    />
  );
};

export const MatterPart = () => {
  const t = useTexts();
  return (
    <Part title={t('desk:entry.facts')}>
      <EntryField name="facts" required wide bare>
        <Input.TextArea rows={5} className="field-long" maxLength={5000} showCount />
      </EntryField>
      <EntryField name="objectCode" label="object">
        <CodeSelect system={objectSystem} />
      </EntryField>
      <EntryField name="problemCode" label="problem">
        <CodeSelect system={problemSystem} />
      </EntryField>
      <EntryField name="evidence" wide>
        <FilesField />
      </EntryField>
    </Part>
  );
};

export const ClaimPart = () => {
  const t = useTexts();
  const yesNo = [
    { value: true, label: t('desk:yes') },
    { value: false, label: t('desk:no') },
  ];
  return (
    <Part title={t('desk:entry.claims')}>
      <EntryField name="claims" required bare missing={t('desk:entry.claimNeeded')}>
        <ClaimsField />
      </EntryField>
      <EntryField name="claimText">
        <Input.TextArea rows={3} className="field-long" maxLength={2000} />
      </EntryField>
      <h3 className="wide">{t('desk:entry.consents')}</h3>
      <EntryField name="publicity" required missing={t('desk:entry.consentNeeded')}>
        <Radio.Group options={yesNo} />
      </EntryField>
      <EntryField name="entrust" required missing={t('desk:entry.consentNeeded')}>
        <Radio.Group options={yesNo} />
      </EntryField>
    </Part>
  );
};
